/*
 * Reading events. In reading order: given events (each from one node), the comparable form of
 * a whole list, asking for one span of blocks, choosing the next span (next_span()), merging the
 * given events of all spans.
 *
 * Invariant: where the nodes agree on the list of a span, only that list counts. So a single node
 * cannot crowd it out with invented events; it can only leave some out of its own answer.
 */
#include "client/logs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "chain/keccak.h"
#include "client/logs_span.h"
#include "client/tally.h"

/* An event and the node that gave it. */
struct given_event {
	struct contract_event event;
	struct hash id;
	size_t node;
};

/* The events of all nodes, before equal ones are merged. */
struct given_events {
	struct given_event *items;
	size_t n;
	size_t cap;
};

static void given_release(struct given_events *list)
{
	for (size_t i = 0; i < list->n; i++)
		contract_event_release(&list->items[i].event);
	free(list->items);
	*list = (struct given_events){0};
}

static struct given_event *given_add(struct given_events *list)
{
	if (list->n == list->cap) {
		size_t cap = list->cap > 0 ? 2 * list->cap : 64;
		struct given_event *grown = reallocarray(list->items, cap, sizeof(*grown));

		if (grown == NULL)
			return NULL;
		list->items = grown;
		list->cap = cap;
	}
	return &list->items[list->n++];
}

/* A form for lists of events that must pass the filter `arg`: the hash over their ids. */
static enum status list_form(struct hash *out, const struct rpc_reply *reply, const void *arg)
{
	const struct contract_event_filter *filter = arg;
	struct keccak k;

	if (reply->meaning != ANSWER_VALUE)
		return ERR_REMOTE;
	if (!json_is_array(reply->result))
		return ERR_PARSE;
	keccak_init(&k);
	for (const struct json *v = json_first(reply->result); v != NULL; v = json_next(v)) {
		struct contract_event ev;
		struct hash id;
		bool matches;

		if (contract_event_read(&ev, v) != STATUS_OK)
			return ERR_PARSE;
		contract_event_id(&id, &ev);
		matches = contract_event_matches(&ev, filter);
		contract_event_release(&ev);
		if (!matches)
			return ERR_PARSE;
		keccak_update(&k, id.bytes, sizeof(id.bytes));
	}
	keccak_final(&k, out->bytes);
	return STATUS_OK;
}

/* Appends the parameters of eth_getLogs. Topics that match everything are left out at the end. */
static void filter_params(struct buf *out, const struct contract_event_filter *f)
{
	size_t topics = ARRAY_SIZE(f->topics);

	while (topics > 0 && f->topics[topics - 1] == NULL)
		topics--;
	buf_add_str(out, "[{\"address\":[");
	for (size_t i = 0; i < f->n_addresses; i++) {
		buf_add_str(out, i > 0 ? ",\"0x" : "\"0x");
		buf_add_hex(out, f->addresses[i].bytes, sizeof(f->addresses[i].bytes));
		buf_add_str(out, "\"");
	}
	buf_addf(out, "],\"fromBlock\":\"0x%llx\",\"toBlock\":\"0x%llx\",\"topics\":[",
		 (unsigned long long)f->from, (unsigned long long)f->to);
	for (size_t i = 0; i < topics; i++) {
		buf_add_str(out, i > 0 ? "," : "");
		if (f->topics[i] == NULL) {
			buf_add_str(out, "null");
			continue;
		}
		buf_add_str(out, "\"0x");
		buf_add_hex(out, f->topics[i]->bytes, sizeof(f->topics[i]->bytes));
		buf_add_str(out, "\"");
	}
	buf_add_str(out, "]}]");
}

/* Adds the events of every well-formed answer; of an agreed list, the events of that alone. */
static enum status add_given(struct given_events *list, const struct nodes *nodes,
			     const struct question *q, const struct tally *t)
{
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		const struct json *v = json_first(q->answers[i].reply.result);

		if (!t->ballots[i].answered || t->ballots[i].broken)
			continue;
		if (t->verdict.trust == TRUST_AGREED && !(t->verdict.agree >> i & 1))
			continue;
		for (; v != NULL; v = json_next(v)) {
			struct given_event *s;

			if (list->n >= (size_t)LOGS_MOST * nodes_count(nodes))
				return ERR_LIMIT;
			s = given_add(list);
			if (s == NULL)
				return ERR_MEMORY;
			s->node = i;
			if (contract_event_read(&s->event, v) != STATUS_OK) {
				list->n--;
				return ERR_MEMORY;
			}
			contract_event_id(&s->id, &s->event);
		}
	}
	return STATUS_OK;
}

