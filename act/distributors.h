/* Reads distributors at the agreed block, and compares what a datanet claims with what they say. */
#ifndef ACT_DISTRIBUTORS_H
#define ACT_DISTRIBUTORS_H

#include "app/session_private.h"
#include "client/chainstate.h"
#include "client/datanet.h"

/* The words that a distributor stores, each known no better than the distributor's code is. */
struct distributor_words {
	struct slot_value root;
	struct slot_value ipfs_hash;  /* uid of the statement that the root pays */
	struct slot_value pending_at; /* a pending root becomes valid then; 0 = none is pending */
};

/* Accounts that one call takes; wallets hold a handful. */
#define DISTRIBUTOR_ACCOUNTS 48

/*
 * Checks a distributor's code and reads its words, and for each of `n` accounts the amount that it
 * has claimed, all at one block. `d` must have slots.
 * In:      `n`        <= DISTRIBUTOR_ACCOUNTS
 * Out:     `claimed`  room for n
 * Returns: STATUS_OK, ERR_MISMATCH for other code than the pinned one, a failure of
 *          chainstate_contract().
 */
MUST_CHECK enum status read_distributor_words(struct session *session,
					      struct distributor_words *out,
					      struct slot_value *claimed,
					      const struct profile_distributor *d,
					      const struct address *accounts, size_t n,
					      struct err *e);

/* The words of a distributor that matter to one account, at the session's agreed block. */
struct distributor_state {
	enum trust trust;  /* the worst of code hash and slots */
	struct read_at at; /* the block of all of them */
	struct hash root, ipfs_hash;
	struct tokens claimed;
	uint64_t pending_at; /* when a pending root becomes valid, seconds since 1970; 0 = none */
};

/*
 * Checks the distributor's code and reads what it says about `account`.
 * Returns: STATUS_OK, ERR_MISMATCH for other code than the pinned one, ERR_NOT_PROVEN when the
 *          profile names no slots, a failure of chainstate_contract().
 */
MUST_CHECK enum status read_distributor(struct session *session, struct distributor_state *out,
					const struct profile_distributor *d,
					const struct address *account, struct err *e);

/*
 * Folds the datanet's claim to `root`, which is in force. A claim that folds to the root it names
 * itself proves nothing: that root may not be in force.
 * Returns: STATUS_OK, ERR_PROOF_MISMATCH with the datanet, the amount, how far it is from what was
 *          proven before, and both roots.
 */
MUST_CHECK enum status fold_to_root_in_force(struct app *app, const struct datanet_claim *claim,
					     const struct hash *root, struct err *e);

/*
 * Refuses to build on one server's word where nodes could agree.
 * Returns: STATUS_OK, ERR_NOT_AGREED.
 */
MUST_CHECK enum status require_agreed(const struct profile *p, enum trust trust, struct err *e);

#endif
