/*
 * (text, label) of a record as the manifest says: what a model is trained from and a preview
 * scores.
 */
#ifndef DATASET_EXTRACTOR_H
#define DATASET_EXTRACTOR_H

#include "dataset/manifest.h"

/* Bytes of the record or of the extractor; valid until its next extractor_read(). */
struct extractor_pair {
	const uint8_t *text;
	size_t text_len;      /* 0: the record has none */
	const uint8_t *label; /* NULL: none */
	size_t label_len;
};

struct extractor;

/* `m` is not kept. Returns: STATUS_OK, ERR_NOT_FOUND (a csv without that column), ERR_MEMORY. */
MUST_CHECK enum status extractor_new(struct extractor **out, const struct manifest *m,
				     struct err *e);
void extractor_free(struct extractor *x);

/*
 * Reads one record. One without text is no failure: no JSON object, no CSV record, no such member
 * or column, another type, or empty. ERR_MEMORY only.
 */
MUST_CHECK enum status extractor_read(struct extractor *x, struct extractor_pair *out,
				      const void *record, size_t len);

#endif
