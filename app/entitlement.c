#include "app/entitlement.h"

static const struct cache_figure *figure_of(const struct entitlement_rows *r,
					    enum cache_figure_kind kind,
					    const struct address *account,
					    const struct address *distributor)
{
	for (size_t i = 0; i < r->n_figures; i++)
		if (r->figures[i].kind == kind && address_equal(&r->figures[i].account, account) &&
		    address_equal(&r->figures[i].subject, distributor))
			return &r->figures[i];
	return NULL;
}

static const struct cache_statement *statement_at(const struct entitlement_rows *r, uint64_t epoch)
{
	for (size_t i = 0; i < r->n_statements; i++)
		if (r->statements[i].statement.epoch == epoch)
			return &r->statements[i];
	return NULL;
}

/*
 * The epoch that the distributor's root pays: its ipfsHash is that statement's uid. 0 before the
 * first root. False when the statement is not known (yet).
 */
static bool paid_epoch(const struct entitlement_rows *r, uint64_t *out,
		       const struct cache_figure *statement)
{
	struct hash uid;

	*out = 0;
	if (statement == NULL)
		return false;
	u256_to_be(uid.bytes, &statement->value);
	if (hash_is_zero(&uid))
		return true;
	for (size_t i = 0; i < r->n_statements; i++) {
		if (hash_equal(&r->statements[i].uid, &uid)) {
			*out = r->statements[i].statement.epoch;
			return true;
		}
	}
	return false;
}

static enum status sum_own(struct tokens *out, const struct entitlement_rows *r,
			   const struct address *distributor, uint64_t paid)
{
	enum status s = STATUS_OK;

	*out = (struct tokens){{{0}}};
	for (size_t i = 0; i < r->n_scores && s == STATUS_OK; i++) {
		const struct cache_statement *st;

		if (r->scores[i].epoch > paid)
			continue;
		st = statement_at(r, r->scores[i].epoch);
		if (st != NULL && address_equal(&st->statement.distributor, distributor))
			s = u256_add(&out->raw, &out->raw, &r->scores[i].score.amount.raw);
	}
	return s;
}

static enum status check_one(struct entitlement_check *out, const struct entitlement_rows *r,
			     const struct profile_distributor *d)
{
	static const struct address nobody;
	const struct address *at = &d->contract.address;
	const struct cache_figure *statement =
		figure_of(r, CACHE_FIGURE_DISTRIBUTOR_STATEMENT, &nobody, at);
	const struct cache_figure *cumulative =
		figure_of(r, CACHE_FIGURE_CUMULATIVE, r->account, at);
	uint64_t paid;
	enum status s;

	*out = (struct entitlement_check){.known = paid_epoch(r, &paid, statement)};
	s = sum_own(&out->own, r, at, paid);
	if (s != STATUS_OK)
		return s;
	if (cumulative != NULL) {
		out->cumulative.raw = cumulative->value;
		out->trust = trust_min(cumulative->trust,
				       statement != NULL ? statement->trust : TRUST_NONE);
		/* One server's word may be about a root that is not in force. */
		if (profile_can_agree(r->profile) && cumulative->trust < TRUST_AGREED)
			out->known = false;
	} else if (!u256_is_zero(&out->own.raw)) {
		out->known = false;
	}
	out->matches = out->known && u256_compare(&out->own.raw, &out->cumulative.raw) == 0;
	return STATUS_OK;
}

enum status check_entitlements(struct entitlement_check *out, const struct entitlement_rows *rows)
{
	const struct profile *p = rows->profile;
	bool known = p->n_distributors > 0;

	*out = (struct entitlement_check){.matches = false};
	for (size_t i = 0; i < p->n_distributors; i++) {
		struct entitlement_check one;
		enum status s = check_one(&one, rows, &p->distributors[i]);

		if (s != STATUS_OK)
			return s;
		known = known && one.known;
		if (i == 0 || (out->matches && !one.matches))
			*out = one;
	}
	out->known = known;
	return STATUS_OK;
}
