/* For those who run a datanet: makes the artifact that contributors preview their records with. */
#ifndef OPERATOR_MODEL_PUBLISH_H
#define OPERATOR_MODEL_PUBLISH_H

#include "app/task.h"
#include "base/json.h"

/* Trials of forecasts, unless the publisher says otherwise, and the most that may be made. */
#define MODEL_TRIALS	 240
#define MODEL_TRIALS_MAX 2000

/* The files of a publication. */
struct model_files {
	const char *spec;     /* names the datasets that the head was trained on */
	const char *head;     /* as model_train() wrote it */
	const char *queries;  /* held-out records */
	const char *public;   /* texts of the domain that anybody may see */
	const char *training; /* training manifest, which the artifact names; NULL: no such file */
	const char *out;      /* the artifact */
};

/*
 * Writes the public artifact of a trained head. Without a training manifest the artifact names the
 * manifests of the datasets by one hash over all of them, which nobody can look up.
 * In:      `trials`           of forecasts; 0: none are made, and no interval is told
 *          `additive_groups`  of the additive test; 0: the test is not made
 * Out:     `summary`          for --json; freed by the caller
 * Returns: STATUS_OK, ERR_MISMATCH when the datasets are not those of the head, ERR_VERSION for a
 *          training manifest of another format, ERR_LIMIT for too many slices, a failure of the
 *          files.
 */
MUST_CHECK enum status model_publish(struct task *task, struct json **summary,
				     const struct model_files *files, uint64_t trials,
				     uint64_t additive_groups, struct err *e);

#endif
