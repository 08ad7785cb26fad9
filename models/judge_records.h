/* The scores of all records of a file judged together: sums, flags, and why nothing is scored. */
#ifndef MODELS_JUDGE_RECORDS_H
#define MODELS_JUDGE_RECORDS_H

#include "influence/score_set.h"
#include "models/preview.h"

/*
 * Fills the counts, flags, contradictions, label noise and histogram of a preview, whose row i
 * still belongs to score i.
 *
 * In:      rows with label, no_label, broken, unknown_label and duplicate_of, and how many have the
 *          latter and no_label
 * Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status judge_records(struct preview *p, const struct score_set *scores,
				     const struct artifact *a, struct err *e);

#endif
