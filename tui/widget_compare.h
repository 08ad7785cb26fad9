/* The form that compares a file's records with every model, and the work behind it. */
#ifndef TUI_WIDGET_COMPARE_H
#define TUI_WIDGET_COMPARE_H

#include "tui/dashboard.h"

/* Whether there is a datanet whose model records can be compared with; else `*why` says why not. */
bool widget_compare_can(const struct dashboard *d, const char **why);

/* Asks for a file or folder, with `path` to begin with ("": the last one typed), and scores it. */
void widget_compare_open(struct dashboard *d, const char *path);

/*
 * Scores the records of a comparison again, with other rules, for the pop-up `owner`, which closes
 * when the new comparison is there. Takes the rules over.
 */
void widget_compare_again(struct dashboard *d, const struct comparison *c,
			  struct label_rule *take_rules, size_t n_rules, void *owner);

#endif
