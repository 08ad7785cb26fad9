/* The rows that are shown, for the store thread and for work that is about them. */
#ifndef JOBS_SHOW_PRIVATE_H
#define JOBS_SHOW_PRIVATE_H

#include "app/app.h"
#include "app/snapshot.h"
#include "base/err.h"
#include "jobs/narrow.h"

/* Loads a snapshot, as load_snapshot() does, of what is shown. */
MUST_CHECK enum status show_snapshot(struct app *app, const struct snapshot **out, struct err *e);

/* Writes what is shown; an account is that which acts, if --account named it. */
void show_chosen(struct app *app, struct narrowing *out);

#endif
