/*
 * drop_read() gathers the claims in one pass, refuses doubles and a wrong total, and finds the tree
 * whose root is expected: read_tree(). Where no tree over all claims has that root, the file's own
 * proofs are tried, since a file may hold only some of the claims; a claim that does not prove to
 * the root is named (drop/fault.c). Claims of Merkl and EigenLayer come with proofs alone.
 */
#include "drop/drop.h"

#include <stdlib.h>
#include <string.h>

#include "drop/fault.h"
#include "drop/radix.h"
#include "drop/tree.h"

static enum status keep_own(struct drop *out, const struct gather *g, struct err *e)
{
	out->own = calloc(g->n_own > 0 ? g->n_own : 1, sizeof(*out->own));
	if (out->own == NULL)
		return err_set(e, ERR_MEMORY, "no memory for %zu claims", g->n_own);
	out->n_own = g->n_own;
	for (size_t i = 0; i < g->n_own; i++) {
		const struct entry *en = &g->own[i].entry;
		struct drop_own *own = &out->own[i];

		own->values = en->values;
		own->place = en->place;
		own->chain_id = en->chain_id;
		own->n_proof = en->n_proof;
		memcpy(own->proof, en->proof, en->n_proof * sizeof(en->proof[0]));
		gather_fold(&own->root, g->terms, en);
	}
	return STATUS_OK;
}

/* Takes the proofs of own claims from the tree. Those of the file, where it has some, must hold. */
static enum status prove_own(struct drop *out, const struct run *r, const struct tree *t,
			     bool sorted, struct err *e)
{
	const struct gather *g = &r->gather;
	enum status s = keep_own(out, g, e);

	for (size_t i = 0; s == STATUS_OK && i < g->n_own; i++) {
		const struct gather_own *own = &g->own[i];
		size_t place = sorted ? radix_find(g->leaves, g->n, sizeof(*g->leaves), &own->leaf)
				      : own->ordinal;
		char text[ENTRY_TEXT_SIZE];

		if (own->entry.has_proof && !hash_equal(&out->own[i].root, &out->root)) {
			entry_format(text, &own->entry);
			return err_set(
				e, ERR_PROOF_MISMATCH,
				"claim %llu (%s) is in the tree, and the proof that the file "
				"has for it leads elsewhere; ask the payer for the right file",
				(unsigned long long)own->entry.place, text);
		}
		out->own[i].n_proof = tree_prove(out->own[i].proof, t, place);
		out->own[i].root = out->root;
	}
	return s;
}

/*
 * Builds the tree of the leaves as they lie. With `expected` not NULL only that root is accepted.
 * Out: `found`; `computed` has the root in any case
 */
static enum status try_tree(struct drop *out, struct run *r, enum tree_shape shape, bool sorted,
			    const struct hash *expected, bool *found, struct hash *computed,
			    struct err *e)
{
	struct tree t;
	enum status s = tree_build(&t, computed, r->gather.leaves, r->gather.n, shape);

	if (s != STATUS_OK)
		err_set(e, s, "no memory for the tree of %zu claims", r->gather.n);
	*found = s == STATUS_OK && (expected == NULL || hash_equal(computed, expected));
	if (*found) {
		out->root = *computed;
		out->has_root = out->rebuilt = true;
		s = prove_own(out, r, &t, sorted, e);
	}
	tree_release(&t);
	return s;
}

/* Uniswap's tree carries odd nodes up, that of most others is complete. */
static enum tree_shape usual_shape(enum drop_format format)
{
	return format == DROP_UNISWAP ? TREE_CARRIED : TREE_COMPLETE;
}

static enum tree_shape other_shape(enum drop_format format)
{
	return format == DROP_UNISWAP ? TREE_COMPLETE : TREE_CARRIED;
}

/* Sorted leaves are usual; only when they do not fit are they read again in the file's order. */
static enum status try_trees(struct drop *out, struct run *r, const struct hash *expected,
			     bool *found, struct hash *usual, struct err *e)
{
	enum drop_format format = r->intake.format;
	struct hash other;
	enum status s;

	radix_sort(r->gather.leaves, r->gather.n, sizeof(*r->gather.leaves));
	s = try_tree(out, r, usual_shape(format), true, expected, found, usual, e);
	if (s == STATUS_OK && !*found)
		s = try_tree(out, r, other_shape(format), true, expected, found, &other, e);
	if (s != STATUS_OK || *found)
		return s;
	s = run_gather(r, e);
	if (s == STATUS_OK)
		s = try_tree(out, r, TREE_COMPLETE, false, expected, found, &other, e);
	if (s == STATUS_OK && !*found)
		s = try_tree(out, r, TREE_CARRIED, false, expected, found, &other, e);
	return s;
}

/* A dump says itself where in the tree each claim is. */
static enum status read_dump(struct drop *out, struct run *r, struct err *e)
{
	struct hash said = r->intake.root, computed;
	bool found;
	enum status s;

	if (r->gather.nodes == NULL)
		return err_set(e, ERR_PARSE, "claim 1: it has no place in the tree (treeIndex)");
	s = gather_order(&r->gather, e);
	if (s == STATUS_OK)
		s = try_tree(out, r, TREE_COMPLETE, false, &said, &found, &computed, e);
	return s == STATUS_OK && !found ? fault_nodes(r, &said, &computed, e) : s;
}

