/*
 * Files that processes left behind which were killed: folders of commits that were not finished,
 * sealed files of uploads that were, temporary files of writes.
 */
#ifndef SYNC_LEFTOVERS_H
#define SYNC_LEFTOVERS_H

#include "app/app.h"

/*
 * Deletes what is byline's own and dead, as each start does. Another process that is at work holds
 * locks on what it works on, and a young file is left alone. Does nothing with --read-only; a file
 * that cannot be deleted stays.
 */
void remove_leftovers(struct app *app);

/* How much of the disk is taken by what goes away by itself, in bytes. */
struct leftovers {
	uint64_t sealed;    /* sealed files of uploads under way */
	uint64_t models;    /* models for previews */
	uint64_t temporary; /* commits and writes that are under way, or were killed just now */
};
void measure_leftovers(struct app *app, struct leftovers *out);

#endif
