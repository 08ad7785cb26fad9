/*
 * One round of questions. In reading order: building the requests (round_prepare()), when to stop
 * waiting (enough_answered()), reading an answer and a node's answers, one round (ask_once()), and
 * question_ask(), which asks some nodes again (client/again.h).
 *
 * Invariant: after a round that was not cancelled, each node that was asked has a new latency, a
 * failure, or both in its health. An answer is marked `answered` only when its JSON-RPC reply is
 * well-formed.
 */
#include "client/question.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"
#include "chain/node_url.h"
#include "client/again.h"
#include "client/nodes_private.h"
#include "client/wait_hint.h"

#define HTTP_OK	       200
#define HTTP_TOO_OFTEN 429

/* A slow node gets at least so much longer once k others have answered everything. */
#define GRACE_MS 2500

/* A node that failed last time is waited for no longer than this. */
#define RETRY_LIMIT_MS 4000

void question_release(struct question *q)
{
	for (size_t i = 0; i < LIMIT_NODES; i++) {
		rpc_reply_release(&q->answers[i].reply);
		q->answers[i].answered = false;
	}
}

/* The headers of a reply that matter here. Node servers and proxies send their clock as "Date". */
struct wanted_headers {
	struct http_header retry_after;
	struct http_header date;
};

/* One round. Exchange a * n_questions + q puts question q to node[a]. */
struct round {
	struct nodes *nodes;
	struct question *questions;
	size_t n_questions;
	size_t node[LIMIT_NODES];
	size_t n_asked;
	struct http_exchange *exchanges;
	struct wanted_headers *wanted; /* one for each exchange */
	struct buf *bodies;	       /* one for each question */
	uint32_t first_id;
};

static void round_release(struct round *r)
{
	for (size_t i = 0; r->exchanges != NULL && i < r->n_asked * r->n_questions; i++)
		http_exchange_release(&r->exchanges[i]);
	for (size_t i = 0; r->bodies != NULL && i < r->n_questions; i++)
		buf_release(&r->bodies[i]);
	free(r->exchanges);
	free(r->wanted);
	free(r->bodies);
}

static enum status round_prepare(struct round *r)
{
	static const char *const headers[] = {"Content-Type: application/json",
					      "Accept: application/json"};
	size_t total = r->n_asked * r->n_questions;

	r->exchanges = calloc(total, sizeof(r->exchanges[0]));
	r->wanted = calloc(total, sizeof(r->wanted[0]));
	r->bodies = calloc(r->n_questions, sizeof(r->bodies[0]));
	if (r->exchanges == NULL || r->wanted == NULL || r->bodies == NULL)
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

		r->wanted[i].retry_after.name = "Retry-After";
		r->wanted[i].date.name = "Date";
		*x = (struct http_exchange){
			.method = HTTP_POST,
			.url = r->nodes->profile->nodes[node].url,
			.headers = headers,
			.n_headers = ARRAY_SIZE(headers),
			.body = r->bodies[i % r->n_questions].data,
			.body_len = r->bodies[i % r->n_questions].len,
			.limits = http_limits_rpc,
			.wanted = &r->wanted[i].retry_after,
			.n_wanted = sizeof(r->wanted[i]) / sizeof(struct http_header),
		};
		if (r->questions[i % r->n_questions].ceiling > 0)
			x->limits.reply = r->questions[i % r->n_questions].ceiling;
		if (r->nodes->health[node].failures > 0)
			x->limits.overall_ms = RETRY_LIMIT_MS;
	}
	return STATUS_OK;
}

/* Says whether k operators have answered everything, so that the rest gets only a little longer. */
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

