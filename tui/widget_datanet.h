/* The field of a form that asks for which datanet something is, where there are several. */
#ifndef TUI_WIDGET_DATANET_H
#define TUI_WIDGET_DATANET_H

#include "tui/widget_form.h"

/* Adds the field as the form's last one, unless there is no choice. Sets f->snap. */
void widget_datanet_field(struct dashboard *d, struct widget_form *f);

/*
 * The place of a datanet in the snapshot, by its name and its network's. SIZE_MAX when it is not
 * there.
 */
size_t widget_datanet_find(const struct snapshot *s, const char *network, const char *datanet);

/* The place of the datanet of a row of the snapshot `of`; SIZE_MAX when it is not in `s`. */
size_t widget_datanet_place(const struct snapshot *s, const struct snapshot *of,
			    const struct snapshot_owner *owner);

/*
 * Chooses the datanet at a place of f->snap in the field, which widget_datanet_field() added; past
 * the last one nothing is changed.
 */
void widget_datanet_choose(struct widget_form *f, size_t place);

/* The app of the chosen datanet, or of the only one. */
struct app *widget_datanet_scope(const struct dashboard *d, const struct widget_form *f);

#endif
