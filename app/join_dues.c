/*
 * How leaves become one line. standing_of() says of each leaf whether its root is in force; find()
 * takes the greatest of each standing; join_dues() lets the one in force decide and adds what the
 * next one has beyond it (add_next()). Invariant: what one leaf pays is in no other one's amount.
 */
#include "app/join_dues.h"

#include <stdio.h>
#include <string.h>

enum standing { IN_FORCE, NEXT, NEITHER };

/* A claim that would give something up is refused, whether or not the rest can be read. */
static bool is_unread(const struct payer_finding *f)
{
	return f->obstacle == PAYER_FORFEITS && hash_is_zero(&f->root);
}

static enum standing standing_of(const struct payer_finding *f)
{
	switch (f->obstacle) {
	case PAYER_FREE:
	case PAYER_PAID:
	case PAYER_PAUSED:
	case PAYER_EXPIRED:
	case PAYER_SENDER:
	case PAYER_OWNER: return IN_FORCE;
	case PAYER_FORFEITS: return is_unread(f) ? NEITHER : IN_FORCE;
	case PAYER_WAITS:
	case PAYER_DISPUTED: return NEXT;
	case PAYER_NOT_FOLDED:
	case PAYER_WITHDRAWN:
	case PAYER_TOO_LARGE:
	case PAYER_REPLACED:
	case PAYER_UNTOLD: return NEITHER;
	}
	return NEITHER;
}

/* Whether the amount is paid without a further claim's doing, once the obstacle is gone. */
static bool is_waiting(enum payer_obstacle obstacle)
{
	return obstacle == PAYER_WAITS || obstacle == PAYER_DISPUTED || obstacle == PAYER_PAUSED ||
	       obstacle == PAYER_FORFEITS;
}

bool join_dues_is_cumulative(const struct profile_distributor *d)
{
	switch (d->kind) {
	case DISTRIBUTOR_URD:
	case DISTRIBUTOR_MERKL:
	case DISTRIBUTOR_EIGENLAYER: return true;
	case DISTRIBUTOR_MERKLE: return d->terms.cumulative;
	case DISTRIBUTOR_REPPO:
	case DISTRIBUTOR_STORY: return false;
	}
	return false;
}

bool join_dues_are_one(const struct profile_distributor *d, const struct cache_due *a,
		       const struct cache_due *b)
{
	return address_equal(&a->payer, &b->payer) &&
	       address_equal(&a->leaf.account, &b->leaf.account) &&
	       address_equal(&a->leaf.token, &b->leaf.token) &&
	       (join_dues_is_cumulative(d) ||
		(a->leaf.index == b->leaf.index && a->leaf.series == b->leaf.series));
}

/* A leaf that was not judged yet says itself what it entitles to. */
static const struct u256 *entitled_by(const struct cache_due *row)
{
	const struct u256 *judged = &row->state.finding.entitled.raw;

	return u256_is_zero(judged) ? &row->leaf.cumulative.raw : judged;
}

/* The leaf of that standing which entitles to most, or NULL. */
static const struct cache_due *find(const struct cache_due *rows, size_t n, enum standing standing)
{
	const struct cache_due *best = NULL;

	for (size_t i = 0; i < n; i++)
		if (standing_of(&rows[i].state.finding) == standing &&
		    (best == NULL || u256_compare(entitled_by(&rows[i]), entitled_by(best)) > 0))
			best = &rows[i];
	return best;
}

static struct figure figure_of(const struct cache_due *row, const struct u256 *value, bool known)
{
	return (struct figure){.known = known && row->state.as_of != 0,
			       .trust = row->state.trust,
			       .value = *value,
			       .block = row->state.block,
			       .as_of = row->state.as_of};
}

/* One server or file says it, and nothing on the chain does yet. */
static struct figure said_by_source(const struct cache_due *row)
{
	return (struct figure){.known = !u256_is_zero(&row->leaf.cumulative.raw),
			       .trust = TRUST_REPORTED,
			       .value = row->leaf.cumulative.raw};
}

