/*
 * byline models: the versions of the datanets' models, and their cards.
 *
 * Four questions are answered: who trained a model, who contributed to it, who is paid and who owns
 * the improvements. list and show answer from the cache, after a sync. card fetches the evidence,
 * and verify shows from such a file alone what it proves.
 */
#include <stdio.h>

#include "chain/member.h"
#include "cli/args.h"
#include "cli/card_text.h"
#include "cli/command.h"
#include "cli/envelope.h"
#include "cli/format.h"
#include "cli/fresh.h"
#include "cli/grid.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/rows.h"
#include "models/answer_model.h"
#include "models/card_json.h"
#include "models/make_card.h"
#include "models/model_scope.h"

struct models_options {
	const char *out;
	bool no_figures;
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
	.summary = "all versions of all datanets",
	.run = run_list,
	.needs = CMD_NEEDS_NETWORK,
};

static const struct command show_command = {
	.name = "show",
	.synopsis = "models show [M]",
	.summary = "what is known of one version",
	.max_operands = 1,
	.run = run_show,
	.needs = CMD_NEEDS_NETWORK,
};

static const struct command card_command = {
	.name = "card",
	.synopsis = "models card [M] [--out FILE] [--no-figures]",
	.summary = "proves all of it",
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
	.help = "  M             a version number, a name as list shows it, a datanet's name, or\n"
		"                the beginning of an artifact's hash; without it, the one in use\n"
		"  --out FILE    where the card goes; without it, it is only shown\n"
		"  --no-figures  does not fetch the versions' files for their own figures\n"
		"list and show tell what the last sync found; card asks for each contributor and\n"
		"epoch, and keeps the proofs.\n"
		"verify needs no network: what it shows folds to the printed block and publisher.\n"
		"With the card's network followed it also asks the nodes for that block.\n"
		"Needs no vault.\n",
	.members = members,
};

/* Prints a list of versions; the newest of each datanet comes first. */
static enum status print_list(struct cli *cli, const struct cmd_fresh *f,
			      const struct cmd_rows *rows, struct err *e)
{
	enum status s = STATUS_OK;

	if (rows->n > 0)
		s = cmd_rows_print(cli, rows,
				   "name current state+trust accounts datasets records training "
				   "license attested ~artifact",
				   e);
	cmd_fresh_print(cli, f);
	if (rows->n == 0)
		cmd_print_hint(cli, "No model is known yet. Next: byline sync");
	else
		cmd_print_hint(cli, "Next: byline models show M");
	return s;
}

/* A datanet that did not answer is the exit code, behind the rows of the last sync. */
static enum status run_list(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_fresh f;
	struct cmd_rows rows;
	enum status s = cmd_args_take(NULL, argc, argv, &list_command, e);

	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, false, e);
	if (s != STATUS_OK)
		return s;
	cmd_rows_init(&rows, ROW_MODEL, f.snapshot);
	if (cli->json) {
		struct json *top = json_new_object();

		cmd_rows_add(top, &rows);
		s = cmd_print_reply(cli, top, e);
	} else {
		s = print_list(cli, &f, &rows, e);
	}
	return cmd_fresh_end(cli, &f, s, true);
}

/* Adds the row of a model and its answers to the arrays of a reply. */
static void add_model(struct json *models, struct json *answers, const struct cmd_rows *rows,
		      const struct snapshot_model *m)
{
	const struct value_style style = {.exact = true, .ungrouped = true};
	struct model_answers a;

	json_add(models, NULL, column_row_json(rows->table, rows->snapshot, m));
	answer_model(&a, rows->snapshot, m);
	for (size_t i = 0; i < a.n; i++) {
		struct json *o = json_new_object();
		char text[SENTENCE_TEXT_SIZE];

		sentence_text(text, sizeof(text), &a.v[i].text, &style);
		member_add_hash(o, "artifact", &m->hash);
		json_add_text(o, "question", name_question(a.v[i].question));
		json_add_text(o, "text", text);
		json_add_text(o, "trust", trust_word(a.v[i].trust));
		json_add_bool(o, "stated", a.v[i].stated);
		json_add_bool(o, "warns", a.v[i].warns);
		json_add(answers, NULL, o);
	}
}

