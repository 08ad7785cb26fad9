/* The steps before an upload. */
#ifndef TUI_WIDGET_UPLOAD_H
#define TUI_WIDGET_UPLOAD_H

#include "tui/dashboard.h"

/*
 * Uploads a dataset: asks the datanet for its key, has the user confirm a new one, unlocks, sends.
 * The root names the dataset through all steps; `scope` is the app of its datanet.
 */
void widget_upload_open(struct dashboard *d, struct app *scope, const struct snapshot_dataset *set);

#endif
