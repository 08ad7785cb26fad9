/*
 * Money of several networks at a glance. draw_money() has a line for each token of each network;
 * draw_networks() a line for each network. Both give up lines before datasets and events do, and
 * say how many are left out. A sum has the mark of its weakest part.
 */
#include "tui/view_overview_many.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "lists/totals.h"
#include "tui/widget_figure.h"
#include "tui/widget_show.h"
#include "tui/widget_text.h"

/* The cells of one amount with its mark, and of the names before it. */
#define AMOUNT_CELLS  18
#define TOKEN_CELLS   8
#define NETWORK_CELLS 12

/* Narrow screens cut the names, so that one amount keeps its mark. */
#define NARROW 60

/* The columns of sums, the most important first; narrow screens leave out the last ones. */
static const struct {
	const char *title;
	size_t offset;
} sums[] = {
	{"CLAIMABLE", offsetof(struct total_row, claimable)},
	{"ACCRUING", offsetof(struct total_row, accruing)},
	{"CLAIMED", offsetof(struct total_row, claimed)},
	{"RECEIVED", offsetof(struct total_row, received)},
	{"ON ITS WAY", offsetof(struct total_row, on_its_way)},
};

bool view_overview_many_wanted(const struct snapshot *s)
{
	return s->n_networks > 1 || s->n_royalties > 1;
}

/* Draws a sum flush right to `x + w`, its mark behind it; "+" says that a part is not known. */
static void draw_sum(struct dashboard *d, struct screen *s, struct screen_area a, int y, int x,
		     const struct total_row *r, size_t column)
{
	const struct total_sum *sum = (const void *)((const char *)r + sums[column].offset);
	const struct snapshot_network *n = &d->snap->networks[r->of.network];
	const struct value_style style = {.ascii = d->options.ascii, .hide = d->hide};
	struct value v = {.type = VALUE_AMOUNT};
	char text[VALUE_TEXT_SIZE];
	bool dim = !sum->figure.known || widget_figure_stale(d, n, sum->figure.as_of);

	value_set_amount(&v, &sum->figure.value, r->symbol, r->decimals);
	v.known = sum->figure.known;
	value_text(text, sizeof(text), &v, &style);
	screen_right(s, a, y, x, AMOUNT_CELLS - 3,
		     dim	   ? STYLE_DIM
		     : column == 0 ? STYLE_BOLD
				   : STYLE_TEXT,
		     v.known	? text
		     : s->ascii ? "-"
				: "–");
	if (v.known)
		screen_text(s, a, y, x + AMOUNT_CELLS - 2, STYLE_ACCENT,
			    trust_mark(sum->figure.trust, s->ascii));
	if (sum->partial)
		screen_text(s, a, y, x + AMOUNT_CELLS - 1, STYLE_WARN, "+");
}

/* The lines that are left out are counted, so that nobody takes a part for all. */
static int draw_rest(struct screen *s, struct screen_area a, int y, size_t shown, size_t n,
		     const char *what)
{
	if (shown == n)
		return 0;
	screen_printf(s, a, y, 2, STYLE_DIM, "%zu more %s", n - shown, what);
	return 1;
}

static int draw_money(struct dashboard *d, struct screen *s, struct screen_area a, size_t most)
{
	struct total_row rows[TOTALS_MOST];
	size_t n = totals_add_up(rows, d->snap), shown = n <= most ? n : most - 1;
	char of[128];
	int token = a.w < NARROW ? TOKEN_CELLS - 2 : TOKEN_CELLS;
	int first = 2 + token + (a.w < NARROW ? NETWORK_CELLS - 3 : NETWORK_CELLS), y = 1;

	screen_text(s, a, 0, 0, STYLE_BOLD, "ROYALTIES");
	widget_show_words(d, of, sizeof(of));
	screen_fit(s, a, 0, 11, first - 11 + AMOUNT_CELLS - 13, STYLE_DIM, of);
	if (n == 0) {
		screen_fit(s, a, 1, 2, a.w - 2, STYLE_DIM,
			   "none of these networks pays royalties that byline knows");
		return 2;
	}
	for (size_t c = 0; c < ARRAY_SIZE(sums); c++)
		if (first + (int)(c + 1) * AMOUNT_CELLS <= a.w + 1)
			screen_right(s, a, 0, first + (int)c * AMOUNT_CELLS, AMOUNT_CELLS - 3,
				     STYLE_DIM, sums[c].title);
	for (size_t i = 0; i < shown; i++, y++) {
		screen_fit(s, a, y, 2, token - 1, STYLE_TEXT, rows[i].symbol);
		screen_fit(s, a, y, 2 + token, first - token - 3, STYLE_DIM,
			   d->snap->networks[rows[i].of.network].name);
		for (size_t c = 0; c < ARRAY_SIZE(sums); c++)
			if (first + (int)(c + 1) * AMOUNT_CELLS <= a.w + 1)
				draw_sum(d, s, a, y, first + (int)c * AMOUNT_CELLS, &rows[i], c);
	}
	return y + draw_rest(s, a, y, shown, n,
			     shown < n && totals_is_claimable(&rows[shown])
				     ? "tokens"
				     : "tokens, nothing to claim");
}

