/*
 * The view of a preview: which records of a file would help the model and which would harm it. The
 * figures are advice, and the view says so. The preview itself is d->preview, and the first table
 * has its records. The second one has the models that records were compared with; what is drawn and
 * done there stands in view_compare.c.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "tui/view_compare.h"
#include "tui/view_compare_rows.h"
#include "tui/view_preview_pane.h"
#include "tui/view_preview_rows.h"
#include "tui/view_private.h"
#include "tui/widget_compare.h"
#include "tui/widget_export.h"
#include "tui/widget_list_draw.h"
#include "tui/widget_mapping.h"
#include "tui/widget_preview.h"
#include "tui/widget_record.h"
#include "tui/widget_text.h"

enum preview_table { RECORDS, MODELS };

/*
 * Marks and place belong to the preview that was shown before, so its list begins anew. A model
 * stays selected in the next comparison, which may be of the same records with a label mapped.
 */
static void changed(struct dashboard *d, void *state)
{
	struct widget_tables *v = state;
	struct widget_list *records = &v->lists[RECORDS], *models = &v->lists[MODELS];

	if (records->data != d->preview) {
		widget_list_release(records);
		widget_list_init(records, d, &view_preview_rows);
		widget_list_set(records, d->preview);
		v->shown = RECORDS;
	}
	if (models->data != d->comparison) {
		widget_list_set(models, d->comparison);
		v->shown = MODELS;
	}
}

/* Explains the view while there is no preview. */
static void draw_none(struct dashboard *d, struct screen *s, struct screen_area a)
{
	screen_text(s, a, 0, 0, STYLE_BOLD, "PREVIEW");
	screen_wrap(s, a, 2, 2, 4, a.w - 3, STYLE_TEXT,
		    "Which records of a file would help the model, which would harm it, and which "
		    "labels "
		    "look wrong? Scored on this machine; nothing leaves it.");
	if (d->snap->n_datanets == 0 && a.h > 7)
		screen_wrap(
			s, a, 6, 2, 2, a.w - 3, STYLE_DIM,
			"This network has no datanet, so there is no model to score against yet.");
}

/* Small screens leave out the figures first, then the summary; the records always show. */
static void draw_records(struct dashboard *d, struct widget_list *l, struct screen *s,
			 struct screen_area a)
{
	const struct preview *p = d->preview;
	char title[300], note[128], records[WIDGET_TEXT_SIZE];
	struct screen_area left, right;
	const char *file;
	int rows = a.h >= 45 ? 8 : a.h >= 30 ? 5 : 3; /* the picture's */
	int gap = a.h >= 30 ? 1 : 0;		      /* blank lines around the figures */
	int y = 1, bins;

	if (p == NULL) {
		draw_none(d, s, a);
		return;
	}
	a = widget_list_draw_beside(l, s, a);
	file = strrchr(p->path, '/');
	widget_text_count(records, p->records);
	snprintf(title, sizeof(title), "PREVIEW  %s", file != NULL ? file + 1 : p->path);
	snprintf(note, sizeof(note), "→ %s%s   %.20s records in %.2f s", p->model_name,
		 p->outdated ? " (older model)" : "", records, p->seconds);
	widget_list_draw_heading(l, s, a, title, note);
	bins = (a.w - 40) / PREVIEW_BINS;
	bins = PREVIEW_BINS * (bins < 1 ? 1 : bins > 3 ? 3 : bins);
	if (a.h >= 16 && screen_split(&left, &right, screen_part(a, 1 + gap, 0, rows + 2, a.w),
				      2 + bins, 30, a.w)) {
		view_preview_pane_histogram(p, s, left);
		view_preview_pane_estimates(p, s, right);
		y = 3 + gap + rows;
		view_preview_pane_counts(p, s, a, y);
		view_preview_pane_proposals(p, s, a, y + 1);
		y += 3 + gap;
	} else if (a.h >= 8) {
		view_preview_pane_counts(p, s, a, 1);
		y = 2;
	}
	if (a.h >= 12) {
		view_preview_pane_summary(p, s, screen_part(a, a.h - 2, 0, 2, a.w));
		a.h -= a.h >= 14 ? 3 : 2;
	}
	widget_list_draw(l, s, screen_part(a, y, 0, a.h - y, a.w));
}

static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	struct widget_tables *v = state;

	if (v->shown == MODELS)
		view_compare_draw(d, &v->lists[MODELS], s, a);
	else
		draw_records(d, &v->lists[RECORDS], s, a);
}

static void brief(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct widget_tables *v = state;
	const struct preview *p = d->preview;

	if (v->shown == MODELS)
		view_compare_brief(d, &v->lists[MODELS], out, cap);
	else if (p == NULL)
		snprintf(out, cap, "Preview: no file scored yet.");
	else
		snprintf(out, cap, "Preview: %llu helpful, %llu harmful, %llu likely wrong labels.",
			 (unsigned long long)p->helpful, (unsigned long long)p->harmful,
			 (unsigned long long)p->suspicious);
}

static bool has_proposal(const struct preview *p)
{
	for (size_t i = 0; i < p->n_lacking; i++)
		if (p->lacking[i].mapping == COMPARISON_PROPOSED)
			return true;
	return false;
}

/*
 * Mending the file goes before committing to it. A file of which nothing is scored is none that
 * the model learns from.
 */
