/* The looks of a review: title and step, the page of the act, and the question below it. */
#include "tui/widget_review_draw.h"

#include <stdio.h>

#include "tui/screen_mark.h"
#include "tui/widget_review_page.h"
#include "tui/widget_review_private.h"

/*
 * Says how many Continue signs. Where signing stopped midway the sum of all is not that of the
 * others, so that it is not told beside their number.
 */
static void write_together(char *out, size_t cap, const struct act *first)
{
	const size_t n = act_count(first), left = act_count_prepared(first);

	if (left == n)
		snprintf(out, cap, "This signs all %zu, one after the other: %s.", n, first->joint);
	else
		snprintf(out, cap, "%zu of %zu %s signed. This signs the other%s.", n - left, n,
			 n - left == 1 ? "is" : "are", left == 1 ? " one" : "s");
}

/*
 * The line above the buttons while the act is read. Where the page is longer than the screen its
 * first lines are scrolled away at the end, so that what decides stands beside the prompt as well.
 */
static void draw_remark(const struct widget_review *r, struct screen *s, struct screen_area a)
{
	const struct value_style whole = {.ascii = s->ascii};
	char summary[SENTENCE_TEXT_SIZE], together[sizeof(r->act->joint) + 64];

	write_together(together, sizeof(together), r->act);
	sentence_text(summary, sizeof(summary), &r->act->summary, &whole);
	if (!r->seen)
		screen_fit(s, a, 0, 2, a.w - 2, STYLE_DIM, "There is more below: Space shows it.");
	else if (r->act->next != NULL)
		screen_fit(s, a, 0, 2, a.w - 2, STYLE_BOLD, together);
	else if (r->lines > r->page && summary[0] != '\0')
		screen_fit(s, a, 0, 2, a.w - 2, STYLE_BOLD, summary);
	else
		screen_fit(s, a, 0, 2, a.w - 2, STYLE_DIM,
			   "Nothing is sent by signing. Sending is the next step.");
}

/* The longest message has 250 bytes, which are four lines of 80 cells. */
#define ERROR_LINES 4

/* The lines of the question: buttons, and above them a line, or as many as a message takes. */
static int question_lines(const struct widget_review *r, const struct screen *s,
			  struct screen_area a, bool airy)
{
	struct screen none = {.ascii = s->ascii};
	int lines = 1;

	if (airy && r->error[0] != '\0')
		lines = screen_wrap(&none, a, 0, 2, ERROR_LINES, a.w - 2, STYLE_BAD, r->error);
	return 1 + lines;
}

static void draw_error(const struct widget_review *r, struct screen *s, struct screen_area a)
{
	if (a.h > 2)
		screen_wrap(s, a, 0, 2, a.h - 1, a.w - 2, STYLE_BAD, r->error);
	else
		screen_fit(s, a, 0, 2, a.w - 2, STYLE_BAD, r->error);
}

/* The line above the buttons once all is signed. Of several acts some may be sent. */
static void draw_signed(const struct widget_review *r, struct screen *s, struct screen_area a)
{
	size_t sent = act_count_sent(r->act), n = act_count(r->act);
	char text[96];

	snprintf(text, sizeof(text), "%zu of %zu %s sent. Send goes on with the %s.", sent, n,
		 sent == 1 ? "is" : "are", n - sent == 1 ? "other one" : "others");
	screen_fit(s, a, 0, 2, a.w - 2, STYLE_GOOD,
		   sent == 0 ? "Signed. Nothing has been sent yet." : text);
}

/* Draws a button, and puts the focus on it where it has it. Returns: its end. */
static int draw_button(struct screen *s, struct screen_area a, int x, enum screen_style style,
		       const char *text, bool focus)
{
	int w = screen_text(s, a, 0, x, style, text);

	if (focus) {
		screen_mark_reverse(s, a, 0, x, w);
		screen_cursor(s, a, 0, x + 2, false);
	}
	return x + w;
}

/* Draws the last lines: a remark, then the buttons. */
static void draw_question(const struct widget_review *r, struct screen *s, struct screen_area a)
{
	struct screen_area buttons = screen_part(a, a.h - 1, 0, 1, a.w);
	bool is_signed = r->state == WIDGET_REVIEW_SIGNED;
	int x;

	if (r->error[0] != '\0')
		draw_error(r, s, a);
	else if (is_signed)
		draw_signed(r, s, a);
	else
		draw_remark(r, s, a);
	x = draw_button(s, buttons, 2, STYLE_BOLD, is_signed ? "[ Later ]" : "[ Cancel ]",
			r->on_cancel) +
	    3;
	if (is_signed) {
		draw_button(s, buttons, x, STYLE_BOLD, "[ Send ]", !r->on_cancel);
	} else if (!r->can_sign) {
		screen_fit(s, buttons, 0, x, a.w - x, STYLE_WARN,
			   "no key for this account here: x exports it to the machine that has it");
	} else if (r->seen) {
		x = draw_button(s, buttons, x, STYLE_BOLD, "[ Continue ]", !r->on_cancel) + 2;
		screen_fit(s, buttons, 0, x, a.w - x, STYLE_DIM,
			   "The signer shows it once more, and asks.");
	} else {
		draw_button(s, buttons, x, STYLE_DIM, "[ Continue ]", false);
	}
}

/* The step of the whole way, of which the preparation was the first. */
static const char *step_of(const struct widget_review *r)
{
	switch (r->state) {
	case WIDGET_REVIEW_READING: return "step 2 of 4  review";
	case WIDGET_REVIEW_SIGNING: return "step 3 of 4  signing";
	case WIDGET_REVIEW_SIGNED: return "step 3 of 4  signed";
	case WIDGET_REVIEW_SENDING: return "step 4 of 4  sending";
	}
	return "";
}

/* The page is laid out twice: once to count its lines, once to draw those on the screen. */
void widget_review_draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	struct widget_review *r = state;
	struct screen none = {.ascii = s->ascii, .accessible = s->accessible};
	/* Drawing into an empty grid counts the lines without drawing. */
	int lines = r->act != NULL ? widget_review_page(&none, a, r->act, 0, 0) : 0;
	/* Blank lines surround the page, unless it fits only without them. */
	bool airy = a.h >= 12 && (lines <= a.h - 5 || lines > a.h - 3);
	int question = question_lines(r, s, a, airy);
	int head = airy ? 2 : 1, foot = question + airy;
	struct screen_area body = screen_part(a, head, 0, a.h - head - foot, a.w);
	int used, end;

	(void)d;
	used = screen_fit(s, a, 0, 0, a.w, STYLE_BOLD, r->title);
	screen_right(s, a, 0, used + 2, a.w - used - 2, STYLE_DIM, step_of(r));
	if (r->act == NULL) {
		screen_wrap(s, a, head, 2, 3, a.w - 3, STYLE_TEXT,
			    r->state == WIDGET_REVIEW_SIGNING
				    ? "The signer is at work…"
				    : "Sending to the nodes, then waiting for confirmation. Esc "
				      "leaves this page; the sending goes on.");
		return;
	}
	/* A window that grew shows lines that were scrolled away before. */
	end = lines > body.h ? lines - body.h : 0;
	r->top = r->top < end ? r->top : end;
	r->lines = widget_review_page(s, body, r->act, r->top, body.h - lines);
	r->page = body.h;
	if (r->top + r->page >= r->lines)
		r->seen = true;
	draw_question(r, s, screen_part(a, a.h - question, 0, question, a.w));
}
