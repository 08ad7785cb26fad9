/* The state of the background sync, for any thread. */
#ifndef APP_SYNC_STATUS_H
#define APP_SYNC_STATUS_H

#include "app/app.h"
#include "app/snapshot.h"

/* The background sync, as screens show it. */
struct sync_status {
	enum sync_state state;
	char text[320];	      /* a fault and its remedy; "" when there is none */
	int64_t next_try;     /* seconds since 1970; 0: none is planned */
	int64_t clock_skew_s; /* this machine's clock less the nodes' */
};

/* The state of the background sync. Any thread. */
struct sync_status sync_status_of(struct app *app);

/* Sets the state of the background sync and refreshes the snapshot. Any thread. */
void set_sync_status(struct app *app, const struct sync_status *status);

#endif
