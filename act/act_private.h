/* What all acts share while they are prepared. */
#ifndef ACT_ACT_PRIVATE_H
#define ACT_ACT_PRIVATE_H
#include "act/act.h"
#include "app/session_private.h"
#include "cache/transactions.h"

/* An empty act of `kind` by `from`. NULL when out of memory. */
struct act *new_act(enum act_kind kind, const struct address *from);

/*
 * Fills in chain, nonce, fees and gas of act->tx, whose to, value and data are set; plays it on the
 * nodes; checks the fee cap and that `from` can pay; reserves the nonce by a committed row; decodes
 * the descriptor from the bytes.
 * In: `replace` takes the nonce act->tx.nonce, which another own transaction holds; else the next
 *     free one is taken.
 * Returns: STATUS_OK, ERR_REVERTED, ERR_FUNDS, ERR_REFUSED over the fee cap, ERR_EXISTS.
 */
MUST_CHECK enum status complete_act(struct app *app, struct session *session, struct act *act,
				    const char *what, bool replace, struct err *e);

/*
 * free_act() that is done when it returns: what prepares an act frees it so when it fails, before
 * the next one on its lane chooses a nonce. It waits for the store, so the UI thread calls it only
 * when the lanes have ended or there is no memory to queue with.
 */
void drop_act(struct app *app, struct act *act);

/* Adds a line that is told beside the decoded transaction. */
void act_tell(struct act *act, const char *label, enum trust trust, const char *note,
	      const char *format, ...) PRINTF(5, 6);

/* The bytes that are signed, their hash, and the descriptor, from act->tx. */
MUST_CHECK enum status describe_act(struct app *app, struct act *act, struct err *e);

#endif
