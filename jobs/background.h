/*
 * The dashboard's influence on what the lanes do without being asked: the background sync, the look
 * at own transactions between two syncs, and the lock of a vault that nobody uses.
 */
#ifndef JOBS_BACKGROUND_H
#define JOBS_BACKGROUND_H

#include <stdbool.h>

#include "app/task.h"

struct app;

/*
 * Makes the background sync of the app's network run at once, or of all networks when the app has
 * none. Does nothing where no threads run.
 */
void sync_soon(struct app *app);

/*
 * Syncs all networks now, asking also the nodes that rest after a failure, and waits for all.
 * Returns: STATUS_OK; ERR_CANCELLED, after which the syncs go on in the background; else the first
 *          failure, which names its network where there are several.
 */
MUST_CHECK enum status sync_all_now(struct app *app, struct task *task, struct err *e);

/*
 * Tells the background sync whether live attributions are on screen: the datanet is asked every 5 s
 * while they are, as long as somebody looks (app/pace.h).
 */
void watch_live(struct app *app, bool watching);

/*
 * Notes that the user pressed a key: the first one after a while makes the networks be asked at
 * once. A key is no answer to the signer, so that it does not postpone the lock of the vault. One
 * that comes after the vault's time wakes the lane that locks it.
 */
void note_key(struct app *app);

#endif
