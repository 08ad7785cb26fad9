/* The form that proves one record of a dataset. */
#ifndef TUI_WIDGET_PROVE_H
#define TUI_WIDGET_PROVE_H

#include "tui/dashboard.h"

/*
 * Asks for a record of the dataset and a file, and writes a disclosure into that file. `scope` is
 * the app of its datanet.
 */
void widget_prove_open(struct dashboard *d, struct app *scope, const struct snapshot_dataset *set);

#endif
