/* What distributors owe: read at the agreed block, and compared with what a datanet claims. */
#ifndef APP_DISTRIBUTORS_H
#define APP_DISTRIBUTORS_H

#include "app/session_private.h"
#include "client/datanet.h"

/* What a distributor says about an account, at the session's agreed block. */
struct distributor_state {
	enum trust trust; /* the worst of code hash and slots */
	struct hash root, ipfs_hash;
	struct tokens claimed;
	uint64_t pending_at; /* when a pending root becomes valid, seconds since 1970; 0 = none */
};
MUST_CHECK enum status read_distributor(struct session *session, struct distributor_state *out,
					const struct profile_distributor *d,
					const struct address *account, struct err *e);

/*
 * Folds the datanet's claim to `root`, which is in force. A claim may fold to the root it names and
 * still be false.
 * Returns: STATUS_OK, ERR_PROOF_MISMATCH with the datanet, the amount, how far it is from what was
 *          proven before, and both roots.
 */
MUST_CHECK enum status fold_to_root_in_force(struct app *app, const struct datanet_claim *claim,
					     const struct hash *root, struct err *e);

/* ERR_NOT_AGREED when this is one server's word where nodes could agree. */
MUST_CHECK enum status require_agreed(const struct profile *p, enum trust trust, struct err *e);

#endif
