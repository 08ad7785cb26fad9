/*
 * Six functions pay a leaf. The writer and the reader have a case for each group of functions with
 * the same arguments before the proof; the proof is last in all of them. Invariant: what is read is
 * written as the same bytes.
 */
#include "chain/payer_merkle_call.h"

#include <string.h>

#include "base/buf.h"
#include "chain/abi.h"
#include "chain/payer_words.h"

/* The first four bytes of the hash of each function's name, and its head words. */
static const struct merkle_function {
	uint8_t selector[4];
	size_t words;
} functions[] = {
	[MERKLE_CALL_INDEXED] = {{0x2e, 0x7b, 0xa6, 0xef}, 4},
	[MERKLE_CALL_SABLIER] = {{0x3f, 0x31, 0xae, 0x3f}, 4},
	[MERKLE_CALL_TO] = {{0x08, 0x54, 0xa7, 0x9c}, 4},
	[MERKLE_CALL_ROOTED] = {{0x1d, 0x7d, 0x4e, 0xbc}, 4},
	[MERKLE_CALL_PLAIN] = {{0x3d, 0x13, 0xf8, 0x74}, 3},
	[MERKLE_CALL_CYCLE] = {{0xea, 0x25, 0xe1, 0x76}, 4},
};

/* 1inch/merkle-distribution 3db322c: SignatureMerkleDrop128.sol, CumulativeMerkleDrop128.sol. */
static const struct merkle_refused {
	uint8_t selector[4];
	const char *name;
} refused[] = {
	{{0xb3, 0x33, 0x02, 0xc7}, "1inch's SignatureMerkleDrop128"},
	{{0xdf, 0x4b, 0xd9, 0xbf}, "1inch's CumulativeMerkleDrop128"},
};

const char *payer_merkle_call_refused(const uint8_t selector[static 4])
{
	for (size_t i = 0; i < ARRAY_SIZE(refused); i++)
		if (memcmp(refused[i].selector, selector, 4) == 0)
			return refused[i].name;
	return NULL;
}

/* Whether the contract would take the values of the call, and pay something for them. */
static bool is_payable(const struct payer_call *call)
{
	const struct u256 *amount = &call->parts[0].cumulative.raw;
	const struct u256 above = payer_words_bits(amount, 128, 128);

	switch (call->terms.call) {
	case MERKLE_CALL_SABLIER:
	case MERKLE_CALL_TO: return u256_is_zero(&above);
	case MERKLE_CALL_CYCLE:
		return !u256_is_zero(&call->takes.raw) &&
		       u256_compare(&call->takes.raw, amount) <= 0;
	case MERKLE_CALL_NONE:
	case MERKLE_CALL_INDEXED:
	case MERKLE_CALL_ROOTED:
	case MERKLE_CALL_PLAIN: break;
	}
	return true;
}

/* An account that its own call pays is in no argument: the sender is the account. */
enum status payer_merkle_call_write(struct buf *out, const struct payer_call *call)
{
	const struct entitlement *en = &call->parts[0];
	const struct merkle_function *f = &functions[call->terms.call];
	struct abi_writer w;

	if (call->terms.call == MERKLE_CALL_NONE || call->n != 1 || !is_payable(call))
		return ERR_MISMATCH;
	abi_begin_call(&w, out, f->selector, f->words);
	switch (call->terms.call) {
	case MERKLE_CALL_NONE: break;
	case MERKLE_CALL_INDEXED:
	case MERKLE_CALL_SABLIER:
	case MERKLE_CALL_TO:
		abi_add_u64(&w, en->index);
		abi_add_address(&w, call->terms.call == MERKLE_CALL_TO ? &call->recipient
								       : &en->account);
		abi_add_u256(&w, &en->cumulative.raw);
		break;
	case MERKLE_CALL_ROOTED:
		abi_add_address(&w, &en->account);
		abi_add_u256(&w, &en->cumulative.raw);
		abi_add_hash(&w, &call->root);
		break;
	case MERKLE_CALL_PLAIN:
		abi_add_address(&w, &en->account);
		abi_add_u256(&w, &en->cumulative.raw);
		break;
	case MERKLE_CALL_CYCLE:
		abi_add_u256(&w, &call->takes.raw);
		abi_add_u256(&w, &en->cumulative.raw);
		abi_add_u64(&w, en->series);
		break;
	}
	abi_add_hashes(&w, (const void *)en->proof, en->n_proof);
	return buf_status(out);
}

