/*
 * Claims that the user brings: by a file with everybody's claims (drop/drop.h), or by the name of a
 * pod or an IP where a payer has no files.
 *
 * bring_claims() reads everything, refuses what does not fit together, and writes nothing: a person
 * looks at what was found first, above all at a payer that the profile does not pin yet.
 * keep_brought_claims() then writes the profile and the rows.
 */
#ifndef SYNC_BRING_CLAIMS_H
#define SYNC_BRING_CLAIMS_H

#include "chain/payer.h"
#include "sync/probe.h"

struct app;
struct cache_due;

/* The most epochs of a pod, and tokens of a vault, that are looked at by one command. */
#define BRING_EPOCHS 64
#define BRING_TOKENS 64

/* Where the claims come from: a file, a pod or an IP. The contract is NULL only for an IP. */
struct claim_origin {
	const char *path; /* NULL: no file */
	const struct address *contract;
	const char *preset;	     /* see recognise_payer(); NULL: found out, or as pinned */
	const char *name;	     /* a new payer's; NULL: none */
	const struct address *token; /* NULL: the contract tells, or it is pinned */
	bool has_cycle;
	uint64_t cycle;
	bool has_pod;
	uint64_t pod, first_epoch, last_epoch;
	const struct address *ip; /* NULL: no IP */
};

/* One claim, or one line of the payer's books, of an own account. */
struct brought_claim {
	struct address account, token;
	char symbol[16]; /* "units" where nobody tells one */
	unsigned decimals;
	bool token_pinned;
	char part[48]; /* "index 5", "cycle 3", "pod 7, epoch 12"; "" for none */
	struct payer_finding finding;
	enum trust trust; /* the worst of the words that decided */
	char note[256];	  /* why it does not pay now; "" when it does */
};

/* One token that the payer owes by these claims. */
struct brought_funds {
	struct address token;
	char symbol[16];
	unsigned decimals;
	bool known; /* the payer's balance could be read: */
	struct tokens held;
	enum trust trust;
	struct tokens owed; /* the sum of what the claims above pay now */
};

struct brought_claims {
	struct profile profile;	   /* with the payer */
	size_t payer;		   /* its index there */
	bool is_new;		   /* the app's profile does not pin it */
	struct probe_report facts; /* a new one's: its kind, its code, and how each is known */
	uint64_t block;		   /* at which the claims were judged */
	bool has_file;
	const char *format;    /* the file's, for people */
	uint64_t n_claims;     /* everybody's */
	size_t n_other_tokens; /* own ones that are left out: the payer is pinned for one token */
	bool rebuilt;	       /* all claims of the tree were there, and it was computed anew */
	bool bare;	       /* numbers in it may be rounded (struct drop) */
	bool has_root;
	struct hash root; /* the root of the file's tree */
	bool in_force;	  /* the contract has the root in force, */
	bool coming;	  /* or will have it in force later */
	bool has_total;	  /* all claims are of one token */
	struct tokens total;
	struct brought_claim *claims;
	struct cache_due *rows; /* the same, as they are stored */
	size_t n;
	struct brought_funds *funds;
	size_t n_funds;
};

/*
 * Reads the claims of the accounts of this byline, compares them with the chain, and judges them.
 * Claims that wait, are paused, disputed or paid already are no failure.
 * Out:     out  released by release_brought_claims(), also after a failure
 * Returns: STATUS_OK with at least one claim; ERR_NOT_FOUND without one, with the accounts that
 *          were looked for; ERR_PROOF_MISMATCH for a file whose tree has another root than the
 *          contract, with both; ERR_MISMATCH for another chain or another kind; ERR_RANGE for an
 *          amount that the contract cannot keep; ERR_EXPIRED; ERR_UNSUPPORTED; as drop_read(), as
 *          recognise_payer(), as proof_wait_read().
 */
MUST_CHECK enum status bring_claims(struct app *app, struct task *task, struct brought_claims *out,
				    const struct claim_origin *from, struct err *e);

/*
 * Writes the profile if the payer is new, then the claims with what was found of them. Tokens that
 * no profile pins are shown from now on, since the user asked for them.
 * Returns: STATUS_OK, ERR_REFUSED with --read-only; ERR_CHANGED when the profile's payers changed
 *          meanwhile; as load_network(), as change_network(), as the cache.
 */
MUST_CHECK enum status keep_brought_claims(struct app *app, struct brought_claims *b,
					   struct err *e);

/* Frees what bring_claims() gave out. */
void release_brought_claims(struct brought_claims *b);

#endif
