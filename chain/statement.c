/*
 * A statement and its audit.
 *
 * statement_audit() redoes every attested figure from the scores: the hash of the document, the
 * order of the lines, the Merkle root, the sums, and each amount by the rule. Invariant: the first
 * fault ends the audit, since what follows from a wrong document would say nothing.
 */
#include "chain/statement.h"

#include <stdlib.h>
#include <string.h>

#include "base/be.h"
#include "base/buf.h"
#include "chain/abi.h"
#include "chain/keccak.h"
#include "chain/member.h"
#include "chain/merkle.h"

/* A line with the longest values: 20 + 32 bytes of hex, and 20 + 78 + 78 digits. */
#define LINE_SIZE 512

enum status statement_encode(struct buf *out, const struct statement *s)
{
	struct abi_writer w;

	abi_begin(&w, out, 11);
	abi_add_u64(&w, s->epoch);
	abi_add_u64(&w, s->start);
	abi_add_u64(&w, s->end);
	abi_add_address(&w, &s->distributor);
	abi_add_address(&w, &s->token);
	abi_add_hash(&w, &s->distribution);
	abi_add_hash(&w, &s->model);
	abi_add_hash(&w, &s->scores);
	abi_add_hash(&w, &s->document);
	abi_add_u256(&w, &s->pool.raw);
	abi_add_u256(&w, &s->influence);
	return buf_status(out);
}

enum status statement_decode(struct statement *out, const void *data, size_t len)
{
	struct abi_reader r;
	enum status s = abi_open(&r, data, len, 11);

	if (s == STATUS_OK)
		s = abi_take_u64(&r, &out->epoch);
	if (s == STATUS_OK)
		s = abi_take_u64(&r, &out->start);
	if (s == STATUS_OK)
		s = abi_take_u64(&r, &out->end);
	if (s == STATUS_OK)
		s = abi_take_address(&r, &out->distributor);
	if (s == STATUS_OK)
		s = abi_take_address(&r, &out->token);
	if (s == STATUS_OK)
		s = abi_take_hash(&r, &out->distribution);
	if (s == STATUS_OK)
		s = abi_take_hash(&r, &out->model);
	if (s == STATUS_OK)
		s = abi_take_hash(&r, &out->scores);
	if (s == STATUS_OK)
		s = abi_take_hash(&r, &out->document);
	if (s == STATUS_OK)
		s = abi_take_u256(&r, &out->pool.raw);
	if (s == STATUS_OK)
		s = abi_take_u256(&r, &out->influence);
	return s == STATUS_OK ? abi_close(&r) : s;
}

static enum status document_hash(struct hash *out, const struct score *scores, size_t n)
{
	struct keccak k;
	struct buf line;
	enum status s = STATUS_OK;

	buf_init(&line, LINE_SIZE);
	keccak_init(&k);
	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		buf_clear(&line);
		statement_score_write(&line, &scores[i]);
		s = buf_status(&line);
		keccak_update(&k, line.data, line.len);
	}
	keccak_final(&k, out->bytes);
	buf_release(&line);
	return s;
}

static enum status scores_root(struct hash *out, const struct score *scores, size_t n)
{
	struct hash *nodes;

	memset(out, 0, sizeof(*out));
	if (n == 0)
		return STATUS_OK;
	nodes = n > SIZE_MAX / 2 / sizeof(*nodes) ? NULL : malloc((2 * n - 1) * sizeof(*nodes));
	if (nodes == NULL)
		return ERR_MEMORY;
	for (size_t i = 0; i < n; i++)
		statement_score_leaf(&nodes[i], &scores[i]);
	merkle_build(nodes, n);
	*out = nodes[2 * n - 2];
	free(nodes);
	return STATUS_OK;
}

static int compare_places(const struct score *a, const struct score *b)
{
	int order = memcmp(a->account.bytes, b->account.bytes, sizeof(a->account.bytes));

	return order != 0 ? order
			  : memcmp(a->dataset.bytes, b->dataset.bytes, sizeof(a->dataset.bytes));
}

