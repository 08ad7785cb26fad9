/*
 * A dashboard on fakes, driven by scripts of keys: "5 c Tab" are keys by name, 'text' is typed
 * letter by letter, <text> is pasted.
 */
#ifndef TESTS_SCRIPT_H
#define TESTS_SCRIPT_H

#include "tests/screens/dump.h"
#include "tests/screens/fake_app.h"
#include "tui/dashboard_act.h"
#include "tui/dashboard_draw.h"
#include "tui/dashboard_event.h"
#include "tui/dashboard_session.h"
#include "tui/dashboard_timer.h"
#include "tui/view.h"
#include "tui/widget_index.h"

struct script {
	struct app *app;
	struct dashboard *d;
	struct screen screen;
};

/* Opens a dashboard on a fixture. Fixes BYLINE_CLOCK and TZ for the whole process. */
void script_open(struct script *t, enum fixture_kind kind, int rows, int cols,
		 const struct dashboard_options *o);

/* Ends the work and frees everything. */
void script_close(struct script *t);

/* Plays the keys, waits for work to end (unless held), draws. */
void script_play(struct script *t, const char *keys);

/* The text of the screen, a line for each row; valid until the next call. */
const char *script_text(struct script *t);

#endif
