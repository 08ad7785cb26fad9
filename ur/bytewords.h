/*
 * Bytewords in their minimal form: two letters for each byte, and a CRC-32 behind the last one
 * (BCR-2020-012). The letters are the first and the last of a word of four.
 */
#ifndef UR_BYTEWORDS_H
#define UR_BYTEWORDS_H

#include "base/buf.h"

/* The CRC-32 of IEEE 802.3, as zlib computes it. `data` may be NULL when `len` is 0. */
uint32_t bytewords_checksum(const void *data, size_t len);

/* Appends 2 * (len + 4) lower-case letters. */
void bytewords_write(struct buf *out, const void *data, size_t len);

/*
 * Reads `len` letters of either case, which must end with the right checksum.
 * Out: the bytes, appended; after a failure `out` may hold some of them.
 * Returns: STATUS_OK; ERR_PARSE for letters that are no byte's, an odd number of them, or no byte;
 *          ERR_MISMATCH for another checksum; ERR_MEMORY, ERR_LIMIT.
 */
MUST_CHECK enum status bytewords_read(struct buf *out, const char *text, size_t len);

#endif
