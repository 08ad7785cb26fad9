/*
 * A row that a bad disk altered would be shown as proven once its block is agreed on. So the bytes
 * begin with the hash of all that follows, and none are taken that do not have it.
 *
 * A proof: 20 bytes of address, block (8), state root (32), the account (1 byte whether it exists,
 * nonce 8, balance, storage root and code hash of 32 each), how many words (4), then slot and value
 * of each. Numbers are big-endian.
 */
#include "client/pending_bytes.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/cursor.h"
#include "chain/keccak.h"

#define WORD_SIZE  64
#define PROOF_SIZE (20 + 8 + 32 + 1 + 8 + 32 + 32 + 32 + 4)

static void add_u256(struct buf *out, const struct u256 *v)
{
	uint8_t bytes[32];

	u256_to_be(bytes, v);
	buf_add(out, bytes, sizeof(bytes));
}

static void add_proof(struct buf *out, const struct pending_proof *proof)
{
	uint8_t n[4] = {(uint8_t)(proof->n >> 24), (uint8_t)(proof->n >> 16),
			(uint8_t)(proof->n >> 8), (uint8_t)proof->n};

	buf_add(out, proof->address.bytes, sizeof(proof->address.bytes));
	buf_add_be64(out, proof->block);
	buf_add(out, proof->state_root.bytes, sizeof(proof->state_root.bytes));
	buf_add_byte(out, proof->account.exists);
	buf_add_be64(out, proof->account.nonce);
	add_u256(out, &proof->account.balance);
	buf_add(out, proof->account.storage_root.bytes, sizeof(proof->account.storage_root.bytes));
	buf_add(out, proof->account.code_hash.bytes, sizeof(proof->account.code_hash.bytes));
	buf_add(out, n, sizeof(n));
	for (size_t i = 0; i < proof->n; i++) {
		buf_add(out, proof->words[i].slot.bytes, sizeof(proof->words[i].slot.bytes));
		add_u256(out, &proof->words[i].value);
	}
}

void pending_bytes_write(struct buf *out, const struct pending_list *p)
{
	size_t from = p->n, size = sizeof(struct hash);
	struct buf proofs;
	struct hash sum;

	while (from > 0) {
		size += PROOF_SIZE + p->proofs[from - 1].n * WORD_SIZE;
		if (size > PENDING_BYTES_MOST)
			break;
		from--;
	}
	buf_init(&proofs, PENDING_BYTES_MOST);
	for (; from < p->n; from++)
		if (p->proofs[from].trust == TRUST_NONE && p->proofs[from].block != 0)
			add_proof(&proofs, &p->proofs[from]);
	if (proofs.len > 0 && buf_status(&proofs) == STATUS_OK) {
		keccak256(sum.bytes, proofs.data, proofs.len);
		buf_add(out, sum.bytes, sizeof(sum.bytes));
		buf_add(out, proofs.data, proofs.len);
	}
	buf_release(&proofs);
}

/* Takes `len` bytes to `to`. */
static enum status take(struct cursor *c, void *to, size_t len)
{
	const uint8_t *at;
	enum status s = cursor_take(c, &at, len);

	if (s == STATUS_OK)
		memcpy(to, at, len);
	return s;
}

static enum status take_u256(struct cursor *c, struct u256 *out)
{
	const uint8_t *at;
	enum status s = cursor_take(c, &at, 32);

	if (s == STATUS_OK)
		*out = u256_from_be(at);
	return s;
}

static enum status take_words(struct cursor *c, struct pending_proof *proof)
{
	uint32_t n;
	enum status s = cursor_be32(c, &n);

	if (s != STATUS_OK || n > cursor_left(c) / WORD_SIZE)
		return ERR_DAMAGED;
	proof->words = calloc(n + 1, sizeof(*proof->words));
	if (proof->words == NULL)
		return ERR_MEMORY;
	for (; proof->n < n && s == STATUS_OK; proof->n++) {
		struct pending_word *w = &proof->words[proof->n];

		s = take(c, w->slot.bytes, sizeof(w->slot.bytes));
		if (s == STATUS_OK)
			s = take_u256(c, &w->value);
	}
	return s;
}

static enum status take_proof(struct cursor *c, struct pending_proof *proof)
{
	struct account *account = &proof->account;
	uint8_t exists = 0;
	enum status s = take(c, proof->address.bytes, sizeof(proof->address.bytes));

	if (s == STATUS_OK)
		s = cursor_be64(c, &proof->block);
	if (s == STATUS_OK)
		s = take(c, proof->state_root.bytes, sizeof(proof->state_root.bytes));
	if (s == STATUS_OK)
		s = cursor_u8(c, &exists);
	if (s == STATUS_OK)
		s = cursor_be64(c, &account->nonce);
	if (s == STATUS_OK)
		s = take_u256(c, &account->balance);
	if (s == STATUS_OK)
		s = take(c, account->storage_root.bytes, sizeof(account->storage_root.bytes));
	if (s == STATUS_OK)
		s = take(c, account->code_hash.bytes, sizeof(account->code_hash.bytes));
	account->exists = exists != 0;
	return s == STATUS_OK ? take_words(c, proof) : s;
}

enum status pending_bytes_read(struct pending_list *p, const void *data, size_t len)
{
	struct cursor c = cursor_of(data, len);
	struct hash sum, want;
	enum status s = take(&c, want.bytes, sizeof(want.bytes));
	unsigned round = p->round;

	if (s != STATUS_OK)
		return ERR_DAMAGED;
	keccak256(sum.bytes, c.at, cursor_left(&c));
	if (!hash_equal(&sum, &want))
		return ERR_DAMAGED;
	p->round = 0;
	while (s == STATUS_OK && cursor_left(&c) > 0) {
		struct pending_proof proof = {.trust = TRUST_NONE};

		s = take_proof(&c, &proof);
		if (s == STATUS_OK)
			s = pending_add(p, &proof);
		else
			free(proof.words);
	}
	p->round = round;
	return s == STATUS_OK || s == ERR_MEMORY ? s : ERR_DAMAGED;
}
