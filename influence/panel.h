/*
 * Several models that score the same records side by side, so that records are read once.
 *
 * Models of one recipe (recipe_equal()) share the features of a record; each further recipe
 * computes its own. Every score is bit for bit that of the model alone.
 *
 *	panel_new(&p, models, n, take, user, e);
 *	for each record: panel_add(p, classes, text, len, e);
 *	panel_flush(p);
 */
#ifndef INFLUENCE_PANEL_H
#define INFLUENCE_PANEL_H

#include "influence/score.h"

struct panel;

/*
 * Takes a score of a model, and the record's features in it, which are gone when it returns. Each
 * model's scores come in the order of the records.
 */
typedef void panel_take(void *user, size_t model, const struct scored *score, struct sparse x);

/*
 * Prepares scoring against slice 0 of each of the `n` models, which must outlive the panel.
 * In:      `take`, `user`  called for each record and model, some records later
 * Returns: STATUS_OK, ERR_MEMORY. Freed by panel_free().
 */
MUST_CHECK enum status panel_new(struct panel **out, const struct artifact *const *models, size_t n,
				 panel_take *take, void *user, struct err *e);
void panel_free(struct panel *p);

/*
 * Adds the next record, and looks for an earlier one with the same tokens.
 * In:      `classes`  its class in each model (labels_find()), or -1
 * Returns: STATUS_OK, ERR_MEMORY, ERR_LIMIT past LIMIT_CORPUS_RECORDS.
 */
MUST_CHECK enum status panel_add(struct panel *p, const int *classes, const void *text, size_t len,
				 struct err *e);

/* Scores the records that were added last, so that `take` has had all of them. */
void panel_flush(struct panel *p) NONNULL(1);

#endif
