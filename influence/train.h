/*
 * What a datanet's operator does: train a head on contributors' datasets, and attribute inferences.
 *
 * A head file is safetensors: `head.weight` F64 [D,C] and `dataset.ihvp` F64 [K,D,C], R_D of
 * influence/ihvp.h for each of its K datasets, solved once when training, so that attributing a
 * query costs K sparse dots. Metadata: format "byline-head/1", recipe, labels, datasets, λ, Λ, n₀.
 * The operator keeps it; the public artifact is influence/artifact.h.
 *
 *	corpus_init(&c, &recipe, NULL, e);
 *	for each record: corpus_add(&c, text, len, label, label_len, dataset_number, e);
 *	train_model(&m, &c, ids, k, lambda, e);  train_file_write(&buf, &m, e);
 */
#ifndef INFLUENCE_TRAIN_H
#define INFLUENCE_TRAIN_H

#include "influence/ihvp.h"
#include "influence/units.h"

/*
 * Names a dataset: "0x" and 64 digits as the caller gives it; any 1..TRAIN_ID_MAX bytes of
 * UTF-8.
 */
#define TRAIN_ID_MAX 80

struct trained {
	struct head head;
	char (*dataset)[TRAIN_ID_MAX + 1];
	size_t datasets;
	double *r;	 /* [K][D][C]: R_D, in the order of `dataset` */
	double residual; /* the worst of the K solves */
};

/*
 * Trains on `c`, whose groups are numbers into `ids` (different, at most LIMIT_MODEL_DATASETS), and
 * solves R_D for each. Numbers the classes of `c` by byte order.
 * A dataset without records has R_D = 0. Release with train_release(), also after a failure.
 * Returns: STATUS_OK, ERR_USAGE, ERR_RANGE, ERR_MEMORY.
 */
MUST_CHECK enum status train_model(struct trained *t, struct corpus *c, const char *const *ids,
				   size_t k, double lambda, struct err *e);
void train_release(struct trained *t);

struct train_attribution {
	uint16_t predicted; /* class */
	double probability; /* of the predicted class */
	double loss;	    /* −log p of the query's own label */
	int128 *influence;  /* K integers of 1e-18: Σ_{i∈D} I(i, query); the caller's memory */
};

/*
 * Attributes query `x` with label `y` to the K datasets. Signed: clipping is the
 * settlement's, after netting over its epoch. Returns: STATUS_OK, ERR_RANGE, ERR_MEMORY.
 */
MUST_CHECK enum status train_attribute(struct train_attribution *out, const struct trained *t,
				       struct sparse x, uint16_t y, struct err *e);

#endif
