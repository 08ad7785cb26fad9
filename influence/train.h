/*
 * The work of a datanet's operator: train a head on contributors' datasets, and attribute
 * inferences to them.
 *
 * A head file is safetensors: `head.weight` F64 [D,C] and `dataset.ihvp` F64 [K,D,C], which is R_D
 * of influence/ihvp.h for each of its K datasets. R_D is solved once when training, so that
 * attributing a query costs K sparse products. The metadata are format "byline-head/1", recipe,
 * labels, datasets, λ, Λ, n₀. The operator keeps the file; the public artifact is
 * influence/artifact.h.
 *
 *	corpus_init(&c, &recipe, NULL, e);
 *	for each record: corpus_add(&c, text, len, label, label_len, dataset_number, e);
 *	train_model(&m, &c, ids, k, lambda, e);  train_file_write(&buf, &m, e);
 */
#ifndef INFLUENCE_TRAIN_H
#define INFLUENCE_TRAIN_H

#include "influence/ihvp.h"
#include "influence/units.h"

/* The longest name of a dataset, in bytes: any UTF-8, usually "0x" and 64 digits. */
#define TRAIN_ID_MAX 80

struct trained {
	struct head head;
	char (*dataset)[TRAIN_ID_MAX + 1];
	size_t datasets;
	double *r;	 /* [K][D][C]: the R_D, in the order of `dataset` */
	double residual; /* the worst residual of the K solutions */
};

/*
 * Trains on `c`, whose groups are numbers into `ids` (all different, at most LIMIT_MODEL_DATASETS),
 * and solves R_D for each. Numbers the classes of `c` by byte order. A dataset without records has
 * R_D = 0. Release with train_release(), also after a failure.
 * Returns: STATUS_OK, ERR_USAGE, ERR_RANGE, ERR_MEMORY.
 */
MUST_CHECK enum status train_model(struct trained *t, struct corpus *c, const char *const *ids,
				   size_t k, double lambda, struct err *e);
void train_release(struct trained *t);

struct train_attribution {
	uint16_t predicted; /* number of the class */
	double probability; /* probability of the predicted class */
	double loss;	    /* −log p of the query's own label */
	/* K integers in units of 1e-18: Σ_{i∈D} I(i, query). The memory is the caller's. */
	int128 *influence;
};

/*
 * Attributes query `x` with label `y` to the K datasets. The numbers are signed: the settlement
 * clips them at zero after it has summed its epoch. Returns: STATUS_OK, ERR_RANGE, ERR_MEMORY.
 */
MUST_CHECK enum status train_attribute(struct train_attribution *out, const struct trained *t,
				       struct sparse x, uint16_t y, struct err *e);

#endif
