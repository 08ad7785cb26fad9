/*
 * The facts that a probe collects (probe_add()), then the calls and searches that its parts share,
 * and a contract's code and implementation, which all three kinds of contract have.
 *
 * Invariant: a value comes into the found profile by probe_add() alone saying so, and that wants
 * proofs, or k operators where a contract's answer has no proof. So one liar writes nothing.
 */
#include "sync/probe_fact.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "chain/abi.h"
#include "chain/keccak.h"
#include "client/call.h"
#include "client/chainstate.h"
#include "client/logs.h"

/* Spans of one search. With the widest that public nodes allow this is some hours of blocks. */
#define SEARCH_REQUESTS 24

/* keccak256("eip1967.proxy.implementation") - 1 (EIP-1967). */
static const struct hash implementation_slot = {{0x36, 0x08, 0x94, 0xa1, 0x3b, 0xa1, 0xa3, 0x21,
						 0x06, 0x67, 0xc8, 0x28, 0x49, 0x2d, 0xb9, 0x8d,
						 0xca, 0x3e, 0x20, 0x76, 0xcc, 0x37, 0x35, 0xa9,
						 0x20, 0xa3, 0xca, 0x50, 0x5d, 0x38, 0x2b, 0xbc}};

bool probe_ends(enum status s)
{
	return s == ERR_CANCELLED || s == ERR_MEMORY || s == ERR_UNREACHABLE;
}

/* The field's name as in a comparison of profiles: a list is keyed by lower-case addresses. */
static void write_field(char out[static 96], const struct probe_pin *pin)
{
	char address[ADDRESS_TEXT_SIZE] = "";

	if (pin->address != NULL)
		hex_format(address, pin->address->bytes, sizeof(pin->address->bytes));
	snprintf(out, 96, "%s%s%s.%s", pin->list, pin->address != NULL ? "." : "", address,
		 pin->member);
}

/* The reason why a value that was read is not taken. */
static const char *doubt_about(enum trust trust, enum trust need)
{
	if (trust >= need)
		return NULL;
	return trust == TRUST_AGREED ? "no node proves it"
				     : "fewer operators say so than must agree";
}

enum status probe_add(struct probe *p, const struct probe_pin *pin, const char *pinned,
		      const char *found, enum trust trust, enum trust need, const char *why,
		      bool *taken)
{
	struct probe_report *r = p->out;
	struct probe_fact *grown = realloc(r->facts, (r->n + 1) * sizeof(*grown)), *f;
	const char *doubt = doubt_about(trust, need);
	bool take = found[0] != '\0' && doubt == NULL;

	if (taken != NULL)
		*taken = take;
	if (grown == NULL)
		return ERR_MEMORY;
	r->facts = grown;
	f = &r->facts[r->n++];
	*f = (struct probe_fact){.trust = found[0] != '\0' ? trust : TRUST_NONE, .taken = take};
	write_field(f->field, pin);
	snprintf(f->pinned, sizeof(f->pinned), "%s", pinned);
	snprintf(f->found, sizeof(f->found), "%s", found);
	if (why == NULL && found[0] != '\0')
		why = doubt;
	snprintf(f->why, sizeof(f->why), "%s", why != NULL ? why : "");
	return STATUS_OK;
}

enum status probe_add_failure(struct probe *p, const struct probe_pin *pin, const char *pinned,
			      enum status s, const struct err *why)
{
	p->waits = p->waits || s == ERR_PENDING;
	if (s == ERR_PENDING)
		return STATUS_OK;
	return probe_ends(s)
		       ? s
		       : probe_add(p, pin, pinned, "", TRUST_NONE, TRUST_PROVEN, why->text, NULL);
}

void probe_slot_text(char out[static PROBE_SLOT_SIZE], const struct hash *slot)
{
	struct u256 v = u256_from_be(slot->bytes);
	char text[PROBE_SLOT_SIZE];
	uint64_t small;

	if (u256_to_u64(&small, &v) == STATUS_OK)
		u256_format(text, &v);
	else
		hash_format(text, slot);
	snprintf(out, PROBE_SLOT_SIZE, "%s", text);
}

enum status probe_call(struct probe *p, struct buf *out, enum trust *trust,
		       const struct address *to, const char *signature, const struct hash *words,
		       size_t n, struct err *e)
{
	uint8_t selector[KECCAK_SIZE];
	struct abi_writer w;
	struct buf calldata;
	enum status s;

	keccak256(selector, signature, strlen(signature));
	buf_init(&calldata, LIMIT_CALLDATA);
	abi_begin_call(&w, &calldata, selector, n);
	for (size_t i = 0; i < n; i++)
		abi_add_hash(&w, &words[i]);
	/* Proofs are of the anchor's block, and answers are compared with them. */
	s = buf_status(&calldata);
	if (s == STATUS_OK)
		s = call_read(p->session->nodes, out, trust, &p->session->anchor, to, calldata.data,
			      calldata.len, e);
	buf_release(&calldata);
	return s;
}

