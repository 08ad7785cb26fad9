/* Where records are worth most: one reading of them, scored against several models. */
#ifndef MODELS_COMPARE_MODELS_H
#define MODELS_COMPARE_MODELS_H

#include "app/task.h"
#include "models/label_map.h"
#include "models/sources.h"

/* The records, and what the user says of them. */
struct compare_plan {
	const char *path;
	const char *kind;     /* NULL: guessed */
	const char *language; /* "en"; NULL: not said, and no model is left out for it */
	const char *license;  /* an SPDX id; NULL likewise */
	const struct label_rule *rules;
	size_t n_rules;
};

/*
 * Scores the records against every model of the list that takes such data. Asks no network, and
 * nothing of the records leaves the machine.
 * Out:     `out`  one reference; also when no model takes the records
 * Returns: STATUS_OK, ERR_NOT_FOUND for an empty list, why the first model cannot be had when none
 *          can, ERR_PARSE, ERR_CANCELLED, … of the reader.
 */
MUST_CHECK enum status compare_models(struct task *task, const struct comparison **out,
				      const struct model_sources *sources,
				      const struct compare_plan *plan, struct err *e);

#endif
