#include "client/nodes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/parse.h"
#include "base/text.h"

/* A node without a new block for so many block times, and at least so long, stands still. */
#define STALL_BLOCKS 8
#define STALL_MS     20000

/* What a slow node gets once k others have answered everything. */
#define GRACE_MS 2500

/* A node that did not answer last time is not waited for as long. */
#define RETRY_LIMIT_MS 4000

struct nodes {
	const struct profile *profile;
	struct transport *transport;
	unsigned operators[LIMIT_NODES];
	struct node_health health[LIMIT_NODES];
	struct dispute disputes[NODES_DISPUTES]; /* waiting, oldest first */
	size_t n_disputes;
	uint32_t next_id;
};

enum status nodes_new(struct nodes **out, const struct profile *profile,
		      struct transport *transport)
{
	struct nodes *nodes = calloc(1, sizeof(*nodes));

	*out = nodes;
	if (nodes == NULL)
		return ERR_MEMORY;
	nodes->profile = profile;
	nodes->transport = transport;
	nodes->next_id = 1;
	for (size_t i = 0; i < profile->n_nodes; i++) {
		size_t j = 0;

		while (strcmp(profile->nodes[j].operator, profile->nodes[i].operator) != 0)
			j++;
		nodes->operators[i] = (unsigned)j;
	}
	return STATUS_OK;
}

void nodes_free(struct nodes *nodes)
{
	free(nodes);
}

const struct profile *nodes_profile(const struct nodes *nodes)
{
	return nodes->profile;
}

size_t nodes_count(const struct nodes *nodes)
{
	return nodes->profile->n_nodes;
}

const struct node_health *nodes_health(const struct nodes *nodes, size_t i)
{
	return &nodes->health[i];
}

void nodes_retry_now(struct nodes *nodes)
{
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		nodes->health[i].retry_at = 0;
		nodes->health[i].retry_ms = 0;
	}
}

node_set nodes_all(const struct nodes *nodes)
{
	return (node_set)(((uint64_t)1 << nodes_count(nodes)) - 1);
}

unsigned nodes_quorum(const struct nodes *nodes)
{
	return profile_can_agree(nodes->profile) ? nodes->profile->quorum : 0;
}

unsigned nodes_operator(const struct nodes *nodes, size_t i)
{
	return nodes->operators[i];
}

/*
 * Whether so many nodes are distrusted that the others could never agree again. Then all start
 * afresh: a proof shows one node right and all others wrong, so this can happen.
 */
static bool too_few_trusted(const struct nodes *nodes)
{
	node_set operators = 0;

	for (size_t i = 0; i < nodes_count(nodes); i++) {
		if (!nodes->health[i].distrusted)
			operators |= (node_set)1 << nodes->operators[i];
	}
	return (unsigned)__builtin_popcount(operators) < nodes->profile->quorum;
}

bool nodes_counts(const struct nodes *nodes, size_t i)
{
	const struct node_health *h = &nodes->health[i];

	return node_counts(h) || (h->state != NODE_WRONG_CHAIN && too_few_trusted(nodes));
}

size_t nodes_take_disputes(struct nodes *nodes, struct dispute *out, size_t cap)
{
	size_t n = nodes->n_disputes < cap ? nodes->n_disputes : cap;

	memcpy(out, nodes->disputes, n * sizeof(out[0]));
	nodes->n_disputes -= n;
	memmove(nodes->disputes, nodes->disputes + n, nodes->n_disputes * sizeof(out[0]));
	return n;
}

void question_release(struct question *q)
{
	for (size_t i = 0; i < LIMIT_NODES; i++) {
		rpc_reply_release(&q->answers[i].reply);
		q->answers[i].answered = false;
	}
}

/* One round: every asked node times every question. Exchange a * n_questions + q is node[a]'s. */
struct round {
	struct nodes *nodes;
	struct question *questions;
	size_t n_questions;
	size_t node[LIMIT_NODES];
	size_t n_asked;
	struct http_exchange *exchanges;
	struct http_header *retry_after; /* of each exchange */
	struct buf *bodies;		 /* of each question */
	uint32_t first_id;
};

