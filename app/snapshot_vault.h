/* The wallet in a snapshot: the accounts, what protects the signer, and the backup drill. */
#ifndef APP_SNAPSHOT_VAULT_H
#define APP_SNAPSHOT_VAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "chain/address.h"

struct snapshot_account {
	struct address address;
	char label[64];
	bool watch_only; /* no key in the vault */
	uint32_t index;	 /* the number of a vault account */
	char path[128];	 /* its key's below the phrase; "imported"; "" when watch_only */
};

/* One protection of the signer's process. */
struct snapshot_protection {
	const char *name; /* confine_name(), static */
	bool in_force;	  /* else missing, where the state is known at all */
};

#define SNAPSHOT_PROTECTIONS 7

/* All that the signer has told of the vault and of itself. */
struct snapshot_vault {
	bool known; /* a signer has run, so that `in_force` tells; the names are always there */
	bool used_without; /* a signer that misses a protection is used all the same */
	bool widened;	   /* a test build, whose sanitizers need more calls than the signer */
	struct snapshot_protection protections[SNAPSHOT_PROTECTIONS];
	bool drill_known; /* a vault has been open: `drilled` is its word */
	int64_t drilled;  /* time of the last backup drill; 0: never */
};

#endif
