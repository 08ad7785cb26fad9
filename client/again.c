/*
 * A node's own pause ends the trying for nodes that ask for fewer requests: it doubles with each
 * failure, so that such a node is asked again twice at most. A node that lags says nothing of the
 * kind, and its tries are counted here.
 */
#include "client/again.h"

#include "base/clock.h"
#include "client/nodes_private.h"

/* A node that lacks a block is asked again so often: after 0.3 s, and after 0.6 s more. */
#define LAGGING_TRIES 2
#define LAGGING_MS    300

/* The longest pause that is waited for. */
#define SLOWED_MOST_MS 5000

/* How a node answered one set of questions. */
struct node_answers {
	bool all;   /* each one, with something else than that it lacks a block */
	bool lacks; /* a block, while it is not known to be behind */
};

static struct node_answers answered_by(const struct nodes *nodes, const struct question *questions,
				       size_t n, size_t node)
{
	const struct node_health *h = &nodes->health[node];
	struct node_answers a = {.all = true};
	bool lacks = false;

	for (size_t q = 0; q < n; q++) {
		bool answered = questions[q].answers[node].answered;

		a.all = a.all && answered;
		lacks = lacks ||
			(answered && questions[q].answers[node].reply.meaning == ANSWER_NOT_YET);
	}
	a.all = a.all && !lacks;
	a.lacks = lacks && h->state != NODE_BEHIND && h->state != NODE_STALLED;
	return a;
}

bool again_find(struct again *a, const struct nodes *nodes, const struct question *questions,
		size_t n, node_set whom)
{
	int64_t now = clock_monotonic_ms(), longest = 0;
	unsigned k = nodes_quorum(nodes);
	bool any_lacks = false;
	node_set done = 0;

	a->whom = 0;
	for (size_t i = 0; i < nodes_count(nodes); i++) {
		const struct node_health *h = &nodes->health[i];
		int64_t pause = h->retry_ms > now ? h->retry_ms - now : 0;
		struct node_answers how;

		if (!(whom >> i & 1))
			continue;
		how = answered_by(nodes, questions, n, i);
		if (how.all)
			done |= (node_set)1 << nodes->operators[i];
		else if (how.lacks && a->tries < LAGGING_TRIES)
			pause = LAGGING_MS << a->tries;
		else if (h->state != NODE_RATE_LIMITED || pause > SLOWED_MOST_MS)
			continue;
		if (how.all)
			continue;
		any_lacks = any_lacks || how.lacks;
		a->whom |= (node_set)1 << i;
		longest = pause > longest ? pause : longest;
	}
	a->tries += any_lacks;
	a->pause_ms = (uint32_t)longest;
	return a->whom != 0 && (unsigned)__builtin_popcount(done) < (k > 0 ? k : 1);
}
