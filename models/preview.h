/*
 * The result of a preview: how a dataset's records would change the network's current model. It is
 * an estimate, and says what it assumes. Figures by which records are chosen come from one half of
 * the publisher's held-out texts, figures that are told of the choice from the other.
 */
#ifndef MODELS_PREVIEW_H
#define MODELS_PREVIEW_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "chain/address.h"
#include "chain/hash.h"
#include "models/comparison.h"

struct preview_row {
	uint64_t index;	      /* number of the record in the dataset, from 0 */
	float influence;      /* positive = helpful */
	float percentile;     /* 0..100 among the training records' own; <0 unknown */
	float loss;	      /* the model's loss on it; a high one finds wrong labels best */
	float probability;    /* that the model gives to the record's own label */
	uint32_t contradicts; /* another record of the same words, where `contradicted` */
	char label[24];	      /* "" = the record has none */
	char predicted[24];
	uint64_t duplicate_of; /* an earlier record of the same words; UINT64_MAX: none */
	bool contradicted;     /* a record of the same words has another label */
	bool suspicious;       /* the label looks wrong (influence/label_noise.h) */
	bool unknown_label;    /* not scored: a label the model does not have, or none */
	bool no_label;	       /* none: `predicted` has what the model would give it */
	bool broken;	       /* a line that could not be read */
	char text[96];	       /* cleaned beginning of the text */
};

/* Reasons to look at a record, the most urgent first. */
enum preview_finding {
	PREVIEW_BROKEN_LINE,
	PREVIEW_WRONG_LABEL,
	PREVIEW_CONTRADICTION,
	PREVIEW_DUPLICATE,
	PREVIEW_NO_LABEL,
	PREVIEW_UNKNOWN_LABEL,
	PREVIEW_NO_FINDING,
};

/* The most urgent finding about a record. */
enum preview_finding preview_finding_of(const struct preview_row *r);

/* A finding in words; "" for none. */
const char *preview_finding_word(enum preview_finding f);

/* All that is told of adding a set to the model, by the publisher's own tests. */
struct preview_outcome {
	uint64_t records; /* that the model can learn from */
	bool known;	  /* the change and its interval; else `why` has the reason */
	/* Relative changes of the held-out loss: -0.004 = lower by 0.4 %. */
	double change, low, high;
	bool has_share;
	/*
	 * Parts of a pool, 0..1: over many inferences, and of epochs, of which nine of ten lie
	 * between low and high. No epoch pays less than nothing, so that their mean is larger.
	 */
	double share, share_mean, share_low, share_high;
	char why[120];
	uint64_t copies;   /* records that repeat the publisher's held-out texts */
	uint64_t repeated; /* those texts, by which nothing is told then */
};

/* The labels as a whole. */
struct preview_noise {
	bool known;	    /* else one label, too few records, or a model's file without curves */
	bool one_label;	    /* nearly all records have it: the curves are of sets of all labels */
	double rate, error; /* part of the labels that are wrong, and its standard error */
	double precision;   /* part of the flagged that is expected to be wrong */
	double least;	    /* seldom are fewer wrong than this part */
};

/* Why no record of a file is scored. */
enum preview_foreign {
	PREVIEW_IS_SCORED,
	PREVIEW_NO_TEXT,	/* no record has a text */
	PREVIEW_NO_LABELS,	/* no record has a label */
	PREVIEW_NO_WORDS,	/* the texts are numbers and signs; the labels may be known */
	PREVIEW_FOREIGN_LABELS, /* there are labels, of which the model knows none */
};

#define PREVIEW_BINS   41
#define PREVIEW_BROKEN 5 /* broken lines that are named by their numbers */

/*
 * The parts of a file above which it looks made for the score. Of 3,000 sets of the corpora in
 * docs/forecasts.md up to 0.51 were extreme (of one class that the model knows little), up to 0.29
 * nearly repeated held-out texts (mails), and the mean likeness was at most 0.32. Of shuffled words
 * it is above 0.5, since half of the features are single words.
 */
#define PREVIEW_CRAFTED_EXTREME 0.67 /* help more than 99 % of unseen records */
#define PREVIEW_CRAFTED_ALIKE	0.45 /* mean likeness of two records (influence/likeness.h) */
#define PREVIEW_CRAFTED_COPIES	0.5  /* repeat held-out texts (influence/outlook.h) */
#define PREVIEW_CRAFTED_RECORDS 20   /* in a smaller file chance does it */

