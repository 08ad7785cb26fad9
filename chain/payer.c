#include "chain/payer.h"

#include <string.h>

#include "chain/payer_private.h"

const struct hash payer_topic_claimed = {{0xf7, 0xa4, 0x00, 0x77, 0xff, 0x7a, 0x04, 0xc7,
					  0xe6, 0x1f, 0x6f, 0x26, 0xfb, 0x13, 0x77, 0x42,
					  0x59, 0xdd, 0xf1, 0xb6, 0xbc, 0xe9, 0xec, 0xf2,
					  0x6a, 0x82, 0x76, 0xcd, 0xd3, 0x99, 0x26, 0x83}};

static const struct payer_kind *const kinds[DISTRIBUTOR_KINDS] = {
	[DISTRIBUTOR_URD] = &payer_urd,
	[DISTRIBUTOR_MERKL] = &payer_merkl,
	[DISTRIBUTOR_EIGENLAYER] = &payer_eigenlayer,
	[DISTRIBUTOR_REPPO] = &payer_reppo,
	[DISTRIBUTOR_STORY] = &payer_story,
	[DISTRIBUTOR_MERKLE] = &payer_merkle,
};

const struct payer_kind *payer_kind(enum distributor_kind kind)
{
	return kinds[kind];
}

const struct payer_kind *payer_kind_named(enum distributor_kind *out, const char *name)
{
	for (int k = 0; k < DISTRIBUTOR_KINDS; k++) {
		if (kinds[k] == NULL || strcmp(kinds[k]->name, name) != 0)
			continue;
		*out = (enum distributor_kind)k;
		return kinds[k];
	}
	return NULL;
}

/* Reads the calldata as that of one kind. A failed reading leaves nothing behind. */
static enum status read_as(struct payer_call *out, enum distributor_kind kind,
			   const struct merkle_terms *terms, const struct address *from,
			   const void *calldata, size_t len)
{
	enum status s;

	*out = (struct payer_call){.kind = kind};
	if (terms != NULL)
		out->terms = *terms;
	s = kinds[kind]->read(out, from, calldata, len);
	if (s != STATUS_OK)
		*out = (struct payer_call){.kind = kind};
	return s;
}

enum status payer_read_call(struct payer_call *out, const struct profile_distributor *d,
			    const struct address *from, const void *calldata, size_t len)
{
	enum status s = ERR_PARSE;

	if (d != NULL)
		return read_as(out, d->kind, &d->terms, from, calldata, len);
	/* The first four bytes differ from kind to kind, so that one at most reads on. */
	for (int k = 0; k < DISTRIBUTOR_KINDS && s == ERR_PARSE; k++)
		if (kinds[k] != NULL)
			s = read_as(out, (enum distributor_kind)k, NULL, from, calldata, len);
	return s;
}

enum status payer_make_call(struct payer_call *out, const struct profile_distributor *d,
			    const struct entitlement *parts, size_t n,
			    const struct payer_finding *finding, struct err *e)
{
	const struct payer_kind *kind = kinds[d->kind];
	/* A claim of which nothing is known but its leaf is not paid to nobody. */
	const struct address *to =
		address_is_zero(&finding->paid_to) ? &parts[0].account : &finding->paid_to;

	*out = (struct payer_call){.kind = d->kind,
				   .terms = d->terms,
				   .n = n,
				   .recipient = *to,
				   .root = finding->root,
				   .takes = finding->amount};
	if (n == 0 || n > kind->most)
		return err_set(e, ERR_LIMIT,
			       "one claim from this payer takes %zu at most; claim the others in "
			       "another one",
			       kind->most);
	for (size_t i = 0; i < n; i++) {
		if (!address_equal(&parts[i].account, &parts[0].account))
			return err_set(e, ERR_MISMATCH,
				       "one claim is for one account; claim for the others in "
				       "another one");
		out->parts[i] = parts[i];
	}
	return STATUS_OK;
}

bool payer_takes_coins(const struct payer_call *call)
{
	return call->kind == DISTRIBUTOR_MERKLE &&
	       (call->terms.call == MERKLE_CALL_SABLIER || call->terms.call == MERKLE_CALL_TO);
}

/* Some of the trees that a profile describes have an index, and some have cycles. */
bool payer_has_index(const struct payer_call *call)
{
	return call->kind == DISTRIBUTOR_MERKLE ? merkle_terms_have(&call->terms, MERKLE_INDEX)
						: kinds[call->kind]->index_name != NULL;
}

bool payer_has_series(const struct payer_call *call)
{
	return call->kind == DISTRIBUTOR_MERKLE ? call->terms.claimed == MERKLE_CLAIMED_CYCLES
						: kinds[call->kind]->series_name != NULL;
}

/* Reppo's pods are paid by their manager in a way that is not published. */
bool payer_holds_tokens(enum distributor_kind kind)
{
	return kind != DISTRIBUTOR_REPPO;
}

enum status payer_fee_most(struct wei *out, const struct wei *fee)
{
	/* One in twenty: the price of a coin seldom moves more within a day. */
	const struct u256 twenty = u256_from_u64(20);
	struct u256 margin;
	enum status s = u256_div(&margin, NULL, &fee->raw, &twenty);

	return s == STATUS_OK ? u256_add(&out->raw, &fee->raw, &margin) : s;
}

enum status payer_fold(struct hash *out, const struct profile_distributor *d,
		       const struct entitlement *en)
{
	const struct payer_kind *kind = kinds[d->kind];

	return kind->fold != NULL ? kind->fold(out, &d->terms, en) : ERR_UNSUPPORTED;
}

bool payer_is_overpaid(const struct payer_finding *f)
{
	return f->obstacle == PAYER_PAID && f->has_claimed &&
	       u256_compare(&f->claimed.raw, &f->entitled.raw) > 0;
}

/* Whether a number needs more bits than the contract keeps of it. */
static bool is_wider(const struct u256 *v, unsigned bits)
{
	for (unsigned i = bits; i < 256; i++)
		if ((v->limb[i / 64] >> i % 64 & 1) != 0)
			return true;
	return false;
}

void payer_judge(struct payer_finding *out, const struct payer_case *c)
{
	const struct payer_kind *kind = kinds[c->payer->kind];
	/* Trees by description differ in it. */
	const unsigned bits = c->payer->kind == DISTRIBUTOR_MERKLE ? c->payer->terms.amount_bits
								   : kind->amount_bits;

	*out = (struct payer_finding){.obstacle = PAYER_UNTOLD};
	if (is_wider(&c->entitlement->cumulative.raw, bits)) {
		out->obstacle = PAYER_TOO_LARGE;
		return;
	}
	kind->judge(out, c);
	/* Nobody is told that something can be had that cannot. */
	if (out->obstacle == PAYER_PAID)
		out->amount = (struct tokens){{{0}}};
}
