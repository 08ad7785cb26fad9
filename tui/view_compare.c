/*
 * Models side by side: where the records of a file are worth most. The comparison is d->comparison.
 * view_compare_draw() has the list, below it the selected model on its terms, and at the bottom why
 * the models stand in this order. view_compare_next() leads from a model to the commitment to its
 * datanet; labels that it lacks come first.
 */
#include "tui/view_compare.h"

#include <stdio.h>
#include <string.h>

#include "tui/view_compare_rows.h"
#include "tui/widget_commit.h"
#include "tui/widget_compare.h"
#include "tui/widget_datanet.h"
#include "tui/widget_list_draw.h"
#include "tui/widget_mapping.h"
#include "tui/widget_preview.h"
#include "tui/widget_text.h"
#include "tui/widget_value.h"

/* A list with its titles that is worth having a pane below it has so many lines. */
#define ROWS_LEAST 4

/* A share below it shows as 0.0 %. */
#define SHARE_LEAST 0.0005

static const struct compared_model *selected(const struct widget_list *l)
{
	return widget_list_chosen(l);
}

/* Explains the table while nothing was compared. */
static void draw_none(const struct dashboard *d, struct screen *s, struct screen_area a)
{
	const char *missing = NULL;

	screen_text(s, a, 0, 0, STYLE_BOLD, "COMPARE MODELS");
	screen_wrap(s, a, 2, 2, 4, a.w - 3, STYLE_TEXT,
		    "Where is your data worth most? One reading of a file, scored on this machine "
		    "against the model of every datanet that is followed, side by side.");
	if (d->snap->n_networks == 0)
		missing = "No network is followed: W follows one.";
	else if (d->snap->n_hidden > 0)
		missing = NULL; /* The models of networks that are not shown are compared, too. */
	else if (d->snap->n_datanets == 0)
		missing = "No network that is followed has a datanet, so there is no model yet.";
	else if (d->snap->n_models == 0)
		missing = "No model is known yet: a datanet names its model when it is asked (R).";
	if (missing != NULL && a.h > 7)
		screen_wrap(s, a, 6, 2, 2, a.w - 3, STYLE_DIM, missing);
}

/*
 * Draws a text in at most `lines` lines, and in one that ends with "…" where these are too few.
 * Returns: the lines used.
 */
static int wrap(struct screen *s, struct screen_area a, int y, int x, int lines,
		enum screen_style style, const char *text)
{
	int w = a.w - x;

	/* In an area of no size nothing is drawn, but the lines are counted. */
	if (screen_wrap(s, screen_part(a, 0, 0, 0, 0), 0, 0, lines + 1, w, style, text) <= lines)
		return screen_wrap(s, a, y, x, lines, w, style, text);
	screen_fit(s, a, y, x, w, style, text);
	return 1;
}

/* The pane while it is drawn: its next line, and how many it has beyond those of pane_height(). */
struct pane {
	struct screen *s;
	struct screen_area a;
	int y, spare;
};

/* Draws a label and a text, which goes on below while there are spare lines. */
static void field(struct pane *p, const char *label, const char *text)
{
	int x = p->a.w >= 60 ? 12 : 2, lines;

	if (p->a.w >= 60)
		screen_text(p->s, p->a, p->y, 2, STYLE_DIM, label);
	lines = wrap(p->s, p->a, p->y, x, 1 + p->spare, STYLE_TEXT, text);
	p->y += lines;
	p->spare -= lines - 1;
}

/* Draws the labels that the model lacks, the most frequent ones first, as far as lines go. */
static void draw_missing(const struct dashboard *d, struct pane *p, const struct compared_model *m)
{
	const struct compared_label *l = &d->comparison->labels[m->first_label];
	char text[512], fate[160], count[WIDGET_TEXT_SIZE];
	size_t n = m->labels_to_map;

	for (size_t i = 0; i < n; i++) {
		bool last = i + 1 < n && p->spare == 0;

		view_compare_rows_fate(&l[i], fate, sizeof(fate));
		widget_text_count(count, l[i].records);
		snprintf(text, sizeof(text), "%s (%s): %s", l[i].label, count, fate);
		if (last && i == 0)
			snprintf(text, sizeof(text), "%zu labels; %s (%s): %s", n, l[i].label,
				 count, fate);
		else if (last)
			snprintf(text, sizeof(text), "and %zu more", n - i);
		field(p, i == 0 ? "lacks" : "", text);
		if (last)
			return;
		p->spare -= i + 1 < n;
	}
}

/* Whether a line tells what is to be known of a model besides how many records it scores. */
static bool has_remark(const struct compared_model *m)
{
	return m->note[0] != '\0' || m->verdict != COMPARISON_TAKEN;
}

/* The lines of the pane: four always, and those that not every model has. */
static int pane_height(const struct compared_model *m)
{
	return 4 + has_remark(m) + (m->labels_to_map > 0);
}

