/*
 * The rules, in the order of succession_judge(): is the newest agreed block confirmed, is it
 * contradicted, or does nobody speak of it.
 */
#include "client/succession.h"

/* Says whether a vote decides: k operators gave its value, or the only ones who ever could did. */
static bool decides(const struct succession_facts *f, enum trust vote)
{
	return vote == TRUST_AGREED || (vote == TRUST_REPORTED && f->quorum == 0);
}

static node_set nodes_below(const struct succession_facts *f, uint64_t number)
{
	node_set below = 0;

	for (size_t i = 0; i < f->n_heads; i++)
		if (f->heads[i].known && f->heads[i].number < number)
			below |= (node_set)1 << i;
	return below;
}

/* Finds the first parent that was agreed before. */
static bool find_shared(const struct succession_facts *f, uint64_t *shared)
{
	for (size_t i = 0; i < f->n_parents; i++) {
		for (size_t k = 0; k < f->n_agreed; k++) {
			if (f->parents[i].number != f->agreed[k].number ||
			    !hash_equal(&f->parents[i].hash, &f->agreed[k].hash))
				continue;
			*shared = f->agreed[k].number;
			return true;
		}
	}
	return false;
}

/* The newest agreed block stands: what was found is news only above it. */
static enum succession above_or_same(const struct succession_facts *f)
{
	return f->found.number > f->agreed[0].number && decides(f, f->found_trust)
		       ? SUCCESSION_NEW
		       : SUCCESSION_SAME;
}

static enum succession judge(const struct succession_facts *f, uint64_t *shared)
{
	bool spoken = f->earlier_trust != TRUST_NONE;
	bool same;

	if (f->n_agreed == 0)
		return f->found_trust >= TRUST_REPORTED ? SUCCESSION_NEW : SUCCESSION_UNSETTLED;
	same = spoken && hash_equal(&f->earlier, &f->agreed[0].hash);
	if (decides(f, f->earlier_trust)) {
		if (same)
			return above_or_same(f);
		if (f->n_parents == 0)
			return SUCCESSION_FORKED;
		return find_shared(f, shared) ? SUCCESSION_REORGANISED : SUCCESSION_UNSETTLED;
	}
	if (f->earlier_trust == TRUST_DISPUTED || (spoken && !same) ||
	    f->found_trust < TRUST_REPORTED)
		return SUCCESSION_UNSETTLED;
	/* Too few speak of the newest agreed block, and those confirm it. */
	return f->found.number > f->agreed[0].number ? SUCCESSION_NEW : SUCCESSION_BEHIND;
}

void succession_judge(struct succession_verdict *out, const struct succession_facts *f)
{
	*out = (struct succession_verdict){0};
	out->outcome = judge(f, &out->shared);
	if (f->n_agreed > 0)
		out->behind = nodes_below(f, f->agreed[0].number);
}
