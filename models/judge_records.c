/*
 * In reading order: contradictions among copies (find_contradictions), labels that look wrong
 * (flag_labels), files that look made for the score (look_for_crafting, judge_copies), the
 * histogram, and why nothing is scored (find_foreign); judge_records() runs all of them.
 */
#include "models/judge_records.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "influence/forecast.h"
#include "influence/likeness.h"
#include "models/wordless.h"

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
static size_t collect_losses(struct label_losses *losses, bool *one_label, const struct preview *p,
			     const struct score_set *scores)
{
	size_t of[LIMIT_CLASSES] = {0}, most = 0, n = 0;

	for (size_t i = 0; i < scores->n; i++) {
		const struct scored *s = &scores->v[i];

		if (!is_scored(s) || (p->duplicates > 0 && p->rows[i].duplicate_of != UINT64_MAX))
			continue;
		losses[n++] = (struct label_losses){(double)s->loss, (double)s->calibrated};
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
			       const struct artifact *a, const struct calibration *calibration)
{
	const struct label_truths known = {calibration->own, calibration->records,
					   calibration->classes};
	struct label_losses *losses = malloc((scores->n + 1) * sizeof(*losses));
	enum status s = ERR_NOT_FOUND;
	struct label_noise noise;
	size_t n;

	if (losses == NULL)
		return ERR_MEMORY;
	n = collect_losses(losses, &p->noise.one_label, p, scores);
	if (a->forecast.known && !p->noise.one_label)
		s = label_noise_estimate(&noise, &a->forecast.curves, &known, losses, n);
	free(losses);
	if (s == ERR_MEMORY)
		return s;
	p->noise.known = s == STATUS_OK;
	if (!p->noise.known)
		return STATUS_OK;
	p->noise.rate = noise.rate;
	p->noise.error = noise.error;
	p->noise.precision = noise.precision;
	p->noise.least = noise.least;
	for (size_t i = 0; i < scores->n; i++) {
		if (!is_scored(&scores->v[i]) || (double)scores->v[i].calibrated < noise.threshold)
			continue;
		p->rows[i].suspicious = true;
		p->suspicious++;
	}
	return STATUS_OK;
}

/* Whether a file is large enough to be judged, and `some` more of its records than `part`. */
static bool exceeds(const struct preview *p, double some, double part)
{
	uint64_t scored = p->records - p->unlabelled;

	return scored >= PREVIEW_CRAFTED_RECORDS && some > part * (double)scored;
}

/* Copies are told as such, and only different records are compared. */
static enum status measure_likeness(struct preview *p, const struct corpus *features, struct err *e)
{
	struct likeness l;
	enum status s = likeness_init(&l, &features->recipe, e);

	for (size_t i = 0; i < features->n && s == STATUS_OK; i++)
		if (p->rows[features->group[i]].duplicate_of == UINT64_MAX)
			likeness_add(&l, corpus_row(features, i));
	if (s == STATUS_OK && l.n >= PREVIEW_CRAFTED_RECORDS)
		p->likeness = likeness_mean(&l);
	likeness_release(&l);
	return s;
}

/*
 * One of a hundred records that the model has not seen helps so much. In version 1 the quantiles
 * are those of the training records, which say nothing of others.
 */
static enum status look_for_crafting(struct preview *p, const struct score_set *scores,
				     const struct artifact *a, const struct corpus *features,
				     struct err *e)
{
	enum status s = measure_likeness(p, features, e);

	if (s != STATUS_OK || !a->forecast.known)
		return s;
	for (size_t i = 0; i < scores->n; i++)
		p->extreme += is_scored(&scores->v[i]) && scores->v[i].influence > a->quantile[99];
	if (exceeds(p, (double)p->extreme, PREVIEW_CRAFTED_EXTREME))
		p->crafted = PREVIEW_TOO_HELPFUL;
	else if (p->likeness > PREVIEW_CRAFTED_ALIKE)
		p->crafted = PREVIEW_TOO_ALIKE;
	return s;
}

void judge_copies(struct preview *p)
{
	if (p->crafted == PREVIEW_NOT_CRAFTED &&
	    exceeds(p, (double)p->all.copies, PREVIEW_CRAFTED_COPIES))
		p->crafted = PREVIEW_COPIES_HELD_OUT;
}

/*
 * Bins are of equal width between -most and +most, so that the middle one holds 0. Scores are gone
 * through in place of rows, which are far longer: a million of them wait for memory.
 */
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

/*
 * Decides why a file is not for the model: the first thing that would have to be mended. Numbers
 * can be scored, as their digits are words to the model, but say nothing.
 */
static enum preview_foreign find_foreign(const struct preview *p, size_t scored)
{
	struct wordless w = {0};
	size_t labels = 0;

	for (size_t i = 0; i < p->n_rows; i++) {
		const struct preview_row *r = &p->rows[i];

		if (has_text(r))
			wordless_count(&w, r->text, strlen(r->text));
		labels += !r->no_label && !r->broken;
	}
	if (w.texts == 0)
		return PREVIEW_NO_TEXT;
	if (wordless_all(&w))
		return PREVIEW_NO_WORDS;
	if (scored > 0)
		return PREVIEW_IS_SCORED;
	return labels == 0 ? PREVIEW_NO_LABELS : PREVIEW_FOREIGN_LABELS;
}

enum status judge_records(struct preview *p, const struct score_set *scores,
			  const struct artifact *a, const struct calibration *calibration,
			  const struct corpus *features, struct err *e)
{
	struct score_summary sum;
	enum status s;

	score_set_summarise(&sum, scores, a);
	p->records = sum.records;
	p->helpful = sum.helpful;
	p->harmful = sum.harmful;
	p->neutral = sum.neutral;
	p->unlabelled = sum.unknown;
	p->forecasts = a->forecast.known;
	p->held_out = a->validation_records;
	p->inferences = a->forecast.inferences;
	if (flag_labels(p, scores, a, calibration) != STATUS_OK)
		return err_set(e, ERR_MEMORY, "out of memory");
	find_contradictions(p, scores);
	s = look_for_crafting(p, scores, a, features, e);
	fill_histogram(p, scores);
	p->foreign = find_foreign(p, sum.scored);
	return s;
}