/* Draws what decides about the selected model. */
static void draw_pane(const struct dashboard *d, struct screen *s, struct screen_area a,
		      const struct compared_model *m)
{
	const struct widget_row r = widget_value_row(ROW_COMPARED_MODEL, NULL, m);
	struct pane p = {s, a, 1, a.h - pane_height(m)};
	char text[640], value[256], own[160];
	int x = screen_fit(s, a, 0, 0, 30, STYLE_BOLD, m->name) + 2;

	view_compare_rows_verdict(m, text, sizeof(text));
	screen_fit(s, a, 0, x, a.w - x, m->verdict == COMPARISON_TAKEN ? STYLE_DIM : STYLE_WARN,
		   text);
	if (has_remark(m))
		field(&p, m->verdict == COMPARISON_TAKEN ? "remark" : "why",
		      view_compare_rows_remark(m));
	widget_value_name(d, value, sizeof(value), &r, "pool");
	if (m->pool.epochs > 0)
		snprintf(text, sizeof(text), "%s %s, mean of the last %llu epoch%s", value,
			 trust_mark(m->pool.trust, s->ascii), (unsigned long long)m->pool.epochs,
			 m->pool.epochs == 1 ? "" : "s");
	else
		snprintf(text, sizeof(text), "no settled epoch is known");
	field(&p, "pool", text);
	field(&p, "knows", m->labels[0] != '\0' ? m->labels : "not known");
	widget_value_name(d, value, sizeof(value), &r, "licenses");
	comparison_weights_text(own, sizeof(own), m);
	snprintf(text, sizeof(text), "taken: %s; own: %s %s", value, own,
		 m->weights[0] != '\0' ? trust_mark(m->weights_trust, s->ascii) : "");
	field(&p, "licences", text);
	if (m->labels_to_map > 0)
		draw_missing(d, &p, m);
}

/* Draws why the models stand in this order and what the figures assume, as far as lines go. */
static void draw_summary(const struct comparison *c, struct screen *s, struct screen_area a)
{
	char text[400];
	int y;

	if (c->taken == 0)
		snprintf(text, sizeof(text),
			 "No model takes these records; each says why. Nothing has left this "
			 "machine.");
	else
		snprintf(text, sizeof(text), "%s. Nothing has left this machine.",
			 comparison_order_reason(c->order));
	y = wrap(s, a, 0, 0, a.h > 2 ? 2 : 1, STYLE_DIM, text);
	if (c->taken == 0)
		return;
	snprintf(text, sizeof(text), "Advisory: %s.", comparison_assumptions());
	if (a.h - y == 1 && (int)strlen(text) > a.w)
		snprintf(text, sizeof(text),
			 "Advisory: an estimate from the last epochs; Enter has what it assumes.");
	wrap(s, a, y, 0, a.h - y, STYLE_DIM, text);
}

static void draw_heading(const struct comparison *c, const struct widget_list *l, struct screen *s,
			 struct screen_area a)
{
	const char *file = strrchr(c->path, '/');
	char title[300], note[128], records[WIDGET_TEXT_SIZE];

	widget_text_count(records, c->records);
	snprintf(title, sizeof(title), "COMPARE  %s", file != NULL ? file + 1 : c->path);
	snprintf(note, sizeof(note), "%.20s records, %zu model%s, %.2f s", records, c->n_models,
		 c->n_models == 1 ? "" : "s", c->seconds);
	widget_list_draw_heading(l, s, a, title, note);
}

/* Small screens leave out the summary first, then the pane; the models always show. */
void view_compare_draw(struct dashboard *d, struct widget_list *l, struct screen *s,
		       struct screen_area a)
{
	const struct comparison *c = d->comparison;
	const struct compared_model *m = selected(l);
	int all = a.w, rows = (int)l->order.n + 1, h;

	if (c == NULL) {
		draw_none(d, s, a);
		return;
	}
	a = widget_list_draw_beside(l, s, a);
	draw_heading(c, l, s, a);
	if (a.h >= 10) {
		int lines = a.h >= 20 ? 4 : a.h >= 14 ? 3 : 2;

		draw_summary(c, s, screen_part(a, a.h - lines, 0, lines, a.w));
		a.h -= lines + 1;
	}
	h = a.h - 1;
	if (m != NULL && a.w == all && a.h >= 1 + ROWS_LEAST + 1 + pane_height(m)) {
		h = a.h - 2 - pane_height(m);
		h = h < rows ? h : rows;
		draw_pane(d, s, screen_part(a, h + 2, 0, a.h - h - 2, a.w), m);
	}
	widget_list_draw(l, s, screen_part(a, 1, 0, h, a.w));
}

void view_compare_brief(const struct dashboard *d, const struct widget_list *l, char *out,
			size_t cap)
{
	const struct compared_model *m = selected(l);
	char share[WIDGET_TEXT_SIZE];

	if (d->comparison == NULL) {
		snprintf(out, cap, "Compare: no file compared yet.");
		return;
	}
	widget_text_share(share, m != NULL && m->has_share ? m->share : -1);
	snprintf(out, cap, "Compare: %zu of %zu models take them. %s: %s.", d->comparison->taken,
		 d->comparison->n_models, m != NULL ? m->name : "none",
		 m == NULL			  ? ""
		 : m->verdict == COMPARISON_TAKEN ? share
						  : comparison_verdict_word(m->verdict));
}

