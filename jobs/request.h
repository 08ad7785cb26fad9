/* The arguments of a piece of work, as the start_*.c files make and read them. */
#ifndef JOBS_REQUEST_H
#define JOBS_REQUEST_H

#include "jobs/lane.h"

/* The arguments of any piece of work; those that it does not use stay zero. */
struct request {
	struct secret *secret, *second;
	char *text, *name, *extra;
	struct address address;
	bool has_address;
	struct hash hash;
	uint64_t number;
	bool flag;
	const struct preview *preview;
	struct act *act;
};

/*
 * Copies the texts (NULL stays NULL) and takes the secrets over. NULL when out of memory; what was
 * taken over is freed then.
 */
struct request *new_request(struct secret *take_secret, struct secret *take_second,
			    const char *text, const char *name, const char *extra);

/* Arguments that take `take_act` over; NULL, and the act freed, when out of memory. */
struct request *act_request(struct act *take_act, const char *text);

/* Queues `run` with its arguments, which are freed after it; NULL arguments give NULL. */
struct work *queue_request(struct app *app, enum lane_name lane, work_run *run,
			   struct request *take_request, work_done *done, void *user);

/* Frees a request and what it holds. NULL is allowed. */
void free_request(void *take_request);

#endif
