/*
 * Claims that the user brings by a payer's file (sync/bring_claims.h), off the UI thread. Each
 * start_…() queues a piece of work and returns it, or NULL when out of memory; `done` is not called
 * then. Texts are copied.
 */
#ifndef JOBS_START_BROUGHT_H
#define JOBS_START_BROUGHT_H

#include "jobs/work.h"

/*
 * Reads the claims in a file. Those of a payer that the network's profile pins are kept at once;
 * the result has those of a new one, which a person looks at first.
 * In: preset  see recognise_payer(); NULL: found out
 *     token   in which it pays, or NULL
 */
struct work *start_bring_claims(struct app *app, const char *path, const struct address *contract,
				const char *preset, const struct address *token, work_done *done,
				void *user);

/*
 * Keeps the claims of a new payer, and pins it. After success `reopen` of the result is set, since
 * an open app stays with the profiles that it was opened with; after a failure the result has the
 * claims again.
 */
struct work *start_keep_brought(struct app *app, struct brought_claims *take_brought,
				work_done *done, void *user);

#endif
