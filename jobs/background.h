/*
 * What the lanes do without being asked: the sync, the look at own transactions between two syncs,
 * and the lock of a vault that nobody uses.
 */
#ifndef JOBS_BACKGROUND_H
#define JOBS_BACKGROUND_H

#include "jobs/lane.h"

/* The habit of the NET lane, and that of the CPU lane. */
extern const struct lane_habit background_net, background_idle_lock;

/* Makes the background sync run at once. Without threads it does nothing. */
void sync_soon(struct app *app);

/* Whether live attributions are on screen: polled every 5 s then, else every 60 s. */
void watch_live(struct app *app, bool watching);

/* The user pressed a key: postpones the idle lock. */
void postpone_lock(struct app *app);

#endif
