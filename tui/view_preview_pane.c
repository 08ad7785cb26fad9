/*
 * The figures of a preview around its list: counts, distribution, estimates, the proposals to drop
 * records, and a summary whose first line is a judgement of the whole file, or else what was found
 * in its records.
 */
#include "tui/view_preview_pane.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "models/tell_preview.h"
#include "tui/widget_chart.h"
#include "tui/widget_text.h"

/* Harmful records are marked, since they are what the user can mend. */
void view_preview_pane_counts(const struct preview *p, struct screen *s, struct screen_area a,
			      int y)
{
	static const char *const names[] = {"helpful", "harmful", "neutral"};
	const uint64_t counts[] = {p->helpful, p->harmful, p->neutral};
	int x = 2;

	for (int i = 0; i < 3; i++) {
		char n[WIDGET_TEXT_SIZE];

		widget_text_count(n, counts[i]);
		x += screen_text(s, a, y, x, STYLE_DIM, names[i]) + 1;
		x += screen_text(s, a, y, x, i == 1 ? STYLE_WARN : STYLE_BOLD, n) + 3;
	}
}

/* The middle column is zero; its label stands below it. */
void view_preview_pane_histogram(const struct preview *p, struct screen *s, struct screen_area a)
{
	char low[WIDGET_TEXT_SIZE], high[WIDGET_TEXT_SIZE];
	int rows = a.h - 2;
	int wide = (a.w - 2) / PREVIEW_BINS;

	screen_text(s, a, 0, 0, STYLE_BOLD, "INFLUENCE");
	widget_chart_histogram(s, a, 1, 2, rows, wide * PREVIEW_BINS, p->histogram, PREVIEW_BINS);
	widget_text_signed(low, p->lowest, 3, 9);
	widget_text_signed(high, p->highest, 3, 9);
	screen_text(s, a, 1 + rows, 2, STYLE_DIM, low);
	screen_text(s, a, 1 + rows, 2 + wide * (PREVIEW_BINS / 2), STYLE_DIM, "0");
	screen_right(s, a, 1 + rows, 2, wide * PREVIEW_BINS, STYLE_DIM, high);
}

/* Nothing is forecast of a file that is not for this model: the reason takes the whole pane. */
static void draw_foreign(const struct preview *p, struct screen *s, struct screen_area a)
{
	char why[TELL_PREVIEW_SIZE];

	tell_foreign(why, p);
	screen_text(s, a, 0, 0, STYLE_BOLD, "NOT FOR THIS MODEL");
	screen_wrap(s, a, 1, 2, a.h - 1, a.w - 2, STYLE_WARN, why);
}

/* A change that is not known is left out with its reason, and never shown as zero. */
static void draw_unknown(const struct preview_outcome *o, struct screen *s, struct screen_area a)
{
	char share[TELL_PREVIEW_SIZE];

	screen_text(s, a, 0, 0, STYLE_BOLD, "RETRAINING: NOT KNOWN");
	screen_wrap(s, a, 1, 2, 3, a.w - 2, STYLE_DIM, o->why);
	if (!o->has_share)
		return;
	tell_share(share, o);
	screen_printf(s, a, 4, 2, STYLE_TEXT, "pool: %s", share);
}

void view_preview_pane_estimates(const struct preview *p, struct screen *s, struct screen_area a)
{
	struct preview_change_text change;
	char share[TELL_PREVIEW_SIZE];

	if (p->foreign != PREVIEW_IS_SCORED) {
		draw_foreign(p, s, a);
		return;
	}
	if (!p->all.known) {
		draw_unknown(&p->all, s, a);
		return;
	}
	screen_text(s, a, 0, 0, STYLE_BOLD, "RETRAINING WOULD");
	preview_change_text(&change, &p->all);
	screen_printf(s, a, 1, 2, STYLE_TEXT, "%s held-out loss by %s", change.verb, change.by);
	if (change.interval[0] != '\0')
		screen_printf(s, a, 2, 2, STYLE_DIM, "(%s)", change.interval);
	screen_text(s, a, 3, 0, STYLE_BOLD, "SHARE OF AN EPOCH'S POOL");
	tell_share(share, &p->all);
	screen_fit(s, a, 4, 2, a.w - 2, p->all.has_share ? STYLE_TEXT : STYLE_DIM, share);
}

