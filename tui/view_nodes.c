/* Who says what, and whom do I believe? Why are there no new earnings? */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "tui/widget_chart.h"
#include "tui/widget_dataset.h"
#include "tui/widget_figure.h"
#include "tui/widget_popup.h"

enum table { NODES, DISPUTES };

/* --- nodes --- */

enum column { NAME, OPERATOR, HEAD, LAG, LATENCY, P50, P95, AGREES, STATE };

static const struct widget_column columns[] = {
	{"NODE", 7, 20, 0, false, true},     {"OPERATOR", 8, 20, 5, false, true},
	{"HEAD", 7, 0, 3, true, true},	     {"LAG", 3, 0, 1, true, true},
	{"LATENCY", 7, 16, 6, false, false}, {"p50", 4, 0, 4, true, true},
	{"p95 ms", 6, 0, 4, true, true},     {"AGREES", 7, 0, 2, true, true},
	{"STATE", 11, 0, 0, false, true},
};

static const struct snapshot_node *node_of(const void *data, size_t row)
{
	return &((const struct snapshot *)data)->nodes[row];
}

static size_t count(const void *data)
{
	return ((const struct snapshot *)data)->n_nodes;
}

static uint64_t hash_text(const char *text)
{
	uint64_t h = 14695981039346656037u; /* FNV-1a */

	for (; *text != '\0'; text++)
		h = (h ^ (unsigned char)*text) * 1099511628211u;
	return h;
}

static uint64_t id(const void *data, size_t row)
{
	return hash_text(node_of(data, row)->url);
}

static int compare(const void *data, size_t a, size_t b, unsigned column)
{
	return column == NAME ? strcmp(node_of(data, a)->name, node_of(data, b)->name) : 0;
}

static void text(const void *data, size_t row, char *out, size_t cap)
{
	snprintf(out, cap, "%s %s", node_of(data, row)->name, node_of(data, row)->operator);
}

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

static void latencies(const struct snapshot_node *n, struct widget_cell *out)
{
	out->spark = true;
	out->style = STYLE_ACCENT;
	out->n_values = 0;
	for (size_t i = 0; i < SNAPSHOT_LATENCIES; i++)
		if (n->latency_ms[i] != 0)
			out->values[out->n_values++] = n->latency_ms[i];
}

static void number(struct widget_cell *out, bool known, uint64_t v)
{
	if (known)
		widget_count(out->text, v);
	else
		snprintf(out->text, sizeof(out->text), "–");
	out->style = known ? STYLE_TEXT : STYLE_DIM;
}

static void cell(struct dashboard *d, const void *data, size_t row, size_t column,
		 struct widget_cell *out)
{
	const struct snapshot_node *n = node_of(data, row);

	(void)d;
	switch ((enum column)column) {
	case NAME: snprintf(out->text, sizeof(out->text), "%s", n->name); break;
	case OPERATOR: snprintf(out->text, sizeof(out->text), "%s", n->operator); break;
	case HEAD: number(out, n->head > 0, n->head); break;
	case LAG: number(out, n->head > 0, n->lag); break;
	case LATENCY: latencies(n, out); break;
	case P50: number(out, n->p50_ms > 0, n->p50_ms); break;
	case P95: number(out, n->p95_ms > 0, n->p95_ms); break;
	case AGREES: widget_share(out->text, n->agrees); break;
	case STATE:
		snprintf(out->text, sizeof(out->text), "%s", peer_state_word(n->state));
		out->style = state_style(n->state);
		break;
	}
}

static const struct widget_list_info node_info = {
	columns,
	ARRAY_SIZE(columns),
	{count, id, compare, text, widget_snapshot_ref, widget_snapshot_unref},
	cell,
	"No network is chosen, so there are no nodes."};

/* --- disputes --- */

static const struct widget_column dispute_columns[] = {
	{"TIME", 10, 0, 2, false, true},     {"NODE", 8, 10, 0, false, true},
	{"WHAT", 14, 40, 0, false, true},    {"SAID", 12, 40, 1, false, false},
	{"AGREED", 12, 40, 3, false, false},
};

static const struct snapshot_dispute *dispute_of(const void *data, size_t row)
{
	return &((const struct snapshot *)data)->disputes[row];
}

static size_t count_disputes(const void *data)
{
	return ((const struct snapshot *)data)->n_disputes;
}

static uint64_t id_dispute(const void *data, size_t row)
{
	const struct snapshot_dispute *t = dispute_of(data, row);

	return hash_text(t->what) ^ hash_text(t->node) ^ (uint64_t)t->time;
}

