/* The figures of a preview around its list: counts, distribution, estimates, summary. */
#include "tui/view_preview_pane.h"

#include <stdio.h>
#include <string.h>

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

/* A test that is too weak gives no figure: the change is left out, not shown as zero. */
void view_preview_pane_estimates(const struct preview *p, struct screen *s, struct screen_area a)
{
	struct preview_change_text change;
	char lower[WIDGET_TEXT_SIZE];

	screen_text(s, a, 0, 0, STYLE_BOLD, "RETRAINING WOULD");
	if (p->all.known) {
		preview_change_text(&change, &p->all);
		screen_printf(s, a, 1, 2, STYLE_TEXT, "%s held-out loss by %s", change.verb,
			      change.by);
		screen_printf(s, a, 2, 2, STYLE_DIM,
			      change.interval[0] != '\0' ? "(%s by its test)" : "(by its test)%s",
			      change.interval);
	} else if (preview_advice_of(p) == PREVIEW_NOTHING_SCORED) {
		screen_fit(s, a, 1, 2, a.w - 2, STYLE_WARN, "not be foreseen: no record has");
		screen_fit(s, a, 2, 2, a.w - 2, STYLE_WARN, "a label that the model knows");
	} else {
		screen_fit(s, a, 1, 2, a.w - 2, STYLE_DIM, "not be foreseen: the model's own");
		screen_fit(s, a, 2, 2, a.w - 2, STYLE_DIM, "test is too weak for a figure");
	}
	screen_text(s, a, 3, 0, STYLE_BOLD, "THE NETWORK WOULD SCORE");
	widget_text_share(lower, p->all.has_share ? p->all.share : -1);
	screen_printf(s, a, 4, 2, STYLE_TEXT,
		      p->all.has_share ? "about %s of an epoch's pool" : "%s",
		      p->all.has_share ? lower : "no figure for this rule");
}

/* The second line names the assumptions, and that the whole preview is advice. */
void view_preview_pane_summary(const struct preview *p, struct screen *s, struct screen_area a)
{
	const struct {
		uint64_t n;
		const char *one, *many;
	} found[] = {{p->suspicious, "likely wrong label", "likely wrong labels"},
		     {p->duplicates, "duplicate", "duplicates"},
		     {p->unlabelled, "without a known label", "without a known label"}};
	char text[256] = "";

	for (size_t i = 0; i < ARRAY_SIZE(found); i++) {
		size_t used = strlen(text);

		if (found[i].n > 0)
			snprintf(text + used, sizeof(text) - used, "%s%llu %s",
				 used > 0 ? ", " : "", (unsigned long long)found[i].n,
				 found[i].n == 1 ? found[i].one : found[i].many);
	}
	if (text[0] == '\0')
		snprintf(text, sizeof(text),
			 "no label looks wrong, no record is there twice, every label is known");
	screen_fit(s, a, 0, 0, a.w, p->suspicious > 0 ? STYLE_WARN : STYLE_DIM, text);
	snprintf(text, sizeof(text), "advisory: %s", p->assumptions);
	screen_fit(s, a, 1, 0, a.w, STYLE_DIM, text);
}
