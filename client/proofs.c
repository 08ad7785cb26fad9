/*
 * A proof that folds to the root of an agreed header settles what is true. So here one node is
 * enough to show another one's lie, and no quorum is needed.
 */
#include "client/proofs.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "client/question.h"
#include "client/vote.h"

enum trust proofs_trust(const struct anchor *anchor)
{
	bool hashes = anchor->unhashed[0] == '\0';

	return anchor->trust == TRUST_AGREED && hashes ? TRUST_PROVEN : anchor->trust;
}

void proofs_place(char out[static PROOFS_PLACE_SIZE], const char *method,
		  const struct address *address)
{
	char text[ADDRESS_TEXT_SIZE];

	address_format_short(text, address, false);
	snprintf(out, PROOFS_PLACE_SIZE, "%s %s", method, text);
}

void proofs_params(struct buf *out, const struct address *address, const struct hash *slots,
		   size_t n, uint64_t block)
{
	buf_add_str(out, "[\"0x");
	buf_add_hex(out, address->bytes, sizeof(address->bytes));
	buf_add_str(out, "\",[");
	for (size_t i = 0; i < n; i++) {
		buf_add_str(out, i > 0 ? ",\"0x" : "\"0x");
		buf_add_hex(out, slots[i].bytes, sizeof(slots[i].bytes));
		buf_add_str(out, "\"");
	}
	buf_addf(out, "],\"0x%llx\"]", (unsigned long long)block);
}

/* Folds every node's proof, and keeps in the nodes' health whose proof was right. */
static void fold(struct nodes *nodes, bool *folded, struct account *account,
		 struct proof_word *words, const struct question *q, const struct anchor *anchor,
		 const struct address *address, const struct hash *slots, size_t n)
{
	struct ballot ballots[LIMIT_NODES] = {0};
	struct err why[LIMIT_NODES] = {0};
	const char *said[LIMIT_NODES] = {0};
	char method[PROOFS_PLACE_SIZE];
	struct vote_subject subject = {
		.method = method, .block = anchor->header.number, .said = said};
	struct verdict v;

	proofs_place(method, "eth_getProof", address);
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		const struct json *result = q->answers[i].reply.result;

		/* A node that gives no proof says nothing false. */
		if (!q->answers[i].answered || q->answers[i].reply.meaning != ANSWER_VALUE)
			continue;
		ballots[i].answered = true;
		ballots[i].broken =
			proof_read(folded, account, words, result, &anchor->header.state_root,
				   address, slots, n, &why[i]) != STATUS_OK;
		said[i] = ballots[i].broken ? why[i].text : "a proof that folds to the state root";
	}
	vote_count(nodes, &v, ballots, false);
	if (v.trust != TRUST_NONE && anchor->trust == TRUST_AGREED)
		v.trust = TRUST_AGREED;
	vote_record(nodes, &v, ballots, &subject);
}

enum status proofs_account(struct nodes *nodes, bool *folded, struct account *account,
			   struct proof_word *words, const struct anchor *anchor,
			   const struct address *address, const struct hash *slots, size_t n,
			   struct err *e)
{
	struct question *q = calloc(1, sizeof(*q));
	struct buf params;
	enum status s;

	*folded = false;
	buf_init(&params, MIB);
	proofs_params(&params, address, slots, n, anchor->header.number);
	s = q != NULL ? buf_status(&params) : ERR_MEMORY;
	if (s == STATUS_OK) {
		q->method = "eth_getProof";
		q->params = buf_str(&params);
		s = question_ask(nodes, q, 1, anchor->nodes, e);
		if (s == STATUS_OK)
			fold(nodes, folded, account, words, q, anchor, address, slots, n);
		question_release(q);
	}
	free(q);
	buf_release(&params);
	return s;
}
