#include "client/logs_span.h"

#include "client/ability.h"
#include "client/nodes.h"

uint64_t logs_span_choose(const struct nodes *nodes, node_set *able, node_set whom)
{
	struct chain_head spans[LIMIT_NODES] = {0};
	unsigned k = nodes_quorum(nodes);
	uint64_t chosen = 0;

	for (size_t i = 0; i < nodes_count(nodes); i++) {
		uint64_t most = ability_span(nodes, i);

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