static int compare_disputes(const void *data, size_t a, size_t b, unsigned column)
{
	const struct snapshot_dispute *x = dispute_of(data, a), *y = dispute_of(data, b);

	if (column == 0)
		return widget_compare_i64(x->time, y->time);
	return column == 1 ? strcmp(x->node, y->node) : strcmp(x->what, y->what);
}

static void text_dispute(const void *data, size_t row, char *out, size_t cap)
{
	const struct snapshot_dispute *t = dispute_of(data, row);

	snprintf(out, cap, "%s %s %s %s", t->node, t->what, t->said, t->agreed);
}

static void cell_dispute(struct dashboard *d, const void *data, size_t row, size_t column,
			 struct widget_cell *out)
{
	const struct snapshot_dispute *t = dispute_of(data, row);
	const char *const texts[] = {"", t->node, t->what, t->said, t->agreed};

	(void)d;
	if (column == 0)
		widget_time_short(out->text, t->time);
	else
		snprintf(out->text, sizeof(out->text), "%s", texts[column]);
	out->style = column == 3 ? STYLE_BAD : STYLE_TEXT;
}

static const struct widget_list_info dispute_info = {
	dispute_columns,
	ARRAY_SIZE(dispute_columns),
	{count_disputes, id_dispute, compare_disputes, text_dispute, widget_snapshot_ref,
	 widget_snapshot_unref},
	cell_dispute,
	"The nodes have never contradicted each other."};

/* --- the view --- */

/* One line: what, of what, when; of nothing: what is to be done about it. */
static void rhythm_row(struct screen *s, struct screen_area a, int y, const char *label,
		       const char *of, int64_t at, const char *never)
{
	char time[WIDGET_TEXT_SIZE];
	int x = a.w >= 76 ? 56 : a.w - 19;

	if (at != 0)
		widget_time(time, at);
	else
		snprintf(time, sizeof(time), "–");
	screen_fit(s, a, y, 2, 17, STYLE_DIM, label);
	if (a.w >= 50)
		screen_fit(s, a, y, 20, x - 22, at == 0 ? STYLE_DIM : STYLE_TEXT,
			   at == 0 ? never : of);
	screen_fit(s, a, y, x, 16, at == 0 ? STYLE_DIM : STYLE_TEXT, time);
}

/* The answer, in one sentence. */
static enum screen_style rhythm_answer(const struct snapshot *s, char *out, size_t cap)
{
	const struct snapshot_rhythm *r = &s->rhythm;

	if (r->settlement_late) {
		snprintf(out, cap, "The settlement is late: nothing new is paid until it comes.");
		return STYLE_BAD;
	}
	if (r->last_acceptance == 0 && r->last_attribution == 0) {
		snprintf(out, cap, "No data of yours is in a model: commit to it and upload it.");
		return STYLE_WARN;
	}
	if (r->last_attribution == 0) {
		snprintf(out, cap, "No inference has used your data yet: nothing is owed for it.");
		return STYLE_WARN;
	}
	if (r->next_settlement == 0)
		snprintf(out, cap, "The datanet does not say when it settles next.");
	else if (r->last_attribution < r->last_settlement)
		snprintf(out, cap, "On time; no inference used your data since the settlement.");
	else
		snprintf(out, cap, "On time; what was attributed since is paid when it settles.");
	return r->next_settlement == 0 ? STYLE_DIM : STYLE_GOOD;
}

static void draw_rhythm(struct dashboard *d, struct screen *s, struct screen_area a)
{
	const struct snapshot_rhythm *r = &d->snap->rhythm;
	char last[48] = "", following[48] = "", answer[96];
	enum screen_style style;

	screen_text(s, a, 0, 0, STYLE_BOLD, "WHY NO NEW EARNINGS?");
	if (!d->snap->has_datanet) {
		screen_wrap(s, a, 1, 2, 3, a.w - 2, STYLE_DIM,
			    "This network has no datanet: byline shows balances and attestations. "
			    "`byline network add` takes a profile with one.");
		return;
	}
	snprintf(last, sizeof(last), "epoch %llu", (unsigned long long)r->last_epoch);
	snprintf(following, sizeof(following), "epoch %llu", (unsigned long long)r->last_epoch + 1);
	rhythm_row(s, a, 1, "last acceptance", r->last_acceptance_of, r->last_acceptance,
		   "upload a dataset");
	rhythm_row(s, a, 2, "last attribution", r->last_attribution_of, r->last_attribution,
		   "no data of yours was used");
	rhythm_row(s, a, 3, "last settlement", last, r->last_settlement, "none for this account");
	rhythm_row(s, a, 4, "next settlement", following, r->next_settlement, "not known");
	style = rhythm_answer(d->snap, answer, sizeof(answer));
	screen_wrap(s, a, 5, 2, 2, a.w - 2, style, answer);
}

