/*
 * Signs texts: personal messages and typed documents. Such a signature is no transaction, but a
 * contract may accept it as an order, so a person reviews the text first and asks by name for what
 * it gives away.
 */
#ifndef ACT_SIGN_TEXT_H
#define ACT_SIGN_TEXT_H

#include "app/app.h"
#include "chain/meaning.h"

/* r ‖ s ‖ v, v 27 or 28. */
#define TEXT_SIGNATURE_SIZE 65

/* A typed document that was read for review, and what it gives away. */
struct typed_text {
	struct json *json;
	struct eip712_document document; /* points into `json` */
	struct meaning meaning;
};

/* The terms of a signature. */
struct text_terms {
	uint32_t allowed;   /* asked for by name, a set of enum danger */
	const char *domain; /* at which a message signs in; NULL: none was named */
	bool expected;	    /* expect_digest() named its digest; else the signer asks a person */
};

/*
 * Signs a personal message (EIP-191) with an account of the open vault.
 * Returns: STATUS_OK, ERR_LOCKED, ERR_NOT_FOUND for an account without a key here, ERR_REFUSED.
 */
MUST_CHECK enum status sign_message(struct app *app, uint8_t sig[static TEXT_SIGNATURE_SIZE],
				    const struct address *account, const struct text_terms *terms,
				    const void *message, size_t len, struct err *e);

/*
 * Reads a typed document (EIP-712) that `account` is to sign.
 * Out:     the document, released with release_typed(), also after a failure.
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE, ERR_MISMATCH when it names another chain than that of
 *          the chosen network.
 */
MUST_CHECK enum status read_typed(struct app *app, struct typed_text *out,
				  const struct address *account, const void *document, size_t len,
				  struct err *e);
void release_typed(struct typed_text *t);

/* Signs a typed document. Returns: as read_typed() and sign_message(). */
MUST_CHECK enum status sign_typed(struct app *app, uint8_t sig[static TEXT_SIGNATURE_SIZE],
				  const struct address *account, const struct text_terms *terms,
				  const void *document, size_t len, struct err *e);

#endif
