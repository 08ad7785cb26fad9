/*
 * byline dataset: what was contributed, and what became of it.
 *
 * list, show and revoke are here, after the table of the family; commit, upload, prove and verify
 * have files of their own. list and show print the same dataset: one as a row, the other as a
 * page with the next step below it. Royalties are counted in the token of the first distributor.
 */
#include <stdio.h>
#include <string.h>

#include "act/attest.h"
#include "act/tx_file.h"
#include "app/commit.h"
#include "app/prove.h"
#include "cli/add.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/flow.h"
#include "cli/flow_options.h"
#include "cli/format.h"
#include "cli/fresh.h"
#include "cli/grid.h"
#include "cli/print.h"
#include "cli/unit.h"

static command_run run_list, run_show, run_revoke;

static const struct command list_command = {
	.name = "list",
	.synopsis = "dataset list",
	.summary = "all of yours, and what each earned",
	.run = run_list,
};

static const struct command show_command = {
	.name = "show",
	.synopsis = "dataset show NAME",
	.summary = "one of them, with its next step",
	.min_operands = 1,
	.max_operands = 1,
	.run = run_show,
};

static const struct command revoke_command = {
	.name = "revoke",
	.synopsis = "dataset revoke NAME",
	.summary = "no new model may include it",
	.options = cmd_flow_options_table,
	.min_operands = 1,
	.max_operands = 1,
	.run = run_revoke,
};

static const struct command *const members[] = {
	&list_command,	    &show_command,	 &cmd_dataset_commit, &cmd_dataset_upload,
	&cmd_dataset_prove, &cmd_dataset_verify, &revoke_command,     NULL};

const struct command cmd_dataset = {
	.name = "dataset",
	.summary = "What you contribute, and what becomes of it",
	.help = "A NAME is a name, a root, a dataset id, or the beginning of one (0x12ab).\n"
		"\n"
		"commit takes:\n"
		"  --name TEXT      how it is called here\n"
		"  --kind K         lines, csv or files; guessed by default\n"
		"  --text NAME      the JSON key or CSV column of the text\n"
		"  --label NAME     the JSON key or CSV column of the label\n"
		"  --license ID     what others may do with the records, as an SPDX identifier;\n"
		"                   it is attested with them and has no default: CC0-1.0 anything\n"
		"                   at all, CC-BY-4.0 anything that names you, CC-BY-SA-4.0 the\n"
		"                   same under the same licence, CC-BY-NC-4.0 nothing for money,\n"
		"                   LicenseRef-NAME your own terms\n"
		"  --replaces NAME  the version that it replaces, of the same account and datanet\n"
		"  --keep           keep a copy of the records\n"
		"  --attest         also attest it on chain; PATH may then be a NAME committed to\n"
		"                   before. The options below go with it, and with revoke.\n"
		"upload asks once for the last eight digits of the datanet's intake key:\n"
		"  --confirm DIGITS\n" CMD_FLOW_HELP CMD_FLOW_TX_STEPS,
	.members = members,
};

/* A dataset as JSON, the same for list and show. A share that is not known is null. */
static struct json *dataset_object(const struct cli *cli, const struct snapshot_dataset *d)
{
	struct json *o = json_new_object();
	struct cmd_unit unit;

	json_add_text(o, "name", d->name);
	json_add_hex(o, "root", d->root.bytes, sizeof(d->root.bytes));
	cmd_add_hash(o, "uid", &d->uid);
	cmd_add_address(o, "account", &d->account);
	json_add_text(o, "state", dataset_state_word(d->state));
	json_add_text(o, "trust", trust_word(d->trust));
	json_add_text(o, "note", d->note);
	json_add_text(o, "kind", d->kind);
	json_add_text(o, "license", d->license);
	json_add_text(o, "source", d->source);
	json_add_text(o, "replaced_by", d->replaced_by);
	json_add_u64(o, "records", d->records);
	json_add_u64(o, "bytes", d->bytes);
	json_add_u64(o, "uploaded", d->uploaded);
	json_add_u64(o, "upload_size", d->upload_size);
	cmd_add_time(o, "attested", d->attested_at);
	json_add_textf(o, "influence", "%.9g", d->influence);
	if (d->share >= 0)
		json_add_textf(o, "share", "%.6g", d->share);
	else
		json_add_null(o, "share");
	json_add_u64(o, "inferences", d->inferences);
	cmd_unit_of_royalties(cli, &unit);
	cmd_add_figure(o, "royalties", &d->royalties, &unit);
	return o;
}

