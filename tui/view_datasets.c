/*
 * The view of datasets: what the user contributed and what became of it.
 *
 * The list is widget_dataset_rows_full. Below it draw_pane() shows the selected dataset, where the
 * terminal has at least ROWS_LEAST + PANE lines. next() and can() follow the states of a dataset:
 * local, attested, uploading, received, accepted or rejected, in a model.
 */
#include <stdio.h>

#include "tui/view_private.h"
#include "tui/widget_chart.h"
#include "tui/widget_commit.h"
#include "tui/widget_compare.h"
#include "tui/widget_datanet.h"
#include "tui/widget_dataset.h"
#include "tui/widget_dataset_rows.h"
#include "tui/widget_earnings.h"
#include "tui/widget_export.h"
#include "tui/widget_list_draw.h"
#include "tui/widget_offer.h"
#include "tui/widget_preview.h"
#include "tui/widget_prove.h"
#include "tui/widget_review.h"
#include "tui/widget_tables.h"
#include "tui/widget_upload.h"
#include "tui/widget_value.h"

/* The pane below the list is drawn only where the list keeps ROWS_LEAST lines beside it. */
#define ROWS_LEAST 6
#define PANE	   10

/* The selected dataset of the list's own snapshot, or NULL. */
static const struct snapshot_dataset *selected(const struct widget_tables *v)
{
	return widget_list_chosen(&v->lists[0]);
}

/* Explains a state and what follows it. */
static const char *meaning(enum dataset_state state)
{
	switch (state) {
	case DATASET_LOCAL: return "hashed on this machine; nothing is on chain yet";
	case DATASET_ATTESTED: return "the commitment is on chain; the records are still only here";
	case DATASET_UPLOADING: return "the sealed records are on their way";
	case DATASET_RECEIVED: return "the datanet has the file and checks it against the root";
	case DATASET_ACCEPTED: return "checked by the datanet; the next model may include it";
	case DATASET_REJECTED: return "the datanet does not take it";
	case DATASET_IN_MODEL:
		return "the current model was trained with it; its influence is paid";
	case DATASET_REVOKED: return "no new model may include it; older models' statements go on";
	case DATASET_ELSEWHERE: return "committed to another datanet than this network's";
	}
	return "";
}

/* Draws a label and a value. Returns: the next free line. */
static int field(struct screen *s, struct screen_area a, int y, const char *label,
		 const char *value)
{
	screen_text(s, a, y, 2, STYLE_DIM, label);
	screen_fit(s, a, y, 12, a.w - 12, STYLE_TEXT, value);
	return y + 1;
}

/* Draws how much of the sealed file the datanet has. */
static void draw_upload(const struct dashboard *d, struct screen *s, struct screen_area a, int y,
			const struct snapshot_dataset *set)
{
	double share = (double)set->uploaded / (double)set->upload_size;
	const struct widget_row r = widget_value_row(ROW_DATASET, d->snap, set);
	char done[VALUE_TEXT_SIZE], all[VALUE_TEXT_SIZE];

	widget_value_name(d, done, sizeof(done), &r, "uploaded");
	widget_value_name(d, all, sizeof(all), &r, "upload_size");
	screen_text(s, a, y, 2, STYLE_DIM, "upload");
	widget_chart_bar(s, a, y, 12, 24, STYLE_ACCENT, share);
	screen_printf(s, a, y, s->accessible ? 12 : 38, STYLE_TEXT, "%d %%  %s of %s",
		      (int)(share * 100), done, all);
}

/* Draws the dataset's payments of the last epochs: a picture where there is room, else one line. */
static void draw_earned(struct dashboard *d, struct screen *s, struct screen_area a,
			const struct snapshot_dataset *set)
{
	const struct snapshot *n = d->snap;
	struct widget_earnings e;
	uint32_t i = 0;
	int most = a.h >= 25 ? 12 : 6; /* rows of the picture */

	while (i < n->n_datasets && (!hash_equal(&n->datasets[i].root, &set->root) ||
				     !hash_equal(&n->datasets[i].uid, &set->uid)))
		i++;
	widget_earnings_of(&e, n, i, (size_t)(a.w >= 100 ? a.w / 2 : 30));
	if (e.n == 0 || a.h < 1)
		return;
	if (a.h >= 6) {
		widget_earnings_draw(d, s, screen_part(a, 1, 0, a.h - 1, a.w), &e,
				     a.h - 3 < most ? a.h - 3 : most);
		return;
	}
	screen_text(s, a, 0, 2, STYLE_DIM, "earned");
	if (d->hide) {
		screen_text(s, a, 0, 12, STYLE_DIM, "hidden");
		return;
	}
	widget_chart_spark(s, a, 0, 12, 1, (int)e.n, STYLE_ACCENT, e.v, e.n);
	screen_printf(s, a, 0, s->accessible ? 12 : 14 + (int)e.n, STYLE_TEXT,
		      "in each of the last %zu epochs", e.n);
}

