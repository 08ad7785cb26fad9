/*
 * A preview is made in five steps, which run() and preview_dataset() order: find the model, score
 * each record into a row, judge all of them together (models/judge_records.h), forecast what they
 * would do (foresee_all()), put the rows into the order of their influence. Rows and scores have
 * the same order and number until they are ranked: row i belongs to score i.
 *
 * A row stands for each record, scored or not. Rows hold all that screens and scripts show, so that
 * the records are read once.
 */
#include "models/preview_dataset.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/pages.h"
#include "base/text.h"
#include "dataset/excerpt.h"
#include "dataset/labelled_records.h"
#include "influence/score.h"
#include "influence/score_set.h"
#include "influence/scorer.h"
#include "models/download.h"
#include "models/foresee.h"
#include "models/judge_records.h"
#include "models/lacking_labels.h"

/* Bytes of a label in a row. */
#define LABEL (sizeof(((struct preview_row *)NULL)->label))

struct previewing {
	struct task *task;
	struct artifact artifact;
	struct calibration calibration;
	struct scorer *scorer;
	struct score_set scores;
	struct foresight foresight;
	const struct artifact *models[1]; /* the artifact, as a list */
	struct label_table *labels;	  /* those of the records */
	struct preview *out;
	struct cache_model model;
	size_t cap; /* rows that out->rows has room for */
};

/*
 * Room for one more row, or NULL when out of memory. A million rows take 192 MB, and huge pages
 * make walking them faster.
 */
static struct preview_row *next_row(struct previewing *p)
{
	struct preview *out = p->out;

	if (out->n_rows == p->cap) {
		size_t cap = p->cap == 0 ? 1024 : 2 * p->cap;
		struct preview_row *grown = realloc(out->rows, cap * sizeof(*grown));

		if (grown == NULL)
			return NULL;
		pages_want_huge(grown, cap * sizeof(*grown));
		out->rows = grown;
		p->cap = cap;
	}
	return &out->rows[out->n_rows++];
}

/* Writes one of the model's labels, which are clean text but may be too long; "" for no label. */
static void name_label(char out[static LABEL], const struct artifact *a, uint16_t label)
{
	const char *name = label < a->labels.n ? a->labels.name[label] : "";
	size_t len = strlen(name);

	if (len < LABEL)
		memcpy(out, name, len + 1);
	else
		text_clean(out, LABEL, name, len);
}

/* Broken lines are counted, and the first ones named, so that they can be found and mended. */
static void note_broken(struct preview *out, const struct extractor_pair *pair)
{
	if (out->broken < PREVIEW_BROKEN)
		out->broken_line[out->broken] = pair->line;
	out->broken++;
}

/* Writes what is known of a record by itself; flags by all of them follow in judge_records(). */
static void fill_row(struct preview_row *row, const struct previewing *p,
		     const struct extractor_pair *pair, const struct scored *score)
{
	bool known = (score->flags & SCORE_UNKNOWN_LABEL) == 0;

	*row = (struct preview_row){.index = p->scores.n - 1,
				    .influence = score->influence,
				    .loss = score->loss,
				    .duplicate_of = UINT64_MAX,
				    .unknown_label = !known,
				    .no_label = pair->label == NULL && !pair->broken,
				    .broken = pair->broken};
	/* Records without words are no copies of one another. */
	if ((score->flags & SCORE_DUPLICATE) != 0 && pair->text_len > 0)
		row->duplicate_of = score->duplicate_of;
	p->out->duplicates += row->duplicate_of != UINT64_MAX;
	p->out->without_label += row->no_label;
	row->percentile = known ? (float)score_percentile(&p->artifact, score->influence) : -1;
	row->probability = known ? expf(-score->loss) : 0;
	if (known)
		name_label(row->label, &p->artifact, score->label);
	else if (pair->label != NULL)
		text_clean(row->label, sizeof(row->label), pair->label, pair->label_len);
	if (pair->text_len > 0)
		name_label(row->predicted, &p->artifact, score->predicted);
	/* The text fills at most 96 cells, which come from at most 384 bytes. */
	text_clean(row->text, sizeof(row->text), pair->text,
		   pair->text_len < 384 ? pair->text_len : 384);
}

/* A column that was guessed may be a number or a date: whoever previews must see which it is. */
static void note_columns(struct preview *out, const struct extractor_pair *pair)
{
	if (pair->text_column != NULL) {
		text_clean(out->text_column, sizeof(out->text_column), pair->text_column,
			   strlen(pair->text_column));
		out->text_guessed = strcmp(pair->text_column, "text") != 0;
	}
	if (pair->label_column != NULL)
		text_clean(out->label_column, sizeof(out->label_column), pair->label_column,
			   strlen(pair->label_column));
}

