/*
 * A comparison has five steps, which compare_models() orders: describe each source and decide by
 * what is stated whether its model takes such records; load the files of those that may; read the
 * records once and score them with all of these; fill each model's row with what came out; rank.
 *
 * A seat is a model that scores. Row i of the result belongs to source i until the rows are ranked;
 * a seat knows its row. Whatever keeps one model from scoring is written into its row and never
 * ends the comparison.
 */
#include "models/compare_models.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/text.h"
#include "dataset/labelled_records.h"
#include "influence/panel.h"
#include "models/compare_labels.h"
#include "models/download.h"
#include "models/foresee.h"
#include "models/wordless.h"

struct seat_row {
	struct artifact artifact;
	size_t row; /* the model's row of the result */
	struct score_summary sum;
	struct foresight foresight;
	enum status failed; /* why records could not be kept for the forecast */
	bool broken;	    /* a score was no number */
};

struct side_by_side {
	struct task *task;
	const struct compare_plan *plan;
	struct comparison *out;
	struct seat_row *seats;
	const struct artifact **models; /* the seats' artifacts */
	size_t n;			/* how many seats and models there are */
	struct panel *panel;
	struct label_table *labels;
	struct wordless wordless;
};

/* Sets why a model does not take the records. */
static void refuse(struct compared_model *m, enum comparison_verdict verdict, const char *note)
{
	m->verdict = verdict;
	text_clean(m->note, sizeof(m->note), note, strlen(note));
}

/* "en-GB" is English: a language is compared by what stands before its "-". */
static bool same_language(const char *a, const char *b)
{
	size_t len = strcspn(a, "-_");

	return len == strcspn(b, "-_") && strncasecmp(a, b, len) == 0;
}

/* A term that the datanet or the user has not stated refuses nothing. */
static void judge_terms(struct compared_model *m, const struct model_source *s,
			const struct compare_plan *plan)
{
	const struct accepts *a = &s->accepts;
	char note[sizeof(m->note)];

	if (a->modality[0] != '\0' && strcasecmp(a->modality, "text") != 0) {
		snprintf(note, sizeof(note), "it takes %s, and these records are text",
			 a->modality);
		refuse(m, COMPARISON_MODALITY, note);
	} else if (a->language[0] != '\0' && plan->language != NULL &&
		   !same_language(a->language, plan->language)) {
		snprintf(note, sizeof(note), "it takes the language %s", a->language);
		refuse(m, COMPARISON_LANGUAGE, note);
	} else if (plan->license != NULL && !accepts_takes_license(a, plan->license)) {
		snprintf(note, sizeof(note), "it does not take the licence %.60s", plan->license);
		refuse(m, COMPARISON_LICENSE, note);
	}
}

/* Fills what is known of a model before it scores. */
static void describe(struct compared_model *m, const struct model_source *s,
		     const struct compare_plan *plan)
{
	memcpy(m->network, s->network, sizeof(m->network));
	memcpy(m->datanet, s->datanet, sizeof(m->datanet));
	memcpy(m->name, s->name, sizeof(m->name));
	memcpy(m->weights, s->weights, sizeof(m->weights));
	m->weights_state = s->weights_state;
	m->weights_trust = s->weights_trust;
	m->hash = s->hash;
	m->pool = s->pool;
	m->has_contributors = s->has_contributors;
	m->contributors = s->contributors;
	accepts_licenses(m->licenses, sizeof(m->licenses), &s->accepts);
	if (s->path[0] == '\0')
		refuse(m, COMPARISON_NO_FILE, s->failure);
	else
		judge_terms(m, s, plan);
	if (m->verdict == COMPARISON_TAKEN && s->outdated)
		snprintf(m->note, sizeof(m->note),
			 "an older model: the datanet uses another by now, which could not be "
			 "fetched");
}

/* Names the labels that a record may have to be scored. Returns: STATUS_OK, ERR_MEMORY. */
static enum status list_labels(struct comparison *c, struct compared_model *m,
			       const struct artifact *a)
{
	const char *names[LIMIT_CLASSES];
	size_t n;
	void *grown = reallocarray(c->names, c->n_names + a->labels.n + 1, sizeof(*c->names));

	if (grown == NULL)
		return ERR_MEMORY;
	c->names = grown;
	m->first_name = c->n_names;
	m->n_names = a->labels.n;
	for (size_t i = 0; i < a->labels.n; i++)
		snprintf(c->names[c->n_names++], sizeof(c->names[0]), "%s", a->labels.name[i]);
	n = comparison_names_of(names, c, m);
	text_list(m->labels, sizeof(m->labels), names, n);
	return STATUS_OK;
}

