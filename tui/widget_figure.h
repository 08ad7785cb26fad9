/*
 * Figures: amounts of money with how they are known. Those of rows are written by widget_value.h.
 */
#ifndef TUI_WIDGET_FIGURE_H
#define TUI_WIDGET_FIGURE_H

#include "tui/dashboard.h"
#include "tui/widget_text.h"

/* Writes "128.402 913 OPEN", hidden when the user wants that; a dash when it is not known. */
void widget_figure(const struct dashboard *d, char out[static WIDGET_TEXT_SIZE],
		   const struct figure *f, const char *symbol, unsigned decimals);

/*
 * Whether something known since second `as_of` is older than the network's max_age_s. While it is
 * not, the screen is woken when it becomes so.
 */
bool widget_figure_stale(struct dashboard *d, const struct snapshot_network *n, int64_t as_of);

#endif
