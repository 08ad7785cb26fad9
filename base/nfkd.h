/*
 * Secrets in Unicode's form NFKD (UAX #15), so that a passphrase typed as "é" on one keyboard and
 * as "e" with an accent on another is one passphrase.
 */
#ifndef BASE_NFKD_H
#define BASE_NFKD_H

#include "base/secret.h"

/*
 * `text` in NFKD; bytes that are not UTF-8 are copied as they are. Nothing of it is written outside
 * guarded memory. The caller frees `out`. Returns: STATUS_OK, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status nfkd_secret(struct secret **out, const struct secret *text, struct err *e);

#endif