/* How fast the selected node answered lately: larger than in its row. */
static void draw_replies(struct screen *s, struct screen_area a, const struct snapshot_node *n)
{
	struct widget_cell c;
	double least = INFINITY, most = 0;

	latencies(n, &c);
	if (c.n_values == 0)
		return;
	for (size_t i = 0; i < c.n_values; i++) {
		least = c.values[i] < least ? c.values[i] : least;
		most = c.values[i] > most ? c.values[i] : most;
	}
	screen_printf(s, a, 0, 0, STYLE_BOLD, "REPLIES OF %s", n->name);
	screen_printf(s, a, 0, 13 + text_width(n->name), STYLE_DIM, "last %zu", c.n_values);
	widget_spark(s, a, 1, 2, a.h - 2, 2 * (int)c.n_values, STYLE_ACCENT, c.values, c.n_values);
	screen_printf(s, a, a.h - 1, 2, STYLE_DIM, "%.0f ms fastest  %.0f ms slowest", least, most);
}

/* The newest contradictions; `!` lists all. */
static void draw_disputes(const struct snapshot *n, struct screen *s, struct screen_area a)
{
	char time[WIDGET_TEXT_SIZE], text[512];

	screen_text(s, a, 0, 0, STYLE_BOLD, "CONTRADICTED");
	if (n->n_disputes == 0)
		screen_fit(s, a, 1, 2, a.w - 2, STYLE_DIM, "never: all nodes said the same");
	for (size_t i = 0; i < n->n_disputes && 2 + 2 * (int)i < a.h; i++) {
		const struct snapshot_dispute *t = &n->disputes[i];
		int y = 1 + 2 * (int)i;

		widget_time_short(time, t->time);
		snprintf(text, sizeof(text), "%s, %s", t->node, t->what);
		screen_fit(s, a, y, 2, 10, STYLE_DIM, time);
		screen_fit(s, a, y, 14, a.w - 14, STYLE_TEXT, text);
		snprintf(text, sizeof(text), "said %.40s, agreed %.40s", t->said, t->agreed);
		screen_fit(s, a, y + 1, 14, a.w - 14, STYLE_TEXT, text);
	}
}

/* The last error of the selected node, and when it is asked again. */
static void draw_node(struct dashboard *d, const struct widget_tables *v, struct screen *s,
		      struct screen_area a)
{
	size_t row = widget_list_row(&v->lists[NODES]);
	const struct snapshot_node *n = row != SIZE_MAX ? node_of(v->lists[NODES].data, row) : NULL;
	int64_t left = n != NULL ? n->retry_at - clock_now() : 0;
	char time[WIDGET_TEXT_SIZE];
	int x = 2;

	if (n == NULL)
		return;
	widget_time(time, n->last_reply);
	x += screen_printf(s, a, 0, x, STYLE_BOLD, "%s", n->name) + 2;
	x += screen_printf(s, a, 0, x, STYLE_DIM, "last reply %s", time) + 2;
	if (n->retry_at != 0 && left > 0) {
		x += screen_printf(s, a, 0, x, STYLE_WARN, "asked again in %lld s",
				   (long long)left) +
		     2;
		dashboard_wake(d, clock_now() + 1);
	}
	screen_fit(s, a, 0, x, a.w - x, STYLE_TEXT, n->detail[0] != '\0' ? n->detail : n->url);
}

static void heading(struct dashboard *d, struct widget_tables *v, struct screen *s,
		    struct screen_area a)
{
	const struct snapshot *n = d->snap;
	char note[256] = "", block[WIDGET_TEXT_SIZE], hex[HASH_TEXT_SIZE], title[32];

	if (v->shown == DISPUTES) {
		widget_list_heading(&v->lists[DISPUTES], s, a, "DISPUTES",
				    "what a node said, what the others agreed on");
		return;
	}
	widget_count(block, n->block);
	hash_format(hex, &n->block_hash);
	if (n->as_of != 0)
		snprintf(note, sizeof(note), "%u of %zu agree at block %s  %.10s%s  %s",
			 n->nodes_agreeing, n->n_nodes, block, hex, s->ascii ? ".." : "…",
			 trust_word(n->block_trust));
	snprintf(title, sizeof(title), "NODES");
	screen_text(s, a, 0, 0, STYLE_BOLD, title);
	screen_fit(s, a, 0, 7, a.w - 7, n->block_trust >= TRUST_AGREED ? STYLE_DIM : STYLE_WARN,
		   note);
}

