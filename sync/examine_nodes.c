/*
 * Examining nodes, each alone, so that no other answers in its place. In the order of examine():
 * who it is and which chain (ask_identity()), proofs at several depths, searches for events, and
 * the rest of what it offers. Every question goes through ask(), which counts them.
 *
 * Invariant: a node costs at most EXAMINE_MS and the time of one request, and the user's cancel
 * ends it at once.
 */
#include "sync/examine_nodes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/session_private.h"
#include "base/clock.h"
#include "base/text.h"
#include "chain/node_url.h"
#include "chain/web_url.h"
#include "client/ability.h"
#include "client/logs.h"
#include "client/question.h"

/* A node that needs longer for all of it is told as far as it came. */
#define EXAMINE_MS 30000

/* Spans of one search, enough to halve 10000 blocks down to the 5 of the meanest free tier. */
#define SEARCHES 14

/* Below the head. 128 is what geth keeps, 10064 what many reth nodes are told to. */
static const uint64_t depths[EXAMINE_DEPTHS] = {16, 127, 1024, 10064, 100000};

struct exam {
	struct task *task;
	struct transport *transport;
	struct profile *profile; /* has this node alone */
	struct nodes *nodes;
	struct anchor anchor;
	struct node_findings *f;
	int64_t began_ms;
};

static bool time_is_up(const struct exam *x)
{
	return clock_monotonic_ms() - x->began_ms > EXAMINE_MS;
}

/*
 * Asks one question. The reply is the node's answer, or NULL when it gave none; it lives until the
 * question is released.
 */
static const struct rpc_reply *ask(struct exam *x, struct question *q, struct err *e)
{
	enum status s = task_check(x->task, e);

	if (s == STATUS_OK && time_is_up(x))
		s = err_set(e, ERR_TIMEOUT, "it took longer than half a minute");
	if (s != STATUS_OK)
		return NULL;
	nodes_retry_now(x->nodes);
	x->f->requests++;
	s = question_ask(x->nodes, q, 1, nodes_all(x->nodes), e);
	x->f->limited |= nodes_health(x->nodes, 0)->state == NODE_RATE_LIMITED;
	return s == STATUS_OK && q->answers[0].answered ? &q->answers[0].reply : NULL;
}

/* Whether the node answers a method with a result; its text, cleaned, goes to `out` unless NULL. */
static bool offers(struct exam *x, const char *method, const char *params, char *out, size_t cap)
{
	struct question q = {.method = method, .params = params};
	const struct rpc_reply *reply = ask(x, &q, NULL);
	bool yes = reply != NULL && reply->meaning == ANSWER_VALUE;
	const char *text = yes ? json_text(reply->result) : NULL;

	if (out != NULL && text != NULL)
		text_clean(out, cap, text, strlen(text));
	question_release(&q);
	return yes;
}

/* Finds chain id and newest block. The header's hash is computed, as in a sync. */
static enum status ask_identity(struct exam *x, struct err *e)
{
	struct question q = {.method = "eth_chainId", .params = "[]"};
	const struct rpc_reply *reply = ask(x, &q, e);
	enum status s = reply != NULL ? STATUS_OK : ERR_UNREACHABLE;

	if (reply != NULL && reply->meaning == ANSWER_VALUE)
		s = rpc_quantity_u64(&x->f->chain_id, reply->result);
	else if (reply != NULL)
		s = err_set(e, ERR_REMOTE, "it answers eth_chainId with an error: %s",
			    reply->message);
	question_release(&q);
	if (s != STATUS_OK)
		return s;
	if (x->f->chain_id != x->profile->chain_id)
		return err_set(e, ERR_NOT_AGREED, "it is a node of chain %llu, not of chain %llu",
			       (unsigned long long)x->f->chain_id,
			       (unsigned long long)x->profile->chain_id);
	x->f->requests += 3;
	s = anchor_find(x->nodes, &x->anchor, NULL, NULL, 0, e);
	if (s != STATUS_OK)
		return s;
	x->f->head = x->anchor.header.number;
	x->f->head_age_s = clock_now() - (int64_t)x->anchor.header.timestamp;
	return STATUS_OK;
}

/*
 * Whether it proves an account at a block; `block` is a number in hex, or "latest".
 * Out: refuses  it said that it gives no proofs; null, or no answer at all, does not say so
 */
static bool proves_at(struct exam *x, bool *refuses, const char *block)
{
	char params[160], address[ADDRESS_TEXT_SIZE];
	struct question q = {.method = "eth_getProof", .params = params};
	const struct rpc_reply *reply;
	bool yes;

	address_format(address, &x->profile->eas.contract.address);
	snprintf(params, sizeof(params), "[\"%s\",[],\"%s\"]", address, block);
	reply = ask(x, &q, NULL);
	yes = reply != NULL && reply->meaning == ANSWER_VALUE &&
	      json_count(json_get(reply->result, "accountProof")) > 0;
	*refuses = reply != NULL && reply->result == NULL &&
		   (reply->meaning == ANSWER_NO_PROOF || reply->meaning == ANSWER_NO_METHOD);
	question_release(&q);
	return yes;
}

