/*
 * Labelled records in the form in which models are trained: sparse rows, class numbers, and a group
 * number each.
 *
 * The group is the dataset in a training set, and the evaluation slice in a set of queries.
 */
#ifndef INFLUENCE_CORPUS_H
#define INFLUENCE_CORPUS_H

#include "influence/features.h"
#include "influence/labels.h"

struct corpus {
	struct recipe recipe;
	struct features *features; /* NULL in a selection, to which no text can be added */
	struct labels labels;
	bool labels_fixed;
	size_t n;	 /* records */
	size_t *first;	 /* n+1: row i is index/value[first[i] .. first[i+1]) */
	uint32_t *index; /* feature numbers */
	float *value;
	uint16_t *label; /* n numbers of classes */
	uint32_t *group; /* n numbers of groups */
	size_t rows_cap, entries_cap;
};

/*
 * Makes an empty corpus. With `labels` (copied) it accepts only those classes; with NULL each new
 * name becomes a class. Release with corpus_release(), also after a failure.
 * Returns: STATUS_OK, ERR_RANGE, ERR_MEMORY.
 */
MUST_CHECK enum status corpus_init(struct corpus *c, const struct recipe *r,
				   const struct labels *labels, struct err *e);
void corpus_release(struct corpus *c);

/*
 * Computes the features of a text and appends them. Nothing of `text` is kept.
 * Returns: STATUS_OK, ERR_NOT_FOUND for a label that the model does not know (nothing is added, the
 * caller counts it), ERR_PARSE for an impossible label, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status corpus_add(struct corpus *c, const void *text, size_t len, const char *label,
				  size_t label_len, uint32_t group, struct err *e);

/*
 * Appends a row that was computed before, of the same recipe, with the number of its class. Also to
 * a selection. ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status corpus_add_row(struct corpus *c, struct sparse x, uint16_t label,
				      uint32_t group);

/*
 * Numbers the classes by the byte order of their names, so that the order of records does not
 * matter. ERR_MEMORY.
 */
MUST_CHECK enum status corpus_sort_labels(struct corpus *c);

/*
 * Copies `n` rows of `c` (repetitions allowed), with all its labels. Release `out`, also after a
 * failure. ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status corpus_select(struct corpus *out, const struct corpus *c,
				     const uint32_t *rows, size_t n);

/* Row `i`; it points into the corpus. */
static inline struct sparse corpus_row(const struct corpus *c, size_t i)
{
	return (struct sparse){c->index + c->first[i], c->value + c->first[i],
			       c->first[i + 1] - c->first[i]};
}

#endif
