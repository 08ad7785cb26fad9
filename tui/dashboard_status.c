/*
 * The line above the footer shows one thing at a time: a message first, then running work, then
 * trouble with the network, then nodes that do not agree, then a clock that is wrong, then a fault
 * or news of own acts that a filter leaves out.
 */
#include "tui/dashboard_status.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "tui/widget_chart.h"
#include "tui/widget_front.h"
#include "tui/widget_text.h"

/* Writes "4.2 MB 1.1 MB/s 3 min left", or as much of it as is known. */
static void progress_text(const struct work_progress *p, char *out, size_t cap)
{
	char rate[WIDGET_TEXT_SIZE] = "", left[WIDGET_TEXT_SIZE] = "", done[WIDGET_TEXT_SIZE];
	bool bytes = p->unit != NULL && strcmp(p->unit, "bytes") == 0;

	if (bytes)
		widget_text_bytes(done, p->done);
	else
		widget_text_count(done, p->done);
	if (p->rate > 0 && bytes)
		widget_text_bytes(rate, (uint64_t)p->rate);
	else if (p->rate > 0)
		widget_text_count(rate, (uint64_t)p->rate);
	if (p->rate > 0 && p->total > p->done)
		widget_text_duration(left, (int64_t)((double)(p->total - p->done) / p->rate + 1));
	snprintf(out, cap, "%s%s%s%s%s%s%s", done, bytes || p->unit == NULL ? "" : " ",
		 bytes || p->unit == NULL ? "" : p->unit, rate[0] != '\0' ? "  " : "", rate,
		 rate[0] != '\0' ? "/s" : "", left[0] != '\0' ? "  " : "");
	if (left[0] != '\0')
		snprintf(out + strlen(out), cap - strlen(out), "%s left", left);
}

/*
 * Draws the work under way: name, share, bar, rate, time left, the key that stops it. Work that
 * reports progress goes before work that does not. Returns: false when there is none.
 */
static bool draw_progress(struct dashboard *d, struct screen *s, struct screen_area a, int y)
{
	struct dashboard_task *t = NULL;
	struct work_progress p = {0};
	char text[256];
	int x = 1;

	for (size_t i = 0; i < DASHBOARD_TASKS; i++) {
		if (d->tasks[i].work == NULL)
			continue;
		if (work_progress(d->app, d->tasks[i].work, &p)) {
			t = &d->tasks[i];
			break;
		}
		t = t == NULL ? &d->tasks[i] : t;
	}
	if (t == NULL)
		return false;
	x += screen_fit(s, a, y, x, a.w - 12, STYLE_BOLD, p.what[0] != '\0' ? p.what : t->what);
	if (p.total > 0) {
		double share = (double)p.done / (double)p.total;

		x += 2 + screen_printf(s, a, y, x + 2, STYLE_TEXT, "%3.0f %%", share * 100);
		widget_chart_bar(s, a, y, x + 1, a.w > 70 ? 16 : 0, STYLE_ACCENT, share);
		x += a.w > 70 ? 18 : 0;
	} else if (p.what[0] == '\0') {
		x += screen_text(s, a, y, x, STYLE_TEXT, "…");
	}
	if (p.what[0] != '\0') {
		progress_text(&p, text, sizeof(text));
		x += 2 + screen_fit(s, a, y, x + 2, a.w - x - 14, STYLE_DIM, text);
	}
	if (d->n_popups == 0)
		screen_text(s, a, y, x + 2, STYLE_ACCENT, "Esc stops");
	return true;
}

/* Draws why the last sync failed. When the reason is long it is cut, not the remedy behind it. */
static void draw_failure(struct screen *s, struct screen_area a, int y,
			 const struct snapshot_network *n, bool several)
{
	char text[600], remedy[WIDGET_TEXT_SIZE + 40], time[WIDGET_TEXT_SIZE];
	int room, used;

	widget_text_time(time, n->next_try);
	snprintf(remedy, sizeof(remedy), "%s%s%s", n->next_try != 0 ? "; next try " : "",
		 n->next_try != 0 ? time : "", n->sync == SYNC_FAILED ? ", R retries now" : "");
	snprintf(text, sizeof(text), "! %s%s%s", several ? n->name : "", several ? ": " : "",
		 n->sync_text);
	room = a.w - 2 - text_width(remedy);
	if (room < a.w / 3)
		room = a.w - 2;
	used = screen_fit(s, a, y, 1, room, STYLE_WARN, text);
	screen_fit(s, a, y, 1 + used, a.w - 2 - used, STYLE_WARN, remedy);
}

void dashboard_status_draw(struct dashboard *d, struct screen *s, struct screen_area a, int y,
			   bool rule)
{
	const struct snapshot_network *n = widget_front_worst(d->snap);
	bool several = widget_front_is_several(d->snap);

	if (d->message[0] != '\0') {
		screen_fit(s, a, y, 1, a.w - 2, d->message_style, d->message);
		return;
	}
	if (draw_progress(d, s, a, y))
		return;
	if (n->sync_text[0] != '\0' && (n->sync == SYNC_FAILED || n->sync == SYNC_OFFLINE)) {
		draw_failure(s, a, y, n, several);
		return;
	}
	if (n->agreement.asked && n->agreement.alarm) {
		char text[PEER_SENTENCE_SIZE];

		peer_sentence(text, &n->agreement);
		screen_printf(s, a, y, 1, STYLE_WARN, "%s%s%s", several ? n->name : "",
			      several ? ": " : "", text);
		return;
	}
	if (n->clock_skew_s > 30 || n->clock_skew_s < -30) {
		screen_printf(s, a, y, 1, STYLE_WARN,
			      "! this machine's clock is %lld s off the nodes' clocks; times may "
			      "be wrong",
			      (long long)n->clock_skew_s);
		return;
	}
	if (n->header_flaw[0] != '\0') {
		char sentence[HEADER_SENTENCE_SIZE], text[HEADER_SENTENCE_SIZE + 40];

		header_sentence(sentence, n->header_flaw);
		snprintf(text, sizeof(text), "! %s%s%s", several ? n->name : "",
			 several ? ": " : "", sentence);
		screen_fit(s, a, y, 1, a.w - 2, STYLE_WARN, text);
		return;
	}
	if (d->snap->hidden_faults > 0) {
		screen_printf(s, a, y, 1, STYLE_WARN,
			      "! an audit found a fault in what is not shown; 0 shows all");
		return;
	}
	if (d->snap->hidden_acts > 0) {
		screen_printf(s, a, y, 1, STYLE_WARN,
			      "! there is news of own transactions in what is not shown; 0 shows "
			      "all");
		return;
	}
	if (rule)
		screen_rule(s, a, y);
}
