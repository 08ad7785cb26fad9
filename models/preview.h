/*
 * The result of a preview: how a dataset's records would change the network's current model. It is
 * an estimate, and says what it assumes.
 */
#ifndef MODELS_PREVIEW_H
#define MODELS_PREVIEW_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "chain/address.h"
#include "chain/hash.h"

struct preview_row {
	uint64_t index;	   /* number of the record in the dataset, from 0 */
	float influence;   /* positive = helpful */
	float percentile;  /* 0..100 among the training records' own; <0 unknown */
	float loss;	   /* the model's loss on it; a high one finds wrong labels best */
	float probability; /* that the model gives to the record's own label */
	char label[24];	   /* "" = the record has none */
	char predicted[24];
	uint64_t duplicate_of; /* an earlier record of the same words; UINT64_MAX: none */
	bool suspicious;       /* the label looks wrong */
	bool unknown_label;    /* a label the model does not have: not scored */
	char text[96];	       /* cleaned beginning of the text */
};

/* Reasons to look at a record, the most urgent first. */
enum preview_finding {
	PREVIEW_WRONG_LABEL,
	PREVIEW_DUPLICATE,
	PREVIEW_UNKNOWN_LABEL,
	PREVIEW_NO_FINDING,
};

/* The most urgent finding about a record. */
enum preview_finding preview_finding_of(const struct preview_row *r);

/* A finding in words; "" for none. */
const char *preview_finding_word(enum preview_finding f);

#define PREVIEW_BINS 41

struct preview {
	char path[192]; /* to show; `source` is the exact one */
	char *source;
	unsigned kind; /* enum reader_kind */
	uint64_t source_size;
	int64_t source_mtime_ns; /* as it was when it was scored, with source_size */
	char model_name[48];
	struct hash model;
	bool outdated; /* the network uses a newer model, which could not be fetched */
	double seconds;
	uint64_t records, helpful, harmful, neutral, suspicious, duplicates, unlabelled;
	double lowest, highest;		  /* range of the histogram, symmetric around 0 */
	uint32_t histogram[PREVIEW_BINS]; /* the middle bin holds 0 */
	bool has_change;		  /* the publisher's additive test allows a figure */
	/* Relative change of the held-out loss, and its bounds: -0.004 = lower by 0.4 %. */
	double change, change_low, change_high;
	bool has_share;
	double share; /* part of an epoch's pool under the network's rule, 0..1 */
	char assumptions[200];
	char labels[120];	  /* the model's labels, for a person: "ham, spam" */
	struct preview_row *rows; /* descending by influence */
	size_t n_rows;
	atomic_uint references; /* counted by preview_ref() and preview_unref() alone */
};

/* The next step of a person after a preview. */
enum preview_advice {
	PREVIEW_NOTHING_SCORED, /* no record has a label that the model knows: another file */
	PREVIEW_MEND_LABELS,	/* some labels are likely wrong */
	PREVIEW_EARNS_NOTHING,	/* its share of a pool shows as 0.0 % */
	PREVIEW_COMMIT,
};

/* The advice that goes before all others; the command line and the dashboard give the same. */
enum preview_advice preview_advice_of(const struct preview *p);

/* The change of the held-out loss in words. */
struct preview_change_text {
	const char *verb;  /* "lower" or "raise" */
	char by[24];	   /* "0.21 %" */
	char interval[64]; /* "0.18 to 0.24 %", in the direction of `verb`; "" when it is a point */
};

/*
 * Writes the change of a preview that has one. There are as many digits, two at least and six at
 * most, as tell the ends of the interval apart; ends that are equal even so are no interval.
 */
void preview_change_text(struct preview_change_text *out, const struct preview *p);

/* Another reference. A preview never changes, so any thread may read it. Returns `p`. */
const struct preview *preview_ref(const struct preview *p);

/* Gives a reference back; the last one frees the preview. NULL is allowed. */
void preview_unref(const struct preview *p);

#endif
