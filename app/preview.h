/*
 * A preview: what a dataset's records would do to the current model. Advisory, and says so.
 */
#ifndef APP_PREVIEW_H
#define APP_PREVIEW_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/json.h"
#include "chain/address.h"
#include "chain/hash.h"

struct app;
struct task;

struct preview_row {
	uint64_t index;	   /* record number in the dataset */
	float influence;   /* positive = helpful */
	float percentile;  /* 0..100 among the training records' own; <0 unknown */
	float loss;	   /* under the model; the best finder of wrong labels */
	float probability; /* of its own label */
	char label[24];	   /* "" = the record has none */
	char predicted[24];
	uint64_t duplicate_of; /* an earlier record of the same words; UINT64_MAX: none */
	bool suspicious;       /* the label looks wrong */
	bool unknown_label;    /* a label the model does not have: not scored */
	char text[96];	       /* cleaned beginning of the text */
};

#define PREVIEW_BINS 41

struct preview {
	char path[192];
	char model_name[48];
	struct hash model;
	double seconds;
	uint64_t records, helpful, harmful, neutral, suspicious, duplicates, unlabelled;
	double lowest, highest;		  /* range of the histogram, symmetric around 0 */
	uint32_t histogram[PREVIEW_BINS]; /* the middle bin holds 0 */
	bool has_change;		  /* the publisher's additive test allows a figure */
	double change, change_low,
		change_high; /* of held-out loss, relative: -0.004 = lower by 0.4 % */
	bool has_share;
	double share; /* of an epoch's pool under the network's rule, 0..1 */
	char assumptions[200];
	struct preview_row *rows; /* descending by influence */
	size_t n_rows;
	atomic_uint references; /* private */
};

/*
 * Scores the records at `path` (kind NULL: guessed) against the current model of the network.
 * Out: given back with preview_unref().
 * Returns: STATUS_OK, ERR_NOT_FOUND without a model, ERR_PARSE, …
 */
MUST_CHECK enum status preview_dataset(struct app *app, struct task *task, struct preview **out,
				       const char *path, const char *kind, struct err *e);

/* One more holder. A preview does not change; the last unref frees it (NULL is allowed). */
const struct preview *preview_ref(const struct preview *p);
void preview_unref(const struct preview *p);
struct json *preview_to_json(const struct preview *p);

#endif
