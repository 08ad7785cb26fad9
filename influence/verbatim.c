#include "influence/verbatim.h"

#include <stdlib.h>

enum status verbatim_add(struct verbatim *v, const struct suffix_match *m)
{
	if (m->n > LIMIT_SPANS - v->n)
		return ERR_LIMIT;
	if (v->n + m->n > v->cap) {
		size_t cap = v->n + m->n + v->cap / 2;
		struct verbatim_share *share = realloc(v->share, cap * sizeof(*share));

		if (share == NULL)
			return ERR_MEMORY;
		v->share = share;
		v->cap = cap;
	}
	for (size_t i = 0; i < m->n; i++) {
		const struct suffix_span *span = &m->span[i];

		v->share[v->n++] = (struct verbatim_share){
			.low = span->low,
			.high = span->high,
			.weight = span->weight / (double)(span->high - span->low),
		};
	}
	return STATUS_OK;
}

void verbatim_release(struct verbatim *v)
{
	if (v == NULL)
		return;
	free(v->share);
	*v = (struct verbatim){0};
}

/*
 * An edge: shares begin or end at suffix `at`, and the sums change by these numbers for it and each
 * suffix after it.
 */
struct edge {
	size_t at;
	double weight;
	int64_t spans;
};

static int by_place(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	/* A full order of all edges, so that the sums round alike everywhere. */
	return (x->weight > y->weight) - (x->weight < y->weight);
}

/*
 * Goes through the suffixes from edge to edge. Ranges of suffixes lie side by side or inside each
 * other, so a running sum serves them all. Where no range is open the sum is set to zero, because
 * rounding may have left a remainder.
 */
enum status verbatim_sum(struct verbatim_record *records, const struct verbatim *v,
			 const struct suffix *s)
{
	struct edge *edges = malloc((2 * v->n + 1) * sizeof(*edges));
	double weight = 0;
	int64_t spans = 0;

	if (edges == NULL)
		return ERR_MEMORY;
	for (size_t i = 0; i < v->n; i++) {
		const struct verbatim_share *share = &v->share[i];

		edges[2 * i] = (struct edge){share->low, share->weight, 1};
		edges[2 * i + 1] = (struct edge){share->high, -share->weight, -1};
	}
	qsort(edges, 2 * v->n, sizeof(*edges), by_place);
	for (size_t i = 0; i < s->records; i++)
		records[i] = (struct verbatim_record){0};
	for (size_t i = 0; i < 2 * v->n; i++) {
		size_t end = i + 1 < 2 * v->n ? edges[i + 1].at : edges[i].at;

		spans += edges[i].spans;
		weight = spans > 0 ? weight + edges[i].weight : 0;
		for (size_t at = edges[i].at; at < end && spans > 0; at++) {
			struct verbatim_record *r =
				&records[suffix_record_at(s, (size_t)s->array[at])];

			r->weight += weight;
			r->matches += (uint64_t)spans;
		}
	}
	free(edges);
	return STATUS_OK;
}
