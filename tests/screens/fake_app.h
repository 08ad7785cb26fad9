/*
 * The app as the dashboard's tests see it. Every start_…() is remembered and ends at the next
 * work_poll() with a prepared result. The tests link it in place of libapp.
 */
#ifndef TESTS_FAKE_APP_H
#define TESTS_FAKE_APP_H

#include "jobs/jobs.h"
#include "tests/screens/fixture.h"

struct app *fake_app_new(enum fixture_kind kind);
void fake_app_free(struct app *app);

/* Makes a snapshot the app's next one. */
void fake_app_publish(struct app *app, struct snapshot *take_snapshot);

/* While held, work does not end; it shows progress and can be cancelled. */
void fake_app_hold(struct app *app, bool hold);

/*
 * Lets later work of this name ("sign", "send" …) fail; STATUS_OK lets it go well again. ERR_LOCKED
 * does not fail it while the vault is unlocked.
 */
void fake_app_fail(struct app *app, const char *name, enum status status, const char *text);

/* How often work of this name was started. */
unsigned fake_app_started(const struct app *app, const char *name);

/* The last path or text that work was started with. */
const char *fake_app_text(const struct app *app);

/* The network that work was asked for last; "" is none. */
const char *fake_app_scope(const struct app *app);

/* The distributor of the last claim prepared, and the root of the last upload. */
const struct address *fake_app_distributor(const struct app *app);
const struct hash *fake_app_root(const struct app *app);

/* Whether the dashboard reported live attributions on the screen. */
bool fake_app_live(const struct app *app);

#endif
