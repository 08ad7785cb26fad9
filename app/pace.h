/*
 * When a network is asked next in the background, and for how much of it. Pure: the caller brings
 * the time.
 *
 * People who watch figures want to see them move with the chain; those who leave byline alone want
 * to keep within what a free plan of a public node bears. The cost of a round is the number of
 * requests to the node that got the most.
 */
#ifndef APP_PACE_H
#define APP_PACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum sync_pace {
	PACE_WATCHED, /* the figures are on a screen that somebody looks at */
	PACE_IDLE,    /* nobody looks */
	PACE_FRUGAL,  /* byline watch, for days on end */
};

/* How much of a network one round asks for. */
enum sync_extent {
	EXTENT_WHOLE,
	EXTENT_FIGURES, /* balances, distributors, claims and own transactions */
	EXTENT_DATANET, /* the words of datanets, without a question to a node */
};

/* The most requests to one node: in any minute of watching; in any hour of PACE_FRUGAL. */
#define PACE_MINUTE_MOST 400
#define PACE_HOUR_MOST	 120

/* Rounds that are remembered: more than a minute of watching or an hour without has. */
#define PACE_ROUNDS 128

/* The rounds of a network. Zero-initialise it. */
struct pace {
	struct {
		int64_t at_ms; /* the beginning of the last such round; 0: there was none */
		unsigned cost;
	} last[EXTENT_DATANET + 1];
	/* The rounds that asked nodes, newest last. */
	struct {
		int64_t at_ms;
		unsigned cost;
		enum sync_extent extent;
	} rounds[PACE_ROUNDS];
	size_t n;
};

/* Keeps a round that began at `at_ms`. */
void pace_note(struct pace *p, enum sync_extent extent, unsigned cost, int64_t at_ms);

/* The present state of a network, on which its pace depends. */
struct pace_facts {
	enum sync_pace pace;
	bool live;		/* attributions are on the screen */
	bool waits;		/* proofs wait until their blocks are agreed on */
	bool news;		/* the datanet has settled an epoch, which the chain has too */
	uint32_t block_time_ms; /* the chain's */
	unsigned accounts;	/* at least 1: each has its part of PACE_HOUR_MOST */
	int64_t now_ms;
};

struct pace_next {
	enum sync_extent extent;
	int64_t in_ms; /* until it begins, from `now_ms` on; 0: at once */
};

/* Chooses the next round. */
struct pace_next pace_choose(const struct pace *p, const struct pace_facts *f);

#endif
