/*
 * Three questions about a file that is not right, each answered by one more pass over it: which two
 * claims are doubles (fault_doubles), whose proof is wrong (fault_proofs), and which claim of a
 * dump is not the leaf that the dump has for it (fault_nodes). Nothing here runs for a file without
 * faults, but the search for doubles, which sorts.
 */
#include "drop/fault.h"

#include <stdlib.h>
#include <string.h>

#include "base/be.h"
#include "drop/radix.h"

/* Two claims that are the same in `key`. */
struct double_search {
	const struct run *r;
	const uint8_t *key;
	size_t size;
	bool by_index;
	uint64_t first; /* place of the first of the two; 0: not seen yet */
	struct u256 amount;
};

static enum status seek_double(void *user, const struct entry *en, struct err *e)
{
	struct double_search *s = user;
	char text[ENTRY_TEXT_SIZE], amount[U256_DECIMAL_SIZE];
	const char *unit = run_unit(s->r);
	uint8_t key[40];

	if (s->by_index)
		be64_store(key, en->values.index.limb[0]);
	else
		gather_key(key, s->r->request->terms, &en->values);
	if (memcmp(key, s->key, s->size) != 0)
		return STATUS_OK;
	if (s->first == 0) {
		s->first = en->place;
		s->amount = en->values.amount;
		return STATUS_OK;
	}
	entry_format(text, en);
	u256_format(amount, &s->amount);
	return err_set(
		e, ERR_MISMATCH,
		"%ss %llu and %llu are of one %s: the second is %s, the first has amount %s; "
		"ask the payer which one holds",
		unit, (unsigned long long)s->first, (unsigned long long)en->place,
		s->by_index ? "index" : "account", text, amount);
}

static enum status name_double(struct run *r, const void *key, size_t size, bool by_index,
			       struct err *e)
{
	uint8_t kept[40];
	struct double_search search = {.r = r, .key = kept, .size = size, .by_index = by_index};
	enum status s;

	memcpy(kept, key, size);
	s = run_pass(r, true, seek_double, &search, e);
	return s != STATUS_OK
		       ? s
		       : err_set(e, ERR_CHANGED, "the file changed while it was read; try again");
}

enum status fault_doubles(struct run *r, struct err *e)
{
	struct gather *g = &r->gather;
	size_t at;

	radix_sort(g->keys, g->n, g->key_size);
	at = radix_double(g->keys, g->n, g->key_size);
	if (at > 0)
		return name_double(r, g->keys + at * g->key_size, g->key_size, false, e);
	if (g->indexes == NULL)
		return STATUS_OK;
	radix_sort(g->indexes, g->n, sizeof(*g->indexes));
	at = radix_double(g->indexes, g->n, sizeof(*g->indexes));
	return at == 0 ? STATUS_OK : name_double(r, &g->indexes[at], sizeof(*g->indexes), true, e);
}

/* Claims that are not what the file's proofs or tree say. */
struct claim_trial {
	const struct run *r;
	const struct hash *expected;
	const struct hash *nodes; /* the dump's leaves, */
	size_t n;		  /* and their number */
	uint64_t wrong;
	uint64_t place; /* the first that is wrong, and: */
	bool no_proof;
	char text[ENTRY_TEXT_SIZE];
};

static enum status try_proof(void *user, const struct entry *en, struct err *e)
{
	struct claim_trial *t = user;
	struct hash folded;

	(void)e;
	gather_fold(&folded, t->r->request->terms, en);
	if (hash_equal(&folded, t->expected))
		return STATUS_OK;
	if (t->wrong++ == 0) {
		t->place = en->place;
		t->no_proof = !en->has_proof;
		entry_format(t->text, en);
	}
	return STATUS_OK;
}

enum status fault_proofs(struct run *r, const struct hash *expected, const struct hash *computed,
			 struct err *e)
{
	struct claim_trial t = {.r = r, .expected = expected};
	char named[HASH_TEXT_SIZE], made[HASH_TEXT_SIZE];
	enum status s = run_pass(r, false, try_proof, &t, e);

	if (s != STATUS_OK || t.wrong == 0)
		return s;
	hash_format(named, expected);
	hash_format(made, computed);
	return err_set(e, ERR_PROOF_MISMATCH,
		       "claim %llu of %llu (%s) %s root %s%s; all claims together make %s; ask the "
		       "payer for the right file",
		       (unsigned long long)t.place, (unsigned long long)r->intake.n_claims, t.text,
		       t.no_proof ? "has no proof for" : "does not prove to", named,
		       t.wrong == r->intake.n_claims && t.wrong > 1
			       ? ", and none of the others does"
		       : t.wrong > 1 ? ", and others neither"
				     : "",
		       made);
}

static enum status try_node(void *user, const struct entry *en, struct err *e)
{
	struct claim_trial *t = user;
	struct hash leaf;

	/* The first pass saw to it, so that only a file that changed meanwhile can be here. */
	if (en->node < t->n - 1 || en->node > 2 * t->n - 2)
		return err_set(e, ERR_CHANGED, "the file changed while it was read; try again");
	merkle_terms_leaf(&leaf, t->r->request->terms, &en->values);
	if (hash_equal(&leaf, &t->nodes[en->node - (t->n - 1)]))
		return STATUS_OK;
	if (t->wrong++ == 0) {
		t->place = en->place;
		entry_format(t->text, en);
	}
	return STATUS_OK;
}

static enum status pass_over(void *user, const struct entry *en, struct err *e)
{
	(void)user;
	(void)en;
	(void)e;
	return STATUS_OK;
}

/* The claims may stand before the tree, so that the leaves are read in a pass of their own. */
enum status fault_nodes(struct run *r, const struct hash *said, const struct hash *computed,
			struct err *e)
{
	struct intake *d = &r->intake;
	size_t n = r->gather.n;
	struct hash *nodes = calloc(n, sizeof(*nodes));
	struct claim_trial t = {.r = r, .nodes = nodes, .n = n};
	char named[HASH_TEXT_SIZE], made[HASH_TEXT_SIZE];
	enum status s;

	if (nodes == NULL)
		return err_set(e, ERR_MEMORY, "no memory to look for the wrong claim");
	/* The leaves that were gathered would be in memory beside those of the dump. */
	gather_release(&r->gather);
	d->nodes = nodes;
	d->first_node = n - 1;
	d->room = n;
	s = run_pass(r, true, pass_over, NULL, e);
	/* A tree of one leaf is that leaf. */
	if (n == 1)
		nodes[0] = *said;
	d->nodes = NULL;
	if (s == STATUS_OK)
		s = run_pass(r, true, try_node, &t, e);
	hash_format(named, said);
	hash_format(made, computed);
	if (s == STATUS_OK && t.wrong == 0)
		s = err_set(e, ERR_PROOF_MISMATCH,
			    "the tree names root %s, and its own leaves make %s: a node above the "
			    "claims was changed; ask the payer for the right file",
			    named, made);
	else if (s == STATUS_OK)
		s = err_set(
			e, ERR_PROOF_MISMATCH,
			"claim %llu of %zu (%s) is not the leaf that the tree has for it%s: the "
			"tree names root %s, and the claims make %s; ask the payer for the "
			"right file",
			(unsigned long long)t.place, n, t.text,
			t.wrong > 1 ? ", and others neither" : "", named, made);
	free(nodes);
	return s;
}
