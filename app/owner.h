/* Whose a row of the snapshot is, looked up in its tables. */
#ifndef APP_OWNER_H
#define APP_OWNER_H

#include "app/snapshot.h"

/* An epoch of an audit, which is in no table of the snapshot. */
struct snapshot_audited {
	struct snapshot_owner of;
	struct audit_epoch epoch;
};

/*
 * The network, datanet, account, or account's standing of a row, by `of`. NULL where the row has
 * none.
 */
const struct snapshot_network *owner_network(const struct snapshot *s,
					     const struct snapshot_owner *of);
const struct snapshot_datanet *owner_datanet(const struct snapshot *s,
					     const struct snapshot_owner *of);
const struct snapshot_account *owner_account(const struct snapshot *s,
					     const struct snapshot_owner *of);
const struct snapshot_standing *owner_standing(const struct snapshot *s,
					       const struct snapshot_owner *of);

/* The coins of the account on the first network where it delegates (EIP-7702), or NULL. */
const struct snapshot_coin *owner_delegating(const struct snapshot *s,
					     const struct snapshot_account *account);

/* The first payer of a row's datanet and account, whose token its sums are counted in, or NULL. */
const struct snapshot_royalty *owner_royalty(const struct snapshot *s,
					     const struct snapshot_owner *of);

/* The epoch of this datanet and account with this number, or NULL. */
const struct snapshot_epoch *owner_epoch(const struct snapshot *s, const struct snapshot_owner *of,
					 uint64_t epoch);

#endif
