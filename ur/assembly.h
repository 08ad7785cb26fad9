/*
 * Puts a message together from frames that come in any order, some of them several times and some
 * of them never. Everything in a frame is hostile: memory is bounded by base/limits.h, and no frame
 * takes longer than a few million steps.
 */
#ifndef UR_ASSEMBLY_H
#define UR_ASSEMBLY_H

#include "base/buf.h"
#include "base/err.h"

struct assembly;

/* NULL: out of memory. The caller frees it; NULL is allowed there. */
struct assembly *assembly_new(void);
void assembly_free(struct assembly *a);

/*
 * Takes a frame's text. One that tells nothing new is right too.
 * Returns: STATUS_OK; ERR_PARSE when it is no frame, or letters were misread; ERR_LIMIT when its
 *          message is too long; ERR_MISMATCH when it is of another message, or contradicts another
 *          frame; ERR_DAMAGED when all are there and make another message than they say: then
 *          nothing is kept, and a new one can begin; ERR_MEMORY.
 */
MUST_CHECK enum status assembly_add(struct assembly *a, const char *text, size_t len,
				    struct err *e);

/* How many independent frames are there, and how many it takes: 0 of 0 before the first one. */
void assembly_progress(const struct assembly *a, uint32_t *have, uint32_t *want);

/*
 * The message once it is whole, and its type in lower case; both belong to `a`. Returns: false
 * while frames are missing.
 */
MUST_CHECK bool assembly_message(const struct assembly *a, const char **type,
				 const uint8_t **message, size_t *len);

#endif
