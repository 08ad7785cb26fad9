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

/*
 * Opens the commitment to the records of d->preview that stay. Where its list has marks that were
 * not written to a file yet, asks for a new file as widget_record_keep() does, with "not marked"
 * chosen, and goes on once it is written; else the commitment is to the file that records were
 * written to last, or to the whole source.
 */
void widget_record_commit(struct dashboard *d, const struct widget_list *l);

#endif
