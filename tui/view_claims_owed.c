/*
 * The list of what payers owe, as the view of claims shows it first. chosen() is what a claim would
 * be for: the marked rows, else the selected one; view_claims_owed_can() refuses to claim a part of
 * what is marked without saying so.
 */
#include "tui/view_claims_owed.h"

#include <stdio.h>

#include "tui/view_claims_owed_rows.h"
#include "tui/widget_claim.h"
#include "tui/widget_export.h"
#include "tui/widget_list_draw.h"
#include "tui/widget_tables.h"
#include "tui/widget_value.h"

/* Lines of the beginning of a page below the list: what decides, and more on a high screen. */
#define PAGE_LINES	6
#define PAGE_LINES_HIGH 11
#define HIGH_SCREEN	30

#define EMPTY                                                                       \
	"No payer owes these accounts anything that byline knows of. A payer that " \
	"gives a file is added by a"

const struct widget_list_info view_claims_owed = {
	view_claims_owed_rows_columns,
	VIEW_CLAIMS_OWED_COLUMNS,
	WIDGET_TABLE_OF(ROW_ASKED_DUE, view_claims_owed_rows_id),
	view_claims_owed_rows_dress,
	EMPTY,
	.page = view_claims_owed_rows_page};

static const struct widget_list_info unfolded = {view_claims_owed_rows_columns,
						 VIEW_CLAIMS_OWED_COLUMNS,
						 WIDGET_TABLE_OF(ROW_DUE, view_claims_owed_rows_id),
						 view_claims_owed_rows_dress,
						 EMPTY,
						 .page = view_claims_owed_rows_page};

/* Whether the list shows tokens that nobody asked for. */
static bool is_unfolded(const struct widget_list *l)
{
	return l->info == &unfolded;
}

static size_t folded(const struct widget_list *l)
{
	return l->data != NULL ? l->rows.snapshot->n_dues - snapshot_due_count(l->rows.snapshot)
			       : 0;
}

/*
 * Collects the marked rows, at most `cap`. A mark of a row that is folded away or gone stands for
 * nothing.
 */
static size_t marked(const struct widget_list *l, const struct snapshot_due **out, size_t cap)
{
	size_t n = 0;

	for (size_t i = 0; l->data != NULL && l->n_marks > 0 && i < l->rows.n && n < cap; i++) {
		const struct snapshot_due *row = widget_order_row(&l->rows, i);

		if (widget_list_marked(l, view_claims_owed_rows_id(l->rows.snapshot, row)))
			out[n++] = row;
	}
	return n;
}

/* Collects the rows that a claim would be for: those that are marked, else the selected one. */
static size_t chosen(const struct widget_list *l, const struct snapshot_due **out, size_t cap)
{
	const struct snapshot_due *row = widget_list_chosen(l);
	size_t n = marked(l, out, cap);

	if (n == 0 && row != NULL && cap > 0)
		out[n++] = row;
	return n;
}

/* --- drawing --- */

static void draw_heading(const struct widget_list *l, struct screen *s, struct screen_area a)
{
	const struct snapshot_due *rows[WIDGET_CLAIM_MOST];
	char note[128] = "Space marks, c claims";
	size_t hidden = is_unfolded(l) ? 0 : folded(l);
	size_t n = marked(l, rows, WIDGET_CLAIM_MOST);

	if (n > 0)
		snprintf(note, sizeof(note), "%zu marked; c claims them", n);
	else if (hidden > 0)
		snprintf(note, sizeof(note),
			 "Space marks, c claims; z shows %zu that nobody asked for", hidden);
	widget_list_draw_heading(l, s, a, "OWED", note);
}

int view_claims_owed_draw(struct dashboard *d, struct widget_list *l, struct screen *s,
			  struct screen_area a, bool page)
{
	int rows = l->order.n > 0 ? (int)l->order.n + 1 : 2;
	int room = a.h - 1, lines = a.h >= HIGH_SCREEN ? PAGE_LINES_HIGH : PAGE_LINES;

