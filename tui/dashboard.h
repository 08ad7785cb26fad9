/*
 * The dashboard: `byline` alone opens it.
 */
#ifndef TUI_DASHBOARD_H
#define TUI_DASHBOARD_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

struct app;

/* NO_COLOR counts as DASHBOARD_COLOR_NEVER unless the user said always. */
enum dashboard_color { DASHBOARD_COLOR_AUTO, DASHBOARD_COLOR_ALWAYS, DASHBOARD_COLOR_NEVER };

struct dashboard_options {
	bool ascii;	 /* nothing beyond ASCII on the screen */
	bool accessible; /* also no rules, no pictures; sentences */
	bool mouse;	 /* clicks select; else the terminal keeps its own selection */
	/* BYLINE_TEST=1: every turn ends in the title "frame:N idle" or "frame:N busy" */
	bool test;
	enum dashboard_color color;
	const char *theme;     /* "default", "mono", "blue"; NULL = default */
	const char *keys_path; /* keys.ini, may be missing; NULL = none */
	const char *
		/*
		 * a line for the Welcome and vault screens, such as the demo's passphrase; may
		 * be NULL
		 */
		notice;
};

/*
 * Runs the dashboard on the controlling terminal until the user quits, or SIGTERM or SIGHUP comes.
 * Starts and stops the app's threads (work_start(), work_stop()); must be called before the process
 * has other threads, since it blocks the signals that it reads. The terminal is restored on every
 * way out.
 * Returns: STATUS_OK, ERR_UNSUPPORTED when this is no terminal that can be drawn on, ERR_PARSE for
 * keys.ini, or why work_start() failed.
 */
MUST_CHECK enum status dashboard_run(struct app *app, const struct dashboard_options *o,
				     struct err *e);

/*
 * Appends the table of actions as text, one line each: name, default keys, help; tabs between. For
 * the man page.
 */
void dashboard_write_keys(struct buf *out);

#endif