/* A dataset as a row of text. Influence and share are dashes until an inference used it. */
static void add_row(struct cmd_grid *g, const struct cli *cli, const struct snapshot_dataset *d)
{
	struct cmd_unit unit;
	char royalties[CMD_FORMAT_FIGURE_SIZE];

	cmd_unit_of_royalties(cli, &unit);
	cmd_format_figure(royalties, cli, &d->royalties, &unit);
	cmd_grid_add(g, "%s", d->name);
	cmd_grid_add(g, "%llu", (unsigned long long)d->records);
	if (d->inferences > 0)
		cmd_grid_add(g, "%+.4f", d->influence);
	else
		cmd_grid_add(g, "-");
	if (d->share >= 0)
		cmd_grid_add(g, "%.1f %%", 100 * d->share);
	else
		cmd_grid_add(g, "-");
	cmd_grid_add(g, "%s", royalties);
	cmd_grid_add(g, "%s %s", dataset_state_word(d->state), cmd_format_mark(cli, d->trust));
	cmd_grid_add(g, "%s", d->note);
}

/* Prints a row for each dataset; without any, how to make the first. */
static enum status print_list(struct cli *cli, const struct cmd_fresh *f, struct err *e)
{
	const struct snapshot *s = f->snapshot;
	struct cmd_grid g;
	enum status status;

	if (s->n_datasets == 0) {
		cmd_fresh_print(cli, f);
		cmd_print_hint(cli,
			       "No dataset yet. Next: byline preview PATH, then: byline dataset "
			       "commit PATH --attest --send");
		return STATUS_OK;
	}
	cmd_grid_init(&g, "lrrrrll");
	cmd_grid_head(&g, "DATASET", "RECORDS", "INFLUENCE", "SHARE", "ROYALTIES", "STATE", "NOTE",
		      NULL);
	for (size_t i = 0; i < s->n_datasets; i++)
		add_row(&g, cli, &s->datasets[i]);
	status = cmd_grid_print(cli, &g, stdout, e);
	cmd_fresh_print(cli, f);
	return status;
}

static enum status run_list(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_fresh f;
	enum status s = cmd_args_take(NULL, argc, argv, &list_command, e);

	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, false, e);
	if (s != STATUS_OK)
		return s;
	if (cli->json) {
		struct json *top = json_new_object(), *list = json_new_array();

		cmd_fresh_add(top, &f);
		for (size_t i = 0; i < f.snapshot->n_datasets; i++)
			json_add(list, NULL, dataset_object(cli, &f.snapshot->datasets[i]));
		json_add(top, "datasets", list);
		s = cmd_print_json(top, e);
	} else {
		s = print_list(cli, &f, e);
	}
	return cmd_fresh_end(cli, &f, s, true);
}

/* A page on one dataset. Lines that do not apply yet are left out. */
static enum status print_one(struct cli *cli, const struct snapshot_dataset *d, struct err *e)
{
	char root[HASH_TEXT_SIZE], uid[HASH_TEXT_SIZE], account[ADDRESS_TEXT_SIZE];
	char royalties[CMD_FORMAT_FIGURE_SIZE], time[CLOCK_LOCAL_SIZE];
	struct cmd_unit unit;
	struct cmd_grid g;

