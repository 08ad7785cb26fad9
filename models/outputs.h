/*
 * Finds the words of a model's outputs that stand, word for word, in the user's own records. For a
 * large model, whose training nobody can repeat, no more than this can be found out. Paraphrase is
 * not seen, and equal words do not prove where a model learned them.
 */
#ifndef MODELS_OUTPUTS_H
#define MODELS_OUTPUTS_H

#include <stdint.h>

#include "base/err.h"

struct task;

/*
 * Runs of fewer words are not counted. 50,000 dictionary entries and 2,000 mails, which have
 * nothing to do with each other, share 17 % of the mails' words in runs of 3, 3.4 % in runs of 4,
 * 0.5 % in runs of 5, 0.09 % in runs of 6.
 */
#define OUTPUTS_MIN_WORDS 6

/* A record that outputs share words with. */
struct outputs_record {
	uint64_t record;  /* its number */
	double bits;	  /* its part of all bits; a run that stands in several records is shared */
	uint64_t matches; /* runs of outputs that stand in it */
	char text[96];	  /* its beginning, as words are compared */
};

/* An output that shares words with records. */
struct outputs_output {
	uint64_t output;	/* its number */
	uint64_t words, shared; /* words in it, and how many of those are in a run */
	double bits;		/* Σ −log2 of each shared word's frequency in the records */
	uint64_t record;	/* number of a record that has the heaviest run */
	char run[96];		/* that run, cleaned */
};

struct outputs_preview {
	char path[192], outputs_path[192];
	double seconds;
	uint64_t records, outputs; /* that were read */
	uint64_t words, shared;	   /* sums over all outputs */
	double bits;
	struct outputs_record *matched_records; /* descending by bits */
	size_t n_matched_records;
	struct outputs_output *matched_outputs; /* descending by bits */
	size_t n_matched_outputs;
};

/*
 * Compares a model's outputs with the user's records. Needs no network.
 * In:      `path`     the records; `kind` NULL: guessed `outputs`  a file with an output a line, or
 *          JSON lines or csv with a text as datasets have
 * Out:     `out`      freed with free_outputs_preview()
 * Returns: STATUS_OK, ERR_CANCELLED, ERR_LIMIT for more text than LIMIT_SUFFIX_TEXT, ERR_USAGE, a
 *          failure of the reader.
 */
MUST_CHECK enum status preview_outputs(struct task *task, struct outputs_preview **out,
				       const char *path, const char *kind, const char *outputs,
				       struct err *e);

/* NULL is allowed. */
void free_outputs_preview(struct outputs_preview *p);

#endif
