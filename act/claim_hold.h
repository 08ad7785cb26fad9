/*
 * Whether a claim that was prepared, and perhaps signed, can still be paid. Pure.
 */
#ifndef ACT_CLAIM_HOLD_H
#define ACT_CLAIM_HOLD_H

#include "cache/claims.h"
#include "chain/payer_urd.h"

enum claim_hold {
	CLAIM_HOLDS,
	CLAIM_OVERDUE, /* its time is over */
	CLAIM_MOVED,   /* the root in force is another one than that of its proof */
	CLAIM_PAID,    /* as much or more was claimed without it */
	CLAIM_PARTLY,  /* a part was, and the payer refuses the whole for that */
	CLAIM_BELOW,   /* a part is below what was claimed of it, for which the call would fail */
};

/* The distributor's words about the account, and the time. */
struct claim_ground {
	struct hash root;
	struct tokens claimed;
	int64_t now; /* seconds since 1970 */
};

/*
 * Judges a claim.
 * In: `en`         read from its signed bytes, and folded to the root in force; NULL of an unsigned
 *                  one, whose stored root is compared
 *     `expires_at` 0: it never expires
 */
enum claim_hold claim_hold_of(const struct cache_claim *claim, const struct entitlement *en,
			      int64_t expires_at, const struct claim_ground *ground);

/* How many parts of a claim from another payer than a URD have which fate. */
struct claim_fates {
	size_t n; /* all of them */
	size_t paid, moved, expired;
	size_t below; /* how many of `paid` entitle to less than was claimed in all */
};

/*
 * Judges a claim by the fates of its parts.
 * In: `passes_paid`  the payer passes over a part that was paid before to the last unit; it fails
 *                    by one of which more was paid, when an older tree is in force again
 */
enum claim_hold claim_hold_of_parts(const struct claim_fates *f, bool passes_paid);

/* "the payer's root moved since it was prepared": static; "" for one that holds. */
const char *claim_hold_note(enum claim_hold hold);

#endif
