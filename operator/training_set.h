/*
 * The records that a model is trained on, read from the datasets that a spec file names:
 * {"datasets": [{"dataset": UID, "dir": FOLDER}, …], "lambda": "0.001", "buckets": N}.
 */
#ifndef OPERATOR_TRAINING_SET_H
#define OPERATOR_TRAINING_SET_H

#include "app/task.h"
#include "base/json.h"
#include "chain/keccak.h"
#include "influence/corpus.h"
#include "influence/recipe.h"

/* Zero-initialise; release with training_set_release(). */
struct training_set {
	struct json *spec;
	char *folder; /* folder of the spec file; paths in it are relative to this */
	double lambda;
	struct recipe recipe;
	const char **ids; /* uid of each dataset, as the spec writes it */
	size_t n;
	struct corpus corpus;	 /* group i: the records of ids[i] */
	struct keccak manifests; /* hash over the manifests, in order */
	uint64_t skipped;	 /* records without text or label */
	bool rescales;		 /* each training takes λ·n of its own n */
	uint64_t inferences;	 /* an epoch has */
};

/*
 * Reads the spec at `path` and all records of its datasets.
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE for too many datasets, ERR_CANCELLED, a failure of the
 *          reader that names the dataset.
 */
MUST_CHECK enum status training_set_read(struct training_set *t, struct task *task,
					 const char *path, struct err *e);

/* Also after a failed training_set_read(). */
void training_set_release(struct training_set *t);

#endif
