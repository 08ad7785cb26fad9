/* The scores of all records of a file judged together: sums, flags, and why nothing is scored. */
#ifndef MODELS_JUDGE_RECORDS_H
#define MODELS_JUDGE_RECORDS_H

#include "influence/calibration.h"
#include "influence/score_set.h"
#include "models/preview.h"

/*
 * Fills the counts, flags, contradictions, label noise and histogram of a preview, whose row i
 * still belongs to score i.
 * In: rows with label, no_label, broken, unknown_label, duplicate_of set, and how many of them are
 * `duplicates` or `without_label`; `calibration`, the one that the scores were made with;
 * `features`, the rows of as many records as are looked at for likeness, their groups the records'
 * numbers
 * Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status judge_records(struct preview *p, const struct score_set *scores,
				     const struct artifact *a,
				     const struct calibration *calibration,
				     const struct corpus *features, struct err *e);

/* Judges what outcomes found: how many records repeat held-out texts. After judge_records(). */
void judge_copies(struct preview *p);

#endif