/* Why a file looks made for the score. */
enum preview_crafting {
	PREVIEW_NOT_CRAFTED,
	PREVIEW_TOO_HELPFUL,
	PREVIEW_TOO_ALIKE,
	PREVIEW_COPIES_HELD_OUT,
};

struct preview {
	char path[192]; /* to show; `source` is the exact one */
	char *source;
	unsigned kind; /* enum reader_kind */
	uint64_t source_size;
	int64_t source_mtime_ns; /* as it was when it was scored, with source_size */
	char model_name[48];
	struct hash model;
	int64_t named_at; /* when the network last named its model, since 1970; 0: not known */
	bool outdated;	  /* the network uses a newer model, which could not be fetched */
	double seconds;
	uint64_t records, helpful, harmful, neutral, suspicious, duplicates;
	uint64_t unlabelled;	 /* not scored: without a label that the model knows */
	uint64_t without_label;	 /* no label at all; they count as unlabelled too */
	uint64_t contradictions; /* records whose words stand under another label too */
	uint64_t broken, broken_line[PREVIEW_BROKEN]; /* and the numbers of the first ones */
	uint64_t extreme; /* records that help more than 99 % of unseen ones do */
	double likeness;  /* mean of two different records, 0..1 */
	enum preview_crafting crafted;
	bool forecasts; /* the model's file has what forecasts and flags are made of */
	enum preview_foreign foreign;
	double lowest, highest;		  /* range of the histogram, symmetric around 0 */
	uint32_t histogram[PREVIEW_BINS]; /* the middle bin holds 0 */
	/* All records; those of at least no influence; those whose labels do not look wrong. */
	struct preview_outcome all, without_harmful, without_wrong;
	struct preview_noise noise;
	uint64_t held_out;   /* publisher's texts whose loss is told */
	uint64_t inferences; /* an epoch has so many, for the scatter of shares */
	char assumptions[200];
	/* Columns of a csv, for a person; "" where it is none, or no column has labels. */
	char text_column[48], label_column[48];
	bool text_guessed; /* no column is called "text": the first other one was taken */
	char labels[120];  /* the model's labels, for a person: "ham, spam" */
	char (*names)[LIMIT_LABEL + 1]; /* the same, one by one */
	size_t n_names;
	struct compared_label *lacking; /* labels of the file that the model lacks */
	size_t n_lacking;
	struct label_rule *rules; /* by which some of them count as labels of the model */
	size_t n_rules;
	struct preview_row *rows; /* descending by influence */
	size_t n_rows;
	atomic_uint references; /* counted by preview_ref() and preview_unref() alone */
};

/* The next step of a person after a preview. */
enum preview_advice {
	PREVIEW_NOTHING_SCORED, /* no record has a label that the model knows: another file */
	PREVIEW_LOOKS_CRAFTED,	/* a datanet that looks will not take it */
	PREVIEW_MEND_LABELS,	/* some labels are likely wrong, or contradict one another */
	PREVIEW_WOULD_HARM,	/* retraining with it would raise the held-out loss */
	PREVIEW_EARNS_NOTHING,	/* its share of a pool shows as 0.0 % */
	PREVIEW_COMMIT,
};

/* The advice that goes before all others; the command line and the dashboard give the same. */
enum preview_advice preview_advice_of(const struct preview *p);

/* Why nothing is scored, in a few words: "no text", "no words", …; "" = it is. */
const char *preview_foreign_word(enum preview_foreign f);

/* The change of the held-out loss in words. */
struct preview_change_text {
	const char *verb;  /* "lower" or "raise" */
	char by[24];	   /* "0.21 %" */
	char interval[64]; /* "0.18 to 0.24 %", in the direction of `verb`; "" when it is a point */
};

/*
 * Writes the change of an outcome that is known. There are as many digits, two at least and six at
 * most, as tell the ends of the interval apart; ends that are equal even so are no interval.
 */
void preview_change_text(struct preview_change_text *out, const struct preview_outcome *o);

/* Another reference. A preview never changes, so any thread may read it. Returns `p`. */
const struct preview *preview_ref(const struct preview *p);

/* Gives a reference back; the last one frees the preview. NULL is allowed. */
void preview_unref(const struct preview *p);

#endif
