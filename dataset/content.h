/*
 * The plaintext of a sealed upload, pushed piece by piece into the wallet's sealer:
 *
 *   uint64be(manifest length) ‖ manifest ‖ salt_key[32] ‖ n × (uint64be(length) ‖ record)
 */
#ifndef DATASET_CONTENT_H
#define DATASET_CONTENT_H

#include "dataset/store.h"

/* Receives the next bytes of the stream. A failure ends the stream and is its result. */
typedef enum status content_sink(void *user, const void *data, size_t len, struct err *e);

/* The length of the whole stream. ERR_MEMORY. */
MUST_CHECK enum status content_size(uint64_t *out, const struct store *st);

/*
 * Pushes the stream of `st` and builds the tree again as the records pass. When the root at the end
 * is not the manifest's, the bytes that were pushed must not be sent. `watch` may be NULL.
 * Returns: STATUS_OK, ERR_CHANGED (root, count or size differ), ERR_CANCELLED, a failure of the
 * reader or of the sink.
 */
MUST_CHECK enum status content_push(const struct store *st,
				    const uint8_t salt_key[static COMMITMENT_SALT],
				    content_sink *sink, void *sink_user, reader_watch *watch,
				    void *watch_user, struct err *e);

#endif
