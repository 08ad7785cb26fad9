/* Between model.c, which reads and trains, and model_publish.c. */
#ifndef APP_MODEL_PRIVATE_H
#define APP_MODEL_PRIVATE_H

#include "app/task.h"
#include "base/json.h"
#include "chain/keccak.h"
#include "influence/publish.h"

/* What a spec file names, read. Zero-initialise; release with training_set_release(). */
struct training_set {
	struct json *spec;
	char *folder; /* of the spec file; paths are relative to it */
	double lambda;
	struct recipe recipe;
	const char **ids;
	size_t n;
	struct corpus corpus;
	struct keccak manifests; /* over the manifests in order */
	uint64_t skipped;	 /* records without text or label */
};

/* Reads the spec at `path` and all records of its datasets. */
MUST_CHECK enum status read_spec(struct training_set *t, struct task *task, const char *path,
				 struct err *e);
void training_set_release(struct training_set *t);

/* Writes `bytes` to `path` and adds model (keccak256 of the file), bytes and path to `summary`. */
MUST_CHECK enum status write_model_file(struct json *summary, const char *path,
					const struct buf *bytes, struct err *e);

#endif