/* index, account, amount. A call that pays its sender names the recipient instead. */
static enum status take_indexed(struct abi_reader *r, struct payer_call *out,
				const struct address *from)
{
	struct entitlement *en = &out->parts[0];
	enum status s = abi_take_u64(r, &en->index);

	out->has_recipient = out->terms.call == MERKLE_CALL_TO;
	if (out->has_recipient)
		en->account = *from;
	if (s == STATUS_OK)
		s = abi_take_address(r, out->has_recipient ? &out->recipient : &en->account);
	return s == STATUS_OK ? abi_take_u256(r, &en->cumulative.raw) : s;
}

/* account, amount, and the root where the call names it. */
static enum status take_account(struct abi_reader *r, struct payer_call *out)
{
	struct entitlement *en = &out->parts[0];
	enum status s = abi_take_address(r, &en->account);

	if (s == STATUS_OK)
		s = abi_take_u256(r, &en->cumulative.raw);
	out->has_root = out->terms.call == MERKLE_CALL_ROOTED;
	return s == STATUS_OK && out->has_root ? abi_take_hash(r, &out->root) : s;
}

/* The amount that is claimed, the amount in all, the cycle. */
static enum status take_cycle(struct abi_reader *r, struct payer_call *out,
			      const struct address *from)
{
	struct entitlement *en = &out->parts[0];
	enum status s = abi_take_u256(r, &out->takes.raw);

	en->account = *from;
	if (s == STATUS_OK)
		s = abi_take_u256(r, &en->cumulative.raw);
	return s == STATUS_OK ? abi_take_u64(r, &en->series) : s;
}

/* Takes what stands before the proof. */
static enum status take_fields(struct abi_reader *r, struct payer_call *out,
			       const struct address *from)
{
	switch (out->terms.call) {
	case MERKLE_CALL_NONE: break;
	case MERKLE_CALL_INDEXED:
	case MERKLE_CALL_SABLIER:
	case MERKLE_CALL_TO: return take_indexed(r, out, from);
	case MERKLE_CALL_ROOTED:
	case MERKLE_CALL_PLAIN: return take_account(r, out);
	case MERKLE_CALL_CYCLE: return take_cycle(r, out, from);
	}
	return ERR_PARSE;
}

/*
 * Finds the terms by the selector where there are none yet. A payer that is pinned takes the call
 * of its own terms alone, which is compared when the call is opened.
 */
static enum status find_terms(struct merkle_terms *terms, const uint8_t *calldata, size_t len)
{
	size_t call = MERKLE_CALL_NONE + 1;

	if (len < 4)
		return ERR_PARSE;
	if (payer_merkle_call_refused(calldata) != NULL)
		return ERR_UNSUPPORTED;
	if (terms->call != MERKLE_CALL_NONE)
		return STATUS_OK;
	while (call < ARRAY_SIZE(functions) && memcmp(functions[call].selector, calldata, 4) != 0)
		call++;
	if (call == ARRAY_SIZE(functions))
		return ERR_PARSE;
	*terms = *merkle_terms_by_call((enum merkle_call)call);
	return STATUS_OK;
}

enum status payer_merkle_call_read(struct payer_call *out, const struct address *from,
				   const void *calldata, size_t len)
{
	struct entitlement *en = &out->parts[0];
	const uint8_t(*proof)[32];
	struct abi_reader r;
	size_t n = 0;
	enum status s = find_terms(&out->terms, calldata, len);

	if (s != STATUS_OK)
		return s;
	out->n = 1;
	s = abi_open_call(&r, calldata, len, functions[out->terms.call].selector,
			  functions[out->terms.call].words);
	if (s == STATUS_OK)
		s = take_fields(&r, out, from);
	if (s == STATUS_OK)
		s = abi_take_hashes(&r, &proof, &n);
	if (s == STATUS_OK)
		s = abi_close(&r);
	/* Only now is it known that the calldata is a claim. */
	if (s == STATUS_OK && n > LIMIT_MERKLE_DEPTH)
		s = ERR_TOO_DEEP;
	if (s == STATUS_OK && !is_payable(out))
		s = ERR_RANGE;
	if (s != STATUS_OK)
		return s;
	en->n_proof = n;
	memcpy(en->proof, proof, n * sizeof(en->proof[0]));
	return STATUS_OK;
}
