/*
 * The lines of an act on the page: warning, summary, facts with how they are known, the decoded
 * fields, the hash to compare.
 *
 * Lines are drawn when they lie on the screen and counted always, so that the same code measures
 * the page. Only put() and the second half of a hash draw.
 */
#include "tui/widget_review_page.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* A place on the page. */
struct page {
	struct screen *s;
	struct screen_area a;
	int y; /* the next line, counted without scrolling */
	int top;
	int gaps;  /* blank lines that may still be spent between parts */
	int whole; /* cells before the decimal point in a column of amounts; 0: no column */
};

/* Draws wrapped text at line y. Returns: its height. */
static int put(struct page *p, int x, int w, enum screen_style style, const char *text)
{
	struct screen none = {0};
	int h = screen_wrap(&none, p->a, 0, x, 64, w, style, text);

	/* Each line is drawn alone, so that a text half above the screen shows its lower half. */
	for (int i = 0; i < h; i++) {
		struct screen_area line = screen_part(p->a, p->y + i - p->top, 0, 1, p->a.w);
		struct screen_area all = p->a;

		if (p->y + i < p->top || p->y + i - p->top >= p->a.h)
			continue;
		all.y = line.y - i;
		all.h = i + 1;
		screen_wrap(p->s, all, 0, x, i + 1, w, style, text);
	}
	return h < 1 ? 1 : h;
}

/* Spends one of the blank lines that the page has to spare. */
static void gap(struct page *p)
{
	if (p->gaps > 0) {
		p->gaps--;
		p->y++;
	}
}

/*
 * The cells of the amount that a value begins with, up to its decimal point; 0 when it begins with
 * none.
 */
static int whole_part(const char *value)
{
	size_t n = strspn(value, "0123456789");

	while (n > 0 && value[n] == ' ' && value[n + 1] >= '0' && value[n + 1] <= '9')
		n += 1 + strspn(value + n + 1, "0123456789");
	/* Dates and addresses begin with digits too. */
	return value[n] == '\0' || value[n] == ' ' || value[n] == '.' ? (int)n : 0;
}

static bool is_hash(const char *value)
{
	return value[0] == '0' && value[1] == 'x' && strspn(value + 2, "0123456789abcdef") == 64 &&
	       value[66] == '\0';
}

/* Draws a label, a value and a note, one below the other on narrow screens. */
static void row(struct page *p, const char *label, const char *value, const char *mark,
		const char *note, enum screen_style style)
{
	bool wide = p->a.w >= 60;
	int whole = whole_part(value);
	int x = (wide ? 24 : 4) + (whole > 0 && whole < p->whole ? p->whole - whole : 0);
	int used = text_width(value) + (mark[0] != '\0' ? 2 : 0);
	/* Notes stand in a column where they fit, else behind the value. */
	int at = x + used < 48 && 50 + text_width(note) <= p->a.w ? 50 : x + used + 2;
	char text[sizeof(((struct descriptor_field *)0)->value) + 8];

	/* One cell less of gap lets an address, its token and a note fit a line of 80. */
	at -= at + text_width(note) == p->a.w + 1;
	snprintf(text, sizeof(text), "%s%s%s", value, mark[0] != '\0' ? " " : "", mark);
	put(p, 2, wide ? 21 : p->a.w - 2, STYLE_DIM, label);
	p->y += !wide && label[0] != '\0';
	if (!wide || at + text_width(note) > p->a.w) {
		p->y += put(p, x, p->a.w - x, style, text);
		if (note[0] != '\0')
			p->y += put(p, x, p->a.w - x, STYLE_DIM, note);
		return;
	}
	put(p, x, p->a.w - x, style, text);
	if (note[0] != '\0')
		put(p, at, p->a.w - at, STYLE_DIM, note);
	p->y++;
}

/*
 * Draws a hash as two rows of groups, which can be compared by eye: "0x5ed739c0 d21b2c8d dace9ea6
 * 73115b66".
 */
static void hash_rows(struct page *p, const char *label, const char *hex, const char *note,
		      enum screen_style style)
{
	char line[64];
	/* The note stands behind the first half, or below the second where it does not fit. */
	bool beside = 24 + 37 + 2 + text_width(note) <= p->a.w;

