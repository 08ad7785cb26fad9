/*
 * A message as a film of frames: texts that are shown one after the other, each as a code. A
 * message that fits into one frame is that one; of a longer one the frames never end, and any
 * enough of them give it back (ur/assembly.h).
 */
#ifndef UR_FILM_H
#define UR_FILM_H

#include "ur/fountain.h"

struct film {
	const char *type;
	struct fountain parts;
	struct buf part; /* the one that is being made, as CBOR */
};

/*
 * Prepares the frames of `len` bytes of type `type`, both of which must outlive `f`, with at most
 * `most` bytes of them in each. Returns: as fountain_init().
 */
MUST_CHECK enum status film_init(struct film *f, const char *type, const uint8_t *message,
				 size_t len, size_t most);

/* Frees it. One that is all zero is allowed. */
void film_release(struct film *f);

/* How many frames hold the message once, when none is missed. */
uint32_t film_count(const struct film *f);

/*
 * Appends frame `number` (from 1 on) in upper case, which codes store in fewer modules. Returns:
 * STATUS_OK, ERR_MEMORY, ERR_LIMIT.
 */
MUST_CHECK enum status film_frame(struct film *f, struct buf *out, uint32_t number);

/* The characters of the longest of the frames up to `number`. */
size_t film_longest(const struct film *f, uint32_t number);

#endif
