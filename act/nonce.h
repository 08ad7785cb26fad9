/* The nonce of an act: taken by a committed row, and given back. */
#ifndef ACT_NONCE_H
#define ACT_NONCE_H
#include "act/act.h"
#include "app/session_private.h"
#include "cache/transactions.h"

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
 * The act's row, inside a store job.
 * Returns: STATUS_OK, ERR_NOT_FOUND when it was given up, also when its number is another's now.
 */
MUST_CHECK enum status load_act_row(struct cache *cache, struct cache_tx *out,
				    const struct act *act, struct err *e);

/* Gives the nonce of an unsigned act back; of its claim nothing stays. */
MUST_CHECK enum status release_nonce(struct app *app, struct act *act);

/* Marks its row as exported, inside a store job: the nonce stays taken when it is not heard of. */
MUST_CHECK enum status mark_exported(struct cache *cache, const struct act *act, bool exported,
				     struct err *e);

/*
 * What this machine knows of an act that came in a file.
 * Out: the row of exactly this transaction; id 0 when there is none.
 */
MUST_CHECK enum status match_rows(struct app *app, struct cache_tx *same, const struct act *act,
				  struct err *e);

#endif
