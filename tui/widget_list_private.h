/* The inside of a list, for what its actions do (widget_list_act.c). */
#ifndef TUI_WIDGET_LIST_PRIVATE_H
#define TUI_WIDGET_LIST_PRIVATE_H

#include "tui/widget_list.h"

/* Orders the present data anew, after the query changed. */
void widget_list_reorder(struct widget_list *l);

/* Moves the selection without making it the user's choice; beyond the end: the last place. */
void widget_list_move(struct widget_list *l, size_t place);

/* Marks the selected row or takes its mark away. Nothing happens when out of memory. */
void widget_list_toggle_mark(struct widget_list *l);

#endif
