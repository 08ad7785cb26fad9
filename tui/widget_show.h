/*
 * The filter of the whole dashboard: the rows of one network, of one account, or all.
 */
#ifndef TUI_WIDGET_SHOW_H
#define TUI_WIDGET_SHOW_H

#include "tui/dashboard.h"

/* Asks which network, or which account, is shown alone; the first choice is all of them. */
void widget_show_networks(struct dashboard *d);
void widget_show_accounts(struct dashboard *d);

/* Shows all networks and all accounts again. */
void widget_show_all(struct dashboard *d);

/* Writes "of grove alone" for the title of sums, "" while all is shown. */
void widget_show_words(const struct dashboard *d, char *out, size_t cap);

/* Whether ACTION_SHOW_… can be done now; any other action can. When not, `*why` has the reason. */
bool widget_show_can(const struct snapshot *s, enum action a, const char **why);

#endif
