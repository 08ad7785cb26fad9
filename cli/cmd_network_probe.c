/*
 * byline network probe: what the chain shows of each pin, beside what the profile says. First a
 * line for each pin, then the values that would change, whole; the profile is written once a person
 * has typed its name. A program gets both lists, and writes with --confirm.
 */
#include <stdio.h>
#include <string.h>

#include "app/network.h"
#include "cli/args.h"
#include "cli/changes.h"
#include "cli/command.h"
#include "cli/envelope.h"
#include "cli/print.h"
#include "cli/probe_facts.h"
#include "cli/progress.h"
#include "sync/probe.h"

struct probe_options {
	struct cmd_values holders;
	struct cmd_values attestations;
	const char *confirm;
};

static const struct cmd_option options[] = {
	CMD_VALUES("holder", "A", struct probe_options, holders),
	CMD_VALUES("attestation", "UID", struct probe_options, attestations),
	CMD_VALUE("confirm", "NETWORK", struct probe_options, confirm),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_network_probe = {
	.name = "probe",
	.synopsis = "network probe",
	.summary = "reads the pins from the chain",
	.options = options,
	.run = run,
	.needs = CMD_NEEDS_NETWORK | CMD_NEEDS_NODES | CMD_NEEDS_ONE,
};

/* Shows what changes, and writes it once the network's name is typed. */
static enum status decide(struct cli *cli, const struct probe_options *o,
			  const struct probe_report *r, const struct cmd_changes *changes,
			  bool *written, struct err *e)
{
	/* A script that gives no --confirm only wants to know. */
	bool ask = o->confirm != NULL || !cmd_print_is_data(cli);
	enum status s = STATUS_OK;

	*written = false;
	if (changes->n == 0)
		return STATUS_OK;
	if (!cmd_print_is_data(cli)) {
		cmd_print_line(cli, "%s", "");
		s = cmd_changes_show(cli, changes, e);
	}
	if (s != STATUS_OK || !ask || cli->options.read_only)
		return s;
	if (cmd_probe_facts_differ(r))
		cmd_print_hint(cli, "Where code or an implementation differs, the contract was "
				    "upgraded, or the profile was wrong: find out which of both "
				    "before you confirm.");
	s = cmd_changes_confirm(cli, o->confirm, r->found.name, e);
	if (s == STATUS_OK)
		s = change_network(cli->app, &r->found, e);
	*written = s == STATUS_OK;
	return s;
}

static enum status tell(struct cli *cli, const struct probe_options *o,
			const struct profile *before, const struct probe_report *r, struct err *e)
{
	struct cmd_changes changes;
	struct json *top;
	bool written = false;
	enum status s = cmd_changes_find(&changes, before, &r->found, e);

	if (s == STATUS_OK && !cmd_print_is_data(cli)) {
		cmd_print_line(cli, "%s, read at block %llu", before->name,
			       (unsigned long long)r->block);
		s = cmd_probe_facts_print(cli, r, stdout, e);
	}
	if (s == STATUS_OK)
		s = decide(cli, o, r, &changes, &written, e);
	if (s == STATUS_OK && cmd_print_is_data(cli)) {
		cmd_envelope_note_cached(cli);
		top = json_new_object();
		json_add_text(top, "network", before->name);
		json_add_number(top, "block", r->block);
		json_add(top, "facts", cmd_probe_facts_json(r));
		json_add(top, "changes", cmd_changes_json(&changes));
		json_add_bool(top, "written", written);
		s = cmd_print_reply(cli, top, e);
	} else if (s == STATUS_OK) {
		cmd_print_line(cli, "%s",
			       written		? "Written."
			       : changes.n == 0 ? "Nothing to write."
						: "Nothing was written.");
	}
	cmd_changes_release(&changes);
	if (s != STATUS_OK || written || !cmd_probe_facts_differ(r))
		return s;
	/* The table says it already: only the exit code is left. */
	cli->failure_printed = true;
	return ERR_MISMATCH;
}

/* Reads the addresses and attestations of the options, before anybody is asked. */
static enum status take_hints(struct probe_hints *out, struct address *holders,
			      struct hash *attestations, const struct probe_options *o,
			      struct err *e)
{
	enum status s = STATUS_OK;

	*out = (struct probe_hints){.holders = holders,
				    .n_holders = o->holders.n,
				    .attestations = attestations,
				    .n_attestations = o->attestations.n};
	for (size_t i = 0; i < o->holders.n && s == STATUS_OK; i++)
		s = address_read(&holders[i], o->holders.v[i], e);
	for (size_t i = 0; i < o->attestations.n && s == STATUS_OK; i++)
		if (hash_parse(&attestations[i], o->attestations.v[i],
			       strlen(o->attestations.v[i])) != STATUS_OK)
			s = err_set(e, ERR_USAGE, "\"%.80s\" is no UID of 64 hex digits",
				    o->attestations.v[i]);
	return s;
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct probe_options o = {0};
	struct address holders[CMD_VALUES_MAX];
	struct hash attestations[CMD_VALUES_MAX];
	struct probe_hints hints;
	struct probe_report report = {.n = 0};
	const struct profile *before;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_network_probe, e);

	if (s == STATUS_OK)
		s = take_hints(&hints, holders, attestations, &o, e);
	if (s == STATUS_OK)
		s = require_profile(cli->app, &before, e);
	if (s == STATUS_OK)
		s = probe_network(cli->app, &cli->task, &hints, &report, e);
	cmd_progress_end();
	if (s == STATUS_OK)
		s = tell(cli, &o, before, &report, e);
	release_probe(&report);
	return s;
}
