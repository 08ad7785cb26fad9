/* What the files that define the dashboard's starts share. Only they include this. */
#ifndef APP_STARTS_H
#define APP_STARTS_H

#include "app/work_private.h"

/* The arguments of any start; what it does not use stays zero. */
struct args {
	struct secret *secret, *second;
	char *text, *name, *extra;
	struct address address;
	bool has_address;
	struct hash hash;
	uint64_t number;
	bool flag;
	const struct preview *preview;
	struct act *act;
	struct app *app; /* gives an act's nonce back when the act was not handed on */
};

/*
 * Copies the texts (NULL stays NULL) and takes the secrets over. NULL when out of memory; what was
 * taken over is freed then.
 */
struct args *new_args(struct app *app, struct secret *take_secret, struct secret *take_second,
		      const char *text, const char *name, const char *extra);

/* Arguments that take `take_act` over; NULL, and the act freed, when out of memory. */
struct args *act_args(struct app *app, struct act *take_act, const char *text);

/* Queues `run` with its arguments, which are freed after it; NULL arguments give NULL. */
struct work *start(struct app *app, enum lane_name lane, work_run *run, struct args *take_args,
		   work_done *done, void *user);

/* Sets the line that tells what was done. */
void say(struct work_result *r, const char *format, ...) PRINTF(2, 3);

#endif
