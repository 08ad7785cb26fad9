/*
 * The effect of adding a set to a published model, for a preview: gathers the records that the
 * model can learn from, then makes an outcome of all of them or of some.
 */
#ifndef MODELS_FORESEE_H
#define MODELS_FORESEE_H

#include "app/task.h"
#include "influence/corpus.h"
#include "influence/forecaster.h"
#include "models/preview.h"

struct foresight {
	const struct artifact *artifact;
	struct corpus rows; /* those of known labels; a row's group is the number of its record */
	uint64_t records;   /* that were added: past the model's own only counted, with no row */
	struct artifact_forecaster with;
	struct forecast_start start; /* the head of the first outcome, near which others begin */
	struct row_sums_stop stop;   /* once the task is cancelled */
	bool ready;		     /* `with` is made */
	const char *why;	     /* static: why nothing can be foreseen; NULL = it can */
};

/*
 * Begins a set. `a`, `task` and the foresight's own place outlive it. Release with
 * end_foresight(), also after a failure. ERR_MEMORY.
 */
MUST_CHECK enum status begin_foresight(struct foresight *out, const struct artifact *a,
				       struct task *task, struct err *e);
void end_foresight(struct foresight *f);

/* Adds a record of a label that the model knows. Returns: STATUS_OK, ERR_MEMORY. */
MUST_CHECK enum status add_foresight(struct foresight *f, struct sparse x, uint16_t label,
				     uint32_t record, struct err *e);

/* Whether a record stays in the set. */
typedef bool foresight_stays(const void *user, uint32_t record);

/*
 * Makes the outcome of the records that stay; `stays` NULL: all of them. Takes seconds.
 * Returns: STATUS_OK, also where nothing is known; ERR_CANCELLED; ERR_MEMORY.
 */
MUST_CHECK enum status foresee(struct preview_outcome *out, struct foresight *f,
			       foresight_stays *stays, const void *user, struct err *e);

#endif
