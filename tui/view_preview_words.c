#include "tui/view_preview_words.h"

#include <stdio.h>

#include "tui/widget_text.h"

/* With as many from each end the text begins on the first page of 24 lines. */
#define MOST 4

/* More lines than a page has room for beside a text: the command line has all. */
#define ALL 2000

static void add_word(struct widget_detail *p, const struct record_word *w)
{
	char part[WIDGET_TEXT_SIZE], times[WIDGET_TEXT_SIZE];

	widget_text_signed(part, w->influence, 4, 9);
	widget_text_count(times, w->times);
	if (w->times > 1)
		widget_detail_add(p, part, "%s  (%s times)", w->text, times);
	else
		widget_detail_add(p, part, "%s", w->text);
}

/* The part of no word makes the sum complete. */
static void add_sum(struct widget_detail *p, const struct record_words *w)
{
	char part[WIDGET_TEXT_SIZE], sum[WIDGET_TEXT_SIZE];

	widget_text_signed(part, w->constant, 4, 9);
	widget_text_signed(sum, w->influence, 4, 9);
	widget_detail_add(p, part, "no word: every record has it, by its label and the odds");
	widget_detail_add(p, sum, "all together");
}

static bool any_shared(const struct record_words *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->v[i].shared > 0)
			return true;
	return false;
}

void view_preview_words_most(struct widget_detail *p, const struct whole_record *r)
{
	const struct record_words *w = r->words;

	if (w == NULL) {
		widget_detail_add(p, "Words", "not told: %s", r->no_words);
		return;
	}
	widget_detail_text(p, STYLE_TEXT, "");
	widget_detail_text(p, STYLE_BOLD, "WORDS THAT CARRIED ITS INFLUENCE");
	for (size_t i = 0; i < w->n; i++)
		if (i < MOST || w->n - i <= MOST)
			add_word(p, &w->v[i]);
	add_sum(p, w);
	if (any_shared(w))
		widget_detail_text(
			p, STYLE_DIM,
			"a / joins words that the model cannot tell apart: they have one "
			"part");
}

void view_preview_words_all(struct widget_detail *p, const struct whole_record *r)
{
	const struct record_words *w = r->words;

	if (w == NULL || w->n <= 2 * MOST)
		return;
	widget_detail_text(p, STYLE_TEXT, "");
	widget_detail_text(p, STYLE_BOLD, "ALL ITS WORDS");
	for (size_t i = 0; i < w->n; i++)
		if (w->n <= ALL || i < ALL / 2 || w->n - i <= ALL / 2)
			add_word(p, &w->v[i]);
	add_sum(p, w);
	if (w->n > ALL)
		widget_detail_text(p, STYLE_WARN,
				   "Those in the middle are left out; byline preview --record "
				   "--json has them.");
}
