/*
 * The app as the dashboard's tests see it: every start_…() is remembered and ends at the next
 * work_poll() with a prepared result. Linked in place of libapp.
 */
#ifndef TESTS_FAKE_APP_H
#define TESTS_FAKE_APP_H

#include "jobs/jobs.h"
#include "tests/screens/fixture.h"

/* The passphrase that opens the fake vault. */
#define FAKE_PASSPHRASE "open sesame"

struct app *fake_app_new(enum fixture_kind kind);
void fake_app_free(struct app *app);

/* The app's next snapshot; taken over. */
void fake_app_publish(struct app *app, struct snapshot *take_snapshot);

/* While held, work does not end; it shows progress and can be cancelled. */
void fake_app_hold(struct app *app, bool hold);

/* Every later start of `name` ("sign", "send" …) fails with this; STATUS_OK: no more failures. */
void fake_app_fail(struct app *app, const char *name, enum status status, const char *text);

/* How often `name` was started. */
unsigned fake_app_started(const struct app *app, const char *name);

/* What the last path or text given to a start was. */
const char *fake_app_text(const struct app *app);

/* What the last claim was prepared from, and the last upload was of. */
const struct address *fake_app_distributor(const struct app *app);
const struct hash *fake_app_root(const struct app *app);

/* Whether the dashboard said that live attributions are on the screen. */
bool fake_app_live(const struct app *app);

#endif