static void round_release(struct round *r)
{
	for (size_t i = 0; r->exchanges != NULL && i < r->n_asked * r->n_questions; i++)
		http_exchange_release(&r->exchanges[i]);
	for (size_t i = 0; r->bodies != NULL && i < r->n_questions; i++)
		buf_release(&r->bodies[i]);
	free(r->exchanges);
	free(r->retry_after);
	free(r->bodies);
}

static enum status round_prepare(struct round *r)
{
	static const char *const headers[] = {"Content-Type: application/json",
					      "Accept: application/json"};
	size_t total = r->n_asked * r->n_questions;

	r->exchanges = calloc(total, sizeof(r->exchanges[0]));
	r->retry_after = calloc(total, sizeof(r->retry_after[0]));
	r->bodies = calloc(r->n_questions, sizeof(r->bodies[0]));
	if (r->exchanges == NULL || r->retry_after == NULL || r->bodies == NULL)
		return ERR_MEMORY;
	for (size_t q = 0; q < r->n_questions; q++) {
		buf_init(&r->bodies[q], MIB);
		rpc_write_request(&r->bodies[q], r->first_id + (uint32_t)q, r->questions[q].method,
				  r->questions[q].params);
		if (buf_status(&r->bodies[q]) != STATUS_OK)
			return buf_status(&r->bodies[q]);
	}
	for (size_t i = 0; i < total; i++) {
		size_t node = r->node[i / r->n_questions];
		struct http_exchange *x = &r->exchanges[i];

		r->retry_after[i].name = "Retry-After";
		*x = (struct http_exchange){
			.method = HTTP_POST,
			.url = r->nodes->profile->nodes[node].url,
			.headers = headers,
			.n_headers = ARRAY_SIZE(headers),
			.body = r->bodies[i % r->n_questions].data,
			.body_len = r->bodies[i % r->n_questions].len,
			.limits = http_limits_rpc,
			.wanted = &r->retry_after[i],
			.n_wanted = 1,
		};
		if (r->questions[i % r->n_questions].ceiling > 0)
			x->limits.reply = r->questions[i % r->n_questions].ceiling;
		if (r->nodes->health[node].failures > 0)
			x->limits.overall_ms = RETRY_LIMIT_MS;
	}
	return STATUS_OK;
}

/* Whether k operators have answered everything: the others are then only waited for a little. */
static bool enough_answered(void *arg)
{
	const struct round *r = arg;
	unsigned k = nodes_quorum(r->nodes);
	node_set operators = 0;
	unsigned done = 0;

	for (size_t a = 0; a < r->n_asked; a++) {
		node_set bit = (node_set)1 << r->nodes->operators[r->node[a]];
		bool all = true;

		for (size_t q = 0; q < r->n_questions && all; q++) {
			const struct http_exchange *x = &r->exchanges[a * r->n_questions + q];

			all = x->ended && x->status == STATUS_OK && x->http_status == 200;
		}
		if (all && !(operators & bit)) {
			operators |= bit;
			done++;
		}
	}
	return k > 0 && done >= k;
}

static bool says_rate_limit(const struct rpc_reply *reply)
{
	/* -32005 is EIP-1474's "limit exceeded", 429 what several providers use. */
	return reply->result == NULL && !reply->reverted &&
	       (reply->code == 429 || reply->code == -32005 ||
		strcasestr(reply->message, "rate limit") != NULL ||
		strcasestr(reply->message, "too many requests") != NULL);
}

static enum status http_failure(const struct http_exchange *x, struct err *e)
{
	if (x->http_status >= 300 && x->http_status < 400)
		return err_set(
			e, ERR_REMOTE,
			"it redirects (HTTP %d), which byline does not follow; write the final "
			"address into the network profile",
			x->http_status);
	return err_set(e, ERR_REMOTE, "it answered with HTTP %d instead of a result",
		       x->http_status);
}

/* Reads one reply. Returns the state that the node deserves: OK, RATE_LIMITED, UNREACHABLE. */
static enum node_state read_answer(struct round *r, size_t a, size_t q, struct err *e)
{
	struct http_exchange *x = &r->exchanges[a * r->n_questions + q];
	struct rpc_reply *reply = &r->questions[q].answers[r->node[a]].reply;

