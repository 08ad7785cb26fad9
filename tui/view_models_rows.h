/* Models as rows of the models view, and their answers as lines. */
#ifndef TUI_VIEW_MODELS_ROWS_H
#define TUI_VIEW_MODELS_ROWS_H

#include "app/snapshot_models.h"
#include "tui/widget_list.h"

/* The table over the snapshot. */
extern const struct widget_list_info view_models_rows;

/* The lines that all answers about a model of `s` take. */
int view_models_rows_height(const struct snapshot *s, const struct snapshot_model *m);

/* Draws the four answers about a model of `s`, the mark of each at the right, as lines allow. */
void view_models_rows_answers(const struct dashboard *d, const struct snapshot *s,
			      const struct snapshot_model *m, struct screen *screen,
			      struct screen_area a);

#endif