static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	struct widget_tables *v = state;
	size_t row = widget_list_row(&v->lists[NODES]);
	int rows = (int)v->lists[NODES].order.n + 1;
	int y = 1;

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
		draw_node(d, v, s, screen_part(a, y + 1, 0, 1, a.w));
		draw_rhythm(d, s, screen_part(a, y + 3, 0, a.h - y - 3, a.w));
		y += 10;
	}
	if (a.h - y >= 8 && row != SIZE_MAX) {
		draw_replies(s, screen_part(a, y, 0, 7, a.w / 2),
			     node_of(v->lists[NODES].data, row));
		draw_disputes(d->snap, s, screen_part(a, y, a.w / 2, 7, a.w - a.w / 2));
	}
}

static void brief(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct snapshot *n = d->snap;
	size_t ok = 0;

	(void)state;
	for (size_t i = 0; i < n->n_nodes; i++)
		ok += n->nodes[i].state == PEER_OK;
	snprintf(out, cap, "Nodes: %zu of %zu ok, %u agree at block %llu. %zu dispute%s.", ok,
		 n->n_nodes, n->nodes_agreeing, (unsigned long long)n->block, n->n_disputes,
		 n->n_disputes == 1 ? "" : "s");
}

static enum action next(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct snapshot *n = d->snap;
	const struct widget_tables *v = state;
	const struct snapshot_node *other = NULL;

	if (!n->has_network) {
		snprintf(out, cap, "choose a network");
		return ACTION_NETWORK;
	}
	if (n->block_trust < TRUST_AGREED && n->as_of != 0) {
		snprintf(out, cap, "no figure is believed until %u nodes agree; ask again",
			 n->quorum);
		return ACTION_REFRESH;
	}
	if (n->n_disputes > 0 && v->shown == NODES) {
		snprintf(out, cap, "read what was contradicted (%zu)", n->n_disputes);
		return ACTION_DISPUTES;
	}
	if (n->rhythm.settlement_late) {
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

static void open_node(struct dashboard *d, const struct snapshot_node *n)
{
	struct widget_detail *p = widget_detail_new(n->name);
	char time[WIDGET_TEXT_SIZE], share[WIDGET_TEXT_SIZE];

	widget_detail_add(p, "Operator", "%s", n->operator);
	widget_detail_add(p, "Address", "%s", n->url);
	widget_detail_add(p, "State", "%s", peer_state_word(n->state));
	if (n->detail[0] != '\0')
		widget_detail_add(p, "Last trouble", "%s", n->detail);
	widget_detail_add(p, "Head", "%llu, %llu behind", (unsigned long long)n->head,
			  (unsigned long long)n->lag);
	widget_detail_add(p, "Latency", "%u ms half of the time, %u ms in 19 of 20", n->p50_ms,
			  n->p95_ms);
	widget_share(share, n->agrees);
	widget_detail_add(p, "Agrees", "%s of comparisons", share);
	widget_time(time, n->last_reply);
	widget_detail_add(p, "Last reply", "%s", time);
	widget_detail_open(d, p);
}

static void open_dispute(struct dashboard *d, const struct snapshot_dispute *t)
{
	struct widget_detail *p = widget_detail_new("DISPUTE");
	char time[WIDGET_TEXT_SIZE];

	widget_time(time, t->time);
	widget_detail_add(p, "Time", "%s", time);
	widget_detail_add(p, "Node", "%s", t->node);
	widget_detail_add(p, "What", "%s", t->what);
	widget_detail_add(p, "It said", "%s", t->said);
	widget_detail_add(p, "Agreed", "%s", t->agreed);
	widget_detail_add(p, "Block", "%llu", (unsigned long long)t->block);
	widget_detail_open(d, p);
}

static bool act(struct dashboard *d, void *state, enum action a)
{
	struct widget_tables *v = state;
	const struct widget_list *l = &v->lists[v->shown];
	size_t row = widget_list_row(l);

	if (a == ACTION_DISPUTES)
		v->shown = v->shown == NODES ? DISPUTES : NODES;
	else if (a == ACTION_BACK && v->shown == DISPUTES)
		v->shown = NODES;
	else if (a == ACTION_OPEN && v->shown == DISPUTES)
		open_dispute(d, dispute_of(l->data, row));
	else if (a == ACTION_OPEN)
		open_node(d, node_of(l->data, row));
	else if (a == ACTION_COPY)
		dashboard_copy(d, v->shown == DISPUTES ? "what it said" : "address",
			       v->shown == DISPUTES ? dispute_of(l->data, row)->said
						    : node_of(l->data, row)->url);
	else
		return false;
	return true;
}

const struct view view_nodes = {
	.name = "nodes",
	.tables = {&node_info, &dispute_info},
	.can = can,
	.act = act,
	.draw = draw,
	.brief = brief,
	.next = next,
};