static enum status score_one(void *user, const struct extractor_pair *pair, struct err *e)
{
	struct previewing *p = user;
	struct preview_row *row = next_row(p);
	const char *label = (const char *)pair->label;
	const struct scored *score;
	size_t len = pair->label_len;
	const int *classes;
	enum status s;

	if (row == NULL || count_label(p->labels, &classes, pair) != STATUS_OK)
		return err_set(e, ERR_MEMORY, "out of memory");
	if (classes[0] >= 0) {
		label = p->artifact.labels.name[classes[0]];
		len = strlen(label);
	}
	s = score_set_add(&p->scores, p->scorer, pair->text, pair->text_len, label, len, e);
	if (s != STATUS_OK)
		return s;
	score = &p->scores.v[p->scores.n - 1];
	/* An artifact of wild numbers gives scores that cannot be counted or drawn. */
	if (!isfinite(score->influence) || !isfinite(score->loss))
		return err_set(e, ERR_RANGE,
			       "the model is broken: its score for record %zu is no number",
			       p->scores.n - 1);
	fill_row(row, p, pair, score);
	if (row->index == 0)
		note_columns(p->out, pair);
	if (pair->broken)
		note_broken(p->out, pair);
	if (score->label != SCORE_NO_LABEL)
		s = add_foresight(&p->foresight, p->scores.last, score->label, (uint32_t)row->index,
				  e);
	return s;
}

/*
 * Moves the rows into the order of their influence, cycle by cycle of the permutation: a second
 * array of rows would double the memory.
 */
static enum status rank_rows(struct previewing *p, struct err *e)
{
	enum { MOVED = UINT32_MAX };
	struct preview_row *rows = p->out->rows;
	uint32_t *order = calloc(p->scores.n, sizeof(*order));
	enum status s = order != NULL ? score_set_rank(order, &p->scores) : ERR_MEMORY;

	for (uint32_t i = 0; i < p->scores.n && s == STATUS_OK; i++) {
		struct preview_row first = rows[i];
		uint32_t at = i, from;

		while ((from = order[at]) != MOVED && from != i) {
			/*
			 * The next row is far away in memory: it is fetched while this one moves.
			 */
			__builtin_prefetch(&rows[order[from]]);
			rows[at] = rows[from];
			order[at] = MOVED;
			at = from;
		}
		if (from == i)
			rows[at] = first;
		order[at] = MOVED;
	}
	free(order);
	return s == STATUS_OK ? s : err_set(e, s, "out of memory");
}

static bool does_not_harm(const void *user, uint32_t record)
{
	const struct previewing *p = user;

	return p->scores.v[record].influence >= 0;
}

static bool does_not_look_wrong(const void *user, uint32_t record)
{
	const struct previewing *p = user;

	return !p->out->rows[record].suspicious;
}

/* The records that stay are counted also where nothing is forecast of them. */
static uint64_t count_staying(const struct previewing *p, foresight_stays *stays)
{
	uint64_t n = 0;

	/* Rows are far apart in memory, and only scored records are suspicious. */
	if (stays == does_not_look_wrong)
		return p->out->all.records - p->out->suspicious;
	for (size_t i = 0; i < p->scores.n; i++)
		n += p->scores.v[i].label != SCORE_NO_LABEL &&
		     (stays == NULL || stays(p, (uint32_t)i));
	return n;
}

/* Forecasts all records, and what stays of each of the two proposals; rows are not ranked yet. */
static enum status foresee_all(struct previewing *p, struct err *e)
{
	const struct {
		struct preview_outcome *out;
		foresight_stays *stays;
	} cases[] = {{&p->out->all, NULL},
		     {&p->out->without_harmful, does_not_harm},
		     {&p->out->without_wrong, does_not_look_wrong}};
	enum status s = STATUS_OK;

	for (size_t i = 0; i < ARRAY_SIZE(cases) && s == STATUS_OK; i++) {
		task_progress(p->task, "forecasting", i, ARRAY_SIZE(cases), "forecasts");
		s = task_check(p->task, e);
		if (s == STATUS_OK && p->out->foreign == PREVIEW_NO_WORDS)
			snprintf(cases[i].out->why, sizeof(cases[i].out->why),
				 "the records are no texts");
		else if (s == STATUS_OK)
			s = foresee(cases[i].out, &p->foresight, cases[i].stays, p, e);
		cases[i].out->records = count_staying(p, cases[i].stays);
	}
	if (s == STATUS_OK)
		judge_copies(p->out);
	return s;
}

