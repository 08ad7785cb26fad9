/*
 * Votes and heights. Everything is compared with everything, which LIMIT_NODES keeps small, and
 * depends on nothing but its arguments.
 */
#include "client/agreement.h"

#include <string.h>

/* Says whether ballot `i` counts and has the value of ballot `of`. */
static bool stands_for(const struct ballot *ballots, size_t i, size_t of)
{
	return ballots[i].answered && ballots[i].counts && !ballots[i].broken &&
	       hash_equal(&ballots[i].value, &ballots[of].value);
}

/* Counts the operators that gave the value of node `of`, each once by its first such node. */
static unsigned support_of(const struct ballot *ballots, size_t n, size_t of)
{
	unsigned support = 0;

	for (size_t i = 0; i < n; i++) {
		bool first = stands_for(ballots, i, of);

		for (size_t j = 0; j < i && first; j++)
			first = !stands_for(ballots, j, of) ||
				ballots[j].operator_id != ballots[i].operator_id;
		support += first;
	}
	return support;
}

void agreement_vote(struct verdict *out, const struct ballot *ballots, size_t n, unsigned k)
{
	bool tie = false;

	*out = (struct verdict){.trust = TRUST_NONE};
	for (size_t i = 0; i < n; i++) {
		unsigned support;

		if (!ballots[i].answered || ballots[i].broken)
			continue;
		support = support_of(ballots, n, i);
		if (out->trust == TRUST_NONE || support > out->support) {
			tie = false;
			out->winner = i;
			out->support = support;
		} else if (support == out->support &&
			   !hash_equal(&ballots[i].value, &ballots[out->winner].value)) {
			tie = true;
		}
		out->trust = TRUST_REPORTED;
	}
	for (size_t i = 0; i < n; i++) {
		if (!ballots[i].answered)
			continue;
		if (out->trust != TRUST_NONE && !ballots[i].broken &&
		    hash_equal(&ballots[i].value, &ballots[out->winner].value))
			out->agree |= (node_set)1 << i;
		else
			out->differ |= (node_set)1 << i;
	}
	if (out->trust == TRUST_NONE)
		return;
	/*
	 * With k above half of the operators there is no tie at k, but a profile may ask for less.
	 */
	if (k > 0 && out->support >= k && !tie)
		out->trust = TRUST_AGREED;
	else if (out->differ != 0)
		out->trust = TRUST_DISPUTED;
}

/* Collects the highest block of each operator, in descending order. Returns how many. */
static size_t heads_of_operators(uint64_t out[static LIMIT_NODES], const struct chain_head *heads,
				 size_t n)
{
	unsigned operators[LIMIT_NODES];
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		size_t at = 0;

		if (!heads[i].known || !heads[i].counts)
			continue;
		while (at < count && operators[at] != heads[i].operator_id)
			at++;
		if (at == count) {
			operators[count] = heads[i].operator_id;
			out[count++] = heads[i].number;
		} else if (heads[i].number > out[at]) {
			out[at] = heads[i].number;
		}
	}
	for (size_t i = 1; i < count; i++) {
		for (size_t j = i; j > 0 && out[j - 1] < out[j]; j--) {
			uint64_t swap = out[j];

			out[j] = out[j - 1];
			out[j - 1] = swap;
		}
	}
	return count;
}

bool agreement_kth(uint64_t *out, const struct chain_head *heads, size_t n, unsigned k)
{
	uint64_t sorted[LIMIT_NODES];
	size_t count = heads_of_operators(sorted, heads, n);

	if (k == 0 || count < k)
		return false;
	*out = sorted[k - 1];
	return true;
}

size_t agreement_targets(uint64_t out[static LIMIT_NODES], const struct chain_head *heads, size_t n,
			 unsigned k, unsigned confirmations)
{
	uint64_t sorted[LIMIT_NODES];
	size_t count = heads_of_operators(sorted, heads, n);
	size_t from = k > 0 && count >= k ? k - 1 : 0;
	size_t targets = 0;

	for (size_t i = from; i < count; i++) {
		uint64_t target = sorted[i] > confirmations ? sorted[i] - confirmations : 0;

		if (targets == 0 || out[targets - 1] != target)
			out[targets++] = target;
	}
	return targets;
}
