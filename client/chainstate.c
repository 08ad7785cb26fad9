/*
 * Accounts and storage words. Each is proven if any node gives a proof that folds (proofs.c), else
 * read as a plain value from all nodes and compared (plain_account(), plain_words()). In reading
 * order: an account both ways, words both ways in portions, a pinned contract.
 *
 * Invariant: a plain value never takes the place of a proven one, and its trust is AGREED at most.
 */
#include "client/chainstate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "chain/keccak.h"
#include "client/proofs.h"
#include "client/tally.h"

/* Words of one request. The proof of a word is about 4 KiB on a large contract. */
#define SLOTS_AT_ONCE 128

/* Words that are asked for one by one side by side, where no node gives proofs. */
#define WORDS_AT_ONCE 32

/* keccak256("eip1967.proxy.implementation") - 1 (EIP-1967). */
static const struct hash implementation_slot = {{0x36, 0x08, 0x94, 0xa1, 0x3b, 0xa1, 0xa3, 0x21,
						 0x06, 0x67, 0xc8, 0x28, 0x49, 0x2d, 0xb9, 0x8d,
						 0xca, 0x3e, 0x20, 0x76, 0xcc, 0x37, 0x35, 0xa9,
						 0x20, 0xa3, 0xca, 0x50, 0x5d, 0x38, 0x2b, 0xbc}};

/* Reads balance, nonce and code and compares them, where no node gives a proof. */
static enum status plain_account(struct nodes *nodes, struct account *out, enum trust *trust,
				 const struct anchor *anchor, const struct address *address,
				 struct err *e)
{
	static const char *const methods[] = {"eth_getBalance", "eth_getTransactionCount",
					      "eth_getCode"};
	struct question *q = calloc(ARRAY_SIZE(methods), sizeof(*q));
	struct tally t[ARRAY_SIZE(methods)];
	char hex[ADDRESS_TEXT_SIZE];
	char params[96];
	enum status s = q != NULL ? STATUS_OK : ERR_MEMORY;

	hex_format(hex, address->bytes, sizeof(address->bytes));
	snprintf(params, sizeof(params), "[\"%s\",\"0x%llx\"]", hex,
		 (unsigned long long)anchor->header.number);
	for (size_t i = 0; s == STATUS_OK && i < ARRAY_SIZE(methods); i++) {
		q[i].method = methods[i];
		q[i].params = params;
	}
	if (s == STATUS_OK)
		s = question_ask(nodes, q, ARRAY_SIZE(methods), anchor->nodes, e);
	*trust = TRUST_AGREED;
	for (size_t i = 0; s == STATUS_OK && i < ARRAY_SIZE(methods); i++) {
		char method[PROOFS_PLACE_SIZE];

		proofs_place(method, methods[i], address);
		s = tally_count(nodes, &t[i], &q[i], i < 2 ? tally_quantity : tally_bytes, NULL,
				method, anchor->header.number, e);
		if (s == STATUS_OK)
			*trust = trust_min(*trust, tally_trust(&t[i], anchor));
	}
	if (s == STATUS_OK) {
		*out = (struct account){.code_hash = t[2].ballots[t[2].verdict.winner].value};
		s = rpc_quantity(&out->balance, tally_result(&t[0], &q[0]));
	}
	if (s == STATUS_OK &&
	    rpc_quantity_u64(&out->nonce, tally_result(&t[1], &q[1])) != STATUS_OK)
		s = err_set(e, ERR_ANSWER, "the nodes answer %s with a nonce above 64 bits",
			    methods[1]);
	if (s == STATUS_OK)
		out->exists = out->nonce != 0 || !u256_is_zero(&out->balance) ||
			      !hash_equal(&out->code_hash, &trie_empty_code);
	for (size_t i = 0; q != NULL && i < ARRAY_SIZE(methods); i++)
		question_release(&q[i]);
	free(q);
	return s;
}

enum status chainstate_account(struct nodes *nodes, struct account *out, enum trust *trust,
			       const struct anchor *anchor, const struct address *address,
			       struct err *e)
{
	bool folded;
	enum status s = proofs_account(nodes, &folded, out, NULL, anchor, address, NULL, 0, e);

	if (s != STATUS_OK)
		return s;
	if (!folded)
		return plain_account(nodes, out, trust, anchor, address, e);
	*trust = proofs_trust(anchor);
	if (!out->exists)
		out->code_hash = trie_empty_code;
	return STATUS_OK;
}

/* A form for storage words: hex of up to 32 bytes, as a number (tally_form). */
static enum status word_form(struct hash *out, const struct rpc_reply *reply, const void *arg)
{
	const char *text = json_text(reply->result);
	uint8_t bytes[32];
	size_t len;
	enum status s;

	(void)arg;
	if (reply->meaning != ANSWER_VALUE)
		return ERR_REMOTE;
	if (text == NULL)
		return ERR_PARSE;
	s = hex_parse_var(bytes, &len, sizeof(bytes), text, strlen(text));
	if (s != STATUS_OK)
		return s;
	memset(out->bytes, 0, sizeof(out->bytes));
	memcpy(out->bytes + sizeof(out->bytes) - len, bytes, len);
	return STATUS_OK;
}

