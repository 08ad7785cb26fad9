/*
 * The manifest "byline-dataset/1": what a dataset is, in canonical JSON (RFC 8785), whose keccak256
 * is attested. Its random-looking `blind` keeps that hash from revealing anything.
 */
#ifndef DATASET_MANIFEST_H
#define DATASET_MANIFEST_H

#include "base/buf.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "dataset/reader.h"

/* Where a record's text is. */
enum manifest_text {
	MANIFEST_TEXT_KEY,     /* lines: a member of the JSON object */
	MANIFEST_TEXT_RECORD,  /* lines: the whole line */
	MANIFEST_TEXT_COLUMN,  /* csv */
	MANIFEST_TEXT_CONTENT, /* files: the piece's content */
};

/* Where its label is. */
enum manifest_label {
	MANIFEST_LABEL_NONE,
	MANIFEST_LABEL_KEY,    /* lines with MANIFEST_TEXT_KEY */
	MANIFEST_LABEL_COLUMN, /* csv */
	MANIFEST_LABEL_FOLDER, /* files: the folder that the file is in */
};

#define MANIFEST_NAME	 128 /* of a key or column, with the zero */
#define MANIFEST_LICENSE 64  /* SPDX text, with the zero */

struct manifest {
	enum reader_kind kind;
	uint64_t records;
	uint64_t bytes;
	struct hash root;
	struct hash nonce;
	struct hash blind;
	char license[MANIFEST_LICENSE];
	char *header; /* csv: the header line, owned; else NULL */
	enum manifest_text text;
	char text_name[MANIFEST_NAME]; /* "" where there is none */
	enum manifest_label label;
	char label_name[MANIFEST_NAME];
};

/* Frees the header and zeroes the rest. NULL is allowed. */
void manifest_release(struct manifest *m);

/*
 * Appends the canonical JSON. ERR_RANGE when fields do not fit each other, ERR_MEMORY,
 * ERR_LIMIT.
 */
MUST_CHECK enum status manifest_write(struct buf *out, const struct manifest *m);

/*
 * Reads what manifest_write() writes, byte for byte: unknown members, another order, a text or
 * label that the kind does not have are refused. Out: release with manifest_release().
 * Returns: STATUS_OK, ERR_PARSE, ERR_UNSUPPORTED (another format), ERR_MEMORY.
 */
MUST_CHECK enum status manifest_parse(struct manifest *out, const void *data, size_t len,
				      struct err *e);

#endif