/* Draws what a dataset is. Returns: the next free line. */
static int draw_fields(struct dashboard *d, struct screen *s, struct screen_area a, int y,
		       const struct snapshot_dataset *set)
{
	const struct widget_row r = widget_value_row(ROW_DATASET, d->snap, set);
	char text[512], count[VALUE_TEXT_SIZE], size[VALUE_TEXT_SIZE];

	widget_value_name(d, text, sizeof(text), &r, "uid");
	y = field(s, a, y, "id", text);
	widget_value_name(d, text, sizeof(text), &r, "root");
	y = field(s, a, y, "root", text);
	if (set->attested_at != 0) {
		widget_value_name(d, count, sizeof(count), &r, "attested");
		snprintf(text, sizeof(text), "%s  %s %s", count, trust_word(set->attestation_trust),
			 trust_mark(set->attestation_trust, s->ascii));
		y = field(s, a, y, "attested", text);
	}
	widget_value_name(d, count, sizeof(count), &r, "records");
	widget_value_name(d, size, sizeof(size), &r, "bytes");
	snprintf(text, sizeof(text), "%s record%s, %s%s%s%s%s", count, set->records == 1 ? "" : "s",
		 size, set->kind[0] != '\0' ? ", " : "", set->kind,
		 set->license[0] != '\0' ? ", " : "", set->license);
	y = field(s, a, y, "contents", text);
	widget_value_name(d, text, sizeof(text), &r, "source");
	y = field(s, a, y, "source", text);
	widget_dataset_influence(d, set, text, sizeof(text));
	return field(s, a, y, "influence", text);
}

/*
 * Draws the dataset's state, its fields unless its page stands beside the list, and its payments,
 * as far as the lines go.
 */
static void draw_pane(struct dashboard *d, struct screen *s, struct screen_area a,
		      const struct snapshot_dataset *set, bool beside)
{
	int y = 0, x = screen_fit(s, a, 0, 0, 30, STYLE_BOLD, set->name) + 2;

	screen_fit(s, a, y++, x > 12 ? x : 12, a.w - (x > 12 ? x : 12), STYLE_DIM,
		   meaning(set->state));
	if (set->note[0] != '\0')
		y = field(s, a, y, "because", set->note);
	if (set->replaced_by[0] != '\0')
		y = field(s, a, y, "newer", set->replaced_by);
	if (set->also[0] != '\0')
		y = field(s, a, y, "also", set->also);
	if (set->state == DATASET_UPLOADING && set->upload_size > 0)
		draw_upload(d, s, a, y++, set);
	if (!beside)
		y = draw_fields(d, s, a, y, set);
	draw_earned(d, s, screen_part(a, y, 0, a.h - y, a.w), set);
}

static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	struct widget_tables *v = state;
	struct widget_list *l = &v->lists[0];
	const struct snapshot_dataset *set = selected(v);
	int rows = (int)l->order.n + 1;
	int h = a.h - 1, all = a.w;

	a = widget_list_draw_beside(l, s, a);
	widget_list_draw_heading(l, s, a, "DATASETS", "committed to from this vault");
	if (set != NULL && a.h >= ROWS_LEAST + PANE) {
		h = a.h - 2 - PANE < rows ? a.h - 2 - PANE : rows;
		draw_pane(d, s, screen_part(a, h + 2, 0, a.h - h - 2, a.w), set, a.w < all);
	}
	widget_list_draw(l, s, screen_part(a, 1, 0, h, a.w));
}

static void brief(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct snapshot_dataset *set = selected(state);
	char word[64];

	if (set == NULL) {
		snprintf(out, cap, "Datasets: none yet.");
		return;
	}
	widget_dataset_state(set, word, sizeof(word));
	snprintf(out, cap, "Datasets: %zu. %s: %s.", d->snap->n_datasets, set->name, word);
}

