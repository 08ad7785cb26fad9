/* A previewed record whole, and the form that keeps records in a file of their own. */
#ifndef TUI_WIDGET_RECORD_H
#define TUI_WIDGET_RECORD_H

#include "tui/widget_list.h"

/*
 * Reads record `index` of d->preview and opens its page: the figures, and below them all of its
 * text, in which no character can imitate another.
 */
void widget_record_open(struct dashboard *d, uint64_t index);

/* The records of a preview to keep, in the order of the form's choices. */
enum widget_record_which {
	WIDGET_RECORD_MARKED,
	WIDGET_RECORD_NOT_MARKED,
	WIDGET_RECORD_SHOWN,
	WIDGET_RECORD_NOT_HARMFUL,
	WIDGET_RECORD_NOT_WRONG,
};

/*
 * Asks which records of d->preview, whose list is `l`, are kept, with `which` chosen already, and
 * for the file that they are written to.
 */
void widget_record_keep(struct dashboard *d, const struct widget_list *l,
			enum widget_record_which which);

#endif
