/* The words that carried the score of a record, on its page. */
#ifndef TUI_VIEW_PREVIEW_WORDS_H
#define TUI_VIEW_PREVIEW_WORDS_H

#include "act/preview_records.h"
#include "tui/widget_detail.h"

/* Adds the words that helped and harmed most, or why they are not told. */
void view_preview_words_most(struct widget_detail *p, const struct whole_record *r);

/* Adds all words, where view_preview_words_most() left some out. */
void view_preview_words_all(struct widget_detail *p, const struct whole_record *r);

#endif