/* Each state has one step that brings the dataset closer to being paid. */
static enum action next(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct snapshot_dataset *set = selected(state);

	(void)d;
	if (set == NULL) {
		snprintf(out, cap, "commit to a dataset, or preview it first");
		return ACTION_COMMIT;
	}
	switch (set->state) {
	case DATASET_LOCAL:
		if (widget_offer_waits(widget_tables_snapshot(state), set)) {
			snprintf(out, cap, "choose the datanet that %s is for", set->name);
			return ACTION_OFFER;
		}
		snprintf(out, cap, "attest the commitment to %s on chain", set->name);
		return ACTION_COMMIT;
	case DATASET_ATTESTED:
		snprintf(out, cap, "upload the sealed records of %s", set->name);
		return ACTION_UPLOAD;
	case DATASET_UPLOADING:
		snprintf(out, cap, "go on with the upload of %s", set->name);
		return ACTION_UPLOAD;
	case DATASET_REJECTED:
		snprintf(out, cap, "mend the records, preview them, commit to a new version");
		return ACTION_PREVIEW;
	case DATASET_RECEIVED:
	case DATASET_ACCEPTED:
		snprintf(out, cap, "wait: the next step is the datanet's");
		return ACTION_NONE;
	case DATASET_IN_MODEL:
		snprintf(out, cap, "see what %s earned", set->name);
		return ACTION_SCORES;
	case DATASET_REVOKED:
	case DATASET_ELSEWHERE: break;
	}
	snprintf(out, cap, "nothing to do for %s", set->name);
	return ACTION_NONE;
}

/* The reasons stand in the order in which the user can remove them. */
static bool can(struct dashboard *d, void *state, enum action a, const char **why)
{
	const struct snapshot_dataset *set = selected(state);

	if (a == ACTION_COMPARE)
		return widget_compare_can(d, why);
	if (a == ACTION_EXPORT) {
		*why = "there is no dataset yet";
		return d->snap->n_datasets > 0;
	}
	if (a != ACTION_OPEN && a != ACTION_COPY && a != ACTION_UPLOAD && a != ACTION_PROVE &&
	    a != ACTION_REVOKE && a != ACTION_OFFER)
		return true;
	*why = "no dataset is selected";
	if (set == NULL)
		return false;
	if (a == ACTION_UPLOAD) {
		*why = set->state == DATASET_LOCAL	 ? "attest the commitment first"
		       : set->state == DATASET_ELSEWHERE ? "it is committed to another datanet"
							 : "there is nothing left to upload";
		return set->state == DATASET_ATTESTED || set->state == DATASET_UPLOADING;
	}
	if (a == ACTION_OFFER)
		return widget_offer_can(widget_tables_snapshot(state), set, why);
	if (a == ACTION_PROVE) {
		*why = "the records are not on this machine";
		return set->source[0] != '\0' && set->records > 0;
	}
	if (a == ACTION_REVOKE) {
		*why = hash_is_zero(&set->uid) ? "it is not attested" : "it is revoked already";
		return !hash_is_zero(&set->uid) && set->state != DATASET_REVOKED;
	}
	return true;
}

/* Prepares the revocation and opens its review. */
static void revoke(struct dashboard *d, struct app *scope, const struct snapshot_dataset *set)
{
	struct dashboard_task *t =
		dashboard_task_new(d, "preparing to revoke", NULL, widget_review_prepared);

	if (t != NULL)
		dashboard_task_started(
			t, start_prepare_revoke(scope, &set->uid, dashboard_task_done, t));
}

/* Only a local dataset proposes a commitment: of its own source, to the datanet that it is for. */
static void commit(struct dashboard *d, const struct snapshot *s,
		   const struct snapshot_dataset *set)
{
	if (set == NULL || set->state != DATASET_LOCAL)
		widget_commit_open(d, "");
	else
		widget_commit_open_for(d, set->source, set->license,
				       widget_datanet_place(d->snap, s, &set->of));
}

static bool act(struct dashboard *d, void *state, enum action a)
{
	const struct snapshot_dataset *set = selected(state);

	if (a == ACTION_COMMIT)
		commit(d, widget_tables_snapshot(state), set);
	else if (a == ACTION_PREVIEW)
		widget_preview_open(d, set != NULL ? set->source : "");
	else if (a == ACTION_COMPARE)
		widget_compare_open(d, set != NULL ? set->source : "");
	else if (a == ACTION_EXPORT)
		widget_export_open(d, EXPORT_DATASETS);
	else if (set == NULL)
		return false;
	else if (a == ACTION_COPY)
		widget_dataset_copy(d, set);
	else if (a == ACTION_UPLOAD)
		widget_upload_open(d, widget_tables_scope(state, &set->of), set);
	else if (a == ACTION_OFFER)
		widget_offer_open(d, widget_tables_snapshot(state), set);
	else if (a == ACTION_PROVE)
		widget_prove_open(d, widget_tables_scope(state, &set->of), set);
	else if (a == ACTION_REVOKE)
		revoke(d, widget_tables_scope(state, &set->of), set);
	else
		return false;
	return true;
}

const struct view view_datasets = {
	.name = "datasets",
	.tables = {&widget_dataset_rows_full},
	.can = can,
	.act = act,
	.draw = draw,
	.brief = brief,
	.next = next,
};