static bool proves_below(struct exam *x, uint64_t depth)
{
	char block[32];
	bool ignored;

	if (depth >= x->f->head)
		return false;
	snprintf(block, sizeof(block), "0x%llx", (unsigned long long)(x->f->head - depth));
	return proves_at(x, &ignored, block);
}

/* Tries deeper until it refuses. How deep byline needs it is the profile's confirmations. */
static void examine_proofs(struct exam *x, unsigned confirmations)
{
	bool enough, refuses;

	x->f->proves = proves_at(x, &refuses, "latest");
	for (size_t i = 0; x->f->proves && i < EXAMINE_DEPTHS && proves_below(x, depths[i]); i++)
		x->f->proven_depth = depths[i];
	enough = x->f->proven_depth >= confirmations ||
		 (x->f->proves && proves_below(x, confirmations));
	if (enough && x->f->proven_depth < confirmations)
		x->f->proven_depth = confirmations;
	ability_note_proofs(x->nodes, 0,
			    enough	   ? PROOFS_DEEP
			    : x->f->proves ? PROOFS_HEAD
			    : refuses	   ? PROOFS_NONE
					   : PROOFS_UNKNOWN);
}

/* Searches the newest blocks in the way of a sync, which finds the widest span that it takes. */
static void examine_searches(struct exam *x)
{
	static const struct address nobody = {{[19] = 1}};
	const struct contract_event_filter filter = {
		.addresses = &nobody,
		.n_addresses = 1,
		.from = x->f->head > ABILITY_SPAN ? x->f->head - ABILITY_SPAN + 1 : 0,
		.to = x->f->head};
	const struct node_ability *known = ability_of(x->nodes, 0);
	struct contract_event_list list = {.n = 0};
	size_t left = SEARCHES;
	uint64_t read;

	nodes_retry_now(x->nodes);
	if (!time_is_up(x) && logs_read(x->nodes, &list, &read, &left, &x->anchor, &filter,
					LOGS_NEWEST_FIRST, NULL) == STATUS_OK)
		x->f->searches = ability_offers(x->nodes, 0, ABILITY_LOGS);
	x->f->requests += (unsigned)(SEARCHES - left);
	x->f->limited |= nodes_health(x->nodes, 0)->state == NODE_RATE_LIMITED;
	x->f->searches = x->f->searches && known->span_taken > 0;
	x->f->span = known->span_taken;
	x->f->span_refused = known->span_refused;
	x->f->events = known->most_events;
	contract_event_list_release(&list);
}

/* Whether it answers two requests in one body, in whatever order. */
static bool takes_batches(struct exam *x)
{
	static const char *const headers[] = {"Content-Type: application/json"};
	static const char body[] = "[{\"id\":1,\"jsonrpc\":\"2.0\",\"method\":\"eth_chainId\","
				   "\"params\":[]},{\"id\":2,\"jsonrpc\":\"2.0\",\"method\":"
				   "\"eth_blockNumber\",\"params\":[]}]";
	struct http_exchange exchange = {.method = HTTP_POST,
					 .url = x->profile->nodes[0].url,
					 .headers = headers,
					 .n_headers = ARRAY_SIZE(headers),
					 .body = body,
					 .body_len = sizeof(body) - 1,
					 .limits = http_limits_rpc};
	struct json *doc = NULL;
	size_t answered = 0;

	if (time_is_up(x) || task_cancelled(x->task))
		return false;
	x->f->requests++;
	if (transport_perform_one(x->transport, &exchange, NULL) == STATUS_OK &&
	    json_parse(&doc, exchange.reply.data, exchange.reply.len, NULL) == STATUS_OK &&
	    json_is_array(doc))
		for (const struct json *v = json_first(doc); v != NULL; v = json_next(v))
			answered += json_text(json_get(v, "result")) != NULL;
	json_free(doc);
	http_exchange_release(&exchange);
	return answered == 2;
}

/* Reads the oldest block with proofs from eth_capabilities (ethereum/execution-apis). */
static void read_capabilities(struct exam *x)
{
	struct question q = {.method = "eth_capabilities", .params = "[]"};
	const struct rpc_reply *reply = ask(x, &q, NULL);
	const struct json *proofs;

	x->f->has_capabilities =
		reply != NULL && reply->meaning == ANSWER_VALUE && json_is_object(reply->result);
	if (x->f->has_capabilities) {
		proofs = json_get(reply->result, "stateproofs");
		if (rpc_quantity_u64(&x->f->proofs_from, json_get(proofs, "oldestBlock")) !=
		    STATUS_OK)
			x->f->proofs_from = 0;
	}
	question_release(&q);
	if (!x->f->has_capabilities)
		ability_note_off(x->nodes, 0, ABILITY_CAPABILITIES);
}

