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
		char method[PROOF_PLACE_SIZE];

		proof_place(method, methods[i], address);
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
			       struct read_at *at, const struct anchor *anchor,
			       const struct address *address, struct err *e)
{
	struct proven proven;
	enum status s = proofs_account(nodes, &proven, NULL, anchor, address, NULL, 0, e);

	if (s == STATUS_OK && at != NULL)
		*at = proven.folded ? proven.at : proofs_at(anchor);
	if (s != STATUS_OK)
		return s;
	if (!proven.folded)
		return plain_account(nodes, out, trust, anchor, address, e);
	*out = proven.account;
	*trust = proven.trust;
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
	char method[PROOF_PLACE_SIZE];
	enum status s;

	if (q == NULL)
		return ERR_MEMORY;
	hex_format(hex, address->bytes, sizeof(address->bytes));
	proof_place(method, "eth_getStorageAt", address);
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
			out[i].at = proofs_at(anchor);
		}
		question_release(&q[i]);
	}
	free(q);
	return s;
}

/* Fills in at most CHAINSTATE_AT_ONCE words: proven ones, then runs of words without a proof. */
static enum status complete_words(struct nodes *nodes, struct slot_value *out,
				  const struct proven *proven, const struct proof_word *words,
				  const struct anchor *anchor, const struct address *address,
				  const struct hash *slots, size_t n, struct err *e)
{
	enum status s = STATUS_OK;
	size_t done = 0;

	while (s == STATUS_OK && done < n) {
		size_t run = 0;

		if (words[done].folded) {
			out[done] = (struct slot_value){.value = words[done].value,
							.trust = proven->trust,
							.at = proven->at};
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

static enum status read_some(struct nodes *nodes, struct slot_value *out,
			     const struct anchor *anchor, const struct address *address,
			     const struct hash *slots, size_t n, struct err *e)
{
	struct proof_word words[CHAINSTATE_AT_ONCE] = {0};
	struct proven proven;
	enum status s = proofs_account(nodes, &proven, words, anchor, address, slots, n, e);

	return s == STATUS_OK
		       ? complete_words(nodes, out, &proven, words, anchor, address, slots, n, e)
		       : s;
}

/* The first failure, but for one that waits: what follows is asked for meanwhile. */
static enum status worse(enum status first, enum status next)
{
	return first == STATUS_OK || (first == ERR_PENDING && next != STATUS_OK) ? next : first;
}

enum status chainstate_slots(struct nodes *nodes, struct slot_value *out,
			     const struct anchor *anchor, const struct address *address,
			     const struct hash *slots, size_t n, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t at = 0; (s == STATUS_OK || s == ERR_PENDING) && at < n;
	     at += CHAINSTATE_AT_ONCE)
		s = worse(s,
			  read_some(nodes, out + at, anchor, address, slots + at,
				    n - at < CHAINSTATE_AT_ONCE ? n - at : CHAINSTATE_AT_ONCE, e));
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

/* ERR_MISMATCH when the code is not the pinned one: then slots may mean anything. */
static enum status check_code(const struct profile_contract *contract,
			      const struct account *account, struct err *e)
{
	char text[ADDRESS_TEXT_SIZE], has[HASH_TEXT_SIZE], pinned[HASH_TEXT_SIZE];

	if (hash_equal(&account->code_hash, &contract->code_hash))
		return STATUS_OK;
	address_format(text, &contract->address);
	hash_format(has, &account->code_hash);
	hash_format(pinned, &contract->code_hash);
	return err_set(e, ERR_MISMATCH,
		       "the code of contract %s is not the one in the network profile (its "
		       "hash is %s, the profile says %s), so nothing in it is believed; find "
		       "out who changed it, then read it anew: byline network probe",
		       text, has, pinned);
}

/* ERR_MISMATCH when the proxy's word names another implementation than the pinned one. */
static enum status check_implementation(const struct profile_contract *contract,
					const struct u256 *word, struct err *e)
{
	uint8_t bytes[32] = {0};
	struct u256 want;

	memcpy(bytes + 12, contract->implementation.bytes, 20);
	want = u256_from_be(bytes);
	return u256_compare(word, &want) == 0 ? STATUS_OK : upgraded(contract, word, e);
}

/* Reads some words, among them the implementation of a proxy, with the code that they belong to. */
static enum status read_pinned(struct nodes *nodes, struct slot_value *out, enum trust *code,
			       const struct anchor *anchor, const struct profile_contract *contract,
			       const struct hash *slots, size_t n, struct err *e)
{
	struct proof_word words[CHAINSTATE_AT_ONCE + 1] = {0};
	struct slot_value values[CHAINSTATE_AT_ONCE + 1];
	struct hash all[CHAINSTATE_AT_ONCE + 1];
	size_t n_all = n + contract->has_implementation;
	struct proven proven;
	enum status s;

	/* One proof for all, so that code and words are of one block. */
	for (size_t i = 0; i < n; i++)
		all[i] = slots[i];
	all[n] = implementation_slot;
	s = proofs_account(nodes, &proven, words, anchor, &contract->address, all, n_all, e);
	if (s == STATUS_OK && !proven.folded)
		s = plain_account(nodes, &proven.account, &proven.trust, anchor, &contract->address,
				  e);
	if (s == STATUS_OK)
		s = check_code(contract, &proven.account, e);
	*code = proven.trust;
	if (s == STATUS_OK)
		s = complete_words(nodes, values, &proven, words, anchor, &contract->address, all,
				   n_all, e);
	if (s == STATUS_OK && contract->has_implementation) {
		*code = trust_min(*code, values[n].trust);
		s = check_implementation(contract, &values[n].value, e);
	}
	for (size_t i = 0; s == STATUS_OK && i < n; i++) {
		out[i] = values[i];
		out[i].trust = trust_min(out[i].trust, *code);
	}
	return s;
}

enum status chainstate_contract(struct nodes *nodes, struct slot_value *out, enum trust *code,
				const struct anchor *anchor,
				const struct profile_contract *contract, const struct hash *slots,
				size_t n, struct err *e)
{
	enum status s = STATUS_OK;
	size_t at = 0;

	*code = TRUST_REPORTED;
	if (!contract->has_code_hash) {
		s = chainstate_slots(nodes, out, anchor, &contract->address, slots, n, e);
		for (size_t i = 0; s == STATUS_OK && i < n; i++)
			out[i].trust = trust_min(out[i].trust, TRUST_AGREED);
		return s;
	}
	do {
		size_t some = n - at < CHAINSTATE_AT_ONCE ? n - at : CHAINSTATE_AT_ONCE;

		s = worse(s, read_pinned(nodes, n > 0 ? out + at : NULL, code, anchor, contract,
					 n > 0 ? slots + at : NULL, some, e));
		at += some;
	} while ((s == STATUS_OK || s == ERR_PENDING) && at < n);
	return s;
}
