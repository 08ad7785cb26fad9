/*
 * Each extent has a time at which it is due (due_of()); the one that is due first is chosen, of two
 * at once the larger. A round that would pass a ceiling is put off until the earlier ones are old
 * enough (put_off()).
 */
#include "app/pace.h"

#include <string.h>

#include "base/attr.h"

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS	  (60 * MINUTE_MS)

/* A watched figure is late by so much at most, or by so many blocks, whichever is longer. */
#define LATE_MS	    2000
#define LATE_BLOCKS 3

/* Whole rounds come so often, and live attributions. */
#define WHOLE_MS	MINUTE_MS
#define WHOLE_FRUGAL_MS (30 * MINUTE_MS)
#define LIVE_MS		5000

/* A round whose cost is not known yet. */
static const unsigned usual_cost[] = {
	[EXTENT_WHOLE] = 25, [EXTENT_FIGURES] = 10, [EXTENT_DATANET] = 0};

void pace_note(struct pace *p, enum sync_extent extent, unsigned cost, int64_t at_ms)
{
	p->last[extent].at_ms = at_ms;
	p->last[extent].cost = cost;
	if (cost == 0)
		return;
	if (p->n == PACE_ROUNDS) {
		p->n--;
		memmove(p->rounds, p->rounds + 1, p->n * sizeof(p->rounds[0]));
	}
	p->rounds[p->n].at_ms = at_ms;
	p->rounds[p->n].extent = extent;
	p->rounds[p->n++].cost = cost;
}

/* The beginning of the last round of at least this extent; 0: there was none. */
static int64_t last_of(const struct pace *p, enum sync_extent extent)
{
	int64_t last = 0;

	for (enum sync_extent i = EXTENT_WHOLE; i <= extent; i++)
		if (p->last[i].at_ms > last)
			last = p->last[i].at_ms;
	return last;
}

/* The cost of the last round of just this extent. */
static unsigned cost_of(const struct pace *p, enum sync_extent extent)
{
	return p->last[extent].at_ms != 0 ? p->last[extent].cost : usual_cost[extent];
}

/* The time from one reading of watched figures to the next. */
static int64_t figures_ms(const struct pace *p, const struct pace_facts *f)
{
	int64_t late = (int64_t)f->block_time_ms * LATE_BLOCKS, every;
	/* So that a minute has room for them and for a whole round. */
	int64_t least = MINUTE_MS * cost_of(p, EXTENT_FIGURES) /
			(PACE_MINUTE_MOST - cost_of(p, EXTENT_WHOLE) % (PACE_MINUTE_MOST / 2));

	if (late < LATE_MS)
		late = LATE_MS;
	/*
	 * A proof at a head is late twice: until it is asked for, and until its block is looked at
	 * again. Otherwise what is left of the time is for the round itself.
	 */
	every = f->waits ? late / 2 : late * 4 / 5;
	return every > least ? every : least;
}

/* The requests of an hour that whole rounds leave to figures. */
static unsigned figures_frugal_most(const struct pace *p, const struct pace_facts *f)
{
	unsigned whole = cost_of(p, EXTENT_WHOLE) * (unsigned)(HOUR_MS / WHOLE_FRUGAL_MS);
	unsigned most = PACE_HOUR_MOST * f->accounts;

	return most > 2 * whole ? most - whole : most / 2;
}

/* Milliseconds between two rounds of this extent; INT64_MAX: it has none of its own. */
static int64_t interval_of(const struct pace *p, const struct pace_facts *f,
			   enum sync_extent extent)
{
	switch (f->pace) {
	case PACE_WATCHED:
		if (extent == EXTENT_DATANET)
			return f->live ? LIVE_MS : INT64_MAX;
		return extent == EXTENT_WHOLE ? WHOLE_MS : figures_ms(p, f);
	case PACE_IDLE: return extent == EXTENT_WHOLE ? WHOLE_MS : INT64_MAX;
	case PACE_FRUGAL:
		if (extent == EXTENT_DATANET)
			return LIVE_MS;
		if (extent == EXTENT_FIGURES && f->news)
			return 0;
		return extent == EXTENT_WHOLE
			       ? WHOLE_FRUGAL_MS
			       : HOUR_MS * cost_of(p, EXTENT_FIGURES) / figures_frugal_most(p, f);
	}
	return INT64_MAX;
}

/*
 * The time from which on a round keeps within `most` requests in a window of time, in which rounds
 * larger than `largest` do not count.
 */
static int64_t put_off(const struct pace *p, enum sync_extent largest, unsigned cost, unsigned most,
		       int64_t window_ms, int64_t now_ms)
{
	int64_t from = now_ms;
	unsigned sum = cost;

	/* A single round that passes the ceiling alone is not put off for ever. */
	for (size_t i = p->n; i > 0; i--) {
		if (p->rounds[i - 1].extent < largest)
			continue;
		sum += p->rounds[i - 1].cost;
		if (sum <= most)
			continue;
		if (p->rounds[i - 1].at_ms + window_ms > from)
			from = p->rounds[i - 1].at_ms + window_ms;
		break;
	}
	return from;
}

/*
 * The time from which on a round is allowed that nobody waits for. Figures leave room for the whole
 * rounds of the hour; and a quarter of it has a third of their requests, so that a datanet that
 * settles all the time does not use them up in minutes, after which its figures would stand still.
 */
static int64_t allowed_frugal(const struct pace *p, const struct pace_facts *f,
			      enum sync_extent extent)
{
	unsigned cost = cost_of(p, extent), figures = figures_frugal_most(p, f);
	int64_t allowed[] = {
		put_off(p, EXTENT_WHOLE, cost, PACE_HOUR_MOST * f->accounts, HOUR_MS, f->now_ms),
		put_off(p, EXTENT_FIGURES, cost, figures, HOUR_MS, f->now_ms),
		put_off(p, EXTENT_FIGURES, cost, figures / 3, HOUR_MS / 4, f->now_ms)};
	int64_t last = allowed[0];

	for (size_t i = 1; i < ARRAY_SIZE(allowed) && extent == EXTENT_FIGURES; i++)
		last = allowed[i] > last ? allowed[i] : last;
	return last;
}

/* The time at which a round of this extent is due; INT64_MAX: never. */
static int64_t due_of(const struct pace *p, const struct pace_facts *f, enum sync_extent extent)
{
	int64_t last = last_of(p, extent), every = interval_of(p, f, extent), due = f->now_ms;
	int64_t allowed;

	if (every == INT64_MAX)
		return INT64_MAX;
	if (last != 0 && last + every > due)
		due = last + every;
	if (extent == EXTENT_DATANET)
		return due;
	allowed = f->pace == PACE_FRUGAL ? allowed_frugal(p, f, extent)
					 : put_off(p, EXTENT_WHOLE, cost_of(p, extent),
						   PACE_MINUTE_MOST, MINUTE_MS, f->now_ms);
	return allowed > due ? allowed : due;
}

struct pace_next pace_choose(const struct pace *p, const struct pace_facts *f)
{
	struct pace_next next = {.extent = EXTENT_WHOLE};
	int64_t at = due_of(p, f, EXTENT_WHOLE);

	for (enum sync_extent extent = EXTENT_FIGURES; extent <= EXTENT_DATANET; extent++) {
		int64_t due = due_of(p, f, extent);

		if (due >= at)
			continue;
		at = due;
		next.extent = extent;
	}
	next.in_ms = at - f->now_ms;
	return next;
}