/* Where the change begins in the line of a proposal, and its cells; the share stands behind it. */
#define CHANGE_AT    37
#define CHANGE_CELLS 34

static void draw_proposal(struct screen *s, struct screen_area a, int y, const char *key,
			  const char *name, const struct preview_outcome *o)
{
	char records[WIDGET_TEXT_SIZE], text[TELL_PREVIEW_SIZE], share[WIDGET_TEXT_SIZE];

	widget_text_count(records, o->records);
	screen_text(s, a, y, 2, STYLE_ACCENT, key);
	screen_text(s, a, y, 4, STYLE_TEXT, name);
	screen_printf(s, a, y, 26, STYLE_DIM, "%s stay", records);
	tell_change(text, o);
	/* A reason is longer than a figure, and leaves no share beside it to tell. */
	screen_fit(s, a, y, CHANGE_AT, o->has_share ? CHANGE_CELLS : a.w - CHANGE_AT - 1,
		   o->known ? STYLE_TEXT : STYLE_DIM, text);
	if (!o->has_share)
		return;
	widget_text_share(share, o->share);
	screen_right(s, a, y, CHANGE_AT + CHANGE_CELLS, 7, STYLE_TEXT, share);
	if (a.w > CHANGE_AT + CHANGE_CELLS + 18)
		screen_text(s, a, y, CHANGE_AT + CHANGE_CELLS + 8, STYLE_DIM, "of a pool");
}

/* Names the most frequent label that looks like one of the model's: a question, nothing more. */
static void draw_alike(const struct preview *p, struct screen *s, struct screen_area a, int y)
{
	char text[2 * LIMIT_LABEL + 2 * WIDGET_TEXT_SIZE], records[WIDGET_TEXT_SIZE];
	const struct compared_label *l = p->lacking;

	while (l != p->lacking + p->n_lacking && l->mapping != COMPARISON_PROPOSED)
		l++;
	if (l == p->lacking + p->n_lacking)
		return;
	widget_text_count(records, l->records);
	snprintf(text, sizeof(text), "is %s the same as %s? %s records have it", l->label, l->to,
		 records);
	screen_text(s, a, y, 2, STYLE_ACCENT, "M");
	screen_fit(s, a, y, 4, a.w - 5, STYLE_WARN, text);
}

/* The keys stand before what they do, as the footer has no room for what that would change. */
void view_preview_pane_proposals(const struct preview *p, struct screen *s, struct screen_area a,
				 int y)
{
	char text[TELL_PREVIEW_SIZE];

	if (p->foreign != PREVIEW_IS_SCORED) {
		draw_alike(p, s, a, y);
		return;
	}
	if (!p->forecasts) {
		tell_noise(text, p);
		screen_wrap(s, a, y, 2, 2, a.w - 3, STYLE_DIM, text);
		return;
	}
	if (p->harmful > 0)
		draw_proposal(s, a, y, "x", "drop what hurts", &p->without_harmful);
	else
		screen_text(s, a, y, 4, STYLE_DIM, "no record hurts");
	if (p->suspicious > 0)
		draw_proposal(s, a, y + 1, "w", "drop what looks wrong", &p->without_wrong);
	else
		screen_text(s, a, y + 1, 4, STYLE_DIM,
			    p->noise.known	 ? "no label looks wrong"
			    : p->noise.one_label ? "labels not judged: nearly all records have one"
						 : "labels not judged: too few different records");
}

