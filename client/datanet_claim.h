/* An account's claimable royalties: the reply to GET /v1/accounts/{address}/claim. */
#ifndef CLIENT_DATANET_CLAIM_H
#define CLIENT_DATANET_CLAIM_H

#include "chain/payer_urd.h"
#include "chain/profile.h"

struct datanet_claim {
	const struct profile_distributor *distributor; /* points into the profile */
	struct hash root;
	struct hash statement; /* UID of the statement that the root pays; zero when not named */
	struct entitlement entitlement;
};

/*
 * Reads the reply for `account` and folds its proof to the root that it names. Errors are those of
 * datanet_claim(). On error there is nothing to release.
 */
MUST_CHECK enum status datanet_claim_read(struct datanet_claim *out, const void *data, size_t len,
					  const struct profile *p, const struct address *account,
					  struct err *e);

#endif
