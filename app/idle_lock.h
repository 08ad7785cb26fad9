/*
 * When an open vault locks itself: `idle_lock` seconds after the last answer to the signer, which
 * counts so too and is obeyed when it locks first. 0 in the configuration means never.
 */
#ifndef APP_IDLE_LOCK_H
#define APP_IDLE_LOCK_H

#include "app/app.h"

/* The moment by clock_monotonic_ms() from which the vault is to be locked; INT64_MAX: never. */
int64_t idle_lock_due(const struct app *app);

/* The same moment in seconds since 1970; 0: never. */
int64_t idle_lock_time(const struct app *app);

/*
 * Restarts the idle time when somebody answered. Called with the lock of the signer held, after
 * every request that may ask a person.
 * In: `s`  the status of the request: a refused answer was one too, a cancelled question had none
 */
void note_answer(struct app *app, enum status s);

#endif
