/*
 * The tree of a dataset. commitment_tree_build() reads batch after batch and hashes each
 * (take_batch); when the last one has come, it makes room for the inner nodes and builds the tree.
 */
#include "dataset/commitment_tree.h"

#include <stdlib.h>

#include "base/pages.h"
#include "chain/merkle.h"
#include "dataset/commitment_hasher.h"

void commitment_tree_release(struct commitment_tree *t)
{
	if (t == NULL)
		return;
	free(t->nodes);
	*t = (struct commitment_tree){0};
}

/* Makes room for `more` leaves after those that are there. */
static enum status grow(struct commitment_tree *t, size_t *cap, size_t more)
{
	size_t want = *cap;
	struct hash *nodes;

	if (t->records + more <= *cap)
		return STATUS_OK;
	while (want < t->records + more)
		want = want == 0 ? 2 * READER_BATCH : 2 * want;
	nodes = reallocarray(t->nodes, want, sizeof(*nodes));
	if (nodes == NULL)
		return ERR_MEMORY;
	pages_want_huge(nodes, want * sizeof(*nodes)); /* takes a tenth of the time */
	t->nodes = nodes;
	*cap = want;
	return STATUS_OK;
}

/* Takes one batch: computes and counts its leaves, then calls the hooks. */
static enum status take_batch(struct commitment_tree *t, struct commitment_hasher *h,
			      struct reader *r, const struct reader_batch *batch,
			      const struct commitment_hooks *hooks, struct err *e)
{
	uint64_t done, total;
	enum status s = STATUS_OK;

	commitment_hasher_leaves(h, t->nodes + t->records, batch);
	t->records += batch->n;
	for (size_t i = 0; i < batch->n; i++)
		t->bytes += batch->records[i].len;
	if (hooks == NULL)
		return STATUS_OK;
	if (hooks->records != NULL)
		s = hooks->records(hooks->user, batch, e);
	reader_progress(r, &done, &total);
	if (s == STATUS_OK && hooks->watch != NULL && !hooks->watch(hooks->user, done, total))
		s = err_set(e, ERR_CANCELLED, "cancelled");
	return s;
}

enum status commitment_tree_build(struct commitment_tree *out, struct reader *r,
				  const struct address *attester,
				  const uint8_t salt_key[static COMMITMENT_SALT],
				  const struct commitment_hooks *hooks, struct err *e)
{
	struct commitment_tree t = {0};
	struct commitment_hasher *h = NULL;
	struct reader_batch batch;
	struct hash *nodes;
	size_t cap = 0;
	enum status s = commitment_hasher_new(&h, attester, salt_key);

	if (s != STATUS_OK)
		s = err_set(e, s, "out of memory");
	while (s == STATUS_OK) {
		s = reader_next(r, &batch, e);
		if (s != STATUS_OK || batch.n == 0)
			break;
		s = grow(&t, &cap, batch.n);
		if (s != STATUS_OK)
			s = err_set(e, s, "out of memory for %llu records",
				    (unsigned long long)t.records);
		else
			s = take_batch(&t, h, r, &batch, hooks, e);
	}
	if (s == STATUS_OK) {
		nodes = reallocarray(t.nodes, 2 * t.records - 1, sizeof(*nodes));
		if (nodes != NULL)
			t.nodes = nodes;
		else
			s = err_set(e, ERR_MEMORY, "out of memory for the tree");
	}
	if (s == STATUS_OK) {
		merkle_build(t.nodes, t.records);
		t.root = t.nodes[2 * t.records - 2];
		*out = t;
		t = (struct commitment_tree){0};
	}
	commitment_hasher_free(h);
	commitment_tree_release(&t);
	return s;
}
