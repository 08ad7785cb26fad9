/* The words for dues, their order, and what can be said of one without the network. */
#include "app/snapshot_dues.h"

#include <stdio.h>
#include <string.h>

#include "app/owner.h"

/* A figure that is not known is no reason to act. */
static bool has_some(const struct figure *f)
{
	return f->known && !u256_is_zero(&f->value);
}

/* Words of an obstacle; nothing is in the way of PAYER_FREE, whose word the amounts decide. */
static const char *obstacle_word(enum payer_obstacle obstacle)
{
	switch (obstacle) {
	case PAYER_FREE: return "";
	case PAYER_PAID: return "paid";
	case PAYER_NOT_FOLDED: return "no proof";
	case PAYER_WAITS: return "waiting";
	case PAYER_DISPUTED: return "disputed";
	case PAYER_WITHDRAWN: return "withdrawn";
	case PAYER_PAUSED: return "paused";
	case PAYER_EXPIRED: return "expired";
	case PAYER_SENDER: return "not allowed";
	case PAYER_FORFEITS: return "vesting";
	case PAYER_TOO_LARGE: return "too large";
	case PAYER_OWNER: return "not yours";
	case PAYER_REPLACED: return "replaced";
	case PAYER_UNTOLD: return "not known";
	}
	return "not known";
}

/*
 * An amount on its way is not claimable any more, so that it is looked at last. A claim that opens
 * a stream brings nothing at once.
 */
const char *snapshot_due_word(const struct snapshot_due *due)
{
	if (due->obstacle != PAYER_FREE)
		return obstacle_word(due->obstacle);
	if (has_some(&due->claimable))
		return due->underfunded ? "underfunded" : due->vests != 0 ? "streams" : "claimable";
	if (has_some(&due->on_its_way))
		return "on its way";
	return !due->claimable.known ? "not known" : has_some(&due->waiting) ? "waiting" : "paid";
}

const char *snapshot_due_kind_word(enum distributor_kind kind)
{
	switch (kind) {
	case DISTRIBUTOR_URD: return "urd";
	case DISTRIBUTOR_MERKL: return "merkl";
	case DISTRIBUTOR_MERKLE: return "merkle";
	case DISTRIBUTOR_EIGENLAYER: return "eigenlayer";
	case DISTRIBUTOR_REPPO: return "reppo";
	case DISTRIBUTOR_STORY: return "story";
	}
	return "unknown";
}

const char *snapshot_due_token_word(enum due_token known)
{
	switch (known) {
	case DUE_TOKEN_PINNED: return "pinned";
	case DUE_TOKEN_AGREED: return "agreed";
	case DUE_TOKEN_IMITATES: return "imitates";
	case DUE_TOKEN_UNKNOWN: return "unnamed";
	}
	return "unknown";
}

const char *snapshot_due_source_word(enum due_source source)
{
	switch (source) {
	case DUE_DATANET: return "datanet";
	case DUE_SERVICE: return "service";
	case DUE_FILE: return "file";
	case DUE_NAMED: return "named";
	}
	return "unknown";
}

/* The address is of ASCII, so that no cut can fall into a character. */
void snapshot_due_unit(char out[static SNAPSHOT_DUE_UNIT_SIZE], const struct snapshot_due *due)
{
	char address[ADDRESS_TEXT_SIZE];

	address_format_short(address, &due->token, true);
	snprintf(out, SNAPSHOT_DUE_UNIT_SIZE, "%.*s", SNAPSHOT_DUE_UNIT_SIZE - 1,
		 due->known == DUE_TOKEN_IMITATES ? address : due->symbol);
}

/* An underfunded payer owes the amount, but a claim of it fails and costs gas. */
bool snapshot_due_pays(const struct snapshot_due *due)
{
	return due->obstacle == PAYER_FREE && has_some(&due->claimable) && !due->underfunded;
}

/* Words of the chain were asked for, and one that decides was not to be had. */
bool snapshot_due_needs_trial(const struct snapshot_due *due)
{
	return due->obstacle == PAYER_UNTOLD && due->claimable.as_of != 0;
}

/* Ten is more than any rank, so that folded rows stand behind all others. */
int snapshot_due_rank(const struct snapshot_due *due)
{
	int rank = snapshot_due_pays(due)	 ? 5
		   : has_some(&due->claimable)	 ? 4
		   : has_some(&due->on_its_way)	 ? 3
		   : has_some(&due->waiting)	 ? 2
		   : due->obstacle != PAYER_PAID ? 1
						 : 0;

	return due->folded ? rank - 10 : rank;
}

size_t snapshot_due_count(const struct snapshot *s)
{
	size_t n = 0;

	while (n < s->n_dues && !s->dues[n].folded)
		n++;
	return n;
}

bool snapshot_due_is_dear(const struct snapshot *s, const struct snapshot_due *due)
{
	const struct snapshot_network *n = owner_network(s, &due->of);
	struct u256 cost = due->gas.value;

	if (n == NULL || due->known != DUE_TOKEN_PINNED || !due->gas.known ||
	    !has_some(&due->claimable) || strcmp(due->symbol, n->native_symbol) != 0 ||
	    due->decimals != n->native_decimals)
		return false;
	/* A cost past 256 bits is more than anything brings. */
	if (due->has_fee && u256_add(&cost, &cost, &due->fee.raw) != STATUS_OK)
		return true;
	return u256_compare(&cost, &due->claimable.value) > 0;
}