	(void)d;
	draw_heading(l, s, a);
	page = page && l->order.n > 0 && room >= lines + 5;
	if (page && rows > room - lines - 1)
		rows = room - lines - 1;
	if (rows > room)
		rows = room;
	widget_list_draw(l, s, screen_part(a, 1, 0, rows, a.w));
	if (!page)
		return 1 + rows;
	widget_detail_draw_lines(widget_list_page(l), s, screen_part(a, 2 + rows, 0, lines, a.w));
	return 2 + rows + lines;
}

/* --- actions --- */

static bool can_claim(const struct widget_list *l, const char **why)
{
	const struct snapshot_due *rows[WIDGET_CLAIM_MOST + 1];
	size_t n = chosen(l, rows, WIDGET_CLAIM_MOST + 1);

	*why = n == 0 ? "nothing is owed" : "these are too many for one review: mark fewer";
	if (n == 0 || n > WIDGET_CLAIM_MOST)
		return false;
	for (size_t i = 0; i < n; i++) {
		*why = "a marked one pays nothing now: Space takes its mark away";
		if (n == 1)
			*why = rows[0]->underfunded ? "the payer holds too little to pay it"
			       : rows[0]->on_its_way.known &&
					       !u256_is_zero(&rows[0]->on_its_way.value)
				       ? "all that can be claimed is on its way"
				       : "it pays nothing now: Enter tells why";
		if (!snapshot_due_pays(rows[i]) && !snapshot_due_needs_trial(rows[i]))
			return false;
		*why = "the marked ones are of several networks: claim them one network at a time";
		if (rows[i]->of.network != rows[0]->of.network)
			return false;
	}
	return true;
}

bool view_claims_owed_can(struct dashboard *d, struct widget_list *l, enum action a,
			  const char **why)
{
	(void)d;
	if (a == ACTION_CLAIM)
		return can_claim(l, why);
	if (a == ACTION_UNFOLD) {
		*why = "no token is folded away";
		return folded(l) > 0;
	}
	if (a == ACTION_CONTINUE || a == ACTION_CANCEL_CLAIM) {
		*why = "no claim is selected: t shows the claims";
		return false;
	}
	*why = "nothing is owed";
	return widget_list_chosen(l) != NULL ||
	       (a != ACTION_OPEN && a != ACTION_COPY && a != ACTION_EXPORT);
}

/* The tokens stay unfolded until they are folded again or byline is left. */
static void unfold(struct widget_list *l)
{
	widget_list_show(l, is_unfolded(l) ? &view_claims_owed : &unfolded);
}

bool view_claims_owed_act(struct dashboard *d, struct widget_list *l, enum action a)
{
	const struct snapshot_due *rows[WIDGET_CLAIM_MOST];
	const struct snapshot_due *due = widget_list_chosen(l);
	char address[ADDRESS_TEXT_SIZE];

	if (a == ACTION_CLAIM) {
		widget_claim_start(d, l->rows.snapshot, rows, chosen(l, rows, WIDGET_CLAIM_MOST),
				   NULL);
		/* A mark that stayed would keep the next claim from what else is marked then. */
		widget_list_clear_marks(l);
	} else if (a == ACTION_UNFOLD) {
		unfold(l);
	} else if (a == ACTION_EXPORT) {
		widget_export_open(d, is_unfolded(l) ? EXPORT_DUES : EXPORT_ASKED_DUES);
	} else if (a == ACTION_COPY && due != NULL) {
		address_format(address, &due->payer);
		dashboard_copy(d, "payer's address", address);
	} else {
		return false;
	}
	return true;
}

void view_claims_owed_brief(struct dashboard *d, const struct widget_list *l, char *out, size_t cap)
{
	const struct snapshot_due *due = widget_list_chosen(l);
	const struct widget_row row = widget_value_row(ROW_DUE, l->rows.snapshot, due);
	char amount[VALUE_TEXT_SIZE];

	if (due == NULL) {
		snprintf(out, cap, "Owed: nothing that byline knows of.");
		return;
	}
	widget_value_name(d, amount, sizeof(amount), &row, "claimable");
	snprintf(out, cap, "Owed: %zu. %s from %s, %s.", l->order.n, amount, due->payer_name,
		 snapshot_due_word(due));
}

