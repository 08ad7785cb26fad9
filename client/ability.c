/*
 * Learning the longest span of blocks that a node searches is a search itself: between `span_taken`
 * and `span_refused`. Halving until a span is taken would stop anywhere between half of the node's
 * limit and the limit, which costs up to twice the requests for ever after. Limits are mostly round
 * numbers, so these are tried first, and one block more than a round number that was taken shows
 * that it is the limit.
 */
#include "client/ability.h"

#include "base/attr.h"
#include "base/clock.h"
#include "client/nodes_private.h"

/* Limits that providers document or name in their refusals. tests/vectors/node_errors.json. */
static const uint64_t known_limits[] = {1,   5,	  10,	50,   100,  128,  200,	250,  500,
					800, 999, 1000, 1024, 2000, 2048, 3000, 3500, 5000};

/*
 * A refusal for another reason than the length of the span ends after so many searches that were
 * taken. One refused request in seventeen is 6 %.
 */
#define SOFT_REFUSAL_SEARCHES 16

/* Limits of results are 1,000 and more; with so few the numbers of events vary by chance. */
#define MANY_EVENTS 50

const struct node_ability *ability_of(const struct nodes *nodes, size_t i)
{
	return &nodes->abilities[i];
}

void ability_recall(struct nodes *nodes, size_t i, const struct node_ability *known)
{
	nodes->abilities[i] = *known;
	nodes->abilities[i].taken_since = 0;
}

void ability_forget(struct nodes *nodes, size_t i)
{
	nodes->abilities[i] = (struct node_ability){0};
}

/* Whether `seconds` have passed since `then`; so it is too when the clock was set back. */
static bool is_over(int64_t then, int64_t seconds)
{
	int64_t now = clock_now();

	return now < then || now - then > seconds;
}

enum ability_proofs ability_proofs(const struct nodes *nodes, size_t i)
{
	const struct node_ability *a = &nodes->abilities[i];

	if (a->proofs == PROOFS_HEAD && is_over(a->proofs_at, ABILITY_PROOFS_KEPT_S))
		return PROOFS_UNKNOWN;
	return a->proofs;
}

void ability_note_proofs(struct nodes *nodes, size_t i, enum ability_proofs proofs)
{
	nodes->abilities[i].proofs = proofs;
	nodes->abilities[i].proofs_at = clock_now();
}

bool ability_offers(const struct nodes *nodes, size_t i, enum ability_method method)
{
	return !(nodes->abilities[i].off & (uint32_t)method);
}

void ability_note_off(struct nodes *nodes, size_t i, enum ability_method method)
{
	nodes->abilities[i].off |= (uint32_t)method;
}

/* The middle one of the known limits above `low` and below `high`; 0 when there is none. */
static uint64_t middle_limit(uint64_t low, uint64_t high)
{
	size_t first = 0, end = ARRAY_SIZE(known_limits);

	while (first < end && known_limits[first] <= low)
		first++;
	while (end > first && known_limits[end - 1] >= high)
		end--;
	return first < end ? known_limits[first + (end - first) / 2] : 0;
}

static bool is_known_limit(uint64_t blocks)
{
	return blocks > 0 && middle_limit(blocks - 1, blocks + 1) == blocks;
}

/* Whether the refused span is to be tried again. */
static bool refusal_ended(const struct node_ability *a)
{
	return is_over(a->refused_at, ABILITY_SPAN_KEPT_S) ||
	       (a->refusal != REFUSED_SPAN && a->taken_since >= SOFT_REFUSAL_SEARCHES);
}

uint64_t ability_span(const struct nodes *nodes, size_t i)
{
	const struct node_ability *a = &nodes->abilities[i];
	uint64_t low = a->span_taken, high = a->span_refused, limit;

	if (!ability_offers(nodes, i, ABILITY_LOGS))
		return 0;
	if (high == 0) /* nothing was refused, or what was refused was taken later */
		return a->refusal == REFUSED_NOTHING || low > ABILITY_SPAN / 2 ? ABILITY_SPAN
									       : 2 * low;
	if (refusal_ended(a))
		return high;
	if (a->span_guess > low && a->span_guess < high)
		return a->span_guess;
	/* A number that was named and taken is probably the limit, which one block more shows. */
	if (low > 0 && low == a->span_guess)
		return high > low + 1 ? low + 1 : low;
	limit = middle_limit(low, high);
	if (limit != 0)
		return limit;
	/* So it is with a round number that was taken, when no other is left to try. */
	if (is_known_limit(low) && high > low + 1)
		return low + 1;
	return high - low > 1 + low / 8 ? low + (high - low) / 2 : low;
}

/* Forgets a refusal that one of a longer or equal span, which was taken, shows to be over. */
static void forget_refusal(struct node_ability *a)
{
	a->span_refused = 0;
	a->span_guess = 0;
	a->taken_since = 0;
}

void ability_note_span_taken(struct nodes *nodes, size_t i, uint64_t blocks, uint64_t events)
{
	struct node_ability *a = &nodes->abilities[i];

	a->taken_since++;
	if (blocks > a->span_taken)
		a->span_taken = blocks;
	if (events > a->most_events)
		a->most_events = events;
	if (a->span_refused == 0)
		return;
	/* Where there are far fewer events, a refusal because of many says nothing. */
	if (blocks >= a->span_refused ||
	    (a->refusal == REFUSED_RESULTS && a->most_events >= MANY_EVENTS &&
	     events < a->most_events / 2))
		forget_refusal(a);
}

void ability_note_span_refused(struct nodes *nodes, size_t i, uint64_t blocks,
			       enum ability_refusal why, uint64_t guess)
{
	struct node_ability *a = &nodes->abilities[i];

	if (why == REFUSED_OFF || (blocks == 1 && why == REFUSED_SPAN)) {
		ability_note_off(nodes, i, ABILITY_LOGS);
		return;
	}
	a->span_refused = blocks;
	a->span_guess = guess < blocks ? guess : 0;
	a->refusal = why;
	a->refused_at = clock_now();
	a->taken_since = 0;
	/* A node that took more before has another limit now, which is to be found anew. */
	if (a->span_taken >= blocks)
		a->span_taken = 0;
}