/* Prints a model and its answers, a paragraph for each question. */
static enum status print_model(struct cli *cli, const struct cmd_rows *rows,
			       const struct snapshot_model *m, struct err *e)
{
	const struct value_style style = cmd_format_style(cli);
	enum card_question last = CARD_WHO_TRAINED;
	struct model_answers a;
	struct cmd_grid g;
	char cell[CMD_ROWS_CELL_SIZE], of[CMD_ROWS_CELL_SIZE];

	answer_model(&a, rows->snapshot, m);
	cmd_rows_cell(cell, cli, rows, m, "name+current");
	cmd_rows_cell(of, cli, rows, m, "network");
	cmd_print_line(cli, "%s, %s", cell, of);
	cmd_rows_cell(cell, cli, rows, m, "artifact");
	cmd_print_line(cli, "%s", cell);
	cmd_grid_init(&g, "ll");
	for (size_t i = 0; i < a.n; i++) {
		const struct model_answer *v = &a.v[i];
		const char *mark = v->trust != TRUST_NONE ? cmd_format_mark(cli, v->trust) : "";
		char text[SENTENCE_TEXT_SIZE];

		sentence_text(text, sizeof(text), &v->text, &style);
		cmd_grid_add(&g, "%s",
			     i == 0 || v->question != last ? describe_question(v->question) : "");
		cmd_grid_add(&g, "%s%s%s%s", text, mark[0] != '\0' ? " " : "", mark,
			     v->warns ? " !" : "");
		last = v->question;
	}
	return cmd_grid_print(cli, &g, stdout, e);
}

/* Shows every model that is meant: one version number may be one of several datanets. */
static enum status show_meant(struct cli *cli, const struct cmd_fresh *f, const char *name,
			      struct err *e)
{
	struct json *models = json_new_array(), *answers = json_new_array();
	struct cmd_rows rows;
	struct json *top;
	enum status s = STATUS_OK;
	size_t found = 0;

	cmd_rows_init(&rows, ROW_MODEL, f->snapshot);
	for (size_t i = 0; i < rows.n && s == STATUS_OK; i++) {
		const struct snapshot_model *m = &f->snapshot->models[i];

		if (!is_model_meant(f->snapshot, m, name))
			continue;
		if (found > 0 && !cmd_print_is_data(cli))
			cmd_print_line(cli, "%s", "");
		if (cmd_print_is_data(cli))
			add_model(models, answers, &rows, m);
		else
			s = print_model(cli, &rows, m, e);
		found++;
	}
	if (found > 0 && cmd_print_is_data(cli)) {
		top = json_new_object();
		json_add(top, "models", models);
		json_add(top, "answers", answers);
		return cmd_print_reply(cli, top, e);
	}
	json_free(models);
	json_free(answers);
	return found > 0 || s != STATUS_OK
		       ? s
		       : err_set(e, ERR_NOT_FOUND, "no model %s is known; see: byline models list",
				 name != NULL ? name : "in use");
}

/* The name is looked up after the sync, which may have found the model. */
static enum status run_show(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_fresh f;
	enum status s = cmd_args_take(NULL, argc, argv, &show_command, e);

	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, false, e);
	if (s != STATUS_OK)
		return s;
	s = show_meant(cli, &f, argc > 0 ? argv[0] : NULL, e);
	if (s == STATUS_OK) {
		cmd_fresh_print(cli, &f);
		cmd_print_hint(cli,
			       "Each contributor and epoch, with proofs: byline models card M");
	}
	return cmd_fresh_end(cli, &f, s, true);
}

/* Prints the answers: all of them for a program, the first rows of each table for a person. */
static enum status print_answers(struct cli *cli, const struct checked_card *c, struct err *e)
{
	return cmd_print_is_data(cli) ? cmd_print_reply(cli, card_json(c), e)
				      : cmd_card_print(cli, c, e);
}

/*
 * A card that has no --out is made for this once, and not kept. Its datanet is found by the model's
 * name where several are followed.
 */
static enum status run_card(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct models_options o = {0};
	struct checked_card c = {0};
	const char *name;
	struct app *scope;
	char artifact[HASH_TEXT_SIZE];
	enum status s = cmd_args_take(&o, argc, argv, &card_command, e);

	/* cmd_args_take() has moved the operand to the front. */
	name = argc > 0 ? argv[0] : NULL;
	if (s == STATUS_OK)
		s = find_model_scope(cli->app, &scope, artifact, name, e);
	if (s == STATUS_OK)
		s = make_card(scope, &cli->task, &c, artifact[0] != '\0' ? artifact : name,
			      !o.no_figures, e);
	cmd_progress_end();
	if (s != STATUS_OK)
		return s;
	if (o.out != NULL)
		s = export_card(&c, o.out, e);
	if (s == STATUS_OK) {
		cmd_envelope_note_cached(cli);
		s = print_answers(cli, &c, e);
	}
	if (s == STATUS_OK && o.out != NULL)
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