/* Puts a reply without usable words into an error. */
static void http_failure(const struct http_exchange *x, struct err *e)
{
	if (x->http_status == HTTP_TOO_OFTEN)
		err_set(e, ERR_REMOTE,
			"it answers HTTP 429: byline asked too often, and asks less often now");
	else if (x->http_status >= 300 && x->http_status < 400)
		err_set(e, ERR_REMOTE,
			"it redirects to another address (HTTP %d), which byline does not follow; "
			"write the final address into the network profile",
			x->http_status);
	else if (x->http_status != HTTP_OK)
		err_set(e, ERR_REMOTE,
			"it answered with HTTP %d instead of a result; check its address in the "
			"network profile",
			x->http_status);
	else
		err_prefix(e, ERR_PARSE,
			   "it answers something that is not JSON-RPC; check its address in the "
			   "network profile");
}

/* Whether an error says what the node cannot do, so that the node itself is well. */
static bool is_answer(enum answer meaning)
{
	switch (meaning) {
	case ANSWER_NO_PROOF:
	case ANSWER_REVERT:
	case ANSWER_TOO_WIDE:
	case ANSWER_TOO_MUCH:
	case ANSWER_NO_STATE:
	case ANSWER_NOT_YET:
	case ANSWER_NO_METHOD: return true;
	case ANSWER_VALUE:
	case ANSWER_NOTHING:
	case ANSWER_TOO_OFTEN:
	case ANSWER_WRONG:
	case ANSWER_FAILED: return false;
	}
	return false;
}

/*
 * Reads one answer. Providers put errors of JSON-RPC also into replies with HTTP 400, 403, 413 and
 * 429: an error that names a limit is an answer there too, anything else a failure in their words.
 * Returns the state that it puts the node in: OK, RATE_LIMITED, UNREACHABLE.
 * Out: pause_s  seconds that it asks byline to wait; unchanged when it names none
 */
static enum node_state read_answer(struct round *r, size_t a, size_t q, uint64_t *pause_s,
				   struct err *e)
{
	struct http_exchange *x = &r->exchanges[a * r->n_questions + q];
	struct rpc_reply *reply = &r->questions[q].answers[r->node[a]].reply;
	const char *method = r->questions[q].method;
	bool well = x->http_status == HTTP_OK, limited = x->http_status == HTTP_TOO_OFTEN;
	enum status s, words = STATUS_OK;

	if (x->status != STATUS_OK) {
		*e = x->err;
		return NODE_UNREACHABLE;
	}
	s = rpc_read_reply(reply, r->first_id + (uint32_t)q, method, x->reply.data, x->reply.len,
			   e);
	/* A server that refuses a key likes to repeat it. */
	node_url_clean(reply->message, x->url);
	if (s == STATUS_OK && reply->meaning != ANSWER_TOO_OFTEN && !limited &&
	    (well || is_answer(reply->meaning))) {
		r->questions[q].answers[r->node[a]].answered = true;
		return NODE_OK;
	}
	if (s != STATUS_OK)
		words = rpc_read_refusal(reply, method, x->http_status, x->reply.data,
					 x->reply.len);
	node_url_clean(reply->message, x->url);
	limited = limited || (words == STATUS_OK && reply->meaning == ANSWER_TOO_OFTEN);
	if (words != STATUS_OK || reply->message[0] == '\0')
		http_failure(x, e);
	else if (!well)
		err_set(e, ERR_REMOTE, "it answers HTTP %d: %s", x->http_status, reply->message);
	else if (limited)
		err_set(e, ERR_REMOTE, "%s", reply->message);
	else
		err_set(e, ERR_PARSE, "it does not answer in JSON-RPC, but says: %s",
			reply->message);
	if (reply->wait_s > *pause_s)
		*pause_s = reply->wait_s;
	rpc_reply_release(reply);
	return limited ? NODE_RATE_LIMITED : NODE_UNREACHABLE;
}

/* Compares the clock of a server with that of this machine, where it sends its own. */
static void read_clock(struct node_health *h, const struct http_header *date)
{
	time_t then = date->value[0] != '\0' ? curl_getdate(date->value, NULL) : -1;

	if (then != -1)
		node_named_time(h, clock_now() - (int64_t)then);
}

