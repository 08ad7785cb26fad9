/* Nodes as rows, and a node's page. */
#include "tui/view_nodes_rows.h"

#include <string.h>

#include "app/snapshot_asked.h"
#include "tui/widget_tables.h"
#include "tui/widget_value.h"

enum node_column { NAME, OPERATOR, HEAD, LAG, LATENCY, P50, P95, AGREES, REQUESTS, STATE };

static const struct widget_column columns[] = {
	[NAME] = {"name", .width = 7, .max = 20},
	[OPERATOR] = {"operator", .width = 8, .max = 20, .drop = 5},
	[HEAD] = {"head", .width = 7, .drop = 3},
	[LAG] = {"lag", .width = 3, .drop = 1},
	[LATENCY] = {.title = "LATENCY", .width = 7, .max = 16, .drop = 6},
	[P50] = {"latency_p50_ms", "p50", .width = 4, .drop = 4},
	[P95] = {"latency_p95_ms", "p95 ms", .width = 6, .drop = 4},
	[AGREES] = {"agrees", .width = 7, .drop = 2},
	[REQUESTS] = {"requests", .width = 8, .drop = 7},
	[STATE] = {"state", .width = 11},
};

uint64_t view_nodes_rows_hash(const char *text)
{
	uint64_t h = 14695981039346656037u; /* FNV-1a, 64 bits */

	for (; *text != '\0'; text++)
		h = (h ^ (unsigned char)*text) * 1099511628211u;
	return h;
}

/* A node keeps its address from snapshot to snapshot. */
static uint64_t id(const struct snapshot *s, const void *row)
{
	const struct snapshot_node *n = row;

	return view_nodes_rows_hash(n->url) ^ widget_tables_owner(s, &n->of);
}

/*
 * Yellow states usually mend themselves; red ones need the user, or mean that the node cannot be
 * believed.
 */
static enum screen_style state_style(enum peer_state state)
{
	switch (state) {
	case PEER_OK: return STYLE_GOOD;
	case PEER_BEHIND:
	case PEER_STALLED:
	case PEER_RETURNING:
	case PEER_LIMITED: return STYLE_WARN;
	case PEER_UNREACHABLE:
	case PEER_WRONG_CHAIN:
	case PEER_UNSETTLED:
	case PEER_DISPUTED: return STYLE_BAD;
	case PEER_UNKNOWN: return STYLE_DIM;
	}
	return STYLE_TEXT;
}

/* A latency of 0 stands for a reply that did not come, which the picture leaves out. */
void view_nodes_rows_latencies(const struct snapshot_node *n, struct widget_cell *out)
{
	out->spark = true;
	out->style = STYLE_ACCENT;
	out->n_values = 0;
	for (size_t i = 0; i < SNAPSHOT_LATENCIES; i++)
		if (n->latency_ms[i] != 0)
			out->values[out->n_values++] = n->latency_ms[i];
}

static void dress(struct dashboard *d, const void *row, size_t column, struct widget_cell *out)
{
	const struct snapshot_node *n = row;

	(void)d;
	if (column == LATENCY)
		view_nodes_rows_latencies(n, out);
	else if (column == STATE)
		out->style = state_style(n->state);
}

/* Adds an account that the node was asked about, and when it was last. */
static void add_asked(const struct dashboard *d, struct widget_detail *p, const struct snapshot *s,
		      const struct snapshot_asked *a)
{
	const struct widget_row r = widget_value_row(ROW_ASKED, s, a);
	char account[VALUE_TEXT_SIZE], label[VALUE_TEXT_SIZE], time[VALUE_TEXT_SIZE];

	widget_value_name(d, account, sizeof(account), &r, "account");
	widget_value_name(d, label, sizeof(label), &r, "label");
	widget_value_name(d, time, sizeof(time), &r, "asked_at");
	widget_detail_add(p, "Asked about", "%s%s%s, %s", label, label[0] != '\0' ? " " : "",
			  account, time);
}

/* The page explains the percentiles that the list only names. */
static struct widget_detail *page(const struct dashboard *d, const struct snapshot *s,
				  const void *row)
{
	const struct snapshot_node *n = row;
	const struct widget_row r = widget_value_row(ROW_NODE, s, n);
	struct widget_detail *p = widget_detail_new(n->name);
	char head[VALUE_TEXT_SIZE], lag[VALUE_TEXT_SIZE], share[VALUE_TEXT_SIZE];

	widget_value_detail(d, p, "Operator", &r, "operator");
	widget_value_detail(d, p, "Address", &r, "url");
	widget_value_detail(d, p, "State", &r, "state");
	widget_value_detail_known(d, p, "Last trouble", &r, "detail");
	widget_value_name(d, head, sizeof(head), &r, "head");
	widget_value_name(d, lag, sizeof(lag), &r, "lag");
	widget_detail_add(p, "Head", "%s, %s behind", head, lag);
	widget_value_name(d, head, sizeof(head), &r, "latency_p50_ms");
	widget_value_name(d, lag, sizeof(lag), &r, "latency_p95_ms");
	widget_detail_add(p, "Latency", "%s half of the time, %s in 19 of 20", head, lag);
	widget_value_name(d, share, sizeof(share), &r, "agrees");
	widget_detail_add(p, "Agrees", "%s of comparisons", share);
	widget_value_detail(d, p, "Last reply", &r, "last_reply");
	widget_value_name(d, head, sizeof(head), &r, "requests");
	widget_detail_add(p, "Requests", "%s in the last hour", head);
	for (size_t i = 0; i < s->n_asked; i++)
		if (s->asked[i].of.network == n->of.network &&
		    strcmp(s->asked[i].node, n->name) == 0)
			add_asked(d, p, s, &s->asked[i]);
	return p;
}

const struct widget_list_info view_nodes_rows = {columns,
						 ARRAY_SIZE(columns),
						 WIDGET_TABLE_OF(ROW_NODE, id),
						 dress,
						 "No network is followed, so there are no nodes.",
						 .page = page};
