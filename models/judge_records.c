/*
 * A row is far longer than a score, and memory is what a million of them wait for: loops that all
 * records go through look at the scores alone, where these have what they need.
 */
#include "models/judge_records.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "influence/forecast.h"

static bool is_scored(const struct scored *s)
{
	return s->label != SCORE_NO_LABEL;
}

/* Labels that the model does not know are compared as they are shown. */
static bool labels_differ(const struct preview *p, const struct score_set *scores, size_t i,
			  size_t k)
{
	const struct preview_row *a = &p->rows[i], *b = &p->rows[k];

	if (a->no_label || b->no_label || a->broken || b->broken)
		return false;
	if (is_scored(&scores->v[i]) && is_scored(&scores->v[k]))
		return scores->v[i].label != scores->v[k].label;
	return strcmp(a->label, b->label) != 0;
}

static void name_contradiction(struct preview *p, size_t i, size_t other)
{
	struct preview_row *r = &p->rows[i];

	if (!r->contradicted)
		p->contradictions++;
	r->contradicted = true;
	r->contradicts = (uint32_t)other;
}

/*
 * A record's first one of the same words is at hand; the first one learns of the first that
 * contradicts it, and so, in the second turn, do those that agree with it.
 */
static void find_contradictions(struct preview *p, const struct score_set *scores)
{
	if (p->duplicates == 0)
		return;
	for (size_t i = 0; i < p->n_rows; i++) {
		size_t first = (size_t)p->rows[i].duplicate_of;

		if (first >= p->n_rows || !labels_differ(p, scores, i, first))
			continue;
		name_contradiction(p, i, first);
		if (!p->rows[first].contradicted)
			name_contradiction(p, first, i);
	}
	for (size_t i = 0; i < p->n_rows; i++) {
		const struct preview_row *r = &p->rows[i];
		size_t first = (size_t)r->duplicate_of;

		if (first < p->n_rows && !r->contradicted && p->rows[first].contradicted &&
		    labels_differ(p, scores, i, p->rows[first].contradicts))
			name_contradiction(p, i, p->rows[first].contradicts);
	}
}

/*
 * Copies of a record say nothing that the first one does not: a hundred of them would be taken for
 * a hundred labels. Out: `losses` of the first ones. Returns how many.
 */
static size_t collect_losses(double *losses, bool *one_label, const struct preview *p,
			     const struct score_set *scores)
{
	size_t of[LIMIT_CLASSES] = {0}, most = 0, n = 0;

	for (size_t i = 0; i < scores->n; i++) {
		const struct scored *s = &scores->v[i];

		if (!is_scored(s) || (p->duplicates > 0 && p->rows[i].duplicate_of != UINT64_MAX))
			continue;
		losses[n++] = (double)s->loss;
		if (++of[s->label] > most)
			most = of[s->label];
	}
	*one_label = n >= FORECAST_ONE_CLASS_RECORDS &&
		     (double)most >= FORECAST_ONE_CLASS_PART * (double)n;
	return n;
}

/*
 * The curves that flags rest on came with version 2 of the model's file. They are of all labels
 * together, and a label whose records the model knows less would be accused as a whole.
 */
static enum status flag_labels(struct preview *p, const struct score_set *scores,
			       const struct artifact *a)
{
	double *losses = malloc((scores->n + 1) * sizeof(*losses));
	struct label_noise noise;
	size_t n;

	if (losses == NULL)
		return ERR_MEMORY;
	n = collect_losses(losses, &p->noise.one_label, p, scores);
	p->noise.known = a->forecast.known && !p->noise.one_label &&
			 label_noise_estimate(&noise, &a->forecast.curves, losses, n);
	free(losses);
	if (!p->noise.known)
		return STATUS_OK;
	p->noise.rate = noise.rate;
	p->noise.error = noise.error;
	p->noise.precision = noise.precision;
	for (size_t i = 0; i < scores->n; i++) {
		if (!is_scored(&scores->v[i]) || (double)scores->v[i].loss <= noise.threshold)
			continue;
		p->rows[i].suspicious = true;
		p->suspicious++;
	}
	return STATUS_OK;
}

/*
 * One of a hundred records that the model has not seen helps so much. In version 1 the quantiles
 * are those of the training records, which say nothing of others.
 */
static void look_for_crafting(struct preview *p, const struct score_set *scores, size_t scored,
			      const struct artifact *a)
{
	if (!a->forecast.known)
		return;
	for (size_t i = 0; i < scores->n; i++)
		p->extreme += is_scored(&scores->v[i]) && scores->v[i].influence > a->quantile[99];
	p->crafted =
		scored >= PREVIEW_CRAFTED_RECORDS && PREVIEW_CRAFTED_PART * p->extreme > scored;
}

/* Bins are of equal width between -most and +most, so that the middle one holds 0. */
static void fill_histogram(struct preview *out, const struct score_set *scores)
{
	double most = 0;

	for (size_t i = 0; i < scores->n; i++)
		if (fabs((double)scores->v[i].influence) > most)
			most = fabs((double)scores->v[i].influence);
	out->highest = most;
	out->lowest = -most;
	for (size_t i = 0; i < scores->n; i++) {
		double at = most > 0 ? ((double)scores->v[i].influence / most + 1) / 2 : 0.5;
		int bin = (int)(at * PREVIEW_BINS);

		if (is_scored(&scores->v[i]))
			out->histogram[bin < PREVIEW_BINS ? bin : PREVIEW_BINS - 1]++;
	}
}

/* JSON that is read as plain lines has no member "text". */
static bool has_text(const struct preview_row *r)
{
	return !r->broken && r->text[0] != '\0' && !(r->no_label && r->text[0] == '{');
}

/* Decides why nothing is scored: the first thing that would have to be mended. */
static enum preview_foreign find_foreign(const struct preview *p)
{
	size_t texts = 0, labels = 0;

	for (size_t i = 0; i < p->n_rows; i++) {
		texts += has_text(&p->rows[i]);
		labels += !p->rows[i].no_label && !p->rows[i].broken;
	}
	if (texts == 0)
		return PREVIEW_NO_TEXT;
	return labels == 0 ? PREVIEW_NO_LABELS : PREVIEW_FOREIGN_LABELS;
}

enum status judge_records(struct preview *p, const struct score_set *scores,
			  const struct artifact *a, struct err *e)
{
	struct score_summary sum;

	score_set_summarise(&sum, scores, a);
	p->records = sum.records;
	p->helpful = sum.helpful;
	p->harmful = sum.harmful;
	p->neutral = sum.neutral;
	p->unlabelled = sum.unknown;
	p->forecasts = a->forecast.known;
	p->held_out = a->validation_records;
	p->inferences = a->forecast.inferences;
	if (flag_labels(p, scores, a) != STATUS_OK)
		return err_set(e, ERR_MEMORY, "out of memory");
	find_contradictions(p, scores);
	look_for_crafting(p, scores, sum.scored, a);
	fill_histogram(p, scores);
	p->foreign = sum.scored > 0 ? PREVIEW_IS_SCORED : find_foreign(p);
	return STATUS_OK;
}
