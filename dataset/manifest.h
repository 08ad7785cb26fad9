/*
 * The manifest "byline-dataset/1" describes a dataset in canonical JSON (RFC 8785). Its keccak256
 * is attested. The member `blind`, which looks random, keeps that hash from revealing anything
 * about the rest.
 */
#ifndef DATASET_MANIFEST_H
#define DATASET_MANIFEST_H

#include <stdint.h>

#include "base/status.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "dataset/reader.h"

struct buf;

/* The place of a record's text. */
enum manifest_text {
	MANIFEST_TEXT_KEY,     /* lines: a member of the JSON object */
	MANIFEST_TEXT_RECORD,  /* lines: the whole line */
	MANIFEST_TEXT_COLUMN,  /* csv */
	MANIFEST_TEXT_CONTENT, /* files: the piece's content */
};

/* The place of its label. */
enum manifest_label {
	MANIFEST_LABEL_NONE,
	MANIFEST_LABEL_KEY,    /* lines with MANIFEST_TEXT_KEY */
	MANIFEST_LABEL_COLUMN, /* csv */
	MANIFEST_LABEL_FOLDER, /* files: the folder of the file */
};

#define MANIFEST_NAME	 128 /* bytes of a key's or column's name, with the zero */
#define MANIFEST_LICENSE 64  /* bytes of SPDX text, with the zero */

struct manifest {
	enum reader_kind kind;
	uint64_t records;
	uint64_t bytes;
	struct hash root;
	struct hash nonce;
	struct hash blind;
	char license[MANIFEST_LICENSE];
	char *header; /* csv: the header line, owned; NULL for other kinds */
	enum manifest_text text;
	char text_name[MANIFEST_NAME]; /* "" when the place has no name */
	enum manifest_label label;
	char label_name[MANIFEST_NAME];
};

/* Frees the header and zeroes the rest. NULL is allowed. */
void manifest_release(struct manifest *m);

/*
 * Appends the canonical JSON.
 * Returns: STATUS_OK, ERR_RANGE when fields contradict each other, ERR_MEMORY, ERR_LIMIT.
 */
MUST_CHECK enum status manifest_write(struct buf *out, const struct manifest *m);

/*
 * Reads the text that manifest_write() writes, and no other: unknown members, another order, and a
 * place of text or label that the kind does not have are refused.
 * Out: the manifest, released with manifest_release(). On failure there is nothing to release.
 * Returns: STATUS_OK, ERR_PARSE, ERR_UNSUPPORTED (another format), ERR_MEMORY.
 */
MUST_CHECK enum status manifest_parse(struct manifest *out, const void *data, size_t len,
				      struct err *e);

#endif