enum status probe_call_word(struct probe *p, struct hash *out, enum trust *trust,
			    const struct address *to, const char *signature,
			    const struct hash *words, size_t n, struct err *e)
{
	struct buf reply;
	enum status s;

	buf_init(&reply, KIB);
	s = probe_call(p, &reply, trust, to, signature, words, n, e);
	if (s == STATUS_OK && reply.len != sizeof(out->bytes))
		s = err_set(e, ERR_MISMATCH, "the contract has no %s", signature);
	if (s == STATUS_OK)
		memcpy(out->bytes, reply.data, sizeof(out->bytes));
	buf_release(&reply);
	return s;
}

struct hash probe_word_of(const struct address *a)
{
	struct hash word = {{0}};

	memcpy(word.bytes + 12, a->bytes, sizeof(a->bytes));
	return word;
}

enum status probe_events(struct probe *p, struct contract_event_list *out,
			 const struct address *contract, const struct hash *topic)
{
	struct contract_event_filter filter = {.addresses = contract,
					       .n_addresses = 1,
					       .topics = {topic},
					       .to = p->session->anchor.header.number};
	size_t left = SEARCH_REQUESTS;

	*out = (struct contract_event_list){.n = 0};
	while (left > 0) {
		/* One span at a time: the newest event is enough. */
		size_t requests = 1;
		uint64_t read = 0;
		enum status s = logs_read(p->session->nodes, out, &read, &requests,
					  &p->session->anchor, &filter, LOGS_NEWEST_FIRST, NULL);

		if (s == ERR_CANCELLED || s == ERR_MEMORY)
			return s;
		task_progress(p->task, "searching for events", SEARCH_REQUESTS - left--,
			      SEARCH_REQUESTS, "requests");
		if (s != STATUS_OK || out->n > 0 || read > filter.to)
			break;
		filter.to -= read;
		contract_event_list_release(out);
		*out = (struct contract_event_list){.n = 0};
	}
	return STATUS_OK;
}

/* Reads the implementation of a contract that may be a proxy. */
static enum status probe_implementation(struct probe *p, struct profile_contract *found,
					const struct probe_pin *of,
					const struct profile_contract *pinned)
{
	const struct probe_pin pin = {of->list, of->address, "implementation"};
	char before[ADDRESS_TEXT_SIZE] = "", after[ADDRESS_TEXT_SIZE] = "";
	struct slot_value slot;
	struct hash word;
	struct err why = {0};
	bool taken;
	enum status s = chainstate_slots(p->session->nodes, &slot, &p->session->anchor,
					 &pinned->address, &implementation_slot, 1, &why);

	if (pinned->has_implementation)
		address_format(before, &pinned->implementation);
	if (s != STATUS_OK)
		return probe_add_failure(p, &pin, before, s, &why);
	u256_to_be(word.bytes, &slot.value);
	if (u256_is_zero(&slot.value)) {
		/* Most contracts are no proxies, of which there is nothing to say. */
		if (!pinned->has_implementation || slot.trust < TRUST_PROVEN)
			return STATUS_OK;
		found->has_implementation = false;
		found->implementation = (struct address){{0}};
		return probe_add(p, &pin, before, "", slot.trust, TRUST_PROVEN,
				 "it is no proxy (EIP-1967)", NULL);
	}
	memcpy(found->implementation.bytes, word.bytes + 12, 20);
	address_format(after, &found->implementation);
	s = probe_add(p, &pin, before, after, slot.trust, TRUST_PROVEN, NULL, &taken);
	if (s == STATUS_OK && taken)
		found->has_implementation = true;
	else
		found->implementation = pinned->implementation;
	return s;
}

enum status probe_contract(struct probe *p, struct profile_contract *found, bool *code,
			   const struct probe_pin *of, const struct profile_contract *pinned)
{
	const struct probe_pin pin = {of->list, of->address, "code_hash"};
	char before[HASH_TEXT_SIZE] = "", after[HASH_TEXT_SIZE];
	struct account account;
	enum trust trust;
	struct err why = {0};
	bool taken;
	enum status s = chainstate_account(p->session->nodes, &account, &trust, NULL,
					   &p->session->anchor, &pinned->address, &why);

	*code = false;
	if (pinned->has_code_hash)
		hash_format(before, &pinned->code_hash);
	if (s != STATUS_OK)
		return probe_add_failure(p, &pin, before, s, &why);
	*code = account.exists && !hash_equal(&account.code_hash, &trie_empty_code);
	if (!*code)
		return probe_add(p, &pin, before, "", trust, TRUST_PROVEN,
				 "there is no code at this address", NULL);
	hash_format(after, &account.code_hash);
	s = probe_add(p, &pin, before, after, trust, TRUST_PROVEN, NULL, &taken);
	if (s == STATUS_OK && taken) {
		found->has_code_hash = true;
		found->code_hash = account.code_hash;
	}
	return s == STATUS_OK ? probe_implementation(p, found, of, pinned) : s;
}
