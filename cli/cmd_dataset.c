/*
 * byline dataset: what was contributed, and what became of it.
 *
 * list, show and revoke are here, after the table of the family; the other members
 * have files of their own. list and show print the same dataset: one as a row, the other as a
 * page with the next step below it. Royalties are counted in the token of the first distributor.
 */
#include <stdio.h>
#include <string.h>

#include "act/attest.h"
#include "act/choose_network.h"
#include "act/prove.h"
#include "act/tx_file.h"
#include "base/text.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/flow.h"
#include "cli/flow_options.h"
#include "cli/fresh.h"
#include "cli/grid.h"
#include "cli/meant.h"
#include "cli/print.h"
#include "cli/rows.h"

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
	.needs = CMD_NEEDS_NETWORK,
};

static const struct command *const members[] = {
	&list_command,	     &show_command,	  &cmd_dataset_commit,
	&cmd_dataset_offer,  &cmd_dataset_upload, &cmd_dataset_prove,
	&cmd_dataset_verify, &revoke_command,	  NULL};

const struct command cmd_dataset = {
	.name = "dataset",
	.summary = "What you contribute, and what becomes of it",
	.help = "A NAME is a name, a root or a dataset id, or how one begins: four digits at\n"
		"least, or as list shows it (0x12ab...34cd).\n"
		"\n"
		"commit recognises records that the account has committed to before with the same\n"
		"settings, here or, as the chain tells, on another machine with the same phrase:\n"
		"nothing new is made then, and prove, verify and upload work on this machine. An\n"
		"option that is left out asks for nothing. A broken JSON line is refused.\n"
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
		"                   LicenseRef-NAME your own terms; any identifier that SPDX\n"
		"                   lists, or several with OR or AND in between\n"
		"  --replaces NAME  the version that it replaces, of the same account and datanet\n"
		"  --keep           keep a copy of the records\n"
		"  --attest         also attest it on chain; PATH may then be a NAME committed to\n"
		"                   before. The options below go with it, and with revoke.\n"
		"offer commits to the records of NAME once more, for the datanet of --datanet, on\n"
		"the same or another network: same account, licence and labels, another root,\n"
		"since no salt key serves two datanets. It takes:\n"
		"  --name TEXT      how it is called here; NAME-DATANET by default\n"
		"  --attest         also attest it on chain, as with commit\n"
		"upload asks once for the last eight digits of the datanet's intake key:\n"
		"  --confirm DIGITS\n" CMD_FLOW_HELP CMD_FLOW_TX_STEPS,
	.members = members,
};

/* Prints a row for each dataset; without any, how to make the first. */
static enum status print_list(struct cli *cli, const struct cmd_fresh *f,
			      const struct cmd_rows *rows, struct err *e)
{
	char words[SCOPE_WORDS];
	enum status s;

	if (rows->n == 0) {
		cmd_fresh_print(cli, f);
		cmd_print_hint(cli,
			       "No dataset yet. Next: byline preview PATH%s, then: byline dataset "
			       "commit PATH --license ID --attest --send%s",
			       cmd_meant(words, cli), words);
		return STATUS_OK;
	}
	/* The root names a dataset in every command, as it is cut here too. */
	s = cmd_rows_print(cli, rows,
			   "name records influence share royalties state+trust note ~root", e);
	cmd_fresh_print(cli, f);
	return s;
}

static enum status run_list(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_fresh f;
	struct cmd_rows rows;
	enum status s = cmd_args_take(NULL, argc, argv, &list_command, e);

	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, false, e);
	if (s != STATUS_OK)
		return s;
	cmd_rows_init(&rows, ROW_DATASET, f.snapshot);
	if (cli->json) {
		struct json *top = json_new_object();

		cmd_rows_add(top, &rows);
		s = cmd_print_reply(cli, top, e);
	} else {
		s = print_list(cli, &f, &rows, e);
	}
	return cmd_fresh_end(cli, &f, s, true);
}

/* Adds a line of the page, unless nothing is to be said: nothing replaces it, say. */
static void add_line(struct cmd_grid *g, const struct cli *cli, const struct cmd_rows *rows,
		     const struct snapshot_dataset *d, const char *label, const char *cell)
{
	char text[CMD_ROWS_CELL_SIZE];

	cmd_rows_cell(text, cli, rows, d, cell);
	if (text[0] == '\0')
		return;
	cmd_grid_add(g, "%s", label);
	cmd_grid_add(g, "%s", text);
}

/* Adds what was uploaded of how much, and the influence. Neither is there from the beginning. */
static void add_progress(struct cmd_grid *g, const struct cli *cli, const struct cmd_rows *rows,
			 const struct snapshot_dataset *d)
{
	char part[CMD_ROWS_CELL_SIZE], whole[CMD_ROWS_CELL_SIZE];

	if (d->upload_size > 0) {
		cmd_rows_cell(part, cli, rows, d, "uploaded");
		cmd_rows_cell(whole, cli, rows, d, "upload_size");
		cmd_grid_add(g, "Uploaded");
		cmd_grid_add(g, "%s of %s", part, whole);
	}
	cmd_grid_add(g, "Influence");
	if (d->inferences > 0) {
		cmd_rows_cell(part, cli, rows, d, "influence");
		cmd_rows_cell(whole, cli, rows, d, "inferences");
		cmd_grid_add(g, "%s in %s inferences", part, whole);
	} else {
		cmd_grid_add(g, "none yet: no settled inference used it");
	}
}

