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
 * Takes act->tx.nonce by a committed row and sets act->id; warns when an earlier transaction held
 * it. In: `what` says what it is for; `replace` takes it although another own one holds it.
 * Returns: STATUS_OK, ERR_EXISTS.
 */
MUST_CHECK enum status reserve_nonce(struct app *app, struct act *act, const char *what,
				     bool replace, struct err *e);

/* Gives the nonce of an unsigned act back; its claim is cancelled. */
MUST_CHECK enum status release_nonce(struct app *app, struct act *act);

/* Says that `earlier` holds the act's nonce; signing then takes four digits of its hash. */
void warn_of_nonce(struct act *act, const struct cache_tx *earlier);

/*
 * What this machine knows of an act that came in a file. Warns when another transaction was signed
 * with its nonce. Out: the row of exactly this transaction; id 0 when there is none.
 */
MUST_CHECK enum status match_rows(struct app *app, struct cache_tx *same, struct act *act,
				  struct err *e);

/* How an act is called in its row. */
enum cache_tx_kind tx_kind_of(enum act_kind kind);

/* Adds a line that is told beside the decoded transaction. */
void act_tell(struct act *act, const char *label, enum trust trust, const char *note,
	      const char *format, ...) PRINTF(5, 6);

/* The bytes that are signed, their hash, and the descriptor, from act->tx. */
MUST_CHECK enum status describe_act(struct app *app, struct act *act, struct err *e);

#endif
