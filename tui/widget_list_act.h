/*
 * Actions on a list: motion, filter, sort, search, marks, opening a row's page.
 */
#ifndef TUI_WIDGET_LIST_ACT_H
#define TUI_WIDGET_LIST_ACT_H

#include "tui/widget_list.h"

/* Does an action. Returns: false when it is not an action of lists. */
bool widget_list_act(struct widget_list *l, enum action a);

/* Handles a key while the filter is typed. Returns: false when it is not being typed. */
bool widget_list_act_key(struct widget_list *l, const struct key_event *ev);

#endif