	for (int half = 0; half < 2; half++) {
		const char *at = hex + 2 + 32 * half;

		snprintf(line, sizeof(line), "%s%.8s %.8s %.8s %.8s", half == 0 ? "0x" : "  ", at,
			 at + 8, at + 16, at + 24);
		/* The second half is indented by blanks, which screen_wrap() would drop. */
		if (half == 1 && p->a.w >= 60) {
			if (p->y >= p->top && p->y - p->top < p->a.h)
				screen_text(p->s, p->a, p->y - p->top, 24, style, line);
			p->y++;
		} else {
			row(p, half == 0 ? label : "", line + (half == 1 ? 2 : 0), "",
			    half == 0 && beside ? note : "", style);
		}
	}
	if (note[0] != '\0' && !beside)
		p->y += put(p, p->a.w >= 60 ? 24 : 4, p->a.w, STYLE_DIM, note);
}

static void fields(struct page *p, const struct act *act)
{
	for (size_t i = 0; i < act->descriptor.n; i++) {
		const struct descriptor_field *f = &act->descriptor.fields[i];

		if (is_hash(f->value))
			hash_rows(p, f->label, f->value, f->note, STYLE_TEXT);
		else
			row(p, f->label, f->value, "", f->note, STYLE_TEXT);
	}
	gap(p);
}

/* Draws the figures with how they are known; amounts are aligned on their point. */
static void facts(struct page *p, const struct act *act)
{
	for (size_t i = 0; i < act->n_facts; i++) {
		int whole = whole_part(act->facts[i].value);

		p->whole = whole > p->whole ? whole : p->whole;
	}
	for (size_t i = 0; i < act->n_facts; i++) {
		const struct act_fact *f = &act->facts[i];

		row(p, f->label, f->value, trust_mark(f->trust, p->s->ascii), f->note,
		    f->trust == TRUST_DISPUTED ? STYLE_BAD : STYLE_TEXT);
	}
	p->whole = 0;
	if (act->n_facts > 0)
		gap(p);
}

static void body(struct page *p, const struct act *act)
{
	const struct value_style whole = {.ascii = p->s->ascii};
	char hex[HASH_TEXT_SIZE], summary[SENTENCE_TEXT_SIZE];

	if (act->warning[0] != '\0') {
		char text[sizeof(act->warning) + 2];

		snprintf(text, sizeof(text), "! %s", act->warning);
		p->y += put(p, 2, p->a.w - 2, STYLE_BAD, text);
		gap(p);
	}
	/* Nobody signs by hidden amounts: the review shows them always. */
	sentence_text(summary, sizeof(summary), &act->summary, &whole);
	if (summary[0] != '\0') {
		p->y += put(p, 2, p->a.w - 2, STYLE_BOLD, summary);
		gap(p);
	}
	facts(p, act);
	fields(p, act);
	hash_format(hex, act->state == ACT_PREPARED ? &act->signing_hash : &act->hash);
	hash_rows(p, act->state == ACT_PREPARED ? "Signing hash" : "Transaction hash", hex, "",
		  STYLE_BOLD);
}

/* Draws a rule over the whole page with the place of an act among those that are signed with it. */
static void draw_number(struct page *p, size_t i, size_t n)
{
	struct screen_area line = screen_part(p->a, p->y - p->top, 0, 1, p->a.w);
	char text[48];

	snprintf(text, sizeof(text), " %zu of %zu ", i, n);
	if (p->y >= p->top && p->y - p->top < p->a.h) {
		screen_rule(p->s, line, 0);
		screen_text(p->s, line, 0, 2, STYLE_BOLD, text);
	}
	p->y++;
}

int widget_review_page(struct screen *s, struct screen_area a, const struct act *act, int top,
		       int gaps)
{
	const size_t n = act_count(act);
	struct page p = {.s = s, .a = a, .top = top, .gaps = gaps};

	/* Acts that are signed with this one are read to their last line as well. */
	for (size_t i = 1; act != NULL; act = act->next, i++) {
		p.y += i > 1;
		if (n > 1)
			draw_number(&p, i, n);
		body(&p, act);
	}
	return p.y;
}
