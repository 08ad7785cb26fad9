/* The labels of a previewed file that the model lacks, and the rules by which they count as its. */
#ifndef MODELS_LACKING_LABELS_H
#define MODELS_LACKING_LABELS_H

#include "models/compare_labels.h"
#include "models/preview.h"

/*
 * Keeps in `out` the names of the labels of `a`, which the table's first model is, those of the
 * file that it lacks, each with its rule or a proposal, and the table's rules.
 * Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status keep_lacking_labels(struct preview *out, const struct label_table *t,
					   const struct compared_model *whose, struct err *e);

#endif
