/*
 * A proof is found by the account and the slots that it was asked for. The same words are asked for
 * in the same order each time, so that equal slots stand in equal places.
 */
#include "client/pending.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"

static void proof_release(struct pending_proof *proof)
{
	free(proof->words);
}

void pending_release(struct pending_list *p)
{
	for (size_t i = 0; i < p->n; i++)
		proof_release(&p->proofs[i]);
	free(p->proofs);
	*p = (struct pending_list){0};
}

void pending_drop(struct pending_list *p, size_t i)
{
	proof_release(&p->proofs[i]);
	p->n--;
	memmove(&p->proofs[i], &p->proofs[i + 1], (p->n - i) * sizeof(p->proofs[0]));
}

static bool same_slots(const struct pending_proof *proof, const struct hash *slots, size_t n)
{
	if (proof->n != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!hash_equal(&proof->words[i].slot, &slots[i]))
			return false;
	return true;
}

/* Whether `proof` shows what is asked of `address`: the account at least, and all the slots. */
static bool shows(const struct pending_proof *proof, const struct address *address,
		  const struct hash *slots, size_t n)
{
	return address_equal(&proof->address, address) && (n == 0 || same_slots(proof, slots, n));
}

/* Whether two proofs were asked for by the same words. */
static bool alike(const struct pending_proof *a, const struct pending_proof *b)
{
	if (!address_equal(&a->address, &b->address) || a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!hash_equal(&a->words[i].slot, &b->words[i].slot))
			return false;
	return true;
}

enum status pending_add(struct pending_list *p, const struct pending_proof *proof)
{
	struct pending_proof added = *proof;
	struct pending_proof *grown;

	added.round = p->round;
	for (size_t i = 0; i < p->n; i++) {
		if (!alike(&p->proofs[i], proof) ||
		    !hash_equal(&p->proofs[i].state_root, &proof->state_root))
			continue;
		p->proofs[i].round = p->round;
		proof_release(&added);
		return STATUS_OK;
	}
	if (p->n == PENDING_MOST)
		pending_drop(p, 0);
	grown = reallocarray(p->proofs, p->n + 1, sizeof(*grown));
	if (grown == NULL) {
		proof_release(&added);
		return ERR_MEMORY;
	}
	p->proofs = grown;
	p->proofs[p->n++] = added;
	return STATUS_OK;
}

const struct pending_proof *pending_find(const struct pending_list *p,
					 const struct address *address, const struct hash *slots,
					 size_t n)
{
	const struct pending_proof *best = NULL;

	for (size_t i = 0; i < p->n; i++) {
		const struct pending_proof *proof = &p->proofs[i];

		if (proof->trust != TRUST_NONE && shows(proof, address, slots, n) &&
		    (best == NULL || proof->block > best->block))
			best = proof;
	}
	return best;
}

bool pending_asked(const struct pending_list *p, const struct address *address,
		   const struct hash *slots, size_t n)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->proofs[i].round >= p->since && shows(&p->proofs[i], address, slots, n))
			return true;
	return false;
}

/* Whether a proof that does not wait makes `old` needless. */
static bool has_successor(const struct pending_list *p, const struct pending_proof *old)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->proofs[i].trust != TRUST_NONE && old->block != 0 &&
		    p->proofs[i].block > old->block && alike(&p->proofs[i], old))
			return true;
	return false;
}

void pending_prune(struct pending_list *p)
{
	for (size_t i = p->n; i > 0; i--)
		if (has_successor(p, &p->proofs[i - 1]))
			pending_drop(p, i - 1);
}

/* Whether the words of `proof` were asked for in this sync, and are confirmed. */
static bool is_settled(const struct pending_list *p, const struct pending_proof *proof)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->proofs[i].round >= p->since && p->proofs[i].trust != TRUST_NONE &&
		    alike(&p->proofs[i], proof))
			return true;
	return false;
}

/* The oldest block that would settle proof `i`; 0 when an earlier proof counts for it. */
static uint64_t first_block(const struct pending_list *p, size_t i)
{
	uint64_t block = p->proofs[i].block;

	for (size_t k = 0; k < p->n; k++) {
		if (p->proofs[k].round < p->since || !alike(&p->proofs[k], &p->proofs[i]))
			continue;
		if (k < i)
			return 0;
		if (p->proofs[k].block < block)
			block = p->proofs[k].block;
	}
	return block;
}

struct pending_rest pending_count(const struct pending_list *p)
{
	struct pending_rest rest = {.n = 0};

	for (size_t i = 0; i < p->n; i++) {
		uint64_t block;

		if (p->proofs[i].round < p->since || is_settled(p, &p->proofs[i]))
			continue;
		block = first_block(p, i);
		rest.n += block != 0;
		if (block > rest.block)
			rest.block = block;
	}
	return rest;
}
