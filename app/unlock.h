/* Whether the vault is open; opening and locking it. */
#ifndef APP_UNLOCK_H
#define APP_UNLOCK_H

#include "app/app.h"

/* Whether the vault is open. Any thread; never waits for the signer. */
bool is_unlocked(struct app *app);

/*
 * Opens the vault with the passphrase that the signer asks for, which takes about half a second,
 * and writes its accounts into the cache. Labels that were given while it was locked are written
 * into it first.
 * Returns: STATUS_OK, ERR_NOT_FOUND without a vault, ERR_WRONG_PASSPHRASE, ERR_DAMAGED.
 */
MUST_CHECK enum status unlock_vault(struct app *app, struct err *e);

/*
 * Gives back the terminal that the signer was lent. Called after a piece of work that borrowed it.
 * In: `answered`  all questions were, so that the idle time counts from now
 */
void end_questions(struct app *app, bool answered);

/*
 * Ends a question of the signer's, as ERR_CANCELLED, for a command that was told to end. The signer
 * is of no more use afterwards. Async-signal-safe.
 */
void cancel_questions(struct app *app);

/* Makes the signer forget all keys. */
void lock_vault(struct app *app);

/* Whether the signer has ended by itself, so that the vault is locked. Out: `e`, the reason */
bool unlock_has_ended(struct app *app, struct err *e);

#endif
