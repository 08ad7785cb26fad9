/*
 * The file of a backup, "byline-backup/2": canonical JSON of {"content", "digest", "format"}, where
 * the digest is keccak256 of the content's own text. It finds damage, not malice: whoever writes
 * the file writes the digest too. docs/formats.md has the content.
 */
#ifndef BACKUP_DOCUMENT_H
#define BACKUP_DOCUMENT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/json.h"

struct backup_document {
	struct json *content;
	struct buf vault; /* the vault's file, encrypted; empty when there was none */
	bool old;	  /* "byline-backup/1", which has neither states nor events */
};

/*
 * Reads the text of a backup. Release with release_document() in any case.
 * Returns: STATUS_OK; ERR_DAMAGED for text that is no JSON or not that of its digest; ERR_VERSION
 *          for a backup of a newer byline; ERR_PARSE for a document that is no backup; ERR_MEMORY.
 */
MUST_CHECK enum status parse_document(struct backup_document *out, const void *data, size_t len,
				      struct err *e);

/*
 * Reads the file `path` as parse_document(), and for "byline-backup/1" the vault `path`.vault.
 * Returns: as parse_document(); ERR_USAGE for a vault's file, with the command that takes it;
 *          ERR_NOT_FOUND, ERR_LIMIT, ERR_IO, ERR_PERMISSION.
 */
MUST_CHECK enum status read_document(struct backup_document *out, const char *path, struct err *e);

/* Appends the text of a backup. Frees the content. ERR_MEMORY, ERR_LIMIT. */
MUST_CHECK enum status write_document(struct buf *out, struct json *take_content, struct err *e);

/* Frees the content and the vault's copy. */
void release_document(struct backup_document *d);

/* Whether the file at `path` begins like a backup. A file that cannot be read does not. */
bool is_backup_file(const char *path);

#endif