/* Sets what the deciding leaf alone says. */
static void set_deciding(struct snapshot_due *out, const struct cache_due *row)
{
	const struct payer_finding *f = &row->state.finding;
	const struct u256 nothing = u256_from_u64(0);
	bool told = f->obstacle != PAYER_UNTOLD && f->obstacle != PAYER_TOO_LARGE && !is_unread(f);

	out->obstacle = f->obstacle;
	out->index = row->leaf.index;
	out->series = row->leaf.series;
	out->root = f->root;
	out->opens = f->opens;
	out->ends = f->ends != 0 ? f->ends : row->expires_at;
	out->vests = f->vests;
	out->paid_to = f->paid_to;
	out->redirected =
		!address_is_zero(&f->paid_to) && !address_equal(&f->paid_to, &row->leaf.account);
	out->fee = f->fee;
	out->has_fee = !u256_is_zero(&f->fee.raw);
	out->entitled = standing_of(f) == NEITHER ? said_by_source(row)
						  : figure_of(row, &f->entitled.raw, true);
	out->claimed = figure_of(row, &f->claimed.raw, told && f->has_claimed);
	out->claimable =
		figure_of(row, f->obstacle == PAYER_FREE ? &f->amount.raw : &nothing, told);
	out->waiting = figure_of(row, is_waiting(f->obstacle) ? &f->amount.raw : &nothing, told);
	out->gas = (struct figure){.known = !u256_is_zero(&row->state.gas.raw),
				   .trust = TRUST_REPORTED,
				   .doubt = DOUBT_ESTIMATE,
				   .value = row->state.gas.raw,
				   .as_of = row->state.as_of};
	if (row->state.as_of == 0)
		snprintf(out->note, sizeof(out->note),
			 "the chain was not asked about it yet; sync");
	else
		payer_obstacle_text(out->note, sizeof(out->note), f);
}

/* The part of the next leaf's amount that neither was paid nor is the one in force's. */
static struct u256 added_by(const struct cache_due *next, const struct cache_due *in_force)
{
	const struct payer_finding *now = &in_force->state.finding;
	const struct u256 *before = u256_compare(&now->entitled.raw, &now->claimed.raw) > 0
					    ? &now->entitled.raw
					    : &now->claimed.raw;
	struct u256 more;

	return u256_sub(&more, &next->state.finding.entitled.raw, before) == STATUS_OK
		       ? more
		       : u256_from_u64(0);
}

/*
 * Adds what waits beyond the leaf in force. Where that one is paid, the line is as the next one
 * stands; where it pays, the note says that a part waits.
 */
static void add_next(struct snapshot_due *out, const struct cache_due *next,
		     const struct cache_due *in_force)
{
	const struct payer_finding *f = &next->state.finding;
	const struct u256 more = added_by(next, in_force);
	size_t used = 0;

	if (u256_is_zero(&more))
		return;
	out->waiting.trust = trust_min(out->waiting.trust, next->state.trust);
	if (u256_add(&out->waiting.value, &out->waiting.value, &more) != STATUS_OK)
		out->waiting.known = false;
	if (out->obstacle != PAYER_FREE && out->obstacle != PAYER_PAID)
		return;
	if (out->obstacle == PAYER_FREE)
		used = (size_t)snprintf(out->note, sizeof(out->note), "a part of it waits: ");
	payer_obstacle_text(out->note + used, sizeof(out->note) - used, f);
	out->opens = f->opens;
	if (out->obstacle == PAYER_PAID)
		out->obstacle = f->obstacle;
}

/* A file that the user brought is named rather than the service that tells the same. */
static void set_source(struct snapshot_due *out, const struct cache_due *rows, size_t n)
{
	const struct cache_due *from = &rows[0];

	for (size_t i = 0; i < n; i++)
		if (from->source == CACHE_DUE_SERVICE || from->source == CACHE_DUE_FORMER)
			from = &rows[i];
	switch (from->source) {
	case CACHE_DUE_SERVICE:
	case CACHE_DUE_FORMER: out->source = DUE_SERVICE; break;
	case CACHE_DUE_FILE: out->source = DUE_FILE; break;
	case CACHE_DUE_NAMED: out->source = DUE_NAMED; break;
	}
	memcpy(out->origin, from->origin, sizeof(out->origin));
}

void join_dues(struct snapshot_due *out, const struct cache_due *rows, size_t n)
{
	const struct cache_due *in_force = find(rows, n, IN_FORCE), *next = find(rows, n, NEXT);
	const struct cache_due *deciding = in_force != NULL ? in_force
					   : next != NULL   ? next
							    : find(rows, n, NEITHER);

	out->payer = rows[0].payer;
	out->token = rows[0].leaf.token;
	set_deciding(out, deciding);
	if (in_force != NULL && next != NULL)
		add_next(out, next, in_force);
	set_source(out, rows, n);
}
