/*
 * Several claims at once. What one payer pays together is one transaction; other claims follow with
 * the next nonces, are reviewed with the first one, and are signed and sent in their order.
 */
#ifndef ACT_CLAIM_BATCH_H
#define ACT_CLAIM_BATCH_H

#include "act/claim.h"

/* One thing that somebody wants to claim, as its line names it. */
struct claim_wish {
	struct address payer, account;
	struct claim_part part;
};

/* Wishes that are taken at once. */
#define CLAIM_WISHES 32

/*
 * Prepares the claims that `n` wishes take. One that cannot be claimed holds up no other one: it is
 * left out, and the review of the first claim says why.
 * In:      1 <= n <= CLAIM_WISHES
 * Out:     the first claim, with the others behind act->next
 * Returns: STATUS_OK when at least one was prepared; else the failure of the first wish, as of
 *          prepare_claim().
 */
MUST_CHECK enum status prepare_claims(struct app *app, struct task *task, struct act **out,
				      const struct claim_wish *wishes, size_t n, struct err *e);

/*
 * Sign, and send, an act and those behind it, in their order. A failure ends it there: calling
 * again goes on with those that are left, since what was signed or sent stays so.
 * Returns: as sign_act() and send_act(), with the number of those that succeeded in the message.
 */
MUST_CHECK enum status sign_acts(struct app *app, struct act *first, struct err *e);
MUST_CHECK enum status send_acts(struct app *app, struct task *task, struct act *first,
				 struct err *e);

/*
 * Writes the bundles of a claim and of those behind it, as export_claim() does: to `path`, to
 * `path`-2, `path`-3, …
 */
MUST_CHECK enum status export_claims(struct app *app, struct act *first, const char *path,
				     struct err *e);

#endif
