/* What all acts share while they are prepared. */
#ifndef APP_ACT_PRIVATE_H
#define APP_ACT_PRIVATE_H

#include "app/act.h"
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

/* Sets act->tx.nonce to the next free one of act->from; first gives back what a crash left. */
MUST_CHECK enum status choose_nonce(struct app *app, struct session *session, struct act *act,
				    struct err *e);

/*
 * Takes act->tx.nonce by a committed row and sets act->id.
 * In: `what` says what it is for; `replace` takes it although another own one holds it.
 * Returns: STATUS_OK, ERR_EXISTS.
 */
MUST_CHECK enum status reserve_nonce(struct app *app, struct act *act, const char *what,
				     bool replace, struct err *e);

/*
 * free_act() that is done when it returns: what prepares an act frees it so when it fails, before
 * the next one on its lane chooses a nonce. It waits for the store, so the UI thread calls it only
 * when the lanes have ended or there is no memory to queue with.
 */
void drop_act(struct app *app, struct act *act);

/*
 * The act's row, inside a store job.
 * Returns: STATUS_OK, ERR_NOT_FOUND when it was given up, also when its number is another's now.
 */
MUST_CHECK enum status load_act_row(struct cache *cache, struct cache_tx *out,
				    const struct act *act, struct err *e);

/* Gives the nonce of an unsigned act back; of its claim nothing stays. */
MUST_CHECK enum status release_nonce(struct app *app, struct act *act);

/*
 * Warns when an earlier transaction has the act's nonce, or when it waits behind one that was never
 * sent; where that one is signed, signing then takes four digits of its hash (act->earlier). Called
 * once the act's nonce and its own confirmation are set.
 */
MUST_CHECK enum status warn_of_earlier(struct app *app, struct act *act, struct err *e);

/*
 * ERR_CHANGED when a signed transaction stands in the act's way that its confirmation does not
 * name. The first inside a store job.
 */
MUST_CHECK enum status check_earlier(struct cache *cache, const struct act *act, struct err *e);
MUST_CHECK enum status require_confirmed(struct app *app, struct act *act, struct err *e);

/* Marks its row as exported, inside a store job: the nonce stays taken when it is not heard of. */
MUST_CHECK enum status mark_exported(struct cache *cache, const struct act *act, bool exported,
				     struct err *e);

/*
 * What this machine knows of an act that came in a file.
 * Out: the row of exactly this transaction; id 0 when there is none.
 */
MUST_CHECK enum status match_rows(struct app *app, struct cache_tx *same, const struct act *act,
				  struct err *e);

/* Adds a line that is told beside the decoded transaction. */
void act_tell(struct act *act, const char *label, enum trust trust, const char *note,
	      const char *format, ...) PRINTF(5, 6);

/* The bytes that are signed, their hash, and the descriptor, from act->tx. */
MUST_CHECK enum status describe_act(struct app *app, struct act *act, struct err *e);

#endif
