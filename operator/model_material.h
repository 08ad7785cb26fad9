/* The files from which an operator publishes, checks or forecasts, as they were read. */
#ifndef OPERATOR_MODEL_MATERIAL_H
#define OPERATOR_MODEL_MATERIAL_H

#include "app/task.h"
#include "chain/hash.h"
#include "influence/publish.h"
#include "operator/model_files.h"
#include "operator/training_set.h"

/* Evaluation slices are a handful: languages, seasons. */
#define MODEL_MATERIAL_SLICES 64

/* The seed of a publication; an artifact names it, so that another one may be chosen some day. */
#define MODEL_SEED 1

/*
 * The queries are a corpus whose groups are slices: numbered as they come, from 1; group 0 holds
 * the queries without one. Zero-initialise; release with release_model_material().
 */
struct model_material {
	struct training_set set;
	struct trained model;
	struct hash head; /* the hash of the head file */
	struct corpus queries, public;
	struct task *task;
	char names[MODEL_MATERIAL_SLICES][32];
	const char *pointers[MODEL_MATERIAL_SLICES];
	size_t n_slices;
	uint64_t skipped;		/* queries whose label the model does not have */
	char manifests[HASH_TEXT_SIZE]; /* by which an artifact names what it was trained on */
};

/*
 * Reads all files. `m` must keep its place.
 * Returns: STATUS_OK, ERR_LIMIT for too many slices, ERR_VERSION for a training manifest of another
 * format, a failure of the files.
 */
MUST_CHECK enum status read_model_material(struct model_material *m, struct task *task,
					   const struct model_files *files, struct err *e);
void release_model_material(struct model_material *m);

/*
 * Plans publishing what was read, without trials and additive test. It points into `m`, and reports
 * progress to its task.
 */
struct publication model_material_publication(struct model_material *m);

#endif
