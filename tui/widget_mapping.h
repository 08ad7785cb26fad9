/* The form that says which labels of a model the labels of a file count as. */
#ifndef TUI_WIDGET_MAPPING_H
#define TUI_WIDGET_MAPPING_H

#include "tui/dashboard.h"

/*
 * Asks for each label that the model `m` of d->comparison lacks which of the model's labels it
 * counts as, or that its records are left out; then scores the records again. Labels without an
 * answer begin with the proposal.
 */
void widget_mapping_open(struct dashboard *d, const struct compared_model *m);

/* The same of the labels of d->preview that its model lacks. */
void widget_mapping_open_preview(struct dashboard *d);

#endif
