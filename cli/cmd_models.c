/*
 * byline models: the versions of a datanet's model, and their cards.
 *
 * A card answers who trained a model, who contributed to it, who is paid and who owns the
 * improvements. show prints the answers from the network, card writes the evidence to a file, and
 * verify shows from such a file alone what it proves.
 */
#include <stdio.h>
#include <stdlib.h>

#include "chain/member.h"
#include "cli/args.h"
#include "cli/card_text.h"
#include "cli/command.h"
#include "cli/envelope.h"
#include "cli/format.h"
#include "cli/grid.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "models/card_json.h"
#include "models/list_models.h"
#include "models/make_card.h"

struct models_options {
	const char *out;
	bool no_figures;
};

static const struct cmd_option show_options[] = {
	CMD_FLAG("no-figures", struct models_options, no_figures),
	CMD_OPTIONS_END,
};

static const struct cmd_option card_options[] = {
	CMD_VALUE("out", "FILE", struct models_options, out),
	CMD_FLAG("no-figures", struct models_options, no_figures),
	CMD_OPTIONS_END,
};

static command_run run_list, run_show, run_card, run_verify;

static const struct command list_command = {
	.name = "list",
	.synopsis = "models list",
	.summary = "the versions; which are attested",
	.run = run_list,
	.needs = CMD_NEEDS_NETWORK | CMD_NEEDS_NODES,
};

static const struct command show_command = {
	.name = "show",
	.synopsis = "models show [M] [--no-figures]",
	.summary = "the answers about one version",
	.options = show_options,
	.max_operands = 1,
	.run = run_show,
	.needs = CMD_NEEDS_NETWORK | CMD_NEEDS_NODES,
};

static const struct command card_command = {
	.name = "card",
	.synopsis = "models card [M] --out FILE [--no-figures]",
	.summary = "writes the evidence for them",
	.options = card_options,
	.max_operands = 1,
	.run = run_card,
	.needs = CMD_NEEDS_NETWORK | CMD_NEEDS_NODES,
};

static const struct command verify_command = {
	.name = "verify",
	.synopsis = "models verify FILE",
	.summary = "shows what a card proves",
	.min_operands = 1,
	.max_operands = 1,
	.run = run_verify,
};

static const struct command *const members[] = {&list_command, &show_command, &card_command,
						&verify_command, NULL};

const struct command cmd_models = {
	.name = "models",
	.summary = "Who made a model, whose data is in it, who is paid",
	.help = "  M             a version number or the beginning of an artifact's hash; without\n"
		"                it, the model in use\n"
		"  --out FILE    where the card goes\n"
		"  --no-figures  does not fetch the versions' files for their own figures\n"
		"verify needs no network: what it shows folds to the printed block and publisher.\n"
		"With the card's network in use it also asks the nodes for that block.\n"
		"Needs no vault.\n",
	.members = members,
};

/* A version that is not attested has no licence: the datanet's list does not name one. */
static struct json *model_json(const struct listed_model *m)
{
	struct json *o = json_new_object();

	json_add_number(o, "version", m->version);
	json_add_text(o, "name", m->name);
	member_add_hash(o, "artifact", &m->artifact);
	if (hash_is_zero(&m->attestation))
		json_add_null(o, "attestation");
	else
		member_add_hash(o, "attestation", &m->attestation);
	json_add_bool(o, "attested", m->attested);
	json_add_text(o, "trust", trust_word(m->trust));
	member_add_time(o, "created", m->created);
	json_add_bool(o, "current", m->current);
	if (m->license[0] == '\0')
		json_add_null(o, "license");
	else
		json_add_text(o, "license", m->license);
	json_add_bool(o, "has_manifest", m->has_manifest);
	return o;
}

/* Hashes are whole, so that they can be copied to models show. */
static enum status print_list(struct cli *cli, const struct listed_model *rows, size_t n,
			      struct err *e)
{
	struct cmd_grid g;