/* Whether the network of a model is left out by the filter, and followed all the same. */
static bool is_hidden(const struct snapshot *s, const struct compared_model *m)
{
	for (size_t i = s->n_networks; i < s->n_networks + s->n_hidden; i++)
		if (strcmp(s->networks[i].name, m->network) == 0)
			return true;
	return false;
}

/* Whether one of the labels that the model lacks has this fate. */
static bool has_label(const struct comparison *c, const struct compared_model *m,
		      enum comparison_mapping fate)
{
	for (size_t i = 0; i < m->labels_to_map; i++)
		if (c->labels[m->first_label + i].mapping == fate)
			return true;
	return false;
}

/* Labels are decided about before the commitment, which is to the records as they are. */
enum action view_compare_next(const struct dashboard *d, const struct widget_list *l, char *out,
			      size_t cap)
{
	const struct compared_model *m = selected(l);

	if (m == NULL) {
		snprintf(out, cap, "compare a file or folder with every model");
		return ACTION_COMPARE;
	}
	if (has_label(d->comparison, m, COMPARISON_PROPOSED) ||
	    (m->verdict == COMPARISON_LABELS && m->labels_to_map > 0)) {
		snprintf(out, cap, "say which labels of %s the file's labels mean", m->name);
		return ACTION_MAP;
	}
	if (m->verdict != COMPARISON_TAKEN) {
		snprintf(out, cap, "read why it scores none of these records");
		return ACTION_OPEN;
	}
	if (m->has_share && m->share < SHARE_LEAST) {
		snprintf(out, cap, "these records would earn nothing there: compare others");
		return ACTION_COMPARE;
	}
	if (is_hidden(d->snap, m)) {
		snprintf(out, cap, "%s is not shown: show all networks", m->network);
		return ACTION_SHOW_ALL;
	}
	if (widget_datanet_find(d->snap, m->network, m->datanet) == SIZE_MAX) {
		snprintf(out, cap, "its datanet is not followed any more: compare again");
		return ACTION_COMPARE;
	}
	snprintf(out, cap, "%s %s on %s",
		 has_label(d->comparison, m, COMPARISON_MAPPED)
			 ? "rename labels in the file, then commit to"
			 : "commit these records to",
		 m->datanet, m->network);
	return ACTION_COMMIT;
}

bool view_compare_can(const struct dashboard *d, const struct widget_list *l, enum action a,
		      const char **why)
{
	const struct compared_model *m = selected(l);

	*why = "models are shown: t shows the records of a preview";
	if (a == ACTION_KEEP || a == ACTION_MARK || a == ACTION_EXPORT ||
	    a == ACTION_DROP_HARMFUL || a == ACTION_DROP_WRONG)
		return false;
	if (a != ACTION_OPEN && a != ACTION_COPY && a != ACTION_COMMIT && a != ACTION_MAP)
		return true;
	*why = "no file is compared yet: m compares one";
	if (m == NULL)
		return false;
	if (a == ACTION_MAP) {
		*why = m->n_names == 0 ? "its labels are not known: its file is not here"
				       : "the model has all labels of the file";
		return m->labels_to_map > 0;
	}
	if (a == ACTION_COPY) {
		*why = "no model of this datanet is known yet";
		return !hash_is_zero(&m->hash);
	}
	if (a == ACTION_COMMIT) {
		*why = m->verdict != COMPARISON_TAKEN ? "this model does not take these records"
		       : is_hidden(d->snap, m)	      ? "its network is not shown: 0 shows all"
						      : "its datanet is not followed any more";
		return m->verdict == COMPARISON_TAKEN &&
		       widget_datanet_find(d->snap, m->network, m->datanet) != SIZE_MAX;
	}
	return true;
}

bool view_compare_act(struct dashboard *d, const struct widget_list *l, enum action a)
{
	const struct compared_model *m = selected(l);
	const struct comparison *c = d->comparison;
	char hash[HASH_TEXT_SIZE];

	if (a == ACTION_COMPARE) {
		widget_compare_open(d, c != NULL ? c->source : "");
	} else if (a == ACTION_PREVIEW) {
		widget_preview_open(d, c != NULL ? c->source : "");
	} else if (m == NULL) {
		return false;
	} else if (a == ACTION_COMMIT) {
		widget_commit_open_for(d, c->source, c->license,
				       widget_datanet_find(d->snap, m->network, m->datanet));
	} else if (a == ACTION_MAP) {
		widget_mapping_open(d, m);
	} else if (a == ACTION_COPY) {
		hash_format(hash, &m->hash);
		dashboard_copy(d, "hash of the artifact", hash);
	} else {
		return false;
	}
	return true;
}
