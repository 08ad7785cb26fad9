/*
 * byline preview: what records would do to a model, before anything leaves the machine.
 *
 * There are two forecasts here. print_influence() prints how much each record would help or harm
 * the datanet's published model; print_outputs() (--outputs) prints which words of a model's
 * outputs stand in the records, for models that are too large to compute here. Both are computed on
 * this machine and printed as a summary, the records at both ends of the order, and what the
 * figures do not mean. Several models side by side (--models) are in cli/preview_models.c.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/parse.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/envelope.h"
#include "cli/format.h"
#include "cli/grid.h"
#include "cli/meant.h"
#include "cli/needs.h"
#include "cli/preview_labels.h"
#include "cli/preview_models.h"
#include "cli/preview_outputs.h"
#include "cli/preview_pick.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/rows.h"
#include "models/outputs.h"
#include "models/preview.h"
#include "models/preview_dataset.h"
#include "models/preview_json.h"
#include "models/tell_preview.h"

struct preview_options {
	const char *kind;
	const char *limit;
	const char *outputs;
	struct cmd_preview_pick pick;
	struct cmd_preview_models models;
};

static const struct cmd_option options[] = {
	CMD_VALUE("kind", "K", struct preview_options, kind),
	CMD_VALUE("limit", "N", struct preview_options, limit),
	CMD_VALUE("outputs", "FILE", struct preview_options, outputs),
	CMD_VALUE("record", "N", struct preview_options, pick.record),
	CMD_VALUE("keep", "OUT", struct preview_options, pick.keep),
	CMD_VALUE("records", "LIST", struct preview_options, pick.records),
	CMD_VALUE("drop", "WHAT", struct preview_options, pick.drop),
	CMD_FLAG("drop-harmful", struct preview_options, pick.drop_harmful),
	CMD_FLAG("drop-wrong", struct preview_options, pick.drop_wrong),
	CMD_FLAG("replace", struct preview_options, pick.replace),
	CMD_VALUE("models", "all", struct preview_options, models.models),
	CMD_VALUES("model", "FILE", struct preview_options, models.files),
	CMD_VALUES("map", "LABEL=LABEL", struct preview_options, models.maps),
	CMD_VALUE("language", "L", struct preview_options, models.language),
	CMD_VALUE("license", "ID", struct preview_options, models.license),
	CMD_OPTIONS_END,
};

static command_run run;

const struct command cmd_preview = {
	.name = "preview",
	.synopsis = "preview PATH [--limit N] [--keep OUT] [--models all] [OPTIONS]",
	.summary = "What records would do to the model, computed here",
	.help = "  --kind K        lines, csv or files; guessed by default\n"
		"  --limit N       shows the N best and the N worst; 10 by default, with\n"
		"                  --json and --plain all\n"
		"  --outputs FILE  shows instead which words of a model's outputs stand in the\n"
		"                  records, for models too large to compute here. FILE has one\n"
		"                  output a line, or JSON lines or csv with a \"text\". Needs no\n"
		"                  network.\n"
		"  --record N      prints record N whole instead, control characters by their\n"
		"                  names, and the words that carried its score, by the newest\n"
		"                  model on this machine; needs no network\n"
		"  --keep OUT      writes records to the file OUT, as they are, for byline\n"
		"                  dataset commit OUT; a folder's records are files to copy\n"
		"  --records LIST  keeps these: 3,7,20-40; the first is 0; needs no network\n"
		"  --drop WHAT     keeps all but harmful, duplicates, contradictions,\n"
		"                  wrong-labels or not-scored; commas between several\n"
		"  --drop-harmful  the same as --drop harmful\n"
		"  --drop-wrong    the same as --drop wrong-labels\n"
		"  --replace       overwrites OUT\n"
		"  --map A=B       records with the label A count as B in a model that has B\n"
		"                  and not A; may be given several times; labels that look\n"
		"                  like one of the model's are proposed and never mapped alone\n"
		"  --models all    shows instead, model by model, what the records would be\n"
		"                  worth to every model that takes such data: share of a pool,\n"
		"                  what that was worth in the last epochs, who competes, terms\n"
		"  --model FILE    compares this model file too; may be given several times\n"
		"  --language L    the records' language, such as en: leaves out models that\n"
		"                  take another\n"
		"  --license ID    the records' licence: leaves out models that do not take it\n"
		"Runs of six or more words count, by how rare they are in the records: a word\n"
		"that is one of 1024 weighs 10 bits. Case and punctuation do not matter.\n"
		"Paraphrase is not seen, and equal words do not prove where a model learned them.\n"
		"A forecast tells the loss on the publisher's held-out texts; that of customers'\n"
		"went the same way in 82 to 85 % of the sets that were measured.\n"
		"Without --models one model is meant: --network and --datanet name it where\n"
		"several are followed.\n"
		"Needs no vault. Nothing leaves the machine. It is a forecast, not a promise.\n",
	.options = options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run,
};

/* The ten best and the ten worst fit a screen; --limit shows more. */
#define ROWS_SHOWN 10