/* Adds a count to the findings, unless it is zero. */
static void add_found(char *text, size_t cap, uint64_t n, const char *one, const char *many)
{
	size_t used = strlen(text);

	if (n > 0)
		snprintf(text + used, cap - used, "%s%llu %s", used > 0 ? ", " : "",
			 (unsigned long long)n, n == 1 ? one : many);
}

/* How many of the flagged are wrong, as far as held-out texts know. */
static void add_truly_wrong(char *text, size_t cap, const struct preview *p)
{
	double flagged = (double)p->suspicious, most = round(p->noise.precision * flagged),
	       least = round(p->noise.least * flagged);
	size_t used = strlen(text);

	if (least < most)
		snprintf(text + used, cap - used, " (%.0f to %.0f truly)", least, most);
	else
		snprintf(text + used, cap - used, " (about %.0f truly)", most);
}

/* Why a file looks made for the score, in one line. */
static void name_crafting(char *text, size_t cap, const struct preview *p)
{
	unsigned long long scored = p->records - p->unlabelled;

	switch (p->crafted) {
	case PREVIEW_NOT_CRAFTED: text[0] = '\0'; return;
	case PREVIEW_TOO_HELPFUL:
		snprintf(text, cap,
			 "made for the score? %llu of %llu records help more than 99 %% of unseen "
			 "ones do",
			 (unsigned long long)p->extreme, scored);
		return;
	case PREVIEW_TOO_ALIKE:
		snprintf(text, cap,
			 "made for the score? two records have %.0f %% of their words in common",
			 100 * p->likeness);
		return;
	case PREVIEW_COPIES_HELD_OUT:
		snprintf(text, cap,
			 "made for the score? %llu of %llu records repeat the publisher's tests",
			 (unsigned long long)p->all.copies, scored);
		return;
	}
}

/* A judgement of the whole file goes before findings in its records. */
static void draw_findings(const struct preview *p, struct screen *s, struct screen_area a)
{
	char text[TELL_PREVIEW_SIZE] = "";
	bool warn = p->broken + p->suspicious + p->contradictions > 0;

	name_crafting(text, sizeof(text), p);
	if (text[0] != '\0') {
		screen_fit(s, a, 0, 0, a.w, STYLE_BAD, text);
		return;
	}
	add_found(text, sizeof(text), p->broken, "broken line", "broken lines");
	add_found(text, sizeof(text), p->suspicious, "likely wrong label", "likely wrong labels");
	if (p->suspicious > 0)
		add_truly_wrong(text, sizeof(text), p);
	add_found(text, sizeof(text), p->contradictions, "contradiction", "contradictions");
	add_found(text, sizeof(text), p->duplicates, "duplicate", "duplicates");
	add_found(text, sizeof(text), p->all.copies, "of the publisher's tests",
		  "of the publisher's tests");
	add_found(text, sizeof(text), p->without_label, "without a label", "without a label");
	add_found(text, sizeof(text), p->unlabelled - p->without_label - p->broken,
		  "of a label that the model lacks", "of labels that the model lacks");
	if (text[0] == '\0')
		snprintf(text, sizeof(text), "%s, no record is there twice, every label is known",
			 p->noise.known ? "no label looks wrong" : "labels are not judged");
	screen_fit(s, a, 0, 0, a.w, warn ? STYLE_WARN : STYLE_DIM, text);
}

/* The second line names the assumptions, and that the whole preview is advice. */
void view_preview_pane_summary(const struct preview *p, struct screen *s, struct screen_area a)
{
	char text[384];

	draw_findings(p, s, a);
	if (p->text_guessed)
		snprintf(text, sizeof(text), "text is the column \"%s\"; advisory: %s",
			 p->text_column, p->assumptions);
	else
		snprintf(text, sizeof(text), "advisory: %s", p->assumptions);
	screen_fit(s, a, 1, 0, a.w, p->text_guessed ? STYLE_WARN : STYLE_DIM, text);
}