static void name_assumptions(struct preview *out, const struct artifact *a)
{
	snprintf(out->assumptions, sizeof(out->assumptions),
		 "if nobody else joins, queries stay like the publisher's %llu held-out texts, "
		 "and all of it is accepted",
		 (unsigned long long)a->validation_records);
}

static bool watch_scoring(void *user, uint64_t done, uint64_t total)
{
	struct previewing *p = user;

	task_progress(p->task, "scoring", done, total, "bytes");
	return !task_cancelled(p->task);
}

static enum status run(struct previewing *p, struct app *app, const struct preview_plan *plan,
		       struct err *e)
{
	const char *path = plan->path;
	enum reader_kind kind;
	struct reader_source source;
	enum status s = reader_kind_choose(&kind, path, plan->kind, e);

	if (s == STATUS_OK)
		s = excerpt_look(&source, path, kind, e);
	if (s == STATUS_OK) {
		p->out->kind = kind;
		p->out->source = strdup(path);
		p->out->source_size = source.size;
		p->out->source_mtime_ns = source.mtime_ns;
		if (p->out->source == NULL)
			s = err_set(e, ERR_MEMORY, "out of memory");
	}
	if (s == STATUS_OK)
		s = fetch_model(app, p->task, &p->model, e);
	if (s == STATUS_OK)
		s = load_model(&p->artifact, p->model.path, &p->model.hash, e);
	if (s == STATUS_OK)
		s = scorer_new(&p->scorer, &p->artifact, 0, e);
	if (s == STATUS_OK)
		s = calibration_learn(&p->calibration, &p->artifact, e);
	if (s == STATUS_OK) {
		scorer_calibrate(p->scorer, &p->calibration);
		s = begin_foresight(&p->foresight, &p->artifact, p->task, e);
	}
	p->models[0] = &p->artifact;
	if (s == STATUS_OK) {
		p->labels = new_label_table(p->models, 1, plan->rules, plan->n_rules);
		if (p->labels == NULL)
			s = err_set(e, ERR_MEMORY, "out of memory");
	}
	if (s == STATUS_OK)
		s = labelled_records_read_all(path, kind, score_one, watch_scoring, p, e);
	return s;
}

/* Keeps which labels of the file the model lacks, with the names of the model's network. */
static enum status keep_labels(struct previewing *p, const struct profile *profile, struct err *e)
{
	struct compared_model whose = {.rank = 0};

	snprintf(whose.network, sizeof(whose.network), "%s", profile->name);
	snprintf(whose.datanet, sizeof(whose.datanet), "%s", profile_datanet(profile)->name);
	memcpy(whose.name, p->model.name, sizeof(whose.name));
	return keep_lacking_labels(p->out, p->labels, &whose, e);
}

enum status preview_dataset(struct app *app, struct task *task, struct preview **out,
			    const struct preview_plan *plan, struct err *e)
{
	struct previewing p = {.task = task};
	int64_t began = clock_monotonic_ms();
	const struct profile *profile;
	enum status s = require_profile(app, &profile, e);

	*out = NULL;
	if (s != STATUS_OK)
		return s;
	p.out = calloc(1, sizeof(*p.out));
	if (p.out == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	atomic_init(&p.out->references, 1);
	s = run(&p, app, plan, e);
	if (s == STATUS_OK)
		s = judge_records(p.out, &p.scores, &p.artifact, &p.calibration, &p.foresight.rows,
				  e);
	if (s == STATUS_OK)
		s = foresee_all(&p, e);
	if (s == STATUS_OK)
		s = rank_rows(&p, e);
	if (s == STATUS_OK)
		s = keep_labels(&p, profile, e);
	if (s == STATUS_OK) {
		name_assumptions(p.out, &p.artifact);
		text_clean(p.out->path, sizeof(p.out->path), plan->path, strlen(plan->path));
		memcpy(p.out->model_name, p.model.name, sizeof(p.out->model_name));
		p.out->model = p.model.hash;
		p.out->outdated = !p.model.current;
		p.out->named_at = find_model_time(app, &p.model.datanet);
		p.out->seconds = (double)(clock_monotonic_ms() - began) / 1000.0;
		*out = p.out;
		p.out = NULL;
	}
	preview_unref(p.out);
	end_foresight(&p.foresight);
	score_set_release(&p.scores);
	scorer_free(p.scorer);
	free_label_table(p.labels);
	calibration_release(&p.calibration);
	artifact_release(&p.artifact);
	return s;
}