	if (x->status != STATUS_OK) {
		*e = x->err;
		return NODE_UNREACHABLE;
	}
	if (x->http_status == 429) {
		err_set(e, ERR_REMOTE, "it answers too many requests with HTTP 429");
		return NODE_RATE_LIMITED;
	}
	if (x->http_status != 200) {
		(void)http_failure(x, e);
		return NODE_UNREACHABLE;
	}
	if (rpc_read_reply(reply, r->first_id + (uint32_t)q, x->reply.data, x->reply.len, e) !=
	    STATUS_OK) {
		(void)err_prefix(e, ERR_PARSE, "it does not answer in JSON-RPC");
		return NODE_UNREACHABLE;
	}
	if (says_rate_limit(reply)) {
		err_set(e, ERR_REMOTE, "%s", reply->message);
		rpc_reply_release(reply);
		return NODE_RATE_LIMITED;
	}
	r->questions[q].answers[r->node[a]].answered = true;
	return NODE_OK;
}

/* Reads a node's replies and keeps its health. Returns how many were well-formed. */
static size_t read_node(struct round *r, size_t a, struct err *e)
{
	struct node_health *h = &r->nodes->health[r->node[a]];
	enum node_state worst = NODE_OK;
	struct err reason = {0};
	uint32_t latency = 0;
	uint64_t pause_s = 0;
	size_t good = 0;

	for (size_t q = 0; q < r->n_questions; q++) {
		size_t i = a * r->n_questions + q;
		struct err why = {0};
		enum node_state state = read_answer(r, a, q, &why);
		const char *after = r->retry_after[i].value;

		if (state == NODE_OK) {
			good++;
			if (r->exchanges[i].latency_ms > latency)
				latency = r->exchanges[i].latency_ms;
		} else if (worst == NODE_OK) {
			worst = state;
			reason = why;
		}
		if (state == NODE_RATE_LIMITED &&
		    parse_u64(&pause_s, after, strlen(after)) != STATUS_OK)
			pause_s = 0;
	}
	if (pause_s > NODE_BACKOFF_MS / 1000)
		pause_s = NODE_BACKOFF_MS / 1000;
	if (good > 0)
		node_replied(h, latency);
	if (worst != NODE_OK) {
		node_failed(h, worst, reason.text, (uint32_t)pause_s * 1000);
		err_set(e, reason.code, "node %s: %s", r->nodes->profile->nodes[r->node[a]].name,
			reason.text);
	}
	return good;
}

/* ERR_UNREACHABLE that says when somebody will be asked again, and why not now. */
static enum status all_rest(const struct nodes *nodes, struct err *e)
{
	const struct node_health *first = &nodes->health[0];

	for (size_t i = 1; i < nodes_count(nodes); i++) {
		if (nodes->health[i].retry_ms < first->retry_ms)
			first = &nodes->health[i];
	}
	return err_set(e, ERR_UNREACHABLE, "no node answers, and the next is asked in %lld s: %s",
		       (long long)(first->retry_ms - clock_monotonic_ms() + 999) / 1000,
		       first->reason);
}

enum status nodes_ask(struct nodes *nodes, struct question *questions, size_t n, node_set whom,
		      struct err *e)
{
	struct round r = {.nodes = nodes,
			  .questions = questions,
			  .n_questions = n,
			  .first_id = nodes->next_id};
	int64_t now = clock_monotonic_ms();
	struct err last = {0};
	size_t good = 0;
	enum status s;

	for (size_t q = 0; q < n; q++)
		question_release(&questions[q]);
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		if ((whom >> i & 1) && nodes->health[i].retry_ms <= now)
			r.node[r.n_asked++] = i;
	}
	if (r.n_asked == 0)
		return all_rest(nodes, e);
	nodes->next_id += (uint32_t)n;
	s = round_prepare(&r);
	if (s == STATUS_OK)
		s = transport_perform_until(nodes->transport, r.exchanges,
					    r.n_asked * r.n_questions, enough_answered, &r,
					    GRACE_MS);
	for (size_t a = 0; s == STATUS_OK && a < r.n_asked; a++)
		good += read_node(&r, a, &last);
	if (s != STATUS_OK)
		s = err_set(e, s, "%s", status_phrase(s));
	else if (good == 0)
		s = err_set(e, ERR_UNREACHABLE, "%s", last.text);
	round_release(&r);
	return s;
}

