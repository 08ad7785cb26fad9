/*
 * Payers: contracts that owe tokens to accounts and pay when they are asked to.
 *
 * Each kind is a file, chain/payer_NAME.c, with one constant of `struct payer_kind`. It says which
 * words of the chain are needed, judges by their values what can be claimed now and what stands in
 * the way, folds a leaf with its proof to a root, and writes and reads the calldata of a claim. All
 * of it is pure: who asks the nodes for the words is act/payer_reading.c on the machine that is
 * online; a machine that is not gets them in the claim's bundle, and judges by the same functions.
 *
 * A profile names the kind and pins what differs between deployments: address, code, slots. It
 * never describes a call (docs/decisions/distributors.md).
 */
#ifndef CHAIN_PAYER_H
#define CHAIN_PAYER_H

#include "base/err.h"
#include "chain/leaf.h"
#include "chain/merkle_terms.h"
#include "chain/profile.h"

struct buf;
struct code_template;

/* --- words of the chain --- */

/* Where a word is found, from the best known to the least. */
enum payer_source {
	PAYER_SLOT, /* a storage slot, which is proven */
	PAYER_CODE, /* a value in the contract's own code, which no transaction can change, if it is
		     * the code of `template`; else as PAYER_CALL */
	PAYER_CALL, /* an answer of the contract, on which nodes agree at best */
};

/* One word of the chain. A name is static, and is the word's name in a bundle. */
struct payer_word {
	const char *name;
	enum payer_source source;
	bool derived; /* the place was inferred and never compared: agreed at best */
	const struct profile_contract *contract;
	struct hash slot;		      /* PAYER_SLOT */
	const struct code_template *template; /* PAYER_CODE; chain/code_template.h */
	unsigned immutable;		      /* PAYER_CODE: which of its values */
	uint8_t calldata[100]; /* PAYER_CODE and PAYER_CALL: a selector and up to three words */
	size_t calldata_len;
};

/* The most words that one entitlement needs. */
#define PAYER_WORDS 12

/* The value of a word. One that no node could tell is not known. */
struct payer_value {
	bool known;
	struct u256 value;
};

/* --- judging --- */

/* The reasons why a claim does not pay now. */
enum payer_obstacle {
	PAYER_FREE,	  /* nothing does */
	PAYER_PAID,	  /* all of it was paid before */
	PAYER_NOT_FOLDED, /* the proof leads neither to the root in force nor to the next one */
	PAYER_WAITS,	  /* its root, or its payment, becomes valid at `opens` */
	PAYER_DISPUTED,	  /* somebody disputes its root, which may never become valid */
	PAYER_WITHDRAWN,  /* its root was taken back */
	PAYER_PAUSED,	  /* the contract pays nobody for now */
	PAYER_EXPIRED,	  /* since `ends` */
	PAYER_SENDER,	  /* the one who would send it may not claim for the account */
	PAYER_FORFEITS,	  /* claiming before `opens` would give up what has not vested */
	PAYER_TOO_LARGE,  /* the contract cannot keep so large an amount */
	PAYER_OWNER,	  /* the account does not own what is paid for */
	PAYER_UNTOLD,	  /* a word that decides it is not known; only a trial run can tell */
	PAYER_REPLACED,	  /* another contract or other code stands behind it than is pinned */
};

/* The circumstances by which a kind judges. */
struct payer_case {
	const struct profile_distributor *payer;
	const struct entitlement *entitlement;
	const struct address *sender;	  /* the account that sends the claim */
	const struct payer_value *values; /* in the order in which the kind asked for them */
	int64_t time; /* the time of the block that the claim would be in, Unix seconds */
};

/* A contract that does not tell the end of a stream in one word. */
#define PAYER_VESTS_UNTOLD INT64_MAX

struct payer_finding {
	enum payer_obstacle obstacle;
	struct tokens entitled; /* by the leaf, or by the payer's books */
	/* Whether the payer's books tell what was paid. If not, `entitled` is what is left. */
	bool has_claimed;
	struct tokens claimed; /* the part of `entitled` that was paid before */
	struct tokens amount;  /* the payment by a claim, once no obstacle is left */
	struct hash root;      /* in force; zero for a kind without roots */
	struct hash next_root; /* valid from `next_at` on; zero when none waits */
	int64_t next_at;
	int64_t opens; /* PAYER_WAITS, PAYER_FORFEITS: from then on; 0 when nobody knows */
	int64_t ends;  /* nothing is paid from then on; 0 = never */
	/*
	 * A claim opens a stream that lasts until then; 0 = it pays at once; PAYER_VESTS_UNTOLD =
	 * until a time that nobody knows.
	 */
	int64_t vests;
	struct address paid_to;
	struct wei fee; /* coins that have to go along */
};

/* --- calls --- */

/*
 * A claim as its calldata says it: one or several entitlements of one account. Members that the
 * calldata does not hold are zero, or come from the transaction: `account` of a call that pays its
 * sender.
 */
struct payer_call {
	enum distributor_kind kind;
	struct merkle_terms terms; /* DISTRIBUTOR_MERKLE: how its leaf is hashed */
	struct entitlement parts[LIMIT_CLAIM_PARTS];
	size_t n;
	bool has_recipient; /* the call says itself who is paid */
	struct address recipient;
	bool has_root; /* the call says for which root it is */
	struct hash root;
	struct tokens takes; /* WeatherXM: how much of the difference is claimed */
};

/* --- a kind --- */