/* Loads the model of a source into the next seat. A file that cannot be read refuses its model. */
static enum status take_seat(struct side_by_side *c, const struct model_source *s, size_t row,
			     struct err *e)
{
	struct compared_model *m = &c->out->models[row];
	struct seat_row *seat = &c->seats[c->n];
	struct err why = {0};
	enum status status = hash_is_zero(&s->hash)
				     ? load_own_model(&seat->artifact, &m->hash, s->path, &why)
				     : load_model(&seat->artifact, s->path, &s->hash, &why);

	if (status != STATUS_OK) {
		artifact_release(&seat->artifact);
		*seat = (struct seat_row){0};
		refuse(m, COMPARISON_NO_FILE, why.text);
		return status == ERR_MEMORY ? err_set(e, status, "out of memory") : STATUS_OK;
	}
	seat->row = row;
	c->models[c->n++] = &seat->artifact;
	status = begin_foresight(&seat->foresight, &seat->artifact, c->task, e);
	if (status == STATUS_OK)
		status = list_labels(c->out, m, &seat->artifact);
	return status == STATUS_OK ? status : err_set(e, status, "out of memory");
}

/* Adds a score to its model's sums, and the record to the set that is forecast. */
static void take_score(void *user, size_t model, const struct scored *score, struct sparse x)
{
	struct side_by_side *c = user;
	struct seat_row *seat = &c->seats[model];

	/* An artifact of wild numbers gives scores that cannot be summed. */
	seat->broken |= !isfinite(score->influence) || !isfinite(score->loss);
	if (score->label != SCORE_NO_LABEL && seat->failed == STATUS_OK)
		seat->failed = add_foresight(&seat->foresight, x, score->label,
					     (uint32_t)seat->sum.records, NULL);
	score_summary_add(&seat->sum, score, &seat->artifact);
}

static enum status take_seats(struct side_by_side *c, const struct model_sources *sources,
			      struct err *e)
{
	enum status s = STATUS_OK;
	size_t here = 0;

	for (size_t i = 0; i < sources->n && s == STATUS_OK; i++) {
		describe(&c->out->models[i], &sources->v[i], c->plan);
		here += sources->v[i].path[0] != '\0';
		if (c->out->models[i].verdict == COMPARISON_TAKEN)
			s = take_seat(c, &sources->v[i], i, e);
	}
	if (s != STATUS_OK)
		return s;
	if (sources->n == 0)
		return err_set(e, ERR_NOT_FOUND,
			       "no model is known: no network that is followed has a datanet with "
			       "one; byline preview takes the file of one: --model FILE");
	if (here == 0)
		return err_set(e, sources->v[0].failed, "%s", sources->v[0].failure);
	s = panel_new(&c->panel, c->models, c->n, take_score, c, e);
	c->labels = new_label_table(c->models, c->n, c->plan->rules, c->plan->n_rules);
	if (s == STATUS_OK && c->labels == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	return s;
}

static enum status score_one(void *user, const struct extractor_pair *pair, struct err *e)
{
	struct side_by_side *c = user;
	const int *classes;
	enum status s = count_label(c->labels, &classes, pair);

	if (s != STATUS_OK)
		return err_set(e, s, "out of memory");
	c->out->records++;
	if (!pair->broken && pair->text_len > 0)
		wordless_count(&c->wordless, (const char *)pair->text, pair->text_len);
	return panel_add(c->panel, classes, pair->text, pair->text_len, e);
}

static bool watch_scoring(void *user, uint64_t done, uint64_t total)
{
	struct side_by_side *c = user;

	task_progress(c->task, "scoring", done, total, "bytes");
	return !task_cancelled(c->task);
}

static enum status read_records(struct side_by_side *c, struct err *e)
{
	enum reader_kind kind;
	enum status s = reader_kind_choose(&kind, c->plan->path, c->plan->kind, e);

	if (s == STATUS_OK)
		s = labelled_records_read(c->plan->path, kind, score_one, watch_scoring, c, e);
	if (s == STATUS_OK)
		panel_flush(c->panel);
	return s;
}

/* Tells the share of the pool, or why none is known. */
static enum status fill_share(struct compared_model *m, struct seat_row *seat, struct err *e)
{
	struct preview_outcome told;
	enum status s = foresee(&told, &seat->foresight, NULL, NULL, e);

	if (s != STATUS_OK)
		return s;
	m->has_share = told.has_share;
	if (told.has_share)
		m->share = told.share;
	else if (m->note[0] == '\0')
		snprintf(m->note, sizeof(m->note), "no share is known: %s",
			 told.why[0] != '\0' ? told.why : "its publisher states no influence");
	comparison_set_worth(m);
	return STATUS_OK;
}

/* Writes a seat's sums into its row. */
static enum status fill_row(struct side_by_side *c, size_t i, struct err *e)
{
	struct seat_row *seat = &c->seats[i];
	struct compared_model *m = &c->out->models[seat->row];

