/* Giving up a draft: it was never signed here, took no nonce and costs nothing. */
#ifndef ACT_FORGET_H
#define ACT_FORGET_H

#include "app/app.h"
#include "chain/sentence.h"

/* A draft that was forgotten. */
struct forgotten {
	struct sentence what;
	char file[512]; /* where it was written; byline does not delete that. "" = nowhere */
};

/*
 * Forgets the draft of a claim by the claim's number, or any draft by its number in `tx list`.
 * Returns: STATUS_OK, ERR_NOT_FOUND, ERR_USAGE for what was signed.
 */
MUST_CHECK enum status forget_claim(struct app *app, struct forgotten *out, uint64_t claim,
				    struct err *e);
MUST_CHECK enum status forget_transaction(struct app *app, struct forgotten *out, uint64_t id,
					  struct err *e);

#endif
