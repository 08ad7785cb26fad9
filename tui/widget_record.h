/* A previewed record whole, and the form that keeps records in a file of their own. */
#ifndef TUI_WIDGET_RECORD_H
#define TUI_WIDGET_RECORD_H

#include "tui/widget_list.h"

/*
 * Reads record `index` of d->preview and opens its page: the figures, and below them all of its
 * text, in which no character can imitate another.
 */
void widget_record_open(struct dashboard *d, uint64_t index);

/*
 * Asks which records of d->preview are kept, the marked ones of its list `l` or the others, and
 * for the file that they are written to.
 */
void widget_record_keep(struct dashboard *d, const struct widget_list *l);

#endif
