/*
 * byline preview --models: where records are worth most. The list of models comes from the networks
 * that are followed and from files (list_sources()); everything after it is computed on this
 * machine. print() prints the models in their order, on which terms each takes data, which labels
 * would have to be mapped, and what the figures assume.
 */
#include "cli/preview_models.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/envelope.h"
#include "cli/preview_labels.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/rows.h"
#include "models/compare_models.h"
#include "models/comparison_json.h"

enum status cmd_preview_models_check(const struct cmd_preview_models *o, struct err *e)
{
	struct label_rule rule;
	enum status s = STATUS_OK;

	if (o->models != NULL && strcmp(o->models, "all") != 0)
		return err_set(e, ERR_USAGE, "--models takes one word: --models all");
	if (o->models == NULL && (o->files.n > 0 || o->language != NULL || o->license != NULL))
		return err_set(e, ERR_USAGE, "--model, --language and --license need --models all");
	for (size_t i = 0; i < o->maps.n && s == STATUS_OK; i++)
		s = label_map_read(&rule, o->maps.v[i], e);
	return s;
}

/* A file that was named is looked at before a server is asked. */
static enum status list_sources(struct model_sources *out, struct cli *cli,
				const struct cmd_preview_models *o, struct err *e)
{
	struct model_sources files = {0};
	enum status s = STATUS_OK;

	for (size_t i = 0; i < o->files.n && s == STATUS_OK; i++)
		s = add_model_file(&files, o->files.v[i], e);
	if (s == STATUS_OK)
		s = add_datanet_models(out, cli->app, &cli->task, e);
	if (s == STATUS_OK)
		s = add_model_sources(out, &files, e);
	release_model_sources(&files);
	return s;
}

static enum status print(struct cli *cli, const struct comparison *c, struct err *e)
{
	const struct cmd_rows rows = {
		.table = columns_of(ROW_COMPARED_MODEL), .rows = c->models, .n = c->n_models};
	enum status s;

	cmd_print_line(cli,
		       "%s against %zu model%s: %llu records in %.2f s, %llu duplicates, %llu "
		       "without a label\n",
		       c->path, c->n_models, c->n_models == 1 ? "" : "s",
		       (unsigned long long)c->records, c->seconds,
		       (unsigned long long)c->duplicates, (unsigned long long)c->unlabelled);
	s = cmd_rows_print(cli, &rows,
			   "rank model share worth contributors helpful harmful verdict", e);
	if (s == STATUS_OK && !cli->plain) {
		cmd_print_line(cli, "%s", "\nOn which terms\n");
		s = cmd_rows_print(cli, &rows,
				   "model not_scored labels epoch_seconds licenses weights "
				   "weights_state note",
				   e);
	}
	if (s == STATUS_OK)
		s = cmd_preview_labels_print(cli, c->labels, c->n_labels,
					     "Labels that the models lack", e);
	if (c->taken > 1)
		cmd_print_line(cli, "\n%s.", comparison_order_reason(c->order));
	if (c->taken > 0)
		cmd_print_line(cli,
			       "%sShare is the part of an epoch's pool; worth is that part of the "
			       "mean of the last epochs.\nAdvisory: %s.",
			       c->taken > 1 ? "" : "\n", comparison_assumptions());
	cmd_preview_labels_hint(cli, c->labels, c->n_labels, "compare");
	cmd_print_hint(cli, "Nothing has left this machine.");
	return s;
}

/* That nobody takes the records is a refusal, and its reasons are the answer. */
static enum status print_refusal(struct cli *cli, const struct comparison *c, struct err *e)
{
	enum status s = STATUS_OK;

	if (!cli->json)
		s = print(cli, c, e);
	if (s != STATUS_OK)
		return s;
	s = err_set(e, ERR_NOT_FOUND, "no model takes these records; %s: %.200s", c->models[0].name,
		    c->models[0].note);
	cmd_print_error(cli, cli->json ? comparison_to_json(c) : NULL, e);
	return s;
}

enum status cmd_preview_models_run(struct cli *cli, const struct cmd_preview_models *o,
				   const char *path, const char *kind, struct err *e)
{
	struct compare_plan plan = {
		.path = path, .kind = kind, .language = o->language, .license = o->license};
	struct label_rule *rules;
	struct model_sources sources = {0};
	const struct comparison *c = NULL;
	enum status s = cmd_preview_labels_read(&rules, &o->maps, e);

	plan.rules = rules;
	plan.n_rules = o->maps.n;
	if (s == STATUS_OK)
		s = list_sources(&sources, cli, o, e);
	if (s == STATUS_OK)
		s = compare_models(&cli->task, &c, &sources, &plan, e);
	cmd_progress_end();
	if (s == STATUS_OK) {
		cmd_envelope_note_cached(cli);
		if (c->taken == 0)
			s = print_refusal(cli, c, e);
		else
			s = cli->json ? cmd_print_reply(cli, comparison_to_json(c), e)
				      : print(cli, c, e);
	}
	comparison_unref(c);
	release_model_sources(&sources);
	free(rules);
	return s;
}
