/*
 * Counting answers. A form reduces each answer to a hash, so that the vote compares 32 bytes
 * whatever was asked; the answers are put into words only when some differ.
 */
#include "client/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json_write.h"
#include "base/text.h"
#include "chain/keccak.h"

/* Writes a node's answer as a person may read it later in a dispute. */
static void describe(char out[static LIMIT_DISPUTE_TEXT], const struct rpc_reply *reply)
{
	const char *text = json_text(reply->result);
	struct buf json;

	if (reply->result == NULL)
		text = reply->message;
	buf_init(&json, LIMIT_RPC_LOGS);
	if (text == NULL && json_write(&json, reply->result) == STATUS_OK)
		text = buf_str(&json);
	if (text == NULL)
		text = "a value that byline cannot read";
	text_clean(out, LIMIT_DISPUTE_TEXT, text, strlen(text));
	buf_release(&json);
}

enum status tally_refusal(const struct nodes *nodes, const struct question *q, struct err *e)
{
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		const char *name = nodes_profile(nodes)->nodes[i].name;

		const struct rpc_reply *reply = &q->answers[i].reply;

		if (q->answers[i].answered && reply->meaning != ANSWER_VALUE)
			return err_set(e, ERR_REMOTE, "node %s %s (%s)%s%s", name,
				       answer_phrase(reply->meaning), q->method,
				       reply->message[0] != '\0' ? ": " : "", reply->message);
	}
	return err_set(e, ERR_REMOTE, "no node gave a usable answer to %s", q->method);
}

enum status tally_count(struct nodes *nodes, struct tally *out, const struct question *q,
			tally_form *form, const void *arg, const char *method, uint64_t block,
			struct err *e)
{
	char texts[LIMIT_NODES][LIMIT_DISPUTE_TEXT];
	const char *said[LIMIT_NODES] = {0};
	struct vote_subject subject = {.method = method, .block = block, .said = said};

	*out = (struct tally){0};
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		struct ballot *b = &out->ballots[i];
		enum status s;

		if (!q->answers[i].answered)
			continue;
		s = form(&b->value, &q->answers[i].reply, arg);
		/*
		 * An error of the node is no vote; a result that cannot be read is a vote against
		 * all.
		 */
		b->answered = s != ERR_REMOTE;
		b->broken = s != STATUS_OK;
	}
	vote_count(nodes, &out->verdict, out->ballots, false);
	if (out->verdict.trust == TRUST_NONE)
		return tally_refusal(nodes, q, e);
	/* Texts are made only when there is a difference to show. */
	if (method == NULL)
		return STATUS_OK;
	for (size_t i = 0; i < nodes_count(nodes) && out->verdict.differ != 0; i++) {
		if (!out->ballots[i].answered)
			continue;
		describe(texts[i], &q->answers[i].reply);
		said[i] = texts[i];
	}
	vote_record(nodes, &out->verdict, out->ballots, &subject);
	return STATUS_OK;
}

enum trust tally_trust(const struct tally *t, const struct anchor *anchor)
{
	return trust_min(t->verdict.trust, anchor->trust);
}

const struct json *tally_result(const struct tally *t, const struct question *q)
{
	return q->answers[t->verdict.winner].reply.result;
}

enum status tally_bytes(struct hash *out, const struct rpc_reply *reply, const void *arg)
{
	struct buf bytes;
	enum status s;

	(void)arg;
	if (reply->meaning != ANSWER_VALUE)
		return ERR_REMOTE;
	buf_init(&bytes, LIMIT_RPC_REPLY);
	s = rpc_data(&bytes, reply->result);
	if (s == STATUS_OK)
		keccak256(out->bytes, bytes.data, bytes.len);
	buf_release(&bytes);
	return s;
}

enum status tally_quantity(struct hash *out, const struct rpc_reply *reply, const void *arg)
{
	struct u256 v;
	enum status s;

	(void)arg;
	if (reply->meaning != ANSWER_VALUE)
		return ERR_REMOTE;
	s = rpc_quantity(&v, reply->result);
	if (s == STATUS_OK)
		u256_to_be(out->bytes, &v);
	return s;
}

static int ascending(const void *a, const void *b)
{
	return u256_compare(a, b);
}

/* When the number of values is even, the lower of the two in the middle is taken. */
bool tally_median(struct u256 *out, const struct nodes *nodes, const struct question *q)
{
	struct u256 values[LIMIT_NODES];
	size_t n = 0;

	for (size_t i = 0; i < nodes_count(nodes); i++) {
		if (q->answers[i].answered && nodes_counts(nodes, i) &&
		    rpc_quantity(&values[n], q->answers[i].reply.result) == STATUS_OK)
			n++;
	}
	if (n == 0)
		return false;
	qsort(values, n, sizeof(values[0]), ascending);
	*out = values[(n - 1) / 2];
	return true;
}