struct payer_kind {
	const char *name;	  /* in profiles and bundles */
	const char *const *slots; /* names of the slots that a profile pins: all or none */
	size_t n_slots;
	uint32_t optional; /* bit i: slot i may be missing, since not every deployment has it */
	uint64_t published[PAYER_SLOTS]; /* where the published contract has them, tried by probe */
	unsigned amount_bits;		 /* the contract keeps no larger amount */
	size_t most;			 /* entitlements in one call */
	bool any_token;			 /* a payer pays several tokens: the profile pins none */
	bool slotless;	/* where no slots are pinned, functions of the contract are asked */
	bool redirects; /* the account may have named a recipient at the payer beforehand */
	/* "Pod", "Epoch"; NULL: it has none. Some trees of DISTRIBUTOR_MERKLE have neither. */
	const char *index_name, *series_name;

	/*
	 * Lists the words that decide about an entitlement that `sender` would claim.
	 * In:      `d` has slots, or the kind has none or is slotless
	 * Out:     room for PAYER_WORDS
	 * Returns: how many there are.
	 */
	size_t (*ask)(struct payer_word *out, const struct profile_distributor *d,
		      const struct entitlement *en, const struct address *sender);

	/* Judges by the values of those words. `out` is zero before. */
	void (*judge)(struct payer_finding *out, const struct payer_case *c);

	/*
	 * Computes the root that a leaf and its proof lead to; a kind without trees has NULL.
	 * In:      `terms` of DISTRIBUTOR_MERKLE; others do not look at them
	 * Returns: STATUS_OK, ERR_RANGE for an index outside the tree, ERR_TOO_DEEP.
	 */
	enum status (*fold)(struct hash *out, const struct merkle_terms *terms,
			    const struct entitlement *en);

	/*
	 * Writes the calldata, and reads what is exactly that, sent by `from`. `out` of the reader
	 * is zero before, but for `terms`.
	 * Returns: STATUS_OK; the writer ERR_MEMORY, ERR_LIMIT, ERR_MISMATCH for parts that do not
	 *          fit together; the reader ERR_PARSE, ERR_RANGE, ERR_TOO_DEEP, ERR_LIMIT.
	 */
	enum status (*write)(struct buf *out, const struct payer_call *call);
	enum status (*read)(struct payer_call *out, const struct address *from,
			    const void *calldata, size_t len);
};

/* The kind with this number; the one of this name, or NULL. */
const struct payer_kind *payer_kind(enum distributor_kind kind);
const struct payer_kind *payer_kind_named(enum distributor_kind *out, const char *name);

/*
 * Reads the claim in a transaction's calldata by the kind of the pinned payer that it goes to, or,
 * where `d` is NULL, by the kind whose calldata it is.
 * Returns: STATUS_OK; ERR_PARSE when it is no claim that byline knows, or another kind's than that
 *          of `d`; ERR_RANGE, ERR_TOO_DEEP, ERR_LIMIT for a claim with values out of range.
 */
MUST_CHECK enum status payer_read_call(struct payer_call *out, const struct profile_distributor *d,
				       const struct address *from, const void *calldata,
				       size_t len);

/*
 * Makes a call of entitlements of one payer.
 * In:      `finding` of the first one, by which the call names recipient and root
 * Returns: STATUS_OK, ERR_LIMIT for more than the kind takes, ERR_MISMATCH for several accounts.
 */
MUST_CHECK enum status payer_make_call(struct payer_call *out, const struct profile_distributor *d,
				       const struct entitlement *parts, size_t n,
				       const struct payer_finding *finding, struct err *e);

/* Whether the payer of such a call asks for coins; whether its parts have an index, a series. */
bool payer_takes_coins(const struct payer_call *call);
bool payer_has_index(const struct payer_call *call);
bool payer_has_series(const struct payer_call *call);

/* Whether the payer pays from tokens that it holds, so that it may have too few of them. */
bool payer_holds_tokens(enum distributor_kind kind);

/*
 * The most coins that may go along for a fee: an oracle moves it between preparing and sending, and
 * what is too much is kept by the payer. ERR_RANGE when there is no such number.
 */
MUST_CHECK enum status payer_fee_most(struct wei *out, const struct wei *fee);

/*
 * Folds a leaf with its proof to a root.
 * Returns: STATUS_OK, ERR_RANGE, ERR_TOO_DEEP; ERR_UNSUPPORTED for a kind without trees.
 */
MUST_CHECK enum status payer_fold(struct hash *out, const struct profile_distributor *d,
				  const struct entitlement *en);

/*
 * Judges one entitlement, with the amounts compared with what the contract can keep.
 * Out: where a word is missing that decides, zero but for the obstacle PAYER_UNTOLD and for what is
 *      known of a vesting: PAYER_FORFEITS, `opens`, `vests`.
 */
void payer_judge(struct payer_finding *out, const struct payer_case *c);

/*
 * Whether more was paid than the leaf entitles to, as after a payer went back to an older root. A
 * payer that subtracts the one from the other fails by such a leaf, and by a call with it.
 */
bool payer_is_overpaid(const struct payer_finding *f);

/*
 * Says in a sentence why a claim does not pay now and what to do, "the contract is paused; …".
 * Writes "" for PAYER_FREE.
 */
void payer_obstacle_text(char *out, size_t cap, const struct payer_finding *f);

/*
 * The event Claimed(address indexed account, address indexed reward, uint256 amount), by which URD
 * and Merkl tell each payment.
 */
extern const struct hash payer_topic_claimed;

#endif