/* Reads all answers of a node and keeps its health. Returns how many were well-formed. */
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
		enum node_state state = read_answer(r, a, q, &pause_s, &why);
		uint32_t after = wait_hint_header(r->wanted[i].retry_after.value, clock_now());

		if (state == NODE_OK) {
			good++;
			read_clock(h, &r->wanted[i].date);
			if (r->exchanges[i].latency_ms > latency)
				latency = r->exchanges[i].latency_ms;
		} else if (worst == NODE_OK) {
			worst = state;
			reason = why;
		}
		if (state != NODE_OK && after > pause_s)
			pause_s = after;
	}
	if (pause_s > NODE_BACKOFF_MS / 1000)
		pause_s = NODE_BACKOFF_MS / 1000;
	if (good > 0)
		node_replied(h, latency);
	if (worst != NODE_OK) {
		node_url_clean(reason.text, r->nodes->profile->nodes[r->node[a]].url);
		node_failed(h, worst, reason.text, (uint32_t)pause_s * 1000);
		err_set(e, reason.code, "node %s: %s", r->nodes->profile->nodes[r->node[a]].name,
			reason.text);
	}
	return good;
}

/* ERR_UNREACHABLE: all nodes have a pause. Names the time of the next try and the last failure. */
static enum status all_pause(const struct nodes *nodes, struct err *e)
{
	const struct node_health *first = &nodes->health[0];

	for (size_t i = 1; i < nodes_count(nodes); i++) {
		if (nodes->health[i].retry_ms < first->retry_ms)
			first = &nodes->health[i];
	}
	return err_set(
		e, ERR_UNREACHABLE, "no node answers; byline asks the next one in %lld s (%s)",
		(long long)(first->retry_ms - clock_monotonic_ms() + 999) / 1000, first->reason);
}

/* Asks each node in `whom` that has no pause once. Its earlier answers are released by then. */
static enum status ask_once(struct nodes *nodes, struct question *questions, size_t n,
			    node_set whom, struct err *e)
{
	struct round r = {.nodes = nodes,
			  .questions = questions,
			  .n_questions = n,
			  .first_id = nodes->next_id};
	int64_t now = clock_monotonic_ms();
	struct err last = {0};
	size_t good = 0;
	enum status s;

	for (size_t i = 0; i < nodes_count(nodes); i++) {
		if ((whom >> i & 1) && nodes->health[i].retry_ms <= now)
			r.node[r.n_asked++] = i;
	}
	if (r.n_asked == 0)
		return all_pause(nodes, e);
	nodes->next_id += (uint32_t)n;
	for (size_t a = 0; a < r.n_asked; a++)
		nodes->health[r.node[a]].requests += n;
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

static void release_answers(struct nodes *nodes, struct question *questions, size_t n,
			    node_set whom)
{
	for (size_t q = 0; q < n; q++) {
		for (size_t i = 0; i < nodes_count(nodes); i++) {
			if (!(whom >> i & 1))
				continue;
			rpc_reply_release(&questions[q].answers[i].reply);
			questions[q].answers[i].answered = false;
		}
	}
}

enum status question_ask(struct nodes *nodes, struct question *questions, size_t n, node_set whom,
			 struct err *e)
{
	struct again again = {.tries = 0};
	enum status s;

	for (size_t q = 0; q < n; q++)
		question_release(&questions[q]);
	s = ask_once(nodes, questions, n, whom, e);
	while ((s == STATUS_OK || s == ERR_UNREACHABLE) &&
	       again_find(&again, nodes, questions, n, whom)) {
		s = transport_sleep(nodes->transport, again.pause_ms);
		if (s != STATUS_OK)
			return err_set(e, s, "%s", status_phrase(s));
		release_answers(nodes, questions, n, again.whom);
		s = ask_once(nodes, questions, n, again.whom, e);
	}
	/* The last of several tries may have failed where an earlier one brought answers. */
	for (size_t q = 0; s == ERR_UNREACHABLE && q < n; q++)
		for (size_t i = 0; i < nodes_count(nodes); i++)
			if (questions[q].answers[i].answered)
				s = STATUS_OK;
	return s;
}
