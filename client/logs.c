#include "client/logs.h"

#include <stdlib.h>
#include <string.h>

#include "chain/keccak.h"
#include "client/tally.h"

/* A log, and a node that gave it. */
struct sighting {
	struct contract_event event;
	struct hash id;
	size_t node;
};

/* Everything that all nodes gave, before equal logs are merged. */
struct sightings {
	struct sighting *items;
	size_t n;
	size_t cap;
};

static void sightings_release(struct sightings *list)
{
	for (size_t i = 0; i < list->n; i++)
		contract_event_release(&list->items[i].event);
	free(list->items);
	*list = (struct sightings){0};
}

static struct sighting *sightings_add(struct sightings *list)
{
	if (list->n == list->cap) {
		size_t cap = list->cap > 0 ? 2 * list->cap : 64;
		struct sighting *grown = reallocarray(list->items, cap, sizeof(*grown));

		if (grown == NULL)
			return NULL;
		list->items = grown;
		list->cap = cap;
	}
	return &list->items[list->n++];
}

/* A form for lists of logs, checked against the filter `arg`: the hash over all their ids. */
static enum status list_form(struct hash *out, const struct rpc_reply *reply, const void *arg)
{
	const struct contract_event_filter *filter = arg;
	struct keccak k;

	if (reply->result == NULL)
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

static void filter_params(struct buf *out, const struct contract_event_filter *f)
{
	size_t topics = ARRAY_SIZE(f->topics);

	while (topics > 0 && f->topics[topics - 1] == NULL)
		topics--;
	buf_add_str(out, "[{\"address\":\"0x");
	buf_add_hex(out, f->address.bytes, sizeof(f->address.bytes));
	buf_addf(out, "\",\"fromBlock\":\"0x%llx\",\"toBlock\":\"0x%llx\",\"topics\":[",
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

/*
 * Adds the logs of every answer that was in form; of an agreed list only those, so that one node
 * cannot crowd it out with inventions.
 */
static enum status add_sightings(struct sightings *list, const struct nodes *nodes,
				 const struct question *q, const struct tally *t)
{
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		const struct json *v = json_first(q->answers[i].reply.result);

		if (!t->ballots[i].answered || t->ballots[i].broken)
			continue;
		if (t->verdict.trust == TRUST_AGREED && !(t->verdict.agree >> i & 1))
			continue;
		for (; v != NULL; v = json_next(v)) {
			struct sighting *s;

			if (list->n >= (size_t)LOGS_MOST * nodes_count(nodes))
				return ERR_LIMIT;
			s = sightings_add(list);
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

static enum status ask_span(struct nodes *nodes, struct sightings *list, bool *agreed,
			    const struct anchor *anchor, const struct contract_event_filter *span,
			    struct err *e)
{
	struct question q = {.method = "eth_getLogs", .ceiling = LIMIT_RPC_LOGS};
	struct buf params;
	struct tally t;
	enum status s;

	buf_init(&params, 4 * KIB);
	filter_params(&params, span);
	q.params = buf_str(&params);
	s = buf_status(&params);
	if (s == STATUS_OK)
		s = question_ask(nodes, &q, 1, anchor->nodes, e);
	if (s == STATUS_OK)
		s = tally_count(nodes, &t, &q, list_form, span, q.method, span->to, e);
	if (s == STATUS_OK) {
		*agreed = *agreed && tally_trust(&t, anchor) == TRUST_AGREED;
		s = add_sightings(list, nodes, &q, &t);
		if (s != STATUS_OK)
			s = err_set(e, s, "more than %d logs between blocks %llu and %llu",
				    LOGS_MOST, (unsigned long long)span->from,
				    (unsigned long long)span->to);
	}
	question_release(&q);
	buf_release(&params);
	return s;
}

static int by_place(const void *a, const void *b)
{
	const struct sighting *x = a, *y = b;

	if (x->event.block != y->event.block)
		return x->event.block < y->event.block ? -1 : 1;
	if (x->event.index != y->event.index)
		return x->event.index < y->event.index ? -1 : 1;
	return memcmp(&x->id, &y->id, sizeof(x->id));
}

/* How a log is known that the sightings first..first+n-1 share. */
static enum trust event_trust(const struct nodes *nodes, const struct sighting *first, size_t n,
			      const struct anchor *anchor)
{
	struct tally t = {0};

	for (size_t i = 0; i < n; i++) {
		t.ballots[first[i].node].answered = true;
		t.ballots[first[i].node].value = first[i].id;
	}
	vote_count(nodes, &t.verdict, t.ballots);
	return tally_trust(&t, anchor);
}

/* Sorts, and makes one event of all sightings of it; takes the events' data over. */
static enum status merge(struct contract_event_list *out, const struct nodes *nodes,
			 struct sightings *list, const struct anchor *anchor)
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

enum status logs_read(struct nodes *nodes, struct contract_event_list *out,
		      const struct anchor *anchor, const struct contract_event_filter *filter,
		      struct err *e)
{
	struct contract_event_filter span = *filter;
	struct sightings list = {0};
	enum status s = STATUS_OK;

	*out = (struct contract_event_list){.agreed = true};
	while (s == STATUS_OK && span.from <= filter->to) {
		span.to =
			filter->to - span.from < LOGS_SPAN ? filter->to : span.from + LOGS_SPAN - 1;
		s = ask_span(nodes, &list, &out->agreed, anchor, &span, e);
		if (span.to == UINT64_MAX)
			break;
		span.from = span.to + 1;
	}
	if (s == STATUS_OK)
		s = merge(out, nodes, &list, anchor);
	if (s != STATUS_OK) {
		contract_event_list_release(out);
		if (e != NULL && e->code == STATUS_OK)
			(void)err_set(e, s, "%s", status_phrase(s));
	}
	sightings_release(&list);
	return s;
}