	m->scored = seat->sum.scored;
	m->not_scored = seat->sum.unknown;
	m->helpful = seat->sum.helpful;
	m->harmful = seat->sum.harmful;
	m->neutral = seat->sum.neutral;
	m->labels_to_map = count_missing_labels(c->labels, i);
	if (seat->broken)
		refuse(m, COMPARISON_NO_FILE, "the model is broken: a score of it is no number");
	else if (wordless_all(&c->wordless))
		refuse(m, COMPARISON_MODALITY,
		       "it takes texts, and these records have no words; a csv's column of "
		       "texts is named \"text\"");
	else if (m->scored == 0)
		refuse(m, COMPARISON_LABELS, "no record has a label that it knows");
	else if (seat->failed != STATUS_OK)
		return err_set(e, seat->failed, "out of memory");
	else
		return fill_share(m, seat, e);
	return STATUS_OK;
}

/* The labels of the models in the order in which these are shown. */
static enum status fill_labels(struct side_by_side *c, struct err *e)
{
	struct comparison *out = c->out;
	size_t n = 0;

	for (size_t i = 0; i < out->n_models; i++)
		n += out->models[i].labels_to_map;
	out->labels = calloc(n + 1, sizeof(*out->labels));
	if (out->labels == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (size_t r = 0; r < out->n_models; r++)
		for (size_t i = 0; i < c->n; i++)
			if (c->seats[i].row == out->models[r].source) {
				out->models[r].first_label = out->n_labels;
				list_missing_labels(out->labels + out->n_labels, c->labels, i,
						    &out->models[r]);
				out->n_labels += out->models[r].labels_to_map;
			}
	return STATUS_OK;
}

static enum status run(struct side_by_side *c, const struct model_sources *sources, struct err *e)
{
	enum status s = take_seats(c, sources, e);

	if (s == STATUS_OK)
		s = read_records(c, e);
	for (size_t i = 0; i < c->n && s == STATUS_OK; i++) {
		task_progress(c->task, "forecasting", i, c->n, "models");
		s = task_check(c->task, e);
		if (s == STATUS_OK)
			s = fill_row(c, i, e);
	}
	if (s != STATUS_OK)
		return s;
	c->out->duplicates = c->n > 0 ? c->seats[0].sum.duplicates : 0;
	c->out->unlabelled = c->labels->unlabelled;
	c->out->other_labels = c->labels->others;
	comparison_rank(c->out);
	return fill_labels(c, e);
}

static void release(struct side_by_side *c)
{
	for (size_t i = 0; i < c->n; i++) {
		end_foresight(&c->seats[i].foresight);
		artifact_release(&c->seats[i].artifact);
	}
	panel_free(c->panel);
	free_label_table(c->labels);
	free(c->models);
	free(c->seats);
	comparison_unref(c->out);
}

/* Copies a text that may be NULL. Returns: false when out of memory. */
static bool copy_text(char **out, const char *text)
{
	*out = text != NULL ? strdup(text) : NULL;
	return text == NULL || *out != NULL;
}

/* Keeps what the comparison is made with, so that it can be made again. */
static bool keep_plan(struct comparison *c, const struct compare_plan *plan)
{
	c->rules = calloc(plan->n_rules + 1, sizeof(*c->rules));
	if (c->rules == NULL || !copy_text(&c->source, plan->path) ||
	    !copy_text(&c->language, plan->language) || !copy_text(&c->license, plan->license))
		return false;
	c->n_rules = plan->n_rules;
	if (plan->n_rules > 0)
		memcpy(c->rules, plan->rules, plan->n_rules * sizeof(*c->rules));
	text_clean(c->path, sizeof(c->path), plan->path, strlen(plan->path));
	return true;
}

enum status compare_models(struct task *task, const struct comparison **out,
			   const struct model_sources *sources, const struct compare_plan *plan,
			   struct err *e)
{
	struct side_by_side c = {.task = task, .plan = plan};
	int64_t began = clock_monotonic_ms();
	enum status s = STATUS_OK;

	*out = NULL;
	c.out = comparison_new();
	c.seats = calloc(sources->n + 1, sizeof(*c.seats));
	c.models = calloc(sources->n + 1, sizeof(*c.models));
	if (c.out != NULL)
		c.out->models = calloc(sources->n + 1, sizeof(*c.out->models));
	if (c.out == NULL || c.seats == NULL || c.models == NULL || c.out->models == NULL ||
	    !keep_plan(c.out, plan))
		s = err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < sources->n && s == STATUS_OK; i++)
		c.out->models[i].source = (uint32_t)i;
	if (s == STATUS_OK) {
		c.out->n_models = sources->n;
		s = run(&c, sources, e);
	}
	if (s == STATUS_OK) {
		c.out->seconds = (double)(clock_monotonic_ms() - began) / 1000.0;
		*out = c.out;
		c.out = NULL;
	}
	release(&c);
	return s;
}
