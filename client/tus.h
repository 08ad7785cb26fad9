/*
 * Resumable uploads: tus 1.0.0 (tus.io/protocols/resumable-upload) with the creation extension.
 *
 * States of an upload, which is a value that the caller stores after every change:
 *
 *   no url ──tus_create()──▶ url, offset 0 ──tus_send()──▶ offset grows ──▶ offset == size
 *                              ▲                               │
 *                              └──── 404 or 410: url forgotten ┘
 *
 * The server knows best how much it has, so its offset is asked before the first byte and after
 * every failure. Only an offset above all earlier ones counts as progress: a server that takes
 * chunks and loses them cannot make an upload go on for ever.
 */
#ifndef CLIENT_TUS_H
#define CLIENT_TUS_H

#include "client/transport.h"

#define TUS_URL_SIZE 512

struct tus_upload {
	char url[TUS_URL_SIZE]; /* "" before creation */
	uint64_t size;
	uint64_t offset; /* bytes that the server has, as it said last */
};

/* One pair of Upload-Metadata. `key` has no space and no comma. */
struct tus_metadata {
	const char *key;
	const char *value;
};

/*
 * Creates an upload of u->size bytes at `endpoint` (…/v1/files).
 * Out:     u->url, on the same server as the endpoint
 * Returns: STATUS_OK, ERR_MISMATCH when the server names an address on another server, ERR_REFUSED
 *          (401, 403, 422), ERR_EXISTS (409), ERR_LIMIT (413), ERR_REMOTE, ERR_UNREACHABLE,
 *          ERR_TIMEOUT, ERR_CANCELLED, ERR_MEMORY; with the server's words.
 */
MUST_CHECK enum status tus_create(struct transport *t, struct tus_upload *u, const char *endpoint,
				  const struct tus_metadata *metadata, size_t n, struct err *e);

/*
 * Sends the bytes that the server does not have yet, in chunks of TUS_CHUNK. A failure that may
 * pass is tried TUS_TRIES times in a row, with growing pauses.
 * In:      fd        a file of exactly u->size bytes, read with pread()
 *          progress  (or NULL) stores the upload; called after every chunk, and its error ends the
 *                    upload
 * Returns: STATUS_OK when the server has all; ERR_NOT_FOUND when it no longer knows the upload
 *          (u->url is "" then; create it again); ERR_BUSY when it stays locked (423); ERR_REFUSED;
 *          ERR_CHANGED when the file is shorter than it was; ERR_REMOTE, ERR_UNREACHABLE,
 *          ERR_TIMEOUT, ERR_CANCELLED, ERR_IO, ERR_MEMORY.
 */
#define TUS_CHUNK (1 * MIB)
#define TUS_TRIES 6
MUST_CHECK enum status tus_send(struct transport *t, struct tus_upload *u, int fd,
				enum status (*progress)(void *arg, const struct tus_upload *u),
				void *arg, struct err *e);

#endif