/*
 * Notes that a node did not search a span of `blocks`. Returns whether a shorter span may do
 * better: a node that lags, or has a pause, refuses nothing.
 */
static bool note_refusal(struct nodes *nodes, size_t i, const struct rpc_reply *reply,
			 uint64_t blocks)
{
	uint64_t guess = rpc_span_hint(reply, blocks);

	switch (reply->meaning) {
	case ANSWER_TOO_WIDE:
		ability_note_span_refused(nodes, i, blocks, REFUSED_SPAN, guess);
		return true;
	case ANSWER_TOO_MUCH:
		ability_note_span_refused(nodes, i, blocks, REFUSED_RESULTS, guess);
		return true;
	case ANSWER_NO_METHOD:
		ability_note_span_refused(nodes, i, blocks, REFUSED_OFF, 0);
		return true;
	case ANSWER_NOTHING:
	case ANSWER_NO_PROOF:
	case ANSWER_REVERT:
	case ANSWER_WRONG:
	case ANSWER_FAILED:
		ability_note_span_refused(nodes, i, blocks, REFUSED_OTHER, guess);
		return true;
	case ANSWER_VALUE:
	case ANSWER_TOO_OFTEN:
	case ANSWER_NO_STATE:
	case ANSWER_NOT_YET: return false;
	}
	return false;
}

/* Notes which nodes searched a span of `blocks`, and which refused. Returns whether any refused. */
static bool note_abilities(struct nodes *nodes, const struct question *q, uint64_t blocks)
{
	bool any = false;

	for (size_t i = 0; i < nodes_count(nodes); i++) {
		const struct rpc_reply *reply = &q->answers[i].reply;

		if (!q->answers[i].answered)
			continue;
		if (reply->meaning == ANSWER_VALUE)
			ability_note_span_taken(nodes, i, blocks, json_count(reply->result));
		else if (note_refusal(nodes, i, reply, blocks))
			any = true;
	}
	return any;
}

/*
 * Asks the nodes in `whom` for a span.
 * Out: again  some refused and the rest do not agree: a shorter span may do better
 */
static enum status ask_span(struct nodes *nodes, struct given_events *list, bool *agreed,
			    bool *again, const struct anchor *anchor, node_set whom,
			    const struct contract_event_filter *span, struct err *e)
{
	struct question q = {.method = "eth_getLogs", .ceiling = LIMIT_RPC_LOGS};
	struct buf params;
	struct tally t = {0};
	enum status s;

	buf_init(&params, 8 * KIB);
	filter_params(&params, span);
	q.params = buf_str(&params);
	s = buf_status(&params);
	if (s == STATUS_OK)
		s = question_ask(nodes, &q, 1, whom, e);
	if (s == STATUS_OK) {
		bool refused = note_abilities(nodes, &q, span->to - span->from + 1);

		s = tally_count(nodes, &t, &q, list_form, span, q.method, span->to, e);
		*again = refused && (s == ERR_REMOTE || t.verdict.trust != TRUST_AGREED);
	}
	if (s == STATUS_OK && !*again) {
		*agreed = *agreed && tally_trust(&t, anchor) == TRUST_AGREED;
		s = add_given(list, nodes, &q, &t);
		if (s != STATUS_OK)
			s = err_set(e, s,
				    "more than %d events between blocks %llu and %llu, more than "
				    "byline reads",
				    LOGS_MOST, (unsigned long long)span->from,
				    (unsigned long long)span->to);
	}
	question_release(&q);
	buf_release(&params);
	return s;
}

/* Cuts the next span off the blocks that are left: `blocks` of them at most. */
static void next_span(struct contract_event_filter *span, const struct contract_event_filter *left,
		      uint64_t blocks, enum logs_order order)
{
	*span = *left;
	if (left->to - left->from < blocks)
		return;
	if (order == LOGS_NEWEST_FIRST)
		span->from = left->to - blocks + 1;
	else
		span->to = left->from + blocks - 1;
}

/* ERR_REMOTE. In: s, e  the words of the node that refused even one block, if one did just now */
static enum status refuse_search(enum status s, struct err *e)
{
	char words[LIMIT_REMOTE_TEXT] = "";

	if (s != STATUS_OK && e != NULL)
		snprintf(words, sizeof(words), " (%.200s)", e->text);
	return err_set(e, ERR_REMOTE,
		       "no node searches blocks for events (eth_getLogs), by which datasets and "
		       "payments are found%s; add one that does: byline node add",
		       words);
}

