/* How the background sync stands, and when the vault locks: state that any thread may ask for. */
#ifndef APP_SYNC_STATUS_H
#define APP_SYNC_STATUS_H

#include "app/app.h"
#include "app/snapshot.h"

/* How the background sync stands, for the screens. */
struct sync_status {
	enum sync_state state;
	char text[200];
	int64_t next_try;
	int64_t clock_skew_s;
};

/* The sync's state, by value; and setting it. Any thread. */
struct sync_status sync_status_of(struct app *app);
void set_sync_status(struct app *app, const struct sync_status *status);

/* When the unlocked vault locks itself, seconds since 1970; 0 = never. */
int64_t lock_time(const struct app *app);

#endif