/* Prints the first and the last `limit` rows. They are in order of influence. */
static enum status print_rows(struct cli *cli, const struct preview *p, size_t limit, struct err *e)
{
	const struct cmd_rows rows = {.table = columns_of(ROW_PREVIEW),
				      .rows = p->rows,
				      .n = limit > 0 ? p->n_rows : 0,
				      .ends = limit};

	if (limit > 0 && p->n_rows > 2 * limit)
		cmd_print_line(cli, "The %zu best and the %zu worst of %zu records:\n", limit,
			       limit, p->n_rows);
	return cmd_rows_print(cli, &rows,
			      "record influence percentile loss label predicted "
			      "finding+duplicate_of+contradicts text",
			      e);
}

/* Prints a sentence of models/tell_preview.h, unless there is nothing to say. */
static void print_told(struct cli *cli, void (*tell)(char *, const struct preview *),
		       const struct preview *p)
{
	char text[TELL_PREVIEW_SIZE];

	tell(text, p);
	if (text[0] != '\0')
		cmd_print_line(cli, "%s", text);
}

static void print_summary(struct cli *cli, const struct preview *p)
{
	char time[CLOCK_LOCAL_SIZE];

	cmd_print_line(cli, "%s against %s: %llu records in %.2f s", p->path, p->model_name,
		       (unsigned long long)p->records, p->seconds);
	if (p->named_at > 0) {
		cmd_format_time(time, p->named_at);
		cmd_print_line(cli, "The network's models are known as of %s.", time);
	}
	if (p->outdated)
		cmd_print_line(cli, "This is an older model: the network uses another by now, "
				    "which could not be fetched.");
	cmd_print_line(cli,
		       "helpful %llu, harmful %llu, neutral %llu, labels that look wrong %llu, "
		       "contradictions %llu, duplicates %llu, without label %llu, not scored %llu",
		       (unsigned long long)p->helpful, (unsigned long long)p->harmful,
		       (unsigned long long)p->neutral, (unsigned long long)p->suspicious,
		       (unsigned long long)p->contradictions, (unsigned long long)p->duplicates,
		       (unsigned long long)p->without_label, (unsigned long long)p->unlabelled);
	print_told(cli, tell_columns, p);
	print_told(cli, tell_broken, p);
	if (p->foreign == PREVIEW_IS_SCORED)
		print_told(cli, tell_noise, p);
	print_told(cli, tell_crafted, p);
	print_told(cli, tell_copies, p);
	print_told(cli, tell_foreign, p);
	cmd_print_line(cli, "%s", "");
}

/* Adds a row of the forecast: a set, its records, and what retraining with it would do. */
static void add_told_outcome(struct cmd_grid *g, const char *set, const struct preview_outcome *o)
{
	char text[TELL_PREVIEW_SIZE];

	cmd_grid_add(g, "%s", set);
	cmd_grid_add(g, "%llu", (unsigned long long)o->records);
	tell_change(text, o);
	cmd_grid_add(g, "%s", text);
	tell_share(text, o);
	cmd_grid_add(g, "%s", text);
}

static bool is_told(const struct preview_outcome *o)
{
	return o->known || o->has_share;
}

/* Prints what all records would do, and what would stay of two proposals, below one another. */
static enum status print_outcomes(struct cli *cli, const struct preview *p, struct err *e)
{
	struct cmd_grid g;

