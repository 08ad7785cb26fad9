/*
 * The view of nodes. It answers two questions: which nodes say the same, and why there are no new
 * earnings. The first table lists the nodes, the second one their contradictions.
 */
#include <stdio.h>

#include "app/owner.h"
#include "tui/view_nodes_disputes.h"
#include "tui/view_nodes_pane.h"
#include "tui/view_nodes_rows.h"
#include "tui/view_private.h"
#include "tui/widget_front.h"
#include "tui/widget_list_draw.h"
#include "tui/widget_text.h"

enum nodes_table { NODES, DISPUTES };

/* The selected node, or NULL. */
static const struct snapshot_node *selected_node(const struct widget_tables *v)
{
	size_t row = widget_list_row(&v->lists[NODES]);
	const struct snapshot *s = v->lists[NODES].data;

	return row == SIZE_MAX ? NULL : &s->nodes[row];
}

/* The network of the selected node, else the one to speak of. */
static const struct snapshot_network *heading_network(const struct snapshot *s,
						      const struct widget_tables *v)
{
	const struct snapshot_node *node = selected_node(v);
	const struct snapshot_network *n = node != NULL ? owner_network(s, &node->of) : NULL;

	return n != NULL ? n : widget_front_network(s);
}

/* Draws the first line: the agreed block and how many nodes agree on it. */
static void heading(struct dashboard *d, struct widget_tables *v, struct screen *s,
		    struct screen_area a)
{
	const struct snapshot_network *n = heading_network(d->snap, v);
	char note[PEER_SENTENCE_SIZE + 96] = "", agreement[PEER_SENTENCE_SIZE];
	char block[WIDGET_TEXT_SIZE], hex[HASH_TEXT_SIZE];
	int x = 0;

	if (v->shown == DISPUTES) {
		widget_list_draw_heading(&v->lists[DISPUTES], s, a, "DISPUTES",
					 "what a node said, what the others agreed on");
		return;
	}
	widget_text_count(block, n->block);
	hash_format(hex, &n->block_hash);
	peer_sentence(agreement, &n->agreement);
	snprintf(note, sizeof(note), "%s", agreement);
	if (n->as_of != 0)
		snprintf(note, sizeof(note), "%s  block %.40s  %.10s%s  %s", agreement, block, hex,
			 s->ascii ? ".." : "…", trust_word(n->block_trust));
	x += screen_text(s, a, 0, 0, STYLE_BOLD, "NODES") + 2;
	if (d->snap->n_networks > 1)
		x += screen_text(s, a, 0, x, STYLE_ACCENT, n->name) + 2;
	screen_fit(s, a, 0, x, a.w - x, n->agreement.alarm ? STYLE_WARN : STYLE_DIM, note);
}

/*
 * Lays out the list, then the panes that still have room: the selected node, the rhythm of
 * payments, reply times beside the newest disputes.
 */
static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	struct widget_tables *v = state;
	const struct snapshot_node *node = selected_node(v);
	int rows = (int)v->lists[NODES].order.n + 1;
	int y = 1;
	struct screen_area left, right;

	a = widget_list_draw_beside(&v->lists[v->shown], s, a);
	heading(d, v, s, a);
	if (v->shown == DISPUTES) {
		widget_list_draw(&v->lists[DISPUTES], s, screen_part(a, 1, 0, a.h - 1, a.w));
		return;
	}
	if (a.h >= 12)
		rows = a.h - 10 < rows ? a.h - 10 : rows;
	widget_list_draw(&v->lists[NODES], s, screen_part(a, y, 0, rows < 2 ? 2 : rows, a.w));
	y += rows < 2 ? 2 : rows;
	if (a.h >= 12) {
		if (node != NULL)
			view_nodes_pane_node(d, node, s, screen_part(a, y + 1, 0, 1, a.w));
		view_nodes_pane_rhythm(d, s, screen_part(a, y + 3, 0, a.h - y - 3, a.w));
		y += 10;
	}
	if (a.h - y >= 8 && node != NULL) {
		screen_split(&left, &right, screen_part(a, y, 0, a.h - y < 12 ? 7 : 11, a.w),
			     a.w / 2 - SCREEN_GUTTER, 0, a.w);
		view_nodes_pane_replies(s, left, node);
		view_nodes_pane_disputes(d->snap, s, right);
	}
}

static void brief(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct snapshot_network *n = widget_front_network(d->snap);
	size_t disputes = d->snap->n_disputes;
	char agreement[PEER_SENTENCE_SIZE];

	(void)state;
	peer_sentence(agreement, &n->agreement);
	snprintf(out, cap, "Nodes: %s%s%s. Block %llu. %zu contradiction%s.",
		 d->snap->n_networks > 1 ? n->name : "", d->snap->n_networks > 1 ? ": " : "",
		 agreement, (unsigned long long)n->block, disputes, disputes == 1 ? "" : "s");
}

/* Proposes the most urgent thing first: no agreement, disputes, a late settlement. */
static enum action next(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct snapshot *n = d->snap;
	const struct snapshot_network *front = widget_front_network(n);
	const struct widget_tables *v = state;
	const struct snapshot_node *other = NULL;

	if (front->agreement.asked && !front->agreement.met) {
		snprintf(out, cap, "nothing new is believed%s%s until %u nodes agree; ask again",
			 n->n_networks > 1 ? " of " : "", n->n_networks > 1 ? front->name : "",
			 front->quorum);
		return ACTION_REFRESH;
	}
	if (n->n_disputes > 0 && v->shown == NODES) {
		snprintf(out, cap, "read what was contradicted (%zu)", n->n_disputes);
		return ACTION_DISPUTES;
	}
	if (widget_front_standing(n)->rhythm.settlement_late) {
		snprintf(out, cap, "the settlement is late: the datanet's operator can say why");
		return ACTION_NONE;
	}
	for (size_t i = 0; i < n->n_nodes && other == NULL; i++)
		if (n->nodes[i].state != PEER_OK && n->nodes[i].state != PEER_UNKNOWN)
			other = &n->nodes[i];
	if (other != NULL)
		snprintf(out, cap, "nothing to do: enough nodes agree without %s", other->name);
	else
		snprintf(out, cap, "nothing to do: all nodes agree");
	return ACTION_NONE;
}

static bool can(struct dashboard *d, void *state, enum action a, const char **why)
{
	struct widget_tables *v = state;

	if (a == ACTION_DISPUTES) {
		*why = "the nodes have never contradicted each other";
		return d->snap->n_disputes > 0 || v->shown == DISPUTES;
	}
	*why = "no row is selected";
	return v->lists[v->shown].order.n > 0 || (a != ACTION_OPEN && a != ACTION_COPY);
}

static bool act(struct dashboard *d, void *state, enum action a)
{
	struct widget_tables *v = state;
	const struct widget_list *l = &v->lists[v->shown];
	const struct snapshot *n = l->data;
	size_t row = widget_list_row(l);

	if (a == ACTION_DISPUTES)
		v->shown = v->shown == NODES ? DISPUTES : NODES;
	else if (a == ACTION_BACK && v->shown == DISPUTES)
		v->shown = NODES;
	else if (a == ACTION_COPY)
		dashboard_copy(d, v->shown == DISPUTES ? "what it said" : "address",
			       v->shown == DISPUTES ? n->disputes[row].said_whole
						    : n->nodes[row].url);
	else
		return false;
	return true;
}

const struct view view_nodes = {
	.name = "nodes",
	.tables = {&view_nodes_rows, &view_nodes_disputes},
	.can = can,
	.act = act,
	.draw = draw,
	.brief = brief,
	.next = next,
};
