/*
 * A sum is what a person can compare with the amounts that were read. Where there is none, digits
 * of a hash stand for all that is signed: no amount of one claim stands for the others.
 */
#include "act/claim_joint.h"

#include <stdio.h>
#include <string.h>

#include "act/act_private.h"
#include "chain/keccak.h"

/* Amounts of two tokens are never added, nor one that is not known. */
static bool add_up(struct u256 *out, const struct act *first)
{
	*out = u256_from_u64(0);
	for (const struct act *a = first; a != NULL; a = a->next)
		if (!a->sum.known || !address_equal(&a->sum.token, &first->sum.token) ||
		    u256_add(out, out, &a->sum.amount.raw) != STATUS_OK)
			return false;
	return true;
}

/* Each signing hash is hashed with all before it, so that any other byte gives another hash. */
static void hash_all(struct hash *out, const struct act *first)
{
	uint8_t both[2 * sizeof(out->bytes)];

	*out = first->signing_hash;
	for (const struct act *a = first->next; a != NULL; a = a->next) {
		memcpy(both, out->bytes, sizeof(out->bytes));
		memcpy(both + sizeof(out->bytes), a->signing_hash.bytes, sizeof(out->bytes));
		keccak256(out->bytes, both, sizeof(both));
	}
}

void tell_joint_claims(struct act *first)
{
	const size_t n = act_count(first);
	char text[AMOUNT_TEXT_SIZE], hex[HASH_TEXT_SIZE], note[48];
	struct hash all;
	struct u256 sum;

	if (n < 2)
		return;
	hash_all(&all, first);
	hash_format(hex, &all);
	if (add_up(&sum, first)) {
		amount_format(text, &sum, first->sum.decimals);
		snprintf(first->joint, sizeof(first->joint), "%.60s %s in all", text,
			 first->sum.symbol);
		snprintf(note, sizeof(note), "the sum of these %zu claims", n);
		act_tell(first, "In all", TRUST_NONE, note, "%.60s %s", text, first->sum.symbol);
	} else {
		snprintf(first->joint, sizeof(first->joint), "joint hash ends in %s",
			 hex + sizeof(hex) - 1 - 8);
	}
	snprintf(note, sizeof(note), "of these %zu signing hashes", n);
	act_tell(first, "Joint hash", TRUST_NONE, note, "ends in %s", hex + sizeof(hex) - 1 - 8);
}
