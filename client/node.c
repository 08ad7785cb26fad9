/*
 * A node loses trust with one contradiction, and regains it only by agreeing on a header and after
 * that on a value. Failures in between change nothing about that.
 *
 * client/nodes.h draws the states.
 */
#include "client/node.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/random.h"
#include "base/text.h"

#define BACKOFF_FIRST_MS 2000

bool node_counts(const struct node_health *h)
{
	return !h->distrusted && h->state != NODE_WRONG_CHAIN;
}

/* The usual pause after so many failures in a row (at least 1). */
static uint32_t backoff_ms(unsigned failures)
{
	/* The random part adds a fifth at most, which then gives the ceiling. */
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
			set_state(h, NODE_LYING, "it contradicted the others before it failed");
		else
			set_state(h, NODE_RETURNING,
				  "it answers again and has to agree with the others before it "
				  "counts");
		break;
	case NODE_OK:
	case NODE_RETURNING:
	case NODE_BEHIND:
	case NODE_STALLED:
	case NODE_UNSETTLED:
	case NODE_LYING: break;
	}
}

void node_failed(struct node_health *h, enum node_state state, const char *reason,
		 uint32_t pause_ms)
{
	uint32_t backoff = backoff_ms(++h->failures);

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
		if (h->state == NODE_UNSETTLED)
			set_state(h, NODE_OK, "");
		return;
	}
	/* A value counts only after a header, so that agreeing by chance is not enough. */
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

void node_unsettled(struct node_health *h, const char *reason)
{
	switch (h->state) {
	case NODE_UNKNOWN:
	case NODE_OK:
	case NODE_RETURNING:
	case NODE_BEHIND:
	case NODE_STALLED:
	case NODE_UNSETTLED: set_state(h, NODE_UNSETTLED, reason); break;
	/* These say more. */
	case NODE_LYING:
	case NODE_WRONG_CHAIN:
	case NODE_UNREACHABLE:
	case NODE_RATE_LIMITED: break;
	}
}

void node_named_time(struct node_health *h, int64_t ahead_s)
{
	h->has_clock = true;
	h->clock_ahead_s = ahead_s;
}

void node_named_head(struct node_health *h, uint64_t number)
{
	if (h->head_since_ms == 0 || number != h->head)
		h->head_since_ms = clock_monotonic_ms();
	h->head = number;
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
	snprintf(reason, sizeof(reason), "its newest block is %llu blocks below the agreed one",
		 (unsigned long long)(agreed - h->head));
	set_state(h,
		  clock_monotonic_ms() - h->head_since_ms > patience_ms ? NODE_STALLED
									: NODE_BEHIND,
		  reason);
}