/* Reads at most WORDS_AT_ONCE words and compares them, where no proof showed them. */
static enum status plain_words(struct nodes *nodes, struct slot_value *out,
			       const struct anchor *anchor, const struct address *address,
			       const struct hash *slots, size_t n, struct err *e)
{
	struct question *q = calloc(n, sizeof(*q));
	char params[WORDS_AT_ONCE][160];
	char hex[ADDRESS_TEXT_SIZE];
	char slot[HASH_TEXT_SIZE];
	char method[PROOFS_PLACE_SIZE];
	enum status s;

	if (q == NULL)
		return ERR_MEMORY;
	hex_format(hex, address->bytes, sizeof(address->bytes));
	proofs_place(method, "eth_getStorageAt", address);
	for (size_t i = 0; i < n; i++) {
		hash_format(slot, &slots[i]);
		snprintf(params[i], sizeof(params[i]), "[\"%s\",\"%s\",\"0x%llx\"]", hex, slot,
			 (unsigned long long)anchor->header.number);
		q[i].method = "eth_getStorageAt";
		q[i].params = params[i];
	}
	s = question_ask(nodes, q, n, anchor->nodes, e);
	for (size_t i = 0; i < n; i++) {
		struct tally t;

		if (s == STATUS_OK)
			s = tally_count(nodes, &t, &q[i], word_form, NULL, method,
					anchor->header.number, e);
		if (s == STATUS_OK) {
			out[i].value = u256_from_be(t.ballots[t.verdict.winner].value.bytes);
			out[i].trust = tally_trust(&t, anchor);
		}
		question_release(&q[i]);
	}
	free(q);
	return s;
}

/* Reads at most SLOTS_AT_ONCE words: proven ones first, then runs of words without a proof. */
static enum status read_some(struct nodes *nodes, struct slot_value *out,
			     const struct anchor *anchor, const struct address *address,
			     const struct hash *slots, size_t n, struct err *e)
{
	struct proof_word words[SLOTS_AT_ONCE] = {0};
	struct account account;
	bool folded;
	enum status s =
		proofs_account(nodes, &folded, &account, words, anchor, address, slots, n, e);
	size_t done = 0;

	while (s == STATUS_OK && done < n) {
		size_t run = 0;

		if (words[done].folded) {
			out[done] = (struct slot_value){.value = words[done].value,
							.trust = proofs_trust(anchor)};
			done++;
			continue;
		}
		while (run < WORDS_AT_ONCE && done + run < n && !words[done + run].folded)
			run++;
		s = plain_words(nodes, out + done, anchor, address, slots + done, run, e);
		done += run;
	}
	return s;
}

enum status chainstate_slots(struct nodes *nodes, struct slot_value *out,
			     const struct anchor *anchor, const struct address *address,
			     const struct hash *slots, size_t n, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t at = 0; s == STATUS_OK && at < n; at += SLOTS_AT_ONCE)
		s = read_some(nodes, out + at, anchor, address, slots + at,
			      n - at < SLOTS_AT_ONCE ? n - at : SLOTS_AT_ONCE, e);
	return s;
}

/* Names both implementations of a proxy that was upgraded. Returns ERR_MISMATCH. */
static enum status upgraded(const struct profile_contract *contract, const struct u256 *word,
			    struct err *e)
{
	char text[ADDRESS_TEXT_SIZE], has[ADDRESS_TEXT_SIZE], pinned[ADDRESS_TEXT_SIZE];
	struct address found;
	uint8_t bytes[32];

	u256_to_be(bytes, word);
	memcpy(found.bytes, bytes + 12, sizeof(found.bytes));
	address_format(text, &contract->address);
	address_format(has, &found);
	address_format(pinned, &contract->implementation);
	return err_set(
		e, ERR_MISMATCH,
		"contract %s was upgraded: its implementation is %s, the profile says %s, so "
		"nothing in it is believed; find out who changed it, then read it anew: "
		"byline network probe",
		text, has, pinned);
}

enum status chainstate_contract(struct nodes *nodes, enum trust *trust, const struct anchor *anchor,
				const struct profile_contract *contract, struct err *e)
{
	struct account account;
	struct slot_value slot;
	struct u256 want;
	uint8_t word[32] = {0};
	char text[ADDRESS_TEXT_SIZE], has[HASH_TEXT_SIZE], pinned[HASH_TEXT_SIZE];
	enum status s;

	*trust = TRUST_REPORTED;
	if (!contract->has_code_hash)
		return STATUS_OK;
	address_format(text, &contract->address);
	s = chainstate_account(nodes, &account, trust, anchor, &contract->address, e);
	if (s != STATUS_OK)
		return s;
	hash_format(has, &account.code_hash);
	hash_format(pinned, &contract->code_hash);
	if (!hash_equal(&account.code_hash, &contract->code_hash))
		return err_set(
			e, ERR_MISMATCH,
			"the code of contract %s is not the one in the network profile (its "
			"hash is %s, the profile says %s), so nothing in it is believed; find "
			"out who changed it, then read it anew: byline network probe",
			text, has, pinned);
	if (!contract->has_implementation)
		return STATUS_OK;
	s = chainstate_slots(nodes, &slot, anchor, &contract->address, &implementation_slot, 1, e);
	if (s != STATUS_OK)
		return s;
	*trust = trust_min(*trust, slot.trust);
	memcpy(word + 12, contract->implementation.bytes, 20);
	want = u256_from_be(word);
	if (u256_compare(&slot.value, &want) != 0)
		return upgraded(contract, &slot.value, e);
	return STATUS_OK;
}