/*
 * Reads one span of the blocks that are left, in as many requests as the nodes' refusals take.
 * Out: blocks  how many were searched; 0 when the requests are used up
 */
static enum status read_span(struct nodes *nodes, struct given_events *list, bool *agreed,
			     uint64_t *blocks, size_t *requests, const struct anchor *anchor,
			     const struct contract_event_filter *left, enum logs_order order,
			     struct err *e)
{
	struct contract_event_filter span;
	bool again = true;
	enum status s = STATUS_OK;

	*blocks = 0;
	while (again && *requests > 0 && (s == STATUS_OK || s == ERR_REMOTE)) {
		node_set able;
		uint64_t most = logs_span_choose(nodes, &able, anchor->nodes);

		if (most == 0)
			return refuse_search(s, e);
		next_span(&span, left, most, order);
		again = false;
		(*requests)--;
		s = ask_span(nodes, list, agreed, &again, anchor, able, &span, e);
	}
	if (s == STATUS_OK && !again)
		*blocks = span.to - span.from + 1;
	return again && s == ERR_REMOTE ? STATUS_OK : s;
}

static int by_place(const void *a, const void *b)
{
	const struct given_event *x = a, *y = b;

	if (x->event.block != y->event.block)
		return x->event.block < y->event.block ? -1 : 1;
	if (x->event.index != y->event.index)
		return x->event.index < y->event.index ? -1 : 1;
	return memcmp(&x->id, &y->id, sizeof(x->id));
}

/* Votes on one event, which the given events first..first+n-1 share. */
static enum trust event_trust(const struct nodes *nodes, const struct given_event *first, size_t n,
			      const struct anchor *anchor)
{
	struct tally t = {0};

	for (size_t i = 0; i < n; i++) {
		t.ballots[first[i].node].answered = true;
		t.ballots[first[i].node].value = first[i].id;
	}
	vote_count(nodes, &t.verdict, t.ballots, false);
	return tally_trust(&t, anchor);
}

/* Sorts the given events and makes one event of equal ones. The data moves to the list. */
static enum status merge(struct contract_event_list *out, const struct nodes *nodes,
			 struct given_events *list, const struct anchor *anchor)
{
	out->events = calloc(list->n + 1, sizeof(out->events[0]));
	if (out->events == NULL)
		return ERR_MEMORY;
	if (list->n > 0)
		qsort(list->items, list->n, sizeof(list->items[0]), by_place);
	for (size_t i = 0, n; i < list->n; i += n) {
		struct contract_event *ev = &out->events[out->n++];

		for (n = 1; i + n < list->n && by_place(&list->items[i], &list->items[i + n]) == 0;)
			n++;
		*ev = list->items[i].event;
		list->items[i].event.data = NULL;
		ev->trust = event_trust(nodes, &list->items[i], n, anchor);
	}
	return out->n <= LOGS_MOST ? STATUS_OK : ERR_LIMIT;
}

uint64_t logs_window(const struct nodes *nodes)
{
	node_set able;
	uint64_t blocks = logs_span_choose(nodes, &able, nodes_all(nodes));

	return blocks > 0 ? blocks : LOGS_SPAN;
}

enum status logs_read(struct nodes *nodes, struct contract_event_list *out, uint64_t *read,
		      size_t *requests, const struct anchor *anchor,
		      const struct contract_event_filter *filter, enum logs_order order,
		      struct err *e)
{
	const uint64_t all = filter->to - filter->from + 1;
	struct contract_event_filter left = *filter;
	struct given_events list = {0};
	enum status s = STATUS_OK;

	*out = (struct contract_event_list){.agreed = true};
	*read = 0;
	while (s == STATUS_OK && *read < all) {
		uint64_t blocks;

		s = read_span(nodes, &list, &out->agreed, &blocks, requests, anchor, &left, order,
			      e);
		if (s != STATUS_OK || blocks == 0)
			break;
		*read += blocks;
		if (order == LOGS_NEWEST_FIRST)
			left.to -= blocks;
		else
			left.from += blocks;
	}
	/* A failure comes again with the next call, which begins at the span that failed. */
	if (s == STATUS_OK || *read > 0)
		s = merge(out, nodes, &list, anchor);
	if (s != STATUS_OK) {
		contract_event_list_release(out);
		if (e != NULL && e->code == STATUS_OK)
			(void)err_set(e, s, "%s", status_phrase(s));
	}
	given_release(&list);
	return s;
}
