/* Reads the file of a card. */
#ifndef CARD_EVIDENCE_READ_H
#define CARD_EVIDENCE_READ_H

#include "card/evidence.h"

/*
 * Reads a card, and refuses text that is not exactly what write_card() gives for it. Nothing is
 * folded yet: verify.h does that. The caller releases `out` on success; on failure there is nothing
 * to release.
 * Returns: STATUS_OK, ERR_PARSE, ERR_VERSION for another format, ERR_RANGE, ERR_MISMATCH for a
 *          wrong checksum of an address, ERR_LIMIT, ERR_MEMORY, with the member in the message.
 */
MUST_CHECK enum status read_card(struct card *out, const void *data, size_t len, struct err *e);

#endif
