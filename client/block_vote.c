/*
 * A header counts by the hash that byline computes of it. One whose contents give another hash than
 * it claims is a vote against all, unless k nodes say the same: then it is byline that cannot hash
 * the headers of this chain (count_unhashed()).
 */
#include "client/block_vote.h"

#include <stdio.h>
#include <stdlib.h>

#include "chain/keccak.h"
#include "client/question.h"

/* "0x" and 16 digits in quotes, ", false" and brackets. */
#define PARAMS_SIZE 40

/* The hash of all that byline uses of a header, its claimed hash included. */
static struct hash digest(const struct header *h)
{
	const struct {
		struct hash hashes[3];
		uint64_t numbers[4];
		struct u256 base_fee;
	} used = {{h->hash, h->parent, h->state_root},
		  {h->number, h->timestamp, h->gas_limit, h->has_base_fee},
		  h->base_fee.raw};
	struct hash out;

	_Static_assert(sizeof(used) == 3 * 32 + 4 * 8 + sizeof(struct u256), "it has no gaps");
	keccak256(out.bytes, &used, sizeof(used));
	return out;
}

/*
 * Counts headers by what they say, whether they hash or not. The vote stands when k nodes agree, or
 * when no header hashed and nobody contradicts. A header that hashes is never outvoted by others
 * that do not, and shows the hash of all that say the same.
 */
static void count_unhashed(const struct nodes *nodes, struct block_vote *v)
{
	struct ballot ballots[LIMIT_NODES];
	struct verdict verdict;
	node_set hashed = 0;

	for (size_t i = 0; i < nodes_count(nodes); i++) {
		ballots[i] = v->ballots[i];
		if (ballots[i].answered && ballots[i].counts && !ballots[i].broken)
			hashed |= (node_set)1 << i;
		if (v->flaws[i][0] != '\0')
			ballots[i].broken = false;
		ballots[i].value = digest(&v->headers[i]);
	}
	vote_count(nodes, &verdict, ballots, true);
	if (verdict.trust != TRUST_AGREED && (verdict.trust != TRUST_REPORTED || hashed != 0))
		return;
	if ((hashed & ~verdict.agree) != 0)
		return;
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		if (v->flaws[i][0] != '\0') {
			v->ballots[i].broken = false;
			v->ballots[i].value = v->headers[i].hash;
		}
		if (verdict.agree >> i & 1)
			v->said[i][0] = '\0';
		if (hashed >> i & 1)
			verdict.winner = i;
	}
	v->verdict = verdict;
}

/* Reads a header as far as that goes. */
static void read_header(struct block_vote *v, size_t i, const struct json *block)
{
	struct err why = {0};
	enum status s = header_read(&v->headers[i], block, &why);
	struct hash computed = v->headers[i].hash;

	if (s != STATUS_OK &&
	    header_read_unhashed(&v->headers[i], v->flaws[i], block, NULL) != STATUS_OK)
		v->flaws[i][0] = '\0';
	if (v->headers[i].number != v->number) {
		v->flaws[i][0] = '\0';
		if (s == STATUS_OK)
			s = err_set(&why, ERR_MISMATCH, "it is block %llu",
				    (unsigned long long)v->headers[i].number);
	}
	v->ballots[i] =
		(struct ballot){.answered = true, .broken = s != STATUS_OK, .value = computed};
	if (s != STATUS_OK)
		snprintf(v->said[i], sizeof(v->said[i]), "%.*s", LIMIT_REMOTE_TEXT - 1, why.text);
}

/* Reads the answers of the nodes in `among` to block `v->number`, and counts votes on its hash. */
static void count_block(const struct nodes *nodes, struct block_vote *v, const struct question *q,
			node_set among)
{
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		const struct json *block = q->answers[i].reply.result;

		v->ballots[i] = (struct ballot){0};
		v->said[i][0] = v->flaws[i][0] = '\0';
		if ((among >> i & 1) && q->answers[i].answered && json_is_object(block))
			read_header(v, i, block);
	}
	vote_count(nodes, &v->verdict, v->ballots, true);
	if (v->verdict.trust != TRUST_AGREED)
		count_unhashed(nodes, v);
}

bool block_vote_agreed(struct header *out, const struct nodes *nodes, const struct question *q,
		       uint64_t number)
{
	struct block_vote *v = calloc(1, sizeof(*v));
	bool agreed = false;

	if (v != NULL) {
		v->number = number;
		count_block(nodes, v, q, nodes_all(nodes));
		agreed = v->verdict.trust == TRUST_AGREED;
		if (agreed)
			*out = v->headers[v->verdict.winner];
	}
	free(v);
	return agreed;
}

const char *block_vote_flaw(const struct block_vote *v)
{
	return v->flaws[v->verdict.winner];
}

void block_vote_record(struct nodes *nodes, const struct block_vote *v)
{
	const char *said[LIMIT_NODES];
	struct vote_subject subject = {
		.method = "eth_getBlockByNumber", .block = v->number, .header = true, .said = said};

	for (size_t i = 0; i < LIMIT_NODES; i++)
		said[i] = v->said[i][0] != '\0' ? v->said[i] : NULL;
	vote_record(nodes, &v->verdict, v->ballots, &subject);
}

enum status block_vote_ask(struct nodes *nodes, struct block_vote *votes, size_t n, node_set among,
			   struct err *e)
{
	char params[BLOCK_VOTE_MOST][PARAMS_SIZE];
	struct question *q = calloc(n, sizeof(*q));
	enum status s;

	if (q == NULL)
		return ERR_MEMORY;
	for (size_t i = 0; i < n; i++) {
		snprintf(params[i], PARAMS_SIZE, "[\"0x%llx\",false]",
			 (unsigned long long)votes[i].number);
		q[i].method = "eth_getBlockByNumber";
		q[i].params = params[i];
	}
	s = question_ask(nodes, q, n, among, e);
	for (size_t i = 0; i < n; i++) {
		if (s == STATUS_OK)
			count_block(nodes, &votes[i], &q[i], among);
		question_release(&q[i]);
	}
	free(q);
	return s;
}

const struct block_vote *block_vote_choose(const struct block_vote *votes, size_t n)
{
	const struct block_vote *best = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct verdict *v = &votes[i].verdict;

		if (v->trust == TRUST_AGREED)
			return &votes[i];
		if (v->trust != TRUST_NONE && (best == NULL || v->support > best->verdict.support))
			best = &votes[i];
	}
	return best;
}
