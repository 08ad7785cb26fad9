/*
 * Signs texts: personal messages and typed documents. Such a signature is no transaction, but a
 * contract may accept it as an order, so a person reviews the text first.
 */
#ifndef APP_SIGN_TEXT_H
#define APP_SIGN_TEXT_H

#include "app/app.h"
#include "chain/eip712.h"

/* r ‖ s ‖ v, v 27 or 28. */
#define TEXT_SIGNATURE_SIZE 65

/*
 * Signs a personal message (EIP-191) with an account of the open vault.
 * Returns: STATUS_OK, ERR_LOCKED, ERR_NOT_FOUND for an account without a key here, ERR_REFUSED.
 */
MUST_CHECK enum status sign_message(struct app *app, uint8_t sig[static TEXT_SIGNATURE_SIZE],
				    const struct address *account, const void *message, size_t len,
				    struct err *e);

/*
 * Reads a typed document (EIP-712) for review.
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE, ERR_MISMATCH when it names another chain than that of
 *          the chosen network.
 */
MUST_CHECK enum status read_typed(struct app *app, struct hash *digest,
				  struct eip712_summary *summary, const void *document, size_t len,
				  struct err *e);

/* Signs a typed document. Returns: as read_typed() and sign_message(). */
MUST_CHECK enum status sign_typed(struct app *app, uint8_t sig[static TEXT_SIGNATURE_SIZE],
				  const struct address *account, const void *document, size_t len,
				  struct err *e);

#endif
