#include "client/node.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/random.h"
#include "base/text.h"

#define BACKOFF_FIRST_MS 2000

const char *node_state_word(enum node_state s)
{
	switch (s) {
	case NODE_UNKNOWN: return "not asked yet";
	case NODE_OK: return "ok";
	case NODE_RETURNING: return "returning";
	case NODE_BEHIND: return "behind";
	case NODE_STALLED: return "stalled";
	case NODE_LYING: return "lying";
	case NODE_WRONG_CHAIN: return "wrong chain";
	case NODE_UNREACHABLE: return "unreachable";
	case NODE_RATE_LIMITED: return "rate-limited";
	}
	return "?";
}

static int ascending(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

uint32_t node_latency(const struct node_health *h, unsigned percent)
{
	uint32_t sorted[NODE_LATENCIES];
	size_t rank;

	if (h->n_latencies == 0)
		return 0;
	memcpy(sorted, h->latency_ms, h->n_latencies * sizeof(sorted[0]));
	qsort(sorted, h->n_latencies, sizeof(sorted[0]), ascending);
	rank = (h->n_latencies * percent + 99) / 100;
	if (rank == 0)
		rank = 1;
	return sorted[(rank < h->n_latencies ? rank : h->n_latencies) - 1];
}

unsigned node_agreement(const struct node_health *h)
{
	if (h->comparisons == 0)
		return 100;
	return (unsigned)((h->comparisons - h->contradictions) * 100 / h->comparisons);
}

bool node_counts(const struct node_health *h)
{
	return !h->distrusted && h->state != NODE_WRONG_CHAIN;
}

uint32_t node_backoff_ms(unsigned failures)
{
	/* A fifth more than this is the ceiling. */
	const uint32_t longest = NODE_BACKOFF_MS / 6 * 5;
	uint32_t pause = BACKOFF_FIRST_MS;

	while (failures-- > 1 && pause < longest)
		pause *= 2;
	if (pause > longest)
		pause = longest;
	return pause - pause / 5 + random_below(2 * (pause / 5) + 1);
}

static void set_state(struct node_health *h, enum node_state state, const char *reason)
{
	h->state = state;
	text_clean(h->reason, sizeof(h->reason), reason, strlen(reason));
}

void node_replied(struct node_health *h, uint32_t latency_ms)
{
	if (h->n_latencies == NODE_LATENCIES) {
		memmove(h->latency_ms, h->latency_ms + 1,
			(NODE_LATENCIES - 1) * sizeof(h->latency_ms[0]));
		h->n_latencies--;
	}
	h->latency_ms[h->n_latencies++] = latency_ms;
	h->last_reply = clock_now();
	h->failures = 0;
	h->retry_at = 0;
	h->retry_ms = 0;
	switch (h->state) {
	case NODE_UNKNOWN: set_state(h, NODE_OK, ""); break;
	case NODE_UNREACHABLE:
	case NODE_RATE_LIMITED:
	case NODE_WRONG_CHAIN:
		if (h->distrusted)
			set_state(h, NODE_LYING, "contradicted the others before it failed");
		else
			set_state(h, NODE_RETURNING, "has to agree with the others again");
		break;
	case NODE_OK:
	case NODE_RETURNING:
	case NODE_BEHIND:
	case NODE_STALLED:
	case NODE_LYING: break;
	}
}

void node_failed(struct node_health *h, enum node_state state, const char *reason,
		 uint32_t pause_ms)
{
	uint32_t backoff = node_backoff_ms(++h->failures);

	if (pause_ms > NODE_BACKOFF_MS)
		pause_ms = NODE_BACKOFF_MS;
	if (pause_ms < backoff)
		pause_ms = backoff;
	set_state(h, state, reason);
	h->header_agrees = false;
	h->retry_ms = clock_monotonic_ms() + pause_ms;
	h->retry_at = clock_now() + (pause_ms + 999) / 1000;
}

void node_agreed(struct node_health *h, bool header)
{
	h->comparisons++;
	if (header) {
		h->header_agrees = true;
		return;
	}
	if (!h->header_agrees)
		return;
	if (h->state == NODE_LYING || h->state == NODE_RETURNING)
		set_state(h, NODE_OK, "");
	h->distrusted = false;
}

void node_contradicted(struct node_health *h, const char *reason)
{
	h->comparisons++;
	h->contradictions++;
	h->distrusted = true;
	h->header_agrees = false;
	set_state(h, NODE_LYING, reason);
}

void node_named_head(struct node_health *h, uint64_t number, uint64_t time)
{
	if (h->head_since_ms == 0 || number != h->head) {
		h->head_since = clock_now();
		h->head_since_ms = clock_monotonic_ms();
	}
	h->head = number;
	h->head_time = time;
}

void node_judge_head(struct node_health *h, uint64_t agreed, int64_t patience_ms)
{
	char reason[LIMIT_REMOTE_TEXT];

	if (h->state != NODE_OK && h->state != NODE_BEHIND && h->state != NODE_STALLED)
		return;
	if (h->head >= agreed) {
		set_state(h, NODE_OK, "");
		return;
	}
	snprintf(reason, sizeof(reason), "%llu blocks below the agreed one",
		 (unsigned long long)(agreed - h->head));
	set_state(h,
		  clock_monotonic_ms() - h->head_since_ms > patience_ms ? NODE_STALLED
									: NODE_BEHIND,
		  reason);
}