static enum action next(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct widget_tables *v = state;
	const struct preview *p = d->preview;
	enum preview_advice advice;

	if (v->shown == MODELS)
		return view_compare_next(d, &v->lists[MODELS], out, cap);
	if (p == NULL) {
		snprintf(out, cap, "preview a file or folder");
		return ACTION_PREVIEW;
	}
	advice = preview_advice_of(p);
	/* The file that was written is without what hurt or looked wrong. */
	if (d->kept != NULL && (advice == PREVIEW_WOULD_HARM || advice == PREVIEW_MEND_LABELS)) {
		snprintf(out, cap, "commit to the records that stay, or preview them first");
		return ACTION_COMMIT;
	}
	switch (advice) {
	case PREVIEW_NOTHING_SCORED:
		if (has_proposal(p)) {
			snprintf(out, cap,
				 "labels look like ones of the model: say which mean the same");
			return ACTION_MAP;
		}
		snprintf(out, cap, "choose a file of texts that have one of the labels %s",
			 p->labels);
		return ACTION_PREVIEW;
	case PREVIEW_LOOKS_CRAFTED:
		snprintf(out, cap, "this file looks made for the score: look at what helps most");
		return ACTION_FIRST;
	case PREVIEW_WOULD_HARM:
		snprintf(out, cap, "this file would make the model worse: drop what hurts");
		return ACTION_DROP_HARMFUL;
	case PREVIEW_MEND_LABELS:
		snprintf(out, cap,
			 "look at the labels that look wrong, mend the file or drop them");
		return p->suspicious > 0 ? ACTION_DROP_WRONG : ACTION_OPEN;
	case PREVIEW_EARNS_NOTHING:
		snprintf(out, cap, "this file would earn nothing: look at its harmful records");
		return ACTION_LAST;
	case PREVIEW_COMMIT: break;
	}
	snprintf(out, cap, "commit to the dataset");
	return ACTION_COMMIT;
}

/* A file without anything to drop is kept as it is. */
static bool can_drop(const struct preview *p, enum action a, const char **why)
{
	if (a == ACTION_DROP_HARMFUL) {
		*why = "no record of the file hurts";
		return p->harmful > 0;
	}
	if (a == ACTION_DROP_WRONG) {
		*why = "no label of the file looks wrong";
		return p->suspicious > 0;
	}
	*why = "no record is scored: there is nothing to commit to";
	return a != ACTION_COMMIT || p->foreign == PREVIEW_IS_SCORED;
}

static bool can(struct dashboard *d, void *state, enum action a, const char **why)
{
	const struct widget_tables *v = state;

	if (a == ACTION_COMPARE)
		return widget_compare_can(d, why);
	if (v->shown == MODELS)
		return view_compare_can(d, &v->lists[MODELS], a, why);
	*why = "the model has all labels of the file";
	if (a == ACTION_MAP && d->preview != NULL)
		return d->preview->n_lacking > 0;
	*why = "no file is scored yet: p scores one";
	if (d->preview == NULL)
		return a != ACTION_MAP && a != ACTION_OPEN && a != ACTION_EXPORT &&
		       a != ACTION_COPY && a != ACTION_COMMIT && a != ACTION_KEEP &&
		       a != ACTION_DROP_HARMFUL && a != ACTION_DROP_WRONG;
	return can_drop(d->preview, a, why);
}

/* Copies the numbers of the marked records, or of the selected one, to find them in the file. */
static void copy_numbers(struct dashboard *d, const struct widget_list *l)
{
	struct buf numbers;

	buf_init(&numbers, KIB);
	for (size_t i = 0; i < l->n_marks; i++)
		buf_addf(&numbers, "%s%llu", i > 0 ? " " : "", (unsigned long long)l->marks[i]);
	if (l->n_marks == 0)
		buf_addf(&numbers, "%llu", (unsigned long long)l->selected_id);
	dashboard_copy(d, l->n_marks > 1 ? "record numbers" : "record number", buf_str(&numbers));
	buf_release(&numbers);
}

static bool act(struct dashboard *d, void *state, enum action a)
{
	const struct widget_tables *v = state;
	const struct preview *p = d->preview;
	const struct widget_list *l = &v->lists[RECORDS];
	size_t row = p != NULL ? widget_list_row(l) : SIZE_MAX;

	if (v->shown == MODELS && view_compare_act(d, &v->lists[MODELS], a))
		return true;
	if (a == ACTION_PREVIEW)
		widget_preview_open(d, p != NULL ? p->path : "");
	else if (a == ACTION_COMPARE)
		widget_compare_open(d, p != NULL ? p->source : "");
	else if (v->shown == MODELS)
		return false;
	else if (a == ACTION_MAP)
		widget_mapping_open_preview(d);
	else if (a == ACTION_COMMIT)
		widget_record_commit(d, l);
	else if (a == ACTION_EXPORT)
		widget_export_preview(d);
	else if (a == ACTION_OPEN && row != SIZE_MAX)
		widget_record_open(d, p->rows[row].index);
	else if (a == ACTION_KEEP)
		widget_record_keep(d, l,
				   l->n_marks > 0 ? WIDGET_RECORD_MARKED : WIDGET_RECORD_SHOWN);
	else if (a == ACTION_DROP_HARMFUL)
		widget_record_keep(d, l, WIDGET_RECORD_NOT_HARMFUL);
	else if (a == ACTION_DROP_WRONG)
		widget_record_keep(d, l, WIDGET_RECORD_NOT_WRONG);
	else if (a == ACTION_COPY && row != SIZE_MAX)
		copy_numbers(d, l);
	else
		return false;
	return true;
}

const struct view view_preview = {
	.name = "preview",
	.tables = {&view_preview_rows, &view_compare_rows},
	.own_data = true,
	.changed = changed,
	.can = can,
	.act = act,
	.draw = draw,
	.brief = brief,
	.next = next,
};