/*
 * Whether a claim and a line are of one thing. Payers that count in all pay every root and cycle
 * together; a pod, an epoch and the index of a tree stand each for money of its own.
 */
static bool is_one_thing(const struct snapshot_claim *c, const struct snapshot_due *due)
{
	const bool indexed = due->kind == DISTRIBUTOR_MERKLE || due->kind == DISTRIBUTOR_REPPO;

	return address_equal(&c->distributor, &due->payer) &&
	       address_equal(&c->token, &due->token) && (!indexed || c->index == due->index) &&
	       (due->kind != DISTRIBUTOR_REPPO || c->series == due->series);
}

/* Whether a claim of the same money is prepared or signed: that one is to be finished. */
static bool is_begun(const struct snapshot *s, const struct snapshot_due *due)
{
	for (size_t i = 0; i < s->n_claims; i++) {
		const struct snapshot_claim *c = &s->claims[i];

		if ((c->state == OWN_PREPARED || c->state == OWN_SIGNED ||
		     c->state == OWN_DROPPED) &&
		    c->of.network == due->of.network &&
		    address_equal(&c->account, &s->accounts[due->of.account].address) &&
		    is_one_thing(c, due))
			return true;
	}
	return false;
}

/* "31.000 000 OPEN from Merkl (gas about 0.000 412 ETH)" */
static void write_offer(const struct dashboard *d, char *out, size_t cap, const struct snapshot *s,
			const struct snapshot_due *due)
{
	const struct widget_row row = widget_value_row(ROW_DUE, s, due);
	char amount[VALUE_TEXT_SIZE], gas[VALUE_TEXT_SIZE];

	widget_value_name(d, amount, sizeof(amount), &row, "claimable");
	widget_value_name(d, gas, sizeof(gas), &row, "gas");
	snprintf(out, cap, "claim %s from %s%s%s%s%s", amount, due->payer_name,
		 due->gas.known ? " (gas about " : "", due->gas.known ? gas : "",
		 snapshot_due_is_dear(s, due) ? ", more than it brings" : "",
		 due->gas.known ? ")" : "");
}

/* Proposes something where claiming brings nothing: nobody can hurry a payer. */
static enum action next_idle(const struct snapshot_due *due, char *out, size_t cap)
{
	if (due->on_its_way.known && !u256_is_zero(&due->on_its_way.value)) {
		snprintf(out, cap, "wait: all of it is on its way");
		return ACTION_NONE;
	}
	if (due->obstacle == PAYER_PAID) {
		snprintf(out, cap, "nothing to claim here: all of it was paid");
		return ACTION_NONE;
	}
	snprintf(out, cap, "read why it pays nothing now");
	return ACTION_OPEN;
}

enum action view_claims_owed_next(struct dashboard *d, const struct widget_list *l, char *out,
				  size_t cap)
{
	const struct snapshot_due *rows[WIDGET_CLAIM_MOST];
	const char *why;
	size_t n = chosen(l, rows, WIDGET_CLAIM_MOST);

	if (n == 0) {
		snprintf(out, cap, "%s",
			 d->snap->n_claims > 0 ? "see the claims" : "nothing to claim now");
		return d->snap->n_claims > 0 ? ACTION_TOGGLE : ACTION_NONE;
	}
	if (n > 1 && can_claim(l, &why)) {
		snprintf(out, cap, "claim the %zu marked ones, in one review", n);
		return ACTION_CLAIM;
	}
	if (is_begun(l->rows.snapshot, rows[0])) {
		snprintf(out, cap, "finish the claim of it that is among the claims");
		return ACTION_TOGGLE;
	}
	if (can_claim(l, &why) && snapshot_due_needs_trial(rows[0])) {
		snprintf(out, cap, "claim from %s: a trial run tells whether it pays",
			 rows[0]->payer_name);
		return ACTION_CLAIM;
	}
	if (can_claim(l, &why)) {
		write_offer(d, out, cap, l->rows.snapshot, rows[0]);
		return ACTION_CLAIM;
	}
	return next_idle(rows[0], out, cap);
}