	cmd_grid_init(&g, "lrll");
	cmd_grid_head(&g, "RETRAINING WITH");
	cmd_grid_head(&g, "RECORDS");
	cmd_grid_head(&g, "HELD-OUT LOSS");
	cmd_grid_head(&g, "SHARE OF A POOL");
	add_told_outcome(&g, "all", &p->all);
	if (p->without_harmful.records < p->all.records)
		add_told_outcome(&g, "what does not hurt", &p->without_harmful);
	if (p->without_wrong.records < p->all.records)
		add_told_outcome(&g, "what does not look wrong", &p->without_wrong);
	return cmd_grid_print(cli, &g, stdout, e);
}

/* Prints the forecasts and what they mean; one reason is enough where nothing is known. */
static enum status print_forecast(struct cli *cli, const struct preview *p, struct err *e)
{
	enum status s;

	cmd_print_line(cli, "%s", "");
	if (!is_told(&p->all) && !is_told(&p->without_harmful) && !is_told(&p->without_wrong)) {
		cmd_print_line(cli, "No forecast of retraining: %s.", p->all.why);
		return STATUS_OK;
	}
	s = print_outcomes(cli, p, e);
	cmd_print_line(
		cli,
		"\nThe loss is that on the publisher's %llu held-out texts, which no ranking "
		"here has used; in nine of ten sets like those the publisher tried it lies in "
		"the brackets.",
		(unsigned long long)p->held_out);
	if (p->all.has_share)
		cmd_print_line(cli,
			       "The share of nine of ten epochs with %llu inferences lies in the "
			       "brackets.",
			       (unsigned long long)p->inferences);
	cmd_print_line(cli, "Advisory: %s.", p->assumptions);
	return s;
}

/* Names the next step. A commitment is one only for a file that has something to offer. */
static void hint_next(struct cli *cli, const struct preview *p)
{
	char words[SCOPE_WORDS];

	cmd_meant(words, cli);
	switch (preview_advice_of(p)) {
	case PREVIEW_NOTHING_SCORED:
		cmd_print_hint(cli, "Nothing has left this machine. Next: byline preview of JSON "
				    "lines or csv with \"text\" and \"label\", or of a folder with "
				    "one folder a label");
		break;
	case PREVIEW_LOOKS_CRAFTED:
		cmd_print_hint(cli,
			       "Nothing has left this machine. Next: look at the records of the "
			       "highest influence; a datanet that looks will not take them");
		break;
	case PREVIEW_MEND_LABELS:
		cmd_print_hint(cli,
			       "Nothing has left this machine. Next: look at the labels that look "
			       "wrong or contradict one another, mend the file, or leave them out: "
			       "byline preview %s --keep OUT --drop-wrong%s",
			       p->path, words);
		break;
	case PREVIEW_WOULD_HARM:
		cmd_print_hint(
			cli,
			"This file would make the model worse. Nothing has left this machine. "
			"Next: byline preview %s --keep OUT --drop-harmful%s",
			p->path, words);
		break;
	case PREVIEW_EARNS_NOTHING:
		cmd_print_hint(cli, "This file would earn nothing. Nothing has left this machine. "
				    "Next: look at its harmful records");
		break;
	case PREVIEW_COMMIT:
		cmd_print_hint(cli,
			       "Nothing has left this machine. Next: byline dataset commit %s "
			       "--license ID --attest --send%s",
			       p->path, words);
		break;
	}
}

/* Prints a preview: figures, rows, forecasts, and what to do next. */
static enum status print_influence(struct cli *cli, const struct preview *p, size_t limit,
				   struct err *e)
{
	enum status s;

	if (cli->json) {
		cmd_envelope_note_cached(cli);
		return cmd_print_reply(cli, preview_to_json(p, limit), e);
	}
	print_summary(cli, p);
	s = print_rows(cli, p, limit, e);
	if (s == STATUS_OK && !cli->plain)
		s = cmd_preview_labels_print(cli, p->lacking, p->n_lacking,
					     "Labels of the file that the model lacks", e);
	if (s == STATUS_OK && !cli->plain && preview_advice_of(p) != PREVIEW_NOTHING_SCORED)
		s = print_forecast(cli, p, e);
	hint_next(cli, p);
	cmd_preview_labels_hint(cli, p->lacking, p->n_lacking, "preview");
	return s;
}

