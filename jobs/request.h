/*
 * The arguments of a piece of work. In the start_*.c files each use case has two halves:
 * start_NAME() runs on the UI thread, packs the arguments into a request and queues it on a lane;
 * run_NAME() runs on the lane's thread, unpacks them and calls the use case.
 */
#ifndef JOBS_REQUEST_H
#define JOBS_REQUEST_H

#include "jobs/lane.h"

struct brought_claims;
struct claim_wish;

/* The arguments of any piece of work; those that a piece of work does not use stay zero. */
struct request {
	char *text, *name, *extra;
	struct address address, second_address;

	struct hash hash;
	uint64_t number;
	bool flag;
	const struct preview *preview;
	uint64_t *records; /* `n_records` numbers of records */
	size_t n_records;
	struct label_rule *rules;
	size_t n_rules;
	struct claim_wish *wishes; /* act/claim_batch.h */
	size_t n_wishes;
	struct brought_claims *brought; /* sync/bring_claims.h */
	struct act *act;
};

/* Makes a request. Copies the texts; NULL stays NULL. Returns: NULL when out of memory. */
struct request *new_request(const char *text, const char *name, const char *extra);

/*
 * Makes a request that takes `take_act` over and copies `text`.
 * Returns: NULL when out of memory; the act is freed then too.
 */
struct request *new_act_request(struct act *take_act, const char *text);

/*
 * Queues `run` on a lane with its request, which is freed after `done` was called.
 * Returns: the piece of work; NULL when out of memory or when the request is NULL.
 */
struct work *queue_request(struct app *app, enum lane_name lane, work_run *run,
			   struct request *take_request, work_done *done, void *user);

#endif
