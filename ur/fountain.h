/* Cuts a message into parts without an end: any enough of them give the message back. */
#ifndef UR_FOUNTAIN_H
#define UR_FOUNTAIN_H

#include "base/buf.h"
#include "ur/fragments.h"

struct fountain {
	const uint8_t *message; /* the caller's */
	uint32_t len;
	uint32_t fragment; /* bytes of each one */
	uint32_t checksum;
	struct fragments choice; /* has the number of fragments */
	uint8_t *mixed;		 /* `fragment` bytes: the part that is being made */
};

/*
 * Prepares the parts of `len` bytes (1..LIMIT_UR_MESSAGE), which must outlive `f`. Fragments are
 * as few and as even as `most` bytes of each allow (BCR-2020-005, "nominal fragment length").
 * Returns: STATUS_OK; ERR_LIMIT for a longer message or more than LIMIT_UR_PARTS; ERR_MEMORY.
 */
MUST_CHECK enum status fountain_init(struct fountain *f, const uint8_t *message, size_t len,
				     size_t most);

/* Frees it. One that is all zero is allowed. */
void fountain_release(struct fountain *f);

/* Appends part `number`, from 1 on, as part_write() does. */
void fountain_part(struct fountain *f, struct buf *out, uint32_t number);

#endif
