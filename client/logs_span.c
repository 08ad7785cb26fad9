#include "client/logs_span.h"

#include "base/clock.h"
#include "client/nodes_private.h"

/* The blocks to ask this node for: 0 when it does not search for events. */
static uint64_t most_of(const struct logs_span *s, int64_t now_ms)
{
	if (s->refused_ms == 0 || now_ms - s->refused_ms > LOGS_SPAN_KEPT_MS)
		return LOGS_SPAN;
	return s->most;
}

/* A node that refuses one block does not search at all. */
void logs_span_refused(struct logs_span *s, uint64_t asked, int64_t now_ms)
{
	s->most = asked / 2;
	s->refused_ms = now_ms;
}

uint64_t logs_span_choose(const struct nodes *nodes, node_set *able, node_set whom)
{
	struct chain_head spans[LIMIT_NODES] = {0};
	int64_t now = clock_monotonic_ms();
	unsigned k = nodes_quorum(nodes);
	uint64_t chosen = 0;

	for (size_t i = 0; i < nodes_count(nodes); i++) {
		uint64_t most = most_of(&nodes->spans[i], now);

		spans[i] = (struct chain_head){.operator_id = nodes_operator(nodes, i),
					       .known = (whom >> i & 1) && most > 0,
					       .counts = true,
					       .number = most};
	}
	/* Where fewer than k search, as many agree as can: events of one node are reported then. */
	for (k = k > 0 ? k : 1; k > 0; k--)
		if (agreement_kth(&chosen, spans, nodes_count(nodes), k))
			break;
	*able = 0;
	for (size_t i = 0; i < nodes_count(nodes); i++)
		if (spans[i].known && spans[i].number >= chosen)
			*able |= (node_set)1 << i;
	return chosen;
}