/* No tree over all claims has the expected root. */
static enum status read_part(struct drop *out, struct run *r, const struct hash *expected,
			     const struct hash *usual, struct err *e)
{
	char named[HASH_TEXT_SIZE], made[HASH_TEXT_SIZE];
	struct hash computed;
	bool found;
	enum status s;

	if (r->gather.n_proofs > 0) {
		s = fault_proofs(r, expected, usual, e);
		out->root = *expected;
		out->has_root = s == STATUS_OK;
		return s == STATUS_OK ? keep_own(out, &r->gather, e) : s;
	}
	if (out->has_said) {
		hash_format(named, expected);
		hash_format(made, usual);
		return err_set(e, ERR_PROOF_MISMATCH,
			       "the file names root %s, and its claims make %s; ask the payer for "
			       "the right file",
			       named, made);
	}
	/* The caller compares the usual tree's root with the contract's. */
	radix_sort(r->gather.leaves, r->gather.n, sizeof(*r->gather.leaves));
	return try_tree(out, r, usual_shape(out->format), true, NULL, &found, &computed, e);
}

static enum status read_tree(struct drop *out, struct run *r, struct err *e)
{
	const struct gather *g = &r->gather;
	const struct hash *named = out->has_said ? &out->said : r->request->root;
	struct hash first = g->first_fold, usual;
	const struct hash *expected = named != NULL ? named : g->has_fold ? &first : NULL;
	bool found;
	enum status s;

	if (out->format == DROP_OPENZEPPELIN)
		return read_dump(out, r, e);
	s = try_trees(out, r, expected, &found, &usual, e);
	return s == STATUS_OK && !found ? read_part(out, r, expected, &usual, e) : s;
}

/* Proofs of one user, on one chain or several, each with a tree of its own. */
static enum status read_reply(struct drop *out, const struct run *r, struct err *e)
{
	enum status s = keep_own(out, &r->gather, e);

	if (s != STATUS_OK)
		return s;
	out->has_root = out->n_own > 0;
	for (size_t i = 0; i < out->n_own; i++) {
		const struct drop_own *own = &out->own[i];

		out->root = own->root;
		out->has_root = out->has_root && hash_equal(&own->root, &out->own[0].root);
		for (size_t j = 0; j < i; j++)
			if (own->chain_id == out->own[j].chain_id &&
			    address_equal(&own->values.account, &out->own[j].values.account) &&
			    address_equal(&own->values.token, &out->own[j].values.token))
				return err_set(e, ERR_MISMATCH,
					       "claims %zu and %zu of the reply are of one token",
					       j + 1, i + 1);
	}
	return STATUS_OK;
}

static enum status read_earner(struct drop *out, const struct run *r, struct err *e)
{
	const struct earner *er = &r->intake.earner;
	enum status s = earner_fold(er, &out->root, out->has_said ? &out->said : NULL, e);

	if (s != STATUS_OK)
		return s;
	out->has_root = true;
	out->earner = (struct drop_earner){.account = er->account,
					   .token_root = er->token_root,
					   .index = er->index,
					   .root_index = er->root_index,
					   .n_proof = er->n_proof};
	memcpy(out->earner.proof, er->proof, er->n_proof * sizeof(er->proof[0]));
	if (!roster_has(&r->accounts, &er->account))
		return STATUS_OK;
	out->own = calloc(er->n_tokens, sizeof(*out->own));
	if (out->own == NULL)
		return err_set(e, ERR_MEMORY, "no memory for %zu tokens", er->n_tokens);
	out->n_own = er->n_tokens;
	for (size_t i = 0; i < er->n_tokens; i++) {
		const struct earner_token *t = &er->tokens[i];
		struct drop_own *own = &out->own[i];

		own->values = (struct merkle_values){.index = u256_from_u64(t->index),
						     .account = er->account,
						     .token = t->token,
						     .amount = t->amount};
		own->place = i + 1;
		own->root = out->root;
		own->n_proof = t->n_proof;
		memcpy(own->proof, t->proof, t->n_proof * sizeof(t->proof[0]));
	}
	return STATUS_OK;
}

static enum status check_total(const struct run *r, struct err *e)
{
	const struct intake *d = &r->intake;
	char said[U256_DECIMAL_SIZE], sum[U256_DECIMAL_SIZE];

	if (!d->has_total || u256_compare(&d->total, &r->gather.total) == 0)
		return STATUS_OK;
	u256_format(said, &d->total);
	u256_format(sum, &r->gather.total);
	return err_set(e, ERR_MISMATCH,
		       "the file names a total of %s, and its claims add up to %s: an amount was "
		       "changed or a claim is missing",
		       said, sum);
}

enum status drop_read(struct drop *out, const struct drop_request *request, struct err *e)
{
	struct run r;
	enum status s = run_open(&r, request, e);

	*out = (struct drop){.format = DROP_UNKNOWN};
	if (s == STATUS_OK)
		s = run_gather(&r, e);
	if (s != STATUS_OK)
		goto out;
	out->format = r.intake.format;
	out->n_claims = r.intake.n_claims;
	out->has_said = r.intake.has_root;
	out->said = r.intake.root;
	/* Chains may have different tokens at one address. */
	out->has_total = r.gather.n > 0 && !r.gather.many_tokens && out->format != DROP_MERKL;
	out->total = r.gather.total;
	if (out->format == DROP_EIGENLAYER) {
		s = read_earner(out, &r, e);
	} else if (out->format == DROP_MERKL) {
		s = read_reply(out, &r, e);
	} else {
		s = fault_doubles(&r, e);
		if (s == STATUS_OK)
			s = read_tree(out, &r, e);
		/* A file with some of the claims may name the total of all. */
		if (s == STATUS_OK && out->rebuilt)
			s = check_total(&r, e);
	}
out:
	out->bare = r.intake.bare;
	run_release(&r);
	return s;
}

void drop_release(struct drop *d)
{
	free(d->own);
	*d = (struct drop){.format = DROP_UNKNOWN};
}
