/*
 * A claim is collected member by member, in any order: earner_take() and the three functions beside
 * it. grow() makes room for the three lists, whose entries belong together by their places. At the
 * end complete() looks that nothing is missing, and earner_fold() folds both trees.
 */
#include "drop/earner.h"

#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "chain/keccak.h"
#include "drop/entry.h"

/* One entry of the three lists, of which each may come first. */
static enum status grow(struct earner *er, size_t n, struct err *e)
{
	struct earner_token *more;

	if (n < er->n_tokens || n < er->n_indices || n < er->n_proofs)
		return STATUS_OK;
	if (n == LIMIT_DROP_OWN)
		return err_set(e, ERR_LIMIT, "the claim has more than %d tokens", LIMIT_DROP_OWN);
	more = realloc(er->tokens, (n + 1) * sizeof(*more));
	if (more == NULL)
		return err_set(e, ERR_MEMORY, "no memory for %zu tokens", n + 1);
	memset(&more[n], 0, sizeof(*more));
	er->tokens = more;
	return STATUS_OK;
}

/* "0x" and the hex digits of all siblings; "0x" or nothing for a tree of one leaf. */
static enum status read_proof(struct hash *proof, size_t *n, const char *text, size_t len,
			      struct err *e)
{
	size_t bytes;
	enum status s = STATUS_OK;

	*n = 0;
	if (len == 0 || (len == 2 && memcmp(text, "0x", 2) == 0))
		return STATUS_OK;
	if (len > 2 + 64 * (size_t)LIMIT_MERKLE_DEPTH)
		return err_set(e, ERR_TOO_DEEP, "the proof has more than %d hashes",
			       LIMIT_MERKLE_DEPTH);
	s = hex_parse_var(proof->bytes, &bytes, LIMIT_MERKLE_DEPTH * sizeof(*proof), text, len);
	if (s != STATUS_OK || bytes % sizeof(*proof) != 0)
		return err_set(e, ERR_PARSE,
			       "the proof is not 0x and hashes of 64 hex digits each");
	*n = bytes / sizeof(*proof);
	return STATUS_OK;
}

enum status earner_take(struct earner *er, enum earner_member member, const char *text, size_t len,
			struct err *e)
{
	if ((er->seen & 1u << member) != 0)
		return err_set(e, ERR_MISMATCH, "a part of the claim is there twice");
	er->seen |= 1u << member;
	switch (member) {
	case EARNER_ACCOUNT: return entry_address(&er->account, "earner", text, len, e);
	case EARNER_TOKEN_ROOT:
		return entry_hash(&er->token_root, "the earner's token root", text, len, e);
	case EARNER_INDEX: return entry_small(&er->index, UINT32_MAX, "earner index", text, len, e);
	case EARNER_PROOF: return read_proof(er->proof, &er->n_proof, text, len, e);
	case EARNER_ROOT_INDEX:
		return entry_small(&er->root_index, UINT32_MAX, "root index", text, len, e);
	}
	return ERR_USAGE;
}

enum status earner_take_token(struct earner *er, const struct address *token,
			      const struct u256 *amount, struct err *e)
{
	enum status s = grow(er, er->n_tokens, e);

	if (s != STATUS_OK)
		return s;
	er->tokens[er->n_tokens].token = *token;
	er->tokens[er->n_tokens++].amount = *amount;
	return STATUS_OK;
}

enum status earner_take_index(struct earner *er, const char *text, size_t len, struct err *e)
{
	enum status s = grow(er, er->n_indices, e);

	if (s != STATUS_OK)
		return s;
	return entry_small(&er->tokens[er->n_indices++].index, UINT32_MAX, "token index", text, len,
			   e);
}

enum status earner_take_proof(struct earner *er, const char *text, size_t len, struct err *e)
{
	enum status s = grow(er, er->n_proofs, e);
	struct earner_token *t;

	if (s != STATUS_OK)
		return s;
	t = &er->tokens[er->n_proofs++];
	return read_proof(t->proof, &t->n_proof, text, len, e);
}

/*
 * Folds a leaf at `index`: its bits, the lowest first, say on which side of its sibling each node
 * is. ERR_RANGE when the tree of such a proof has no such leaf.
 */