	cmd_grid_init(&g, "rlllll");
	cmd_grid_head(&g, "version");
	cmd_grid_head(&g, "name");
	cmd_grid_head(&g, "artifact");
	cmd_grid_head(&g, "created");
	cmd_grid_head(&g, "licence");
	cmd_grid_head(&g, "attested");
	for (size_t i = 0; i < n; i++) {
		char hash[HASH_TEXT_SIZE], time[CLOCK_LOCAL_SIZE];

		hash_format(hash, &rows[i].artifact);
		cmd_format_time(time, rows[i].created);
		cmd_grid_add(&g, "%llu", (unsigned long long)rows[i].version);
		cmd_grid_add(&g, "%s%s", rows[i].name, rows[i].current ? " (in use)" : "");
		cmd_grid_add(&g, "%s", hash);
		cmd_grid_add(&g, "%s", time);
		cmd_grid_add(&g, "%s", rows[i].license[0] != '\0' ? rows[i].license : "-");
		cmd_grid_add(&g, "%s%s", rows[i].attested ? "yes " : "no ",
			     cmd_format_mark(cli, rows[i].trust));
	}
	return cmd_grid_print(cli, &g, stdout, e);
}

/* The list is asked for anew each time: the datanet may have published a version. */
static enum status run_list(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct listed_model *rows = NULL;
	struct json *top, *list;
	size_t n = 0;
	enum status s = cmd_args_take(NULL, argc, argv, &list_command, e);

	if (s == STATUS_OK)
		s = list_models(cli->app, &cli->task, &rows, &n, e);
	cmd_progress_end();
	if (s == STATUS_OK && cmd_print_is_data(cli)) {
		top = json_new_object();
		list = json_new_array();
		for (size_t i = 0; i < n; i++)
			json_add(list, NULL, model_json(&rows[i]));
		json_add(top, "models", list);
		cmd_envelope_note_cached(cli);
		s = cmd_print_reply(cli, top, e);
	} else if (s == STATUS_OK) {
		s = print_list(cli, rows, n, e);
	}
	free(rows);
	return s;
}

/* Prints the answers: all of them for a program, the first rows of each table for a person. */
static enum status print_answers(struct cli *cli, const struct checked_card *c, struct err *e)
{
	return cmd_print_is_data(cli) ? cmd_print_reply(cli, card_json(c), e)
				      : cmd_card_print(cli, c, e);
}

/* The answers of a card that is made for this once and not kept. */
static enum status run_show(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct models_options o = {0};
	struct checked_card c = {0};
	enum status s = cmd_args_take(&o, argc, argv, &show_command, e);

	if (s == STATUS_OK)
		s = make_card(cli->app, &cli->task, &c, argc > 0 ? argv[0] : NULL, !o.no_figures,
			      e);
	cmd_progress_end();
	if (s != STATUS_OK)
		return s;
	cmd_envelope_note_cached(cli);
	s = print_answers(cli, &c, e);
	release_checked_card(&c);
	return s;
}

/* Prints the answers too, so that nobody passes on a card unseen. */
static enum status run_card(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct models_options o = {0};
	struct checked_card c = {0};
	enum status s = cmd_args_take(&o, argc, argv, &card_command, e);

	if (s == STATUS_OK && o.out == NULL)
		s = err_set(e, ERR_USAGE, "--out FILE is needed; see byline help models");
	if (s == STATUS_OK)
		s = make_card(cli->app, &cli->task, &c, argc > 0 ? argv[0] : NULL, !o.no_figures,
			      e);
	cmd_progress_end();
	if (s != STATUS_OK)
		return s;
	s = export_card(&c, o.out, e);
	if (s == STATUS_OK) {
		cmd_envelope_note_cached(cli);
		s = print_answers(cli, &c, e);
	}
	if (s == STATUS_OK)
		cmd_print_hint(cli,
			       "Written to %s. Whoever gets it checks it with: byline models "
			       "verify %s",
			       o.out, o.out);
	release_checked_card(&c);
	return s;
}

/* An unconfirmed card is printed all the same: offline that is all there is. */
static enum status run_verify(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct checked_card c = {0};
	enum status s = cmd_args_take(NULL, argc, argv, &verify_command, e);

	if (s == STATUS_OK)
		s = check_card(cli->app, &cli->task, &c, argv[0], e);
	cmd_progress_end();
	if (s != STATUS_OK)
		return s;
	s = print_answers(cli, &c, e);
	if (s == STATUS_OK && c.confirmed)
		cmd_print_hint(cli,
			       "Everything marked %s folds to block %llu, which the nodes of "
			       "%s have.",
			       cmd_format_mark(cli, TRUST_PROVEN),
			       (unsigned long long)c.answers.block.number, c.network);
	else if (s == STATUS_OK)
		cmd_print_hint(cli,
			       "Everything marked %s folds to block %llu, which nobody has "
			       "confirmed: %s.",
			       cmd_format_mark(cli, TRUST_REPORTED),
			       (unsigned long long)c.answers.block.number, c.unasked.text);
	release_checked_card(&c);
	return s;
}