static bool is_in_trouble(const struct snapshot_network *n)
{
	return (n->agreement.asked && n->agreement.alarm) || n->sync_text[0] != '\0';
}

/* The trouble of the network that a person should know of, or "ok". */
static void draw_state(struct screen *s, struct screen_area a, int y, int x, int w,
		       const struct snapshot_network *n)
{
	char text[PEER_SENTENCE_SIZE];

	if (n->agreement.asked && n->agreement.alarm)
		snprintf(text, sizeof(text), "%s !",
			 n->agreement.trouble[0] != '\0' ? n->agreement.trouble
							 : n->agreement.text);
	else if (n->sync_text[0] != '\0')
		snprintf(text, sizeof(text), "%s", n->sync_text);
	else
		snprintf(text, sizeof(text), "%s",
			 n->agreement.trouble[0] != '\0' ? n->agreement.trouble
			 : n->sync == SYNC_RUNNING	 ? "asking"
			 : n->as_of == 0		 ? "nothing is cached yet"
							 : "ok");
	screen_fit(s, a, y, x, w, is_in_trouble(n) ? STYLE_WARN : STYLE_DIM, text);
}

static size_t count_datasets(const struct snapshot *s, size_t network)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_datasets; i++)
		n += s->datasets[i].of.network == network;
	return n;
}

/* Draws "devnet  3 of 3  14:02:11  ok  2". */
static void draw_network(struct dashboard *d, struct screen *s, struct screen_area a, int y,
			 size_t i)
{
	const struct snapshot_network *n = &d->snap->networks[i];
	bool old = widget_figure_stale(d, n, n->as_of);
	char time[WIDGET_TEXT_SIZE] = "–";

	if (n->as_of != 0)
		widget_text_time_short(time, n->as_of);
	screen_fit(s, a, y, 2, TOKEN_CELLS + NETWORK_CELLS - 1, STYLE_TEXT, n->name);
	screen_printf(s, a, y, 2 + TOKEN_CELLS + NETWORK_CELLS,
		      n->agreement.asked && !n->agreement.met ? STYLE_BAD : STYLE_TEXT,
		      "%zu of %zu", n->agreement.agree, n->agreement.nodes);
	screen_right(s, a, y, 31, 10, old || n->as_of == 0 ? STYLE_WARN : STYLE_TEXT, time);
	draw_state(s, a, y, 43, a.w - 43 - 10, n);
	screen_printf(s, a, y, a.w - 4, STYLE_DIM, "%3zu", count_datasets(d->snap, i));
}

/* Those in trouble come first, so that the lines that are left out are quiet ones. */
static int draw_networks(struct dashboard *d, struct screen *s, struct screen_area a, size_t most)
{
	size_t n = d->snap->n_networks, room = n <= most ? n : most - 1, shown = 0;
	int y = 1;

	screen_text(s, a, 0, 0, STYLE_BOLD, "NETWORKS");
	screen_text(s, a, 0, 2 + TOKEN_CELLS + NETWORK_CELLS, STYLE_DIM, "AGREE");
	screen_right(s, a, 0, 31, 10, STYLE_DIM, "AS OF");
	screen_text(s, a, 0, 43, STYLE_DIM, "NODES");
	screen_right(s, a, 0, a.w - 9, 8, STYLE_DIM, "DATASETS");
	for (int quiet = 0; quiet < 2; quiet++)
		for (size_t i = 0; i < n && shown < room; i++)
			if (is_in_trouble(&d->snap->networks[i]) != (quiet == 1)) {
				draw_network(d, s, a, y++, i);
				shown++;
			}
	return y + draw_rest(s, a, y, shown, n, "networks, see 6 nodes");
}

int view_overview_many_draw(struct dashboard *d, struct screen *s, struct screen_area a)
{
	/* Datasets and events keep half of the lines. */
	size_t lines = a.h >= 34 ? 14 : a.h >= 24 ? 7 : a.h >= 16 ? 3 : 2;
	int y = draw_money(d, s, a, lines);

	if (d->snap->n_networks < 2 || a.h - y < 6)
		return y + 1;
	y++;
	return y + draw_networks(d, s, screen_part(a, y, 0, a.h - y, a.w), lines) + 1;
}
