/*
 * A sum is what a person can compare with the amounts that were read. Where there is none, digits
 * of a hash stand for all that is signed: no amount of one claim stands for the others.
 */
#include "act/claim_confirm.h"

#include <stdio.h>
#include <string.h>

#include "act/act_private.h"
#include "chain/keccak.h"

void confirm_digits(char out[static CLAIM_DIGITS_SIZE], const char *shown)
{
	char digits[AMOUNT_TEXT_SIZE];
	size_t n = 0;

	for (const char *c = shown; *c != '\0' && n + 1 < sizeof(digits); c++)
		if (*c >= '0' && *c <= '9')
			digits[n++] = *c;
	digits[n] = '\0';
	snprintf(out, CLAIM_DIGITS_SIZE, "%.4s", n > 4 ? digits + n - 4 : digits);
}

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

/* The number comes first, so that a claim that was added unseen is not confirmed. */
static void ask_for_sum(struct act *first, const struct u256 *sum, size_t n)
{
	char text[AMOUNT_TEXT_SIZE], digits[CLAIM_DIGITS_SIZE], note[48];

	amount_format(text, sum, first->sum.decimals);
	confirm_digits(digits, text);
	snprintf(first->joint, sizeof(first->joint), "%.60s %s in all", text, first->sum.symbol);
	snprintf(note, sizeof(note), "the sum of these %zu claims", n);
	act_tell(first, "In all", TRUST_NONE, note, "%.60s %s", text, first->sum.symbol);
	snprintf(first->confirm, sizeof(first->confirm), "%zu %s", n, digits);
	snprintf(first->confirm_prompt, sizeof(first->confirm_prompt),
		 "Type %zu, then the last 4 digits of %.60s %s: ", n, text, first->sum.symbol);
}

static void ask_for_hash(struct act *first, size_t n)
{
	char hex[HASH_TEXT_SIZE], note[48];
	struct hash all;
	const char *end = hex + sizeof(hex) - 1 - 8;

	hash_all(&all, first);
	hash_format(hex, &all);
	snprintf(first->joint, sizeof(first->joint), "joint hash ends in %s", end);
	snprintf(note, sizeof(note), "of these %zu signing hashes", n);
	act_tell(first, "Joint hash", TRUST_NONE, note, "ends in %s", end);
	snprintf(first->confirm, sizeof(first->confirm), "%zu %s", n, end + 4);
	snprintf(first->confirm_prompt, sizeof(first->confirm_prompt),
		 "Type %zu, then the last 4 digits of joint hash %s: ", n, end);
}

void confirm_claims(struct act *first)
{
	const size_t n = act_count(first);
	struct u256 sum;

	if (n < 2)
		return;
	if (add_up(&sum, first))
		ask_for_sum(first, &sum, n);
	else
		ask_for_hash(first, n);
}