static void examine(struct exam *x, unsigned confirmations)
{
	char block[32];
	struct err why = {0};

	x->began_ms = clock_monotonic_ms();
	x->f->status = ask_identity(x, &why);
	if (x->f->status == STATUS_OK) {
		offers(x, "web3_clientVersion", "[]", x->f->client, sizeof(x->f->client));
		examine_proofs(x, confirmations);
		examine_searches(x);
		snprintf(block, sizeof(block), "[\"0x%llx\"]", (unsigned long long)x->f->head);
		x->f->receipts = offers(x, "eth_getBlockReceipts", block, NULL, 0);
		if (!x->f->receipts)
			ability_note_off(x->nodes, 0, ABILITY_RECEIPTS);
		read_capabilities(x);
		x->f->batches = takes_batches(x);
		if (!x->f->batches)
			ability_note_off(x->nodes, 0, ABILITY_BATCHES);
	} else {
		snprintf(x->f->why, sizeof(x->f->why), "%s", why.text);
	}
	x->f->took_ms = (uint32_t)(clock_monotonic_ms() - x->began_ms);
}

/* Examines one node of its own list, and hands over what was learned to the session's (or NULL). */
static enum status examine_one(struct exam *x, const struct profile *p,
			       const struct profile_node *node, struct nodes *session, size_t i,
			       struct err *e)
{
	*x->profile = (struct profile){.chain_id = p->chain_id, .n_nodes = 1, .quorum = 1};
	x->profile->block_time_ms = p->block_time_ms;
	x->profile->nodes[0] = *node;
	memcpy(x->f->name, node->name, sizeof(node->name));
	memcpy(x->f->operator, node->operator, sizeof(node->operator));
	node_url_show(x->f->url, node->url);
	if (nodes_new(&x->nodes, x->profile, x->transport) != STATUS_OK)
		return err_set(e, ERR_MEMORY, "out of memory");
	examine(x, p->confirmations);
	if (session != NULL && x->f->status == STATUS_OK && !task_cancelled(x->task)) {
		ability_forget(session, i);
		ability_recall(session, i, ability_of(x->nodes, 0));
	}
	nodes_free(x->nodes);
	return task_check(x->task, e);
}

/* Makes the node of a name or at an address: the profile's, or one that has no name. */
static enum status find_node(struct profile_node *out, size_t *i, const struct profile *p,
			     const char *which, struct err *e)
{
	enum status s;

	for (*i = 0; *i < p->n_nodes; ++*i)
		if (strcmp(p->nodes[*i].url, which) == 0 || strcmp(p->nodes[*i].name, which) == 0) {
			*out = p->nodes[*i];
			return STATUS_OK;
		}
	if (strstr(which, "://") == NULL)
		return err_set(e, ERR_NOT_FOUND, "%s has no node \"%.32s\"; see: byline node list",
			       p->name, which);
	s = web_url_check(which, e);
	if (s != STATUS_OK)
		return err_prefix(e, s, "the address of the node");
	if (strlen(which) >= sizeof(out->url))
		return err_set(e, ERR_PARSE, "the address of the node is too long");
	*out = (struct profile_node){.name = "-", .operator= "-" };
	snprintf(out->url, sizeof(out->url), "%s", which);
	return STATUS_OK;
}

enum status examine_nodes(struct app *app, struct task *task, const char *which,
			  struct examination *out, struct err *e)
{
	struct exam x = {.task = task, .profile = calloc(1, sizeof(*x.profile))};
	const struct profile *p = NULL;
	struct session *session;
	struct profile_node alone;
	size_t at = 0, n = 1;
	enum status s = require_profile(app, &p, e);

	*out = (struct examination){.n = 0};
	if (s == STATUS_OK)
		s = session_of(app, task, &session, e);
	if (s == STATUS_OK && which != NULL)
		s = find_node(&alone, &at, p, which, e);
	if (s == STATUS_OK && which == NULL)
		n = p->n_nodes;
	if (s == STATUS_OK)
		out->nodes = calloc(n, sizeof(*out->nodes));
	if (s == STATUS_OK && (out->nodes == NULL || x.profile == NULL))
		s = err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		size_t of = which == NULL ? i : at;

		x.transport = session->transport;
		x.f = &out->nodes[out->n++];
		task_progress(task, "examining nodes", i, n, "nodes");
		s = examine_one(&x, p, which == NULL ? &p->nodes[i] : &alone,
				of < p->n_nodes ? session->nodes : NULL, of, e);
	}
	free(x.profile);
	return s;
}

void release_examination(struct examination *x)
{
	free(x->nodes);
	*x = (struct examination){.n = 0};
}
