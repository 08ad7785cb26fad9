/*
 * The dashboard on a terminal: `byline` without a subcommand opens it.
 */
#ifndef TUI_DASHBOARD_RUN_H
#define TUI_DASHBOARD_RUN_H

#include "base/err.h"
#include "base/status.h"
#include "tui/dashboard_options.h"

struct app;

/*
 * Runs the dashboard on the controlling terminal until the user quits, or SIGTERM or SIGHUP comes.
 *
 * Starts and stops the app's threads (work_start(), work_stop()). The caller must not have other
 * threads yet, since the function blocks the signals that it reads. The terminal is restored on
 * every way out.
 *
 * Returns: STATUS_OK, ERR_UNSUPPORTED when stdin or stdout is no terminal that can be drawn on,
 * or the reason why work_start() failed.
 */
MUST_CHECK enum status dashboard_run(struct app *app, const struct dashboard_options *o,
				     struct err *e);

#endif
