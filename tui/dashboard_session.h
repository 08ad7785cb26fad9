/*
 * A dashboard from opening to closing: its views, and what comes from the app meanwhile.
 */
#ifndef TUI_DASHBOARD_SESSION_H
#define TUI_DASHBOARD_SESSION_H

#include "tui/dashboard.h"

/*
 * Opens all views on the app's snapshot. The app's work must have started.
 * Returns: STATUS_OK, ERR_MEMORY, ERR_IO.
 */
MUST_CHECK enum status dashboard_session_open(struct dashboard **out, struct app *app,
					      const struct dashboard_options *o, struct err *e);

/* Closes the pop-ups and views and frees the dashboard. NULL is fine. */
void dashboard_session_close(struct dashboard *d);

/* Takes what came from the app and the index thread: ended work, a snapshot, finished orders. */
void dashboard_session_poll(struct dashboard *d);

#endif
