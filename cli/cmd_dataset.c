/* byline dataset: what was contributed, and what became of it. */
#include <stdio.h>
#include <string.h>

#include "act/attest.h"
#include "act/tx_file.h"
#include "app/commit.h"
#include "app/prove.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/flow.h"
#include "cli/fresh.h"
#include "cli/grid.h"
#include "cli/output.h"
#include "cli/values.h"

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
	cmd_royalty_unit(cli, &unit);
	cmd_add_figure(o, "royalties", &d->royalties, &unit);
	return o;
}

static void add_row(struct cmd_grid *g, const struct cli *cli, const struct snapshot_dataset *d)
{
	struct cmd_unit unit;
	char royalties[CMD_FIGURE_SIZE];

	cmd_royalty_unit(cli, &unit);
	cmd_figure_text(royalties, cli, &d->royalties, &unit);
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
	cmd_grid_add(g, "%s %s", dataset_state_word(d->state), cmd_mark(cli, d->trust));
	cmd_grid_add(g, "%s", d->note);
}

static enum status print_list(struct cli *cli, const struct cmd_fresh *f, struct err *e)
{
	const struct snapshot *s = f->snapshot;
	struct cmd_grid g;
	enum status status;

	if (s->n_datasets == 0) {
		cmd_say_fresh(cli, f);
		cmd_hint(cli, "No dataset yet. Next: byline preview PATH, then: byline dataset "
			      "commit PATH --attest --send");
		return STATUS_OK;
	}
	cmd_grid_init(&g, "lrrrrll");
	cmd_grid_head(&g, "DATASET", "RECORDS", "INFLUENCE", "SHARE", "ROYALTIES", "STATE", "NOTE",
		      NULL);
	for (size_t i = 0; i < s->n_datasets; i++)
		add_row(&g, cli, &s->datasets[i]);
	status = cmd_grid_print(cli, &g, stdout, e);
	cmd_say_fresh(cli, f);
	return status;
}

static enum status run_list(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_fresh f;
	enum status s = cmd_check_operands(argc, 0, 0, cmd_find("dataset")->synopsis, e);

	(void)argv;
	if (s == STATUS_OK)
		s = cmd_load_fresh(cli, &f, false, e);
	if (s != STATUS_OK)
		return s;
	if (cli->json) {
		struct json *top = json_new_object(), *list = json_new_array();

		cmd_add_fresh(top, &f);
		for (size_t i = 0; i < f.snapshot->n_datasets; i++)
			json_add(list, NULL, dataset_object(cli, &f.snapshot->datasets[i]));
		json_add(top, "datasets", list);
		s = cmd_print_json(top, e);
	} else {
		s = print_list(cli, &f, e);
	}
	return cmd_end_fresh(cli, &f, s, true);
}

static enum status print_one(struct cli *cli, const struct snapshot_dataset *d, struct err *e)
{
	char root[HASH_TEXT_SIZE], uid[HASH_TEXT_SIZE], account[ADDRESS_TEXT_SIZE];
	char royalties[CMD_FIGURE_SIZE], time[CLOCK_LOCAL_SIZE];
	struct cmd_unit unit;
	struct cmd_grid g;

	hash_format(root, &d->root);
	hash_format(uid, &d->uid);
	address_format(account, &d->account);
	cmd_royalty_unit(cli, &unit);
	cmd_figure_text(royalties, cli, &d->royalties, &unit);
	cmd_time_text(time, d->attested_at);
	cmd_grid_init(&g, "ll");
#define ROW(label, ...) (cmd_grid_add(&g, label), cmd_grid_add(&g, __VA_ARGS__))
	ROW("Name", "%s", d->name);
	ROW("State", "%s %s %s", dataset_state_word(d->state), cmd_mark(cli, d->trust), d->note);
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

static void hint_next(const struct cli *cli, const struct snapshot_dataset *d)
{
	switch (d->state) {
	case DATASET_LOCAL:
		cmd_hint(cli, "Next: byline dataset commit --attest %s --send", d->name);
		break;
	case DATASET_ATTESTED:
	case DATASET_UPLOADING: cmd_hint(cli, "Next: byline dataset upload %s", d->name); break;
	case DATASET_REJECTED:
		cmd_hint(cli,
			 "Next: put right what the note says, and commit again with "
			 "--replaces %s",
			 d->name);
		break;
	case DATASET_RECEIVED:
	case DATASET_ACCEPTED: cmd_hint(cli, "It enters the next model."); break;
	case DATASET_IN_MODEL: cmd_hint(cli, "Next: byline scores"); break;
	case DATASET_REVOKED:
	case DATASET_ELSEWHERE: break;
	}
}

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
			cmd_add_fresh(top, f);
			json_add(top, "dataset", dataset_object(cli, d));
			return cmd_print_json(top, e);
		}
		status = print_one(cli, d, e);
		cmd_say_fresh(cli, f);
		hint_next(cli, d);
		return status;
	}
	return err_set(e, ERR_NOT_FOUND, "no such dataset; see: byline dataset list");
}

static enum status run_show(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_fresh f;
	struct hash root, uid;
	enum status s = cmd_check_operands(argc, 1, 1, cmd_find("dataset")->synopsis, e);

	if (s == STATUS_OK)
		s = cmd_load_fresh(cli, &f, false, e);
	if (s != STATUS_OK)
		return s;
	s = find_dataset(cli->app, &root, &uid, argv[0], e);
	if (s == STATUS_OK)
		s = show(cli, &f, &root, e);
	return cmd_end_fresh(cli, &f, s, true);
}

static enum status run_revoke(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_act_options o = {0};
	struct act *act = NULL;
	struct hash root, uid;
	enum status s = cmd_take_act(&o, argc, argv, 1, "dataset", e);

	if (s == STATUS_OK)
		s = find_dataset(cli->app, &root, &uid, argv[0], e);
	if (s == STATUS_OK && hash_is_zero(&uid))
		s = err_set(e, ERR_NOT_FOUND, "%.64s is not attested: there is nothing to revoke",
			    argv[0]);
	if (s == STATUS_OK)
		s = prepare_revoke(cli->app, &cli->task, &act, &uid, e);
	return s == STATUS_OK ? cmd_act(cli, act, &o, export_act, e) : s;
}

enum status cmd_dataset(struct cli *cli, int argc, char **argv, struct err *e)
{
	static const struct subcommand family[] = {
		{"list", run_list},
		{"show", run_show},
		{"commit", cmd_dataset_commit},
		{"upload", cmd_dataset_upload},
		{"prove", cmd_dataset_prove},
		{"verify", cmd_dataset_verify},
		{"revoke", run_revoke},
		{NULL, NULL},
	};

	return cmd_run_family(cli, argc, argv, family, "dataset", e);
}
