/*
 * Guarded memory for keys, passphrases and dataset keys. It lies between inaccessible pages, is
 * locked against swapping, left out of core dumps, and wiped when freed.
 */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include <stdint.h>

#include "base/err.h"

struct secret; /* `len` guarded bytes */

/*
 * Prepares libsodium, and switches off core dumps and ptrace by other processes of this user
 * (RLIMIT_CORE 0, PR_SET_DUMPABLE 0). Called once, before the first thread starts.
 * Returns: STATUS_OK, ERR_UNSUPPORTED.
 */
MUST_CHECK enum status secret_start(struct err *e);

/*
 * Allocates `len` zero bytes (len >= 1). The caller frees with secret_free().
 * Returns: STATUS_OK, ERR_MEMORY, ERR_PERMISSION when the memory cannot be locked (RLIMIT_MEMLOCK).
 * sodium_malloc() hides that failure; here it is an error.
 */
MUST_CHECK enum status secret_new(struct secret **out, size_t len, struct err *e);

/* As secret_new(), with a copy of `data`. The caller wipes the original. */
MUST_CHECK enum status secret_copy(struct secret **out, const void *data, size_t len,
				   struct err *e);

/* Wipes and frees. NULL is allowed. */
void secret_free(struct secret *s);

/* The bytes and their number. The pointers are valid until secret_free(). */
uint8_t *secret_bytes(struct secret *s) NONNULL(1);
const uint8_t *secret_view(const struct secret *s) NONNULL(1);
size_t secret_len(const struct secret *s) NONNULL(1);

/*
 * Makes the bytes unreadable between uses, and readable again (not writable). A secret that is used
 * while it is closed ends the process. Freeing needs no opening.
 */
void secret_close(struct secret *s) NONNULL(1);
void secret_open(struct secret *s) NONNULL(1);

/* Overwrites an ordinary array that held private bytes; the compiler never leaves this out. */
void secret_wipe(void *data, size_t len);

#endif
