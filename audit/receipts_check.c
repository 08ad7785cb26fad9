#include "audit/receipts_check.h"

/* Whether every block up to that of the paid amount was searched. */
static bool searched_all(const struct cache_search *search, const struct cache_figure *claimed)
{
	return search != NULL && search->low == 0 && search->high >= claimed->block;
}

/* A payment above the block of the paid amount is not in that amount yet. */
static bool counts(const struct cache_received *row, const struct cache_figure *claimed)
{
	return row->kind == CACHE_RECEIVED_CLAIM && address_equal(&row->sender, &claimed->payer) &&
	       address_equal(&row->token, &claimed->token) && row->block <= claimed->block &&
	       (row->trust >= TRUST_AGREED || row->trust >= claimed->trust);
}

enum status check_receipts(struct receipts_check *out, const struct cache_received *rows, size_t n,
			   const struct cache_figure *claimed, const struct cache_search *search)
{
	enum status s = STATUS_OK;
	int order;

	*out = (struct receipts_check){.state = RECEIVED_UNKNOWN, .trust = TRUST_PROVEN};
	if (claimed == NULL)
		return STATUS_OK;
	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		if (!counts(&rows[i], claimed))
			continue;
		out->n++;
		out->trust = trust_min(out->trust, rows[i].trust);
		s = u256_add(&out->sum.raw, &out->sum.raw, &rows[i].amount.raw);
	}
	if (s != STATUS_OK)
		return s;
	order = u256_compare(&out->sum.raw, &claimed->value);
	/* An equal sum needs no further search: whatever is paid besides would exceed it. */
	if (order == 0) {
		out->state = RECEIVED_COMPLETE;
		return STATUS_OK;
	}
	if (order > 0) {
		out->state = RECEIVED_EXCESS;
		return u256_sub(&out->off.raw, &out->sum.raw, &claimed->value);
	}
	out->state = searched_all(search, claimed) ? RECEIVED_MISSING : RECEIVED_SEARCHING;
	return u256_sub(&out->off.raw, &claimed->value, &out->sum.raw);
}
