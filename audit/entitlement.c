#include "audit/entitlement.h"

static const struct cache_figure *figure_of(const struct audited_rows *r,
					    enum cache_figure_kind kind,
					    const struct address *account,
					    const struct address *payer,
					    const struct address *token)
{
	for (size_t i = 0; i < r->n_figures; i++)
		if (r->figures[i].kind == kind && address_equal(&r->figures[i].account, account) &&
		    address_equal(&r->figures[i].payer, payer) &&
		    address_equal(&r->figures[i].token, token))
			return &r->figures[i];
	return NULL;
}

static const struct cache_statement *statement_at(const struct audited_rows *r, uint64_t epoch)
{
	for (size_t i = 0; i < r->n_statements; i++)
		if (r->statements[i].statement.epoch == epoch)
			return &r->statements[i];
	return NULL;
}

/*
 * Finds the epoch that the distributor's root pays: the distributor's ipfsHash is the uid of that
 * epoch's statement.
 * Out:     0 before the first root.
 * Returns: false when the statement is not known (yet).
 */
static bool paid_epoch(const struct audited_rows *r, uint64_t *out,
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

/* Adds up what the epochs up to `paid` assigned to the account at this distributor. */
static enum status sum_own(struct tokens *out, const struct audited_rows *r,
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

/* Whether the figure had its present value at `block` already. */
static bool held_at(const struct cache_figure *f, uint64_t block)
{
	return f->since_block <= block && block <= f->block;
}

/* The two words that a distributor stores; a sync reads both at one block. */
struct in_force {
	const struct cache_figure *root, *statement;
};

static enum trust trust_of(const struct in_force *f)
{
	return trust_min(f->root->trust, f->statement->trust);
}

/*
 * Whether a figure may accuse the datanet. One server may lie about the root in force; on a network
 * with a single server nothing better can be had.
 */
static bool enough(const struct audited_rows *r, enum trust trust)
{
	return trust >= TRUST_AGREED || !profile_can_agree(r->profile);
}

static bool is_misnamed(const struct audited_rows *r, uint64_t paid, const struct in_force *f)
{
	const struct cache_statement *st = statement_at(r, paid);
	struct hash root;

	/* Words of different blocks may belong to different roots. */
	u256_to_be(root.bytes, &f->root->value);
	return st != NULL && f->root->block == f->statement->block && enough(r, trust_of(f)) &&
	       !hash_equal(&root, &st->statement.distribution);
}

static struct in_force in_force_at(const struct audited_rows *r, const struct address *distributor)
{
	static const struct address none;

	return (struct in_force){
		.root = figure_of(r, CACHE_FIGURE_DISTRIBUTOR_ROOT, &none, distributor, &none),
		.statement = figure_of(r, CACHE_FIGURE_DISTRIBUTOR_STATEMENT, &none, distributor,
				       &none)};
}

static enum status check_one(struct entitlement_check *out, const struct audited_rows *r,
			     const struct profile_distributor *d)
{
	const struct address *at = &d->contract.address;
	const struct in_force f = in_force_at(r, at);
	const struct cache_figure *cumulative =
		figure_of(r, CACHE_FIGURE_CUMULATIVE, &r->account, at, &d->token);
	uint64_t block;
	enum status s;

	*out = (struct entitlement_check){.known = false};
	if (f.root == NULL || !paid_epoch(r, &out->paid, f.statement))
		return STATUS_OK;
	out->has_paid = true;
	out->trust = trust_of(&f);
	out->misnamed = is_misnamed(r, out->paid, &f);
	s = sum_own(&out->own, r, at, out->paid);
	if (s != STATUS_OK)
		return s;
	/*
	 * An account without a leaf is entitled to nothing, which is what no assignment adds up to.
	 */
	block = cumulative != NULL ? cumulative->block : f.statement->block;
	if (cumulative != NULL)
		out->trust = trust_min(out->trust, cumulative->trust);
	out->has_cumulative = held_at(f.root, block) && held_at(f.statement, block) &&
			      enough(r, out->trust) &&
			      (cumulative != NULL || u256_is_zero(&out->own.raw));
	if (out->has_cumulative && cumulative != NULL)
		out->cumulative.raw = cumulative->value;
	out->known = out->has_cumulative;
	out->matches = out->known && u256_compare(&out->own.raw, &out->cumulative.raw) == 0;
	return STATUS_OK;
}

/* Ranks the results of several distributors: the gravest one is reported. */
static int gravity(const struct entitlement_check *c)
{
	return c->misnamed ? 3 : c->known && !c->matches ? 2 : !c->known ? 1 : 0;
}

enum status check_entitlements(struct entitlement_check *out, const struct audited_rows *rows)
{
	const struct profile *p = rows->profile;
	bool known = true, matches = true, any = false;
	enum trust least = TRUST_PROVEN;

	*out = (struct entitlement_check){.known = false};
	for (size_t i = 0; i < p->n_distributors; i++) {
		struct entitlement_check one;
		enum status s;

		if (!profile_pays(p, i))
			continue;
		s = check_one(&one, rows, &p->distributors[i]);
		if (s != STATUS_OK)
			return s;
		known = known && one.known;
		matches = matches && one.matches;
		least = trust_min(least, one.trust);
		if (!any || gravity(&one) > gravity(out))
			*out = one;
		any = true;
	}
	out->known = any && known;
	out->matches = any && matches;
	if (out->known)
		out->trust = least;
	return STATUS_OK;
}

bool entitlement_awaits_root(const struct audited_rows *rows, const struct cache_statement *st)
{
	const struct in_force f = in_force_at(rows, &st->statement.distributor);
	uint64_t paid, epoch = st->statement.epoch;

	if (!paid_epoch(rows, &paid, f.statement) || epoch <= paid)
		return false;
	for (size_t i = 0; i < rows->n_scores; i++)
		if (rows->scores[i].epoch == epoch &&
		    !u256_is_zero(&rows->scores[i].score.amount.raw))
			return true;
	return false;
}
