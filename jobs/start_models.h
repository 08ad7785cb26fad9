/* Cards of models, off the UI thread. */
#ifndef JOBS_START_MODELS_H
#define JOBS_START_MODELS_H

#include "jobs/work.h"

/*
 * Makes the card of a model of the app's datanet and writes it to a file. The texts are copied.
 * Returns: the piece of work; NULL when out of memory, and `done` is not called then.
 */
struct work *start_export_card(struct app *app, const struct hash *artifact, const char *path,
			       work_done *done, void *user);

#endif
