/*
 * The view of models: every version of every datanet that is followed, and the four questions about
 * the selected one. Below the list stands a pane, or beside it the whole page where there is room.
 */
#include <stdio.h>

#include "tui/view_models_rows.h"
#include "tui/view_private.h"
#include "tui/widget_card.h"
#include "tui/widget_compare.h"
#include "tui/widget_list_draw.h"

/* The pane is drawn with PANE lines at least, where the list keeps ROWS_LEAST with its head. */
#define ROWS_LEAST 4
#define PANE	   8

/* The selected model of the list's own snapshot, or NULL. */
static const struct snapshot_model *selected(const struct widget_tables *v)
{
	return widget_list_chosen(&v->lists[0]);
}

static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	struct widget_tables *v = state;
	struct widget_list *l = &v->lists[0];
	const struct snapshot_model *m = selected(v);
	int rows = (int)l->order.n + 1, h = a.h - 1, all = a.w;

	a = widget_list_draw_beside(l, s, a);
	widget_list_draw_heading(l, s, a, "MODELS", "of every datanet that is followed");
	if (m != NULL && a.w == all && a.h >= 1 + ROWS_LEAST + 1 + PANE) {
		h = a.h - 2 - view_models_rows_height(l->data, m);
		h = h < ROWS_LEAST ? ROWS_LEAST : h < rows ? h : rows;
		view_models_rows_answers(d, l->data, m, s,
					 screen_part(a, h + 2, 0, a.h - h - 2, a.w));
	}
	widget_list_draw(l, s, screen_part(a, 1, 0, h, a.w));
}

static void brief(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct snapshot_model *m = selected(state);

	if (m == NULL)
		snprintf(out, cap, "Models: none known yet.");
	else
		snprintf(out, cap, "Models: %zu. %s: %s.", d->snap->n_models, m->name,
			 model_state_word(m->state));
}

static enum action next(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct snapshot_model *m = selected(state);

	(void)d;
	if (m == NULL) {
		snprintf(out, cap, "ask the datanets for their models");
		return ACTION_REFRESH;
	}
	if (model_state_is_fault(m->state)) {
		snprintf(out, cap, "read what is wrong with %s", m->name);
		return ACTION_OPEN;
	}
	snprintf(out, cap, "export the card of %s, with all proofs", m->name);
	return ACTION_EXPORT_CARD;
}

static bool can(struct dashboard *d, void *state, enum action a, const char **why)
{
	if (a == ACTION_COMPARE)
		return widget_compare_can(d, why);
	*why = "no model is selected";
	return selected(state) != NULL ||
	       (a != ACTION_OPEN && a != ACTION_COPY && a != ACTION_EXPORT_CARD);
}

static bool act(struct dashboard *d, void *state, enum action a)
{
	const struct snapshot_model *m = selected(state);
	char hash[HASH_TEXT_SIZE];

	if (a == ACTION_COMPARE) {
		widget_compare_open(d, "");
		return true;
	}
	if (m == NULL)
		return false;
	if (a == ACTION_EXPORT_CARD) {
		widget_card_open(d, widget_tables_scope(state, &m->of), m);
	} else if (a == ACTION_COPY) {
		hash_format(hash, &m->hash);
		dashboard_copy(d, "hash of the artifact", hash);
	} else {
		return false;
	}
	return true;
}

const struct view view_models = {
	.name = "models",
	.tables = {&view_models_rows},
	.can = can,
	.act = act,
	.draw = draw,
	.brief = brief,
	.next = next,
};
