/* Nodes as rows, and a node's page. */
#include "tui/view_nodes_rows.h"

#include <stdio.h>
#include <string.h>

#include "tui/widget_detail.h"
#include "tui/widget_tables.h"
#include "tui/widget_text.h"

enum node_column { NAME, OPERATOR, HEAD, LAG, LATENCY, P50, P95, AGREES, STATE };

static const struct widget_column columns[] = {
	{"NODE", 7, 20, 0, false, true},     {"OPERATOR", 8, 20, 5, false, true},
	{"HEAD", 7, 0, 3, true, true},	     {"LAG", 3, 0, 1, true, true},
	{"LATENCY", 7, 16, 6, false, false}, {"p50", 4, 0, 4, true, true},
	{"p95 ms", 6, 0, 4, true, true},     {"AGREES", 7, 0, 2, true, true},
	{"STATE", 11, 0, 0, false, true},
};

/* The node in a row of the snapshot `data`. */
static const struct snapshot_node *node_of(const void *data, size_t row)
{
	return &((const struct snapshot *)data)->nodes[row];
}

static size_t count(const void *data)
{
	return ((const struct snapshot *)data)->n_nodes;
}

uint64_t view_nodes_rows_hash(const char *text)
{
	uint64_t h = 14695981039346656037u; /* FNV-1a, 64 bits */

	for (; *text != '\0'; text++)
		h = (h ^ (unsigned char)*text) * 1099511628211u;
	return h;
}

/* A node keeps its address from snapshot to snapshot. */
static uint64_t id(const void *data, size_t row)
{
	return view_nodes_rows_hash(node_of(data, row)->url);
}

static int compare(const void *data, size_t a, size_t b, unsigned column)
{
	return column == NAME ? strcmp(node_of(data, a)->name, node_of(data, b)->name) : 0;
}

static void text(const void *data, size_t row, char *out, size_t cap)
{
	snprintf(out, cap, "%s %s", node_of(data, row)->name, node_of(data, row)->operator);
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
	case PEER_LIMITED: return STYLE_WARN;
	case PEER_UNREACHABLE:
	case PEER_WRONG_CHAIN:
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

/* Writes a number, or a dash when it is not known. */
static void number(struct widget_cell *out, bool known, uint64_t v)
{
	if (known)
		widget_text_count(out->text, v);
	else
		snprintf(out->text, sizeof(out->text), "–");
	out->style = known ? STYLE_TEXT : STYLE_DIM;
}

static void cell(struct dashboard *d, const void *data, size_t row, size_t column,
		 struct widget_cell *out)
{
	const struct snapshot_node *n = node_of(data, row);

	(void)d;
	switch ((enum node_column)column) {
	case NAME: snprintf(out->text, sizeof(out->text), "%s", n->name); break;
	case OPERATOR: snprintf(out->text, sizeof(out->text), "%s", n->operator); break;
	case HEAD: number(out, n->head > 0, n->head); break;
	case LAG: number(out, n->head > 0, n->lag); break;
	case LATENCY: view_nodes_rows_latencies(n, out); break;
	case P50: number(out, n->p50_ms > 0, n->p50_ms); break;
	case P95: number(out, n->p95_ms > 0, n->p95_ms); break;
	case AGREES: widget_text_share(out->text, n->agrees); break;
	case STATE:
		snprintf(out->text, sizeof(out->text), "%s", snapshot_peer_word(n->state));
		out->style = state_style(n->state);
		break;
	}
}

const struct widget_list_info view_nodes_rows = {
	columns,
	ARRAY_SIZE(columns),
	{count, id, compare, text, widget_tables_ref, widget_tables_unref},
	cell,
	"No network is chosen, so there are no nodes."};

/* The page explains the percentiles that the list only names. */
void view_nodes_rows_open(struct dashboard *d, const struct snapshot_node *n)
{
	struct widget_detail *p = widget_detail_new(n->name);
	char time[WIDGET_TEXT_SIZE], share[WIDGET_TEXT_SIZE];

	widget_detail_add(p, "Operator", "%s", n->operator);
	widget_detail_add(p, "Address", "%s", n->url);
	widget_detail_add(p, "State", "%s", snapshot_peer_word(n->state));
	if (n->detail[0] != '\0')
		widget_detail_add(p, "Last trouble", "%s", n->detail);
	widget_detail_add(p, "Head", "%llu, %llu behind", (unsigned long long)n->head,
			  (unsigned long long)n->lag);
	widget_detail_add(p, "Latency", "%u ms half of the time, %u ms in 19 of 20", n->p50_ms,
			  n->p95_ms);
	widget_text_share(share, n->agrees);
	widget_detail_add(p, "Agrees", "%s of comparisons", share);
	widget_text_time(time, n->last_reply);
	widget_detail_add(p, "Last reply", "%s", time);
	widget_detail_open(d, p);
}
