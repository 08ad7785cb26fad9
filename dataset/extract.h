/*
 * (text, label) of a record as the manifest says: what a model is trained from and a preview
 * scores.
 */
#ifndef DATASET_EXTRACT_H
#define DATASET_EXTRACT_H

#include "dataset/manifest.h"

/* What an extractor has seen. records = with_text + without_text. */
struct extract_counts {
	uint64_t records;
	uint64_t with_text;
	uint64_t without_text;	/* no such member or column, another type, or empty */
	uint64_t without_label; /* of those with text */
	uint64_t malformed;	/* of those without text: no JSON object, no CSV record */
};

/* Bytes of the record or of the extractor; valid until its next extract_record(). */
struct extract_pair {
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

/* Reads one record. A record without text is no failure: it is counted. ERR_MEMORY only. */
MUST_CHECK enum status extract_record(struct extractor *x, struct extract_pair *out,
				      const void *record, size_t len);

/* What was seen so far. */
const struct extract_counts *extract_counts(const struct extractor *x);

/* A piece of a `files` dataset taken apart; pointers into `record`. ERR_PARSE. */
struct extract_piece {
	const char *path;
	size_t path_len;
	uint64_t offset;
	const uint8_t *content;
	size_t content_len;
};
MUST_CHECK enum status extract_piece(struct extract_piece *out, const void *record, size_t len);

#endif
