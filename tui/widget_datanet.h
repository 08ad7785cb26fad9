/* The field of a form that asks for which datanet something is, where there are several. */
#ifndef TUI_WIDGET_DATANET_H
#define TUI_WIDGET_DATANET_H

#include "tui/widget_form.h"

/* Adds the field as the form's last one, unless there is no choice. Sets f->snap. */
void widget_datanet_field(struct dashboard *d, struct widget_form *f);

/* The app of the chosen datanet, or of the only one. */
struct app *widget_datanet_scope(const struct dashboard *d, const struct widget_form *f);

#endif
