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

/* Calls unlock_vault() unless the vault is open. Errors as there. */
MUST_CHECK enum status unlock_if_locked(struct app *app, struct err *e);

/* Gives back the terminal that the signer was lent, after the piece of work that borrowed it. */
void end_questions(struct app *app);

/*
 * Ends a question of the signer's, as ERR_CANCELLED, for a command that was told to end. The signer
 * is of no more use afterwards. Async-signal-safe.
 */
void cancel_questions(struct app *app);

/* Makes the signer forget all keys. */
void lock_vault(struct app *app);

/*
 * Locks the vault if it is open and its time has come. An answer that was given while this waited
 * for the signer counts.
 * Out:     `e`, what is to be told of it
 * Returns: whether it locked
 */
bool lock_idle_vault(struct app *app, struct err *e);

/* Whether the signer has ended by itself, so that the vault is locked. Out: `e`, the reason */
bool unlock_has_ended(struct app *app, struct err *e);

#endif
