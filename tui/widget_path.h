/*
 * Paths that a user types.
 */
#ifndef TUI_WIDGET_PATH_H
#define TUI_WIDGET_PATH_H

#include "tui/widget_form.h"

/* Replaces "~/" by the home folder. The caller frees. NULL when out of memory. */
char *widget_path(const char *typed);

/*
 * The path in a field, as widget_path() gives it; the next form that asks for a path offers it
 * again. The caller frees. NULL with form->error when out of memory.
 */
char *widget_path_field(struct dashboard *d, struct widget_form *f, size_t field);

/*
 * For work of forms that write a file: names the file in a message, and ends the form as
 * widget_unlock_ended() does.
 */
void widget_path_written(struct dashboard *d, void *form, struct work_result *result);

#endif
