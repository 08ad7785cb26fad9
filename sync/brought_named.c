/*
 * Claims by name. A pod has a line for each epoch; a vault has one for each token that it ever got,
 * which it lists in its own storage. Each own account is tried with each of them: the contract
 * knows whose they are, and sync/brought_rows.c drops the others.
 */
#include "sync/brought_named.h"

#include <string.h>

#include "app/chain_words.h"
#include "base/clock.h"
#include "chain/keccak.h"
#include "chain/slot.h"

/* The place of the vault's token set before that of its accumulators (IpRoyaltyVault.sol). */
#define TOKENS_BEFORE_ACCUMULATORS 2

static enum status add_named(struct bringing *b, const struct address *account,
			     const struct address *token, uint64_t index, uint64_t series,
			     struct err *e)
{
	const struct cache_due row = {
		.payer = b->payer->contract.address,
		.leaf = {.account = *account, .token = *token, .index = index, .series = series},
		.source = CACHE_DUE_NAMED,
		.added_at = clock_now()};

	return bringing_add(b, &row, e);
}

static enum status add_epochs(struct bringing *b, struct err *e)
{
	const struct claim_origin *from = b->from;
	enum status s = STATUS_OK;

	for (uint64_t i = 0; i <= from->last_epoch - from->first_epoch && s == STATUS_OK; i++)
		for (size_t a = 0; a < b->n_accounts && s == STATUS_OK; a++)
			s = add_named(b, &b->accounts[a], &b->payer->token, from->pod,
				      from->first_epoch + i, e);
	return s;
}

static enum status add_token(struct bringing *b, const struct address *token, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t a = 0; a < b->n_accounts && s == STATUS_OK; a++)
		s = add_named(b, &b->accounts[a], token, 0, 0, e);
	return s;
}

/* A word of the vault, whose code is known only where the profile pins its beacon. */
static struct payer_word word_at(const struct bringing *b, const struct hash *slot)
{
	return (struct payer_word){.name = "token",
				   .source = PAYER_SLOT,
				   .derived = !b->payer->has_beacon,
				   .contract = &b->payer->contract,
				   .slot = *slot};
}

/* Finds where the vault's list of tokens is: its length, and the hash of that place the values. */
static enum status find_set(const struct bringing *b, struct hash *set, struct err *e)
{
	const struct payer_kind *kind = payer_kind(DISTRIBUTOR_STORY);
	const struct u256 two = u256_from_u64(TOKENS_BEFORE_ACCUMULATORS);

	for (size_t i = 0; i < kind->n_slots; i++) {
		struct u256 place = u256_from_be(b->payer->slots[i].bytes);

		if (strcmp(kind->slots[i], "accumulators") != 0 ||
		    u256_sub(&place, &place, &two) != STATUS_OK)
			continue;
		u256_to_be(set->bytes, &place);
		return STATUS_OK;
	}
	return err_set(e, ERR_UNSUPPORTED,
		       "the network profile does not say where a vault keeps its tokens; name one: "
		       "--token ADDRESS");
}

/* Reads which tokens the vault ever got. */
static enum status add_vault_tokens(struct bringing *b, struct err *e)
{
	struct payer_word words[BRING_TOKENS];
	struct word_reading readings[BRING_TOKENS];
	struct hash set, first;
	uint64_t n = 0;
	enum status s = find_set(b, &set, e);

	if (s != STATUS_OK)
		return s;
	words[0] = word_at(b, &set);
	s = read_chain_words(b->session, readings, words, 1, e);
	if (s != STATUS_OK)
		return s;
	if (!readings[0].value.known || u256_to_u64(&n, &readings[0].value.value) != STATUS_OK)
		n = UINT64_MAX;
	if (n > BRING_TOKENS)
		return err_set(e, ERR_LIMIT,
			       "the vault has more than %d tokens; name one: --token ADDRESS",
			       BRING_TOKENS);
	keccak256(first.bytes, set.bytes, sizeof(set.bytes));
	for (uint64_t i = 0; i < n; i++) {
		struct hash place;

		slot_add(&place, &first, i);
		words[i] = word_at(b, &place);
	}
	if (n > 0)
		s = read_chain_words(b->session, readings, words, n, e);
	for (uint64_t i = 0; i < n && s == STATUS_OK; i++) {
		struct address token;
		struct hash word;

		if (!readings[i].value.known)
			continue;
		u256_to_be(word.bytes, &readings[i].value.value);
		memcpy(token.bytes, word.bytes + 12, sizeof(token.bytes));
		s = add_token(b, &token, e);
	}
	return s;
}

enum status read_brought_named(struct session *session, void *bringing, struct err *e)
{
	struct bringing *b = bringing;

	b->session = session;
	b->out->n = 0;
	if (b->from->has_pod)
		return add_epochs(b, e);
	return b->from->token != NULL ? add_token(b, b->from->token, e) : add_vault_tokens(b, e);
}