void nodes_vote(const struct nodes *nodes, struct verdict *out, struct ballot ballots[LIMIT_NODES])
{
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		ballots[i].operator_id = nodes->operators[i];
		ballots[i].counts = nodes_counts(nodes, i);
	}
	agreement_vote(out, ballots, nodes_count(nodes), nodes_quorum(nodes));
}

static void describe(char out[static LIMIT_REMOTE_TEXT], const struct ballot *b,
		     const struct subject *subject, size_t i)
{
	const char *said = subject->said != NULL ? subject->said[i] : NULL;
	char hex[HASH_TEXT_SIZE];

	hash_format(hex, &b->value);
	if (said == NULL)
		said = hex;
	text_clean(out, LIMIT_REMOTE_TEXT, said, strlen(said));
}

/* What both begin with tells nothing: at most so much of it stays before the difference. */
#define SAME_SHOWN 16

/* Begins `text` at byte `from` with an ellipsis, which is shorter than what goes. */
static void skip_to(char *text, size_t from)
{
	static const char ellipsis[] = "\xe2\x80\xa6";

	memmove(text + sizeof(ellipsis) - 1, text + from, strlen(text + from) + 1);
	memcpy(text, ellipsis, sizeof(ellipsis) - 1);
}

/* Two long answers may differ only where nobody sees it: brings that to the front. */
static void show_difference(char *said, char *agreed)
{
	size_t same = 0;

	while (said[same] != '\0' && said[same] == agreed[same])
		same++;
	if (same < 2 * SAME_SHOWN || (said[same] == '\0' && agreed[same] == '\0'))
		return;
	same -= SAME_SHOWN;
	while (same > SAME_SHOWN && (said[same] & 0xc0) == 0x80)
		same--;
	skip_to(said, same);
	skip_to(agreed, same);
}

static void add_dispute(struct nodes *nodes, size_t i, size_t winner, const struct ballot *ballots,
			const struct subject *subject)
{
	struct dispute *d;

	if (nodes->n_disputes == NODES_DISPUTES) {
		nodes->n_disputes--;
		memmove(nodes->disputes, nodes->disputes + 1,
			nodes->n_disputes * sizeof(nodes->disputes[0]));
	}
	d = &nodes->disputes[nodes->n_disputes++];
	*d = (struct dispute){.node = i, .block = subject->block, .time = clock_now()};
	memcpy(d->name, nodes->profile->nodes[i].name, sizeof(d->name));
	snprintf(d->method, sizeof(d->method), "%s", subject->method);
	describe(d->said, &ballots[i], subject, i);
	describe(d->agreed, &ballots[winner], subject, winner);
	show_difference(d->said, d->agreed);
}

void nodes_record(struct nodes *nodes, const struct verdict *v,
		  const struct ballot ballots[LIMIT_NODES], const struct subject *subject)
{
	if (v->trust != TRUST_AGREED)
		return;
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		char reason[LIMIT_REMOTE_TEXT];

		if (v->agree >> i & 1)
			node_agreed(&nodes->health[i], subject->header);
		if (!(v->differ >> i & 1))
			continue;
		snprintf(reason, sizeof(reason), "contradicted the others in %s at block %llu",
			 subject->method, (unsigned long long)subject->block);
		node_contradicted(&nodes->health[i], reason);
		add_dispute(nodes, i, v->winner, ballots, subject);
	}
}

void nodes_head(struct nodes *nodes, size_t i, uint64_t number, uint64_t time)
{
	node_named_head(&nodes->health[i], number, time);
}

void nodes_judge_heads(struct nodes *nodes, uint64_t agreed)
{
	int64_t patience = (int64_t)nodes->profile->block_time_s * 1000 * STALL_BLOCKS;

	if (patience < STALL_MS)
		patience = STALL_MS;
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		if (nodes->health[i].head_since_ms != 0)
			node_judge_head(&nodes->health[i], agreed, patience);
	}
}

void nodes_wrong_chain(struct nodes *nodes, size_t i, const char *reason)
{
	node_failed(&nodes->health[i], NODE_WRONG_CHAIN, reason, NODE_BACKOFF_MS);
}

void nodes_unusable(struct nodes *nodes, size_t i, const char *reason)
{
	node_failed(&nodes->health[i], NODE_UNREACHABLE, reason, 0);
}
