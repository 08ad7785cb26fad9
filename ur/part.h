/* One part of a message, as CBOR: [number, count, message length, checksum, data]. */
#ifndef UR_PART_H
#define UR_PART_H

#include "base/buf.h"

struct part {
	uint32_t number;      /* from 1 on; above `count` it is a mixed one */
	uint32_t count;	      /* fragments of the message */
	uint32_t message_len; /* bytes */
	uint32_t checksum;    /* CRC-32 of the message */
	const uint8_t *data;
	size_t len; /* bytes of each fragment; the last one is filled up with zeros */
};

/* Appends it. */
void part_write(struct buf *out, const struct part *p);

/*
 * Reads the whole of `data`, into which `out` then points.
 * Returns: STATUS_OK; ERR_PARSE for another layout, and where count, lengths and data contradict
 *          each other; ERR_LIMIT for a message above LIMIT_UR_MESSAGE or LIMIT_UR_PARTS.
 */
MUST_CHECK enum status part_read(struct part *out, const void *data, size_t len);

#endif
