/* Whether a signed claim from another payer than a URD would still be paid. */
#ifndef ACT_CLAIM_SIGNED_H
#define ACT_CLAIM_SIGNED_H

#include "act/claim_hold.h"
#include "app/session_private.h"
#include "chain/payer.h"
#include "chain/tx.h"

/* The judgement of a signed claim. */
struct signed_judgement {
	enum claim_hold hold;
	enum payer_obstacle obstacle; /* keeps one that holds from being paid now */
	char why[256];		      /* the obstacle in words; "" for PAYER_FREE */
	struct address below;	      /* the token of the first part that makes it CLAIM_BELOW */
	enum trust trust;
	struct address paid_to[LIMIT_CLAIM_PARTS]; /* gets the money of each part */
	size_t n;
};

/*
 * Reads the claim from the bytes of `tx`, which `from` signed, and judges every part by what the
 * chain says at the session's agreed block, for this moment.
 * Returns: STATUS_OK; ERR_MISMATCH when the bytes are no claim from `payer`; ERR_NOT_AGREED; the
 *          failures of read_payer_words().
 */
MUST_CHECK enum status judge_signed_claim(struct app *app, struct session *session,
					  struct signed_judgement *out,
					  const struct profile_distributor *payer,
					  const struct tx *tx, const struct address *from,
					  struct err *e);

#endif