static bool find_disorder(struct statement_finding *f, const struct score *scores, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		if (compare_places(&scores[i - 1], &scores[i]) >= 0) {
			f->fault = STATEMENT_WRONG_ORDER;
			f->index = i;
			return true;
		}
	}
	return false;
}

static bool find_wrong_sums(struct statement_finding *f, const struct statement *st,
			    const struct score *scores, size_t n)
{
	struct u256 influence = u256_from_u64(0), amount = u256_from_u64(0);
	/*
	 * A sum past 2^256-1 equals no attested word; the sum that is shown then stops before the
	 * overflow.
	 */
	enum status influence_fits = STATUS_OK, amount_fits = STATUS_OK;

	for (size_t i = 0; i < n; i++) {
		if (influence_fits == STATUS_OK)
			influence_fits = u256_add(&influence, &influence, &scores[i].influence);
		if (amount_fits == STATUS_OK)
			amount_fits = u256_add(&amount, &amount, &scores[i].amount.raw);
	}
	if (influence_fits != STATUS_OK || u256_compare(&influence, &st->influence) != 0) {
		f->fault = STATEMENT_WRONG_INFLUENCE;
		f->expected = influence;
		f->found = st->influence;
		return true;
	}
	if (amount_fits != STATUS_OK || u256_compare(&amount, &st->pool.raw) > 0) {
		f->fault = STATEMENT_OVERSPENT;
		f->expected = st->pool.raw;
		f->found = amount;
		return true;
	}
	return false;
}

static void find_wrong_amount(struct statement_finding *f, const struct statement *st,
			      const struct score *scores, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct tokens expected = {u256_from_u64(0)};

		/* No score is positive: the rule pays nothing. */
		if (!u256_is_zero(&st->influence) &&
		    statement_score_amount(&expected, &st->pool, &scores[i].influence,
					   &st->influence) != STATUS_OK)
			memset(&expected, 0xFF, sizeof(expected));
		if (u256_compare(&expected.raw, &scores[i].amount.raw) != 0) {
			f->fault = STATEMENT_WRONG_AMOUNT;
			f->index = i;
			f->expected = expected.raw;
			f->found = scores[i].amount.raw;
			return;
		}
	}
}

enum status statement_audit(struct statement_finding *finding, const struct statement *st,
			    const struct score *scores, size_t n)
{
	struct hash document, root;
	enum status s = document_hash(&document, scores, n);

	memset(finding, 0, sizeof(*finding));
	if (s == STATUS_OK)
		s = scores_root(&root, scores, n);
	if (s != STATUS_OK)
		return s;
	if (!hash_equal(&document, &st->document))
		finding->fault = STATEMENT_WRONG_DOCUMENT;
	else if (find_disorder(finding, scores, n))
		return STATUS_OK;
	else if (!hash_equal(&root, &st->scores))
		finding->fault = STATEMENT_WRONG_TREE;
	else if (!find_wrong_sums(finding, st, scores, n))
		find_wrong_amount(finding, st, scores, n);
	return STATUS_OK;
}

const char *statement_fault_phrase(enum statement_fault f)
{
	switch (f) {
	case STATEMENT_SOUND: return "everything adds up";
	case STATEMENT_WRONG_DOCUMENT: return "the document is not the one that was attested";
	case STATEMENT_WRONG_ORDER: return "the document is out of order or names a dataset twice";
	case STATEMENT_WRONG_TREE: return "the leaves do not build the attested root";
	case STATEMENT_WRONG_INFLUENCE: return "the influences do not add up to the attested sum";
	case STATEMENT_WRONG_AMOUNT: return "an amount is not what the rule gives";
	case STATEMENT_OVERSPENT: return "the amounts add up to more than the pool";
	}
	return "unknown";
}