/* A page on one dataset. Lines that do not apply yet are left out. */
static enum status print_one(struct cli *cli, const struct cmd_rows *rows,
			     const struct snapshot_dataset *d, struct err *e)
{
	static const struct {
		const char *label, *cell;
	} lines[] = {
		{"Name", "name"},
		{"State", "state+trust+note"},
		{"Replaced by", "replaced_by"},
		{"Datanet", "datanet"},
		{"Also offered as", "also_offered_as"},
		{"Root", "root"},
		{"Dataset id", "uid"},
		{"Attester", "account"},
		{"Attested", "attested+attestation_trust"},
		{"Records", "records"},
		{"Size", "bytes"},
		{"Kind", "kind"},
		{"License", "license"},
		{"Source", "source"},
	};
	struct cmd_grid g;

	cmd_grid_init(&g, "ll");
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++)
		add_line(&g, cli, rows, d, lines[i].label, lines[i].cell);
	add_progress(&g, cli, rows, d);
	add_line(&g, cli, rows, d, "Royalties", "royalties");
	return cmd_grid_print(cli, &g, stdout, e);
}

/* Names the next step on the way of a dataset into a model. */
static void hint_next(const struct cli *cli, const struct snapshot *s,
		      const struct snapshot_dataset *d)
{
	char words[SCOPE_WORDS], name[TEXT_SHELL_SIZE(sizeof(d->name))];

	text_shell(name, sizeof(name), d->name);
	/* Its name says its datanet, unless none was chosen yet. */
	if (d->of.datanet == SNAPSHOT_NONE)
		cmd_meant_row(words, cli, s, &d->of);
	else
		cmd_meant_given(words, cli);
	switch (d->state) {
	case DATASET_LOCAL:
		cmd_print_hint(cli, "Next: byline dataset commit --attest %s --send%s", name,
			       words);
		break;
	case DATASET_ATTESTED:
	case DATASET_UPLOADING:
		cmd_print_hint(cli, "Next: byline dataset upload %s%s", name, words);
		break;
	case DATASET_REJECTED:
		cmd_print_hint(cli,
			       "Next: correct what the note says, and commit again with "
			       "--replaces %s",
			       name);
		break;
	case DATASET_RECEIVED:
	case DATASET_ACCEPTED:
		cmd_print_hint(cli, "The dataset enters the next model that is trained.");
		break;
	case DATASET_IN_MODEL: cmd_print_hint(cli, "Next: byline scores"); break;
	case DATASET_ELSEWHERE:
		cmd_print_hint(cli, "Next: byline dataset offer %s%s", name, words);
		break;
	case DATASET_REVOKED: break;
	}
}

/* Prints the dataset with this root and attestation; find_dataset() found both by its name. */
static enum status show(struct cli *cli, const struct cmd_fresh *f, const struct hash *root,
			const struct hash *uid, struct err *e)
{
	const struct snapshot *s = f->snapshot;
	struct cmd_rows rows;

	cmd_rows_init(&rows, ROW_DATASET, s);
	for (size_t i = 0; i < rows.n; i++) {
		const struct snapshot_dataset *d = &s->datasets[i];
		struct json *top;
		enum status status;

		if (!hash_equal(&d->root, root) || !hash_equal(&d->uid, uid))
			continue;
		if (cmd_print_is_data(cli)) {
			top = json_new_object();
			json_add(top, "dataset", column_row_json(rows.table, s, d));
			return cmd_print_reply(cli, top, e);
		}
		status = print_one(cli, &rows, d, e);
		cmd_fresh_print(cli, f);
		hint_next(cli, s, d);
		return status;
	}
	return err_set(e, ERR_NOT_FOUND, "no such dataset; see: byline dataset list");
}

/*
 * The name is looked up before the sync, so that only its network is asked, and again after it,
 * which may have found the dataset.
 */
static enum status run_show(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_fresh f;
	struct hash root, uid;
	enum status s = cmd_args_take(NULL, argc, argv, &show_command, e);

	if (s == STATUS_OK)
		s = choose_network_of_dataset(&cli->app, NULL, argv[0], e);
	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, false, e);
	if (s != STATUS_OK)
		return s;
	s = choose_network_of_dataset(&cli->app, NULL, argv[0], e);
	if (s == STATUS_OK)
		s = find_dataset(cli->app, &root, &uid, argv[0], e);
	if (s == STATUS_OK)
		s = show(cli, &f, &root, &uid, e);
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
		s = choose_network_of_dataset(&cli->app, NULL, argv[0], e);
	if (s == STATUS_OK)
		s = find_dataset(cli->app, &root, &uid, argv[0], e);
	if (s == STATUS_OK && hash_is_zero(&uid))
		s = err_set(e, ERR_NOT_FOUND, "%.64s is not attested: there is nothing to revoke",
			    argv[0]);
	if (s == STATUS_OK)
		s = prepare_revoke(cli->app, &cli->task, &act, &uid, e);
	return s == STATUS_OK ? cmd_flow_act(cli, act, &o, export_act, e) : s;
}
