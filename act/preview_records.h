/*
 * Records of a preview: one of them whole, or those that are kept as a file of their own. Needs no
 * model and no network.
 */
#ifndef ACT_PREVIEW_RECORDS_H
#define ACT_PREVIEW_RECORDS_H

#include "app/app.h"
#include "app/task.h"
#include "base/buf.h"
#include "base/err.h"
#include "models/preview.h"
#include "models/record_words.h"

struct whole_record {
	uint64_t index;		  /* its number in the source, from 0 */
	const struct preview *of; /* with a reference; NULL: of no preview */
	struct buf record;	  /* as it stands in the source; the content of a folder's file */
	struct buf text;	  /* as the model reads it; empty: it has none */
	struct buf label;	  /* likewise */
	/* Filled by explain_whole_record(). */
	struct record_words *words; /* that carried its score; NULL: `no_words` says why not */
	char no_words[200];
	char model_name[48]; /* "": no model was found */
	struct hash model;
	bool outdated; /* the network uses a newer one */
};

/*
 * Reads record `index` of the source at `path`. `kind` NULL: guessed.
 * Out:     `out`  freed with free_whole_record(), also after a failure; NULL when out of memory
 * Returns: STATUS_OK, ERR_USAGE for a wrong kind, as excerpt_record().
 */
MUST_CHECK enum status read_record(struct task *task, struct whole_record **out, const char *path,
				   const char *kind, uint64_t index, struct err *e);

/* The same of a preview's source; ERR_CHANGED when that is not as it was scored. */
MUST_CHECK enum status read_preview_record(struct task *task, struct whole_record **out,
					   const struct preview *p, uint64_t index, struct err *e);

/*
 * Finds the words that carried the score of a record that was read: by the model that scored its
 * preview, or where it is of none by the newest model on this machine; and by the rules for labels.
 * Why they cannot be told is kept in the record, which is of use without them.
 */
void explain_whole_record(struct app *app, struct whole_record *r, const struct label_rule *rules,
			  size_t n_rules);

/* NULL is allowed. */
void free_whole_record(struct whole_record *r);

/*
 * Writes `n` records of the source at `path`, whose numbers ascend, to the file `out`.
 * Returns: STATUS_OK, ERR_USAGE for a wrong kind, as excerpt_write().
 */
MUST_CHECK enum status keep_file_records(struct task *task, const char *out, const char *path,
					 const char *kind, const uint64_t *records, size_t n,
					 bool replace, struct err *e);

/* The same of a preview's source; ERR_CHANGED when that is not as it was scored. */
MUST_CHECK enum status keep_preview_records(struct task *task, const char *out,
					    const struct preview *p, const uint64_t *records,
					    size_t n, bool replace, struct err *e);

#endif
