/* Settled epochs as rows, and an epoch's page. */
#include "tui/view_scores_epochs.h"

#include <stdio.h>

#include "app/owner.h"
#include "tui/widget_tables.h"
#include "tui/widget_value.h"

/* Green means that every sum was redone and fits; an audit that has not run is dim. */
static enum screen_style audit_style(enum audit_state a)
{
	switch (a) {
	case AUDIT_OWN_SOUND:
	case AUDIT_FULL_SOUND: return STYLE_GOOD;
	case AUDIT_FAULT: return STYLE_BAD;
	case AUDIT_OWN_WAITING:
	case AUDIT_NOT_RUN:
	case AUDIT_NOT_AUDITABLE: return STYLE_DIM;
	}
	return STYLE_TEXT;
}

enum epoch_column { EPOCH, SETTLED, OWN, POOL, SHARE, BAR, INFERENCES, MARK, AUDIT };

static const struct widget_column epoch_columns[] = {
	[EPOCH] = {"epoch", .width = 5},
	[SETTLED] = {"settled", .width = 10, .drop = 4},
	[OWN] = {"own", .width = 9},
	[POOL] = {"pool", .width = 9, .drop = 5},
	[SHARE] = {"share", .width = 6, .drop = 3},
	[BAR] = {.title = "", .width = 8, .max = 24, .drop = 6},
	[INFERENCES] = {"inferences", .width = 10, .drop = 7},
	[MARK] = {"trust", .width = 1, .drop = 2},
	[AUDIT] = {"audit", .width = 16, .max = 24},
};

/* An epoch keeps its number from snapshot to snapshot; each datanet counts its own. */
static uint64_t id_epoch(const struct snapshot *s, const void *row)
{
	const struct snapshot_epoch *e = row;

	return e->epoch ^ widget_tables_owner(s, &e->of);
}

/* The bar is the share of the whole epoch: how much of it was one's own. */
static void dress_epoch(struct dashboard *d, const void *row, size_t column,
			struct widget_cell *out)
{
	const struct snapshot_epoch *e = row;

	(void)d;
	if (column == BAR) {
		out->bar = e->share > 0 ? e->share : 0;
		out->style = STYLE_ACCENT;
	} else if (column == AUDIT) {
		out->style = audit_style(e->audit);
	}
}

/* Names the ways out of a fault: what to keep, whom to ask, and that the rest can be claimed. */
static void add_ways_out(const struct snapshot *s, const struct snapshot_epoch *e,
			 struct widget_detail *p)
{
	const struct snapshot_datanet *datanet = owner_datanet(s, &e->of);
	char address[ADDRESS_TEXT_SIZE] = "";

	if (datanet != NULL)
		address_format(address, &datanet->address);
	widget_detail_add(p, "Keep",
			  "the evidence: byline audit --full --json >FILE writes every "
			  "number, which anybody can redo from the chain");
	if (datanet != NULL)
		widget_detail_add(p, "Ask", "%s, which attested it: %s", datanet->name, address);
	if (snapshot_find_claimable(s) != NULL)
		widget_detail_add(p, "Claim", "what is there: c in the overview prepares it");
}

bool view_scores_epochs_can_open_fault(const struct dashboard *d, const char **why)
{
	*why = d->snap->n_epochs == 0 ? "no epoch has settled yet" : "no audit has found a fault";
	return snapshot_find_fault(d->snap) != NULL;
}

/* Whichever row is selected: the oldest fault matters, since later ones often follow from it. */
void view_scores_epochs_open_fault(struct dashboard *d)
{
	const struct snapshot_epoch *e = snapshot_find_fault(d->snap);

	if (e != NULL)
		widget_detail_open(d, view_scores_epochs_page(d, d->snap, e));
}

/* The selected row may be of another epoch, and a datanet alone needs no name. */
void view_scores_epochs_next_fault(const struct snapshot *s, const struct snapshot_epoch *e,
				   char *out, size_t cap)
{
	const struct snapshot_datanet *datanet = owner_datanet(s, &e->of);
	bool is_named = s->n_datanets > 1 && datanet != NULL;

	snprintf(out, cap, "see what is wrong with epoch %llu%s%s, and what can be done",
		 (unsigned long long)e->epoch, is_named ? " of " : "",
		 is_named ? datanet->name : "");
}

/* The page ends with what an audit does not prove. */
struct widget_detail *view_scores_epochs_page(const struct dashboard *d, const struct snapshot *s,
					      const void *row)
{
	const struct snapshot_epoch *e = row;
	const struct widget_row r = widget_value_row(ROW_EPOCH, s, e);
	char title[48], a[VALUE_TEXT_SIZE], b[VALUE_TEXT_SIZE];
	struct widget_detail *p;

	snprintf(title, sizeof(title), "EPOCH %llu", (unsigned long long)e->epoch);
	p = widget_detail_new(title);
	widget_value_name(d, a, sizeof(a), &r, "start");
	widget_value_name(d, b, sizeof(b), &r, "end");
	widget_detail_add(p, "From, to", "%s to %s", a, b);
	widget_value_detail(d, p, "Settled", &r, "settled");
	widget_value_detail(d, p, "Own amount", &r, "own");
	widget_value_detail(d, p, "Pool", &r, "pool");
	widget_value_name(d, a, sizeof(a), &r, "influence");
	widget_value_name(d, b, sizeof(b), &r, "share");
	widget_detail_add(p, "Own influence", "%s, %s of all", a, b);
	widget_value_detail(d, p, "Inferences", &r, "inferences");
	widget_value_detail(d, p, "Statement", &r, "statement");
	widget_value_detail(d, p, "Known how", &r, "trust");
	widget_value_detail(d, p, "Audit", &r, "audit");
	widget_value_detail_known(d, p, "Finding", &r, "finding");
	if (e->audit == AUDIT_FAULT)
		add_ways_out(s, e, p);
	widget_detail_text(p, STYLE_TEXT, "");
	widget_detail_text(
		p, STYLE_DIM,
		"An audit proves the arithmetic: that each own leaf is in the statement, that "
		"amounts follow the rule, that the sum was paid. It does not prove that "
		"influence, queries, accounts or the pool are honest.");
	return p;
}

const struct widget_list_info view_scores_epochs = {
	epoch_columns,
	ARRAY_SIZE(epoch_columns),
	WIDGET_TABLE_OF(ROW_EPOCH, id_epoch),
	dress_epoch,
	"No epoch has settled for this account yet. A dataset earns from the first model that "
	"includes it.",
	.page = view_scores_epochs_page};