	hash_format(root, &d->root);
	hash_format(uid, &d->uid);
	address_format(account, &d->account);
	cmd_unit_of_royalties(cli, &unit);
	cmd_format_figure(royalties, cli, &d->royalties, &unit);
	cmd_format_time(time, d->attested_at);
	cmd_grid_init(&g, "ll");
#define ROW(label, ...) (cmd_grid_add(&g, label), cmd_grid_add(&g, __VA_ARGS__))
	ROW("Name", "%s", d->name);
	ROW("State", "%s %s %s", dataset_state_word(d->state), cmd_format_mark(cli, d->trust),
	    d->note);
	if (d->replaced_by[0] != '\0')
		ROW("Replaced by", "%s", d->replaced_by);
	ROW("Root", "%s", root);
	ROW("Dataset id", "%s", hash_is_zero(&d->uid) ? "not attested" : uid);
	ROW("Attester", "%s", account);
	ROW("Attested", "%s", time);
	ROW("Records", "%llu, %llu bytes, %s", (unsigned long long)d->records,
	    (unsigned long long)d->bytes, d->kind);
	ROW("License", "%s", d->license);
	ROW("Source", "%s", d->source);
	if (d->upload_size > 0)
		ROW("Uploaded", "%llu of %llu bytes", (unsigned long long)d->uploaded,
		    (unsigned long long)d->upload_size);
	if (d->inferences > 0)
		ROW("Influence", "%+.6f in %llu inferences", d->influence,
		    (unsigned long long)d->inferences);
	else
		ROW("Influence", "none yet: no settled inference used it");
	ROW("Royalties", "%s", royalties);
#undef ROW
	return cmd_grid_print(cli, &g, stdout, e);
}

/* Names the next step on the way of a dataset into a model. */
static void hint_next(const struct cli *cli, const struct snapshot_dataset *d)
{
	switch (d->state) {
	case DATASET_LOCAL:
		cmd_print_hint(cli, "Next: byline dataset commit --attest %s --send", d->name);
		break;
	case DATASET_ATTESTED:
	case DATASET_UPLOADING:
		cmd_print_hint(cli, "Next: byline dataset upload %s", d->name);
		break;
	case DATASET_REJECTED:
		cmd_print_hint(cli,
			       "Next: correct what the note says, and commit again with "
			       "--replaces %s",
			       d->name);
		break;
	case DATASET_RECEIVED:
	case DATASET_ACCEPTED:
		cmd_print_hint(cli, "The dataset enters the next model that is trained.");
		break;
	case DATASET_IN_MODEL: cmd_print_hint(cli, "Next: byline scores"); break;
	case DATASET_REVOKED:
	case DATASET_ELSEWHERE: break;
	}
}

/* Prints the dataset with this root; find_dataset() found the root by its name. */
static enum status show(struct cli *cli, const struct cmd_fresh *f, const struct hash *root,
			struct err *e)
{
	const struct snapshot *s = f->snapshot;

	for (size_t i = 0; i < s->n_datasets; i++) {
		const struct snapshot_dataset *d = &s->datasets[i];
		struct json *top;
		enum status status;

		if (!hash_equal(&d->root, root))
			continue;
		if (cli->json) {
			top = json_new_object();
			cmd_fresh_add(top, f);
			json_add(top, "dataset", dataset_object(cli, d));
			return cmd_print_json(top, e);
		}
		status = print_one(cli, d, e);
		cmd_fresh_print(cli, f);
		hint_next(cli, d);
		return status;
	}
	return err_set(e, ERR_NOT_FOUND, "no such dataset; see: byline dataset list");
}

/* The name is looked up after the sync, which may have found the dataset. */
static enum status run_show(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_fresh f;
	struct hash root, uid;
	enum status s = cmd_args_take(NULL, argc, argv, &show_command, e);

	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, false, e);
	if (s != STATUS_OK)
		return s;
	s = find_dataset(cli->app, &root, &uid, argv[0], e);
	if (s == STATUS_OK)
		s = show(cli, &f, &root, e);
	return cmd_fresh_end(cli, &f, s, true);
}

/*
 * A revocation is an act on chain like any other. Models that were trained with the dataset
 * before keep it.
 */
static enum status run_revoke(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_flow_options o = {0};
	struct act *act = NULL;
	struct hash root, uid;
	enum status s = cmd_flow_options_take(&o, argc, argv, &revoke_command, e);

	if (s == STATUS_OK)
		s = find_dataset(cli->app, &root, &uid, argv[0], e);
	if (s == STATUS_OK && hash_is_zero(&uid))
		s = err_set(e, ERR_NOT_FOUND, "%.64s is not attested: there is nothing to revoke",
			    argv[0]);
	if (s == STATUS_OK)
		s = prepare_revoke(cli->app, &cli->task, &act, &uid, e);
	return s == STATUS_OK ? cmd_flow_act(cli, act, &o, export_act, e) : s;
}
