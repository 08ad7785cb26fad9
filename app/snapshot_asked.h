/* The accounts that nodes were asked about, as rows of a snapshot. */
#ifndef APP_SNAPSHOT_ASKED_H
#define APP_SNAPSHOT_ASKED_H

#include "app/snapshot.h"

/* An account that a node was asked about. The node or the account may have been removed since. */
struct snapshot_asked {
	struct snapshot_owner of; /* `account` is SNAPSHOT_NONE for one that is no longer here */
	char node[32];
	struct address account;
	int64_t asked_at; /* the last time */
};

#endif
