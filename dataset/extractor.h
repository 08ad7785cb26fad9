/*
 * Text and label of a record, as the manifest says where they are. A model is trained from them,
 * and a preview scores them.
 */
#ifndef DATASET_EXTRACTOR_H
#define DATASET_EXTRACTOR_H

#include "dataset/manifest.h"

/*
 * A record's text and label: bytes of the record or of the extractor, valid until its next
 * extractor_read().
 */
struct extractor_pair {
	const uint8_t *text;
	size_t text_len;      /* 0 when the record has no text */
	const uint8_t *label; /* NULL when there is none */
	size_t label_len;
	const char *text_column;  /* the names of the columns of a csv; NULL: it is none */
	const char *label_column; /* NULL too when no column has labels */
	bool broken;   /* the record is no JSON object, of which text and label are members */
	uint64_t line; /* filled by dataset/labelled_records.h: where it begins, from 1, or 0 */
};

struct extractor;

/*
 * Prepares reading by `m`, which is not kept. Freed by extractor_free().
 * Returns: STATUS_OK, ERR_NOT_FOUND (a csv without that column), ERR_MEMORY.
 */
MUST_CHECK enum status extractor_new(struct extractor **out, const struct manifest *m,
				     struct err *e);
void extractor_free(struct extractor *x);

/*
 * Reads one record. A record without text is no failure: it may be no JSON object or no CSV record,
 * or have no such member or column, or one of another type or empty. ERR_MEMORY only.
 */
MUST_CHECK enum status extractor_read(struct extractor *x, struct extractor_pair *out,
				      const void *record, size_t len);

/*
 * Refuses a record that extractor_read() found broken.
 * Returns: ERR_PARSE, with the reason and what to do in the message, but not the record's place.
 */
enum status extractor_refuse(const void *record, size_t len, struct err *e);

#endif