/* Where several models could be meant, one is named, or all are compared. */
static enum status require_one_model(struct cli *cli, struct err *e)
{
	struct err why = {0};
	enum status s = cmd_needs_check(cli, CMD_NEEDS_ONE | CMD_NEEDS_DATANET, &why);

	if (s == STATUS_OK)
		return s;
	return err_set(e, s, "%s%s", why.text,
		       s == ERR_USAGE ? ", or compare all models with --models all" : "");
}

/* Labels count as the user says; without a rule nothing is mapped. */
static enum status preview_by(struct cli *cli, struct preview **out,
			      const struct preview_options *o, const char *path, struct err *e)
{
	struct label_rule *rules;
	enum status s = cmd_preview_labels_read(&rules, &o->models.maps, e);
	const struct preview_plan plan = {
		.path = path, .kind = o->kind, .rules = rules, .n_rules = o->models.maps.n};

	if (s == STATUS_OK)
		s = preview_dataset(cli->app, &cli->task, out, &plan, e);
	free(rules);
	return s;
}

/* Words are checked before a file is read or a server asked; what needs no model goes first. */
static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct preview_options o = {0};
	struct outputs_preview *shared = NULL;
	struct preview *p = NULL;
	/* A program has no page to fill, and no sentence that would say what is left out. */
	uint64_t limit = cli->plain || cli->json ? SIZE_MAX / 4 : ROWS_SHOWN;
	enum status s = cmd_args_take(&o, argc, argv, &cmd_preview, e);

	/* print_rows() doubles the limit, which must not overflow. */
	if (s == STATUS_OK && o.limit != NULL &&
	    (parse_u64(&limit, o.limit, strlen(o.limit)) != STATUS_OK || limit > SIZE_MAX / 4))
		s = err_set(e, ERR_USAGE, "--limit takes a number of records");
	if (s == STATUS_OK && o.models.models != NULL &&
	    (o.limit != NULL || o.outputs != NULL || o.pick.keep != NULL || o.pick.record != NULL))
		s = err_set(e, ERR_USAGE,
			    "--models does not go with --limit, --outputs, --record and --keep");
	if (s == STATUS_OK && o.outputs != NULL && (o.pick.keep != NULL || o.pick.record != NULL))
		s = err_set(e, ERR_USAGE, "--outputs does not go with --record and --keep");
	if (s == STATUS_OK && o.models.maps.n > 0 && (o.outputs != NULL || o.pick.records != NULL))
		s = err_set(e, ERR_USAGE,
			    "--map is for records that are scored: it does not go with --outputs "
			    "and --records");
	if (s == STATUS_OK)
		s = cmd_preview_pick_check(&o.pick, e);
	if (s == STATUS_OK)
		s = cmd_preview_models_check(&o.models, e);
	if (s == STATUS_OK && o.models.models != NULL)
		return cmd_preview_models_run(cli, &o.models, argv[0], o.kind, e);
	if (s == STATUS_OK && cmd_preview_pick_needs_no_model(&o.pick))
		return cmd_preview_pick_run(cli, &o.pick, &o.models.maps, argv[0], o.kind, e);
	if (s == STATUS_OK && o.outputs != NULL)
		s = preview_outputs(&cli->task, &shared, argv[0], o.kind, o.outputs, e);
	else if (s == STATUS_OK)
		s = require_one_model(cli, e);
	if (s == STATUS_OK && o.outputs == NULL)
		s = preview_by(cli, &p, &o, argv[0], e);
	cmd_progress_end();
	if (s == STATUS_OK && o.pick.keep != NULL && p != NULL)
		s = cmd_preview_pick_keep(cli, &o.pick, p, e);
	else if (s == STATUS_OK)
		s = o.outputs != NULL ? cmd_preview_outputs_print(cli, shared, limit, e)
				      : print_influence(cli, p, limit, e);
	free_outputs_preview(shared);
	preview_unref(p);
	return s;
}
