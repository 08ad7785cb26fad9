/*
 * The dashboard's influence on what the lanes do without being asked: the background sync, the look
 * at own transactions between two syncs, and the lock of a vault that nobody uses.
 */
#ifndef JOBS_BACKGROUND_H
#define JOBS_BACKGROUND_H

#include <stdbool.h>

struct app;

/* Makes the background sync run at once. Does nothing where no threads run. */
void sync_soon(struct app *app);

/*
 * Tells the background sync whether live attributions are on screen: it polls every 5 s while they
 * are, else every 60 s.
 */
void watch_live(struct app *app, bool watching);

/*
 * Starts the idle time of the vault again, since the user pressed a key. A key that comes after the
 * idle time has passed wakes the lane that locks the vault instead.
 */
void postpone_lock(struct app *app);

#endif