static enum status fold_indexed(struct hash *node, const struct hash *proof, size_t n,
				uint64_t index)
{
	struct hash pair[2];

	for (size_t i = 0; i < n; i++, index /= 2) {
		pair[index % 2] = *node;
		pair[1 - index % 2] = proof[i];
		keccak256(node->bytes, pair, sizeof(pair));
	}
	return index == 0 ? STATUS_OK : ERR_RANGE;
}

/* keccak256(salt ‖ account ‖ word). */
static void salted_leaf(struct hash *out, uint8_t salt, const struct address *account,
			const uint8_t word[static 32])
{
	uint8_t encoded[1 + 20 + 32];

	encoded[0] = salt;
	memcpy(encoded + 1, account->bytes, 20);
	memcpy(encoded + 21, word, 32);
	keccak256(out->bytes, encoded, sizeof(encoded));
}

static enum status fold_token(const struct earner *er, size_t i, struct err *e)
{
	const struct earner_token *t = &er->tokens[i];
	char token[ADDRESS_TEXT_SIZE], amount[U256_DECIMAL_SIZE];
	uint8_t word[32];
	struct hash node;
	enum status s;

	u256_to_be(word, &t->amount);
	salted_leaf(&node, 1, &t->token, word);
	s = fold_indexed(&node, t->proof, t->n_proof, t->index);
	if (s == STATUS_OK && hash_equal(&node, &er->token_root))
		return STATUS_OK;
	address_format(token, &t->token);
	u256_format(amount, &t->amount);
	if (s != STATUS_OK)
		return err_set(e, s, "token %s has index %llu, and its proof has only %zu hashes",
			       token, (unsigned long long)t->index, t->n_proof);
	return err_set(
		e, ERR_PROOF_MISMATCH,
		"token %zu of the claim (%s, amount %s) does not prove to the earner's token "
		"root: an amount or a proof was changed; make the claim again",
		i + 1, token, amount);
}

/*
 * Whether all parts are there and no token twice. The contract would pay the second of two equal
 * ones nothing.
 */
static enum status complete(const struct earner *er, struct err *e)
{
	static const char *const members[] = {"earner", "token root", "earner index",
					      "earner proof", "root index"};

	for (size_t i = 0; i < ARRAY_SIZE(members); i++)
		if ((er->seen & 1u << i) == 0)
			return err_set(e, ERR_PARSE, "the EigenLayer claim has no %s", members[i]);
	if (er->n_tokens == 0 || er->n_indices != er->n_tokens || er->n_proofs != er->n_tokens)
		return err_set(e, ERR_PARSE, "the claim has %zu tokens, %zu indexes and %zu proofs",
			       er->n_tokens, er->n_indices, er->n_proofs);
	for (size_t i = 1; i < er->n_tokens; i++)
		for (size_t j = 0; j < i; j++)
			if (address_equal(&er->tokens[i].token, &er->tokens[j].token))
				return err_set(e, ERR_MISMATCH,
					       "tokens %zu and %zu of the claim are the same",
					       j + 1, i + 1);
	return STATUS_OK;
}

enum status earner_fold(const struct earner *er, struct hash *root, const struct hash *said,
			struct err *e)
{
	char computed[HASH_TEXT_SIZE], named[HASH_TEXT_SIZE];
	enum status s = complete(er, e);

	for (size_t i = 0; s == STATUS_OK && i < er->n_tokens; i++)
		s = fold_token(er, i, e);
	if (s != STATUS_OK)
		return s;
	salted_leaf(root, 0, &er->account, er->token_root.bytes);
	if (fold_indexed(root, er->proof, er->n_proof, er->index) != STATUS_OK)
		return err_set(e, ERR_RANGE,
			       "the earner has index %llu, and its proof has only %zu hashes",
			       (unsigned long long)er->index, er->n_proof);
	if (said == NULL || hash_equal(root, said))
		return STATUS_OK;
	hash_format(computed, root);
	hash_format(named, said);
	return err_set(e, ERR_PROOF_MISMATCH,
		       "the file names root %s, and its proof leads to %s; make the claim again",
		       named, computed);
}

void earner_release(struct earner *er)
{
	free(er->tokens);
	*er = (struct earner){.tokens = NULL};
}
