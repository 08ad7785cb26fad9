/*
 * Several models that score the same records side by side, so that records are read once.
 *
 * Models of one recipe (recipe_equal()) share the features of a record, which cost more than a
 * score; each further recipe computes its own. Every score is bit for bit that of the model alone.
 *
 *	panel_new(&p, models, n, e);
 *	for each record: panel_score(p, scores, classes, text, len, e);
 */
#ifndef INFLUENCE_PANEL_H
#define INFLUENCE_PANEL_H

#include "influence/score.h"

struct panel;

/*
 * Prepares scoring against slice 0 of each of the `n` models, which must outlive the panel.
 * Returns: STATUS_OK, ERR_MEMORY. Freed by panel_free().
 */
MUST_CHECK enum status panel_new(struct panel **out, const struct artifact *const *models, size_t n,
				 struct err *e);
void panel_free(struct panel *p);

/*
 * Scores the next record with every model, and looks for an earlier one with the same tokens.
 * In:      `classes`  its class in each model (labels_find()), or -1
 * Out:     `scores`   a score for each model
 * Returns: STATUS_OK, ERR_MEMORY, ERR_LIMIT past LIMIT_CORPUS_RECORDS.
 */
MUST_CHECK enum status panel_score(struct panel *p, struct scored *scores, const int *classes,
				   const void *text, size_t len, struct err *e);

#endif
