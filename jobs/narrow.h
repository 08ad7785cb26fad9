/*
 * A snapshot of less: the rows of one network, of one account, or of one account there. Pure: the
 * snapshot that it is made from stays as it is.
 */
#ifndef JOBS_NARROW_H
#define JOBS_NARROW_H

#include "app/snapshot.h"

/* The rows that are wanted. All zero: all of them. */
struct narrowing {
	char network[sizeof(((struct snapshot_network *)0)->name)]; /* "": those of all networks */
	bool one_account;
	struct address account; /* with `one_account`; zero: the one that acts */
};

/*
 * Makes a snapshot of the wanted rows. Rows of no network and of no account are wanted always. A
 * network that is not followed, or an account that is not known, narrows nothing. Networks that are
 * left out follow the one that is shown (snapshot.n_hidden). Faults that audits found in rows that
 * are left out are counted, and news of own acts there, so that trouble can be told all the same.
 * Returns: a snapshot with one reference; NULL when out of memory.
 */
MUST_CHECK const struct snapshot *narrow_snapshot(const struct snapshot *s,
						  const struct narrowing *by);

#endif
