/*
 * Files with everybody's claims: who may claim what from a distributor that pays by Merkle proofs.
 *
 * A file is recognised by its content (drop/forms.h, or CSV). It is read as a stream, a million
 * claims in about 80 MB of memory. Its tree is built anew from its claims, so that the proofs of
 * the user's own claims do not depend on what the file says of itself. The folder knows no network:
 * whether the root is the one on the chain, and whether the payer has the sum, is for the caller.
 */
#ifndef DROP_DROP_H
#define DROP_DROP_H

#include "drop/forms.h"
#include "drop/source.h"

#include "chain/merkle_terms.h"

struct drop_request {
	const char *path;
	const struct merkle_terms *terms; /* the contract's; NULL: EigenLayer's */
	const struct address *accounts;	  /* the user's */
	size_t n_accounts;
	const struct hash
		*root;	     /* the contract's, if it is known: shapes of trees are tried for it */
	source_watch *watch; /* may be NULL */
	void *user;
};

/* A claim of one of the user's accounts. */
struct drop_own {
	struct merkle_values values; /* index: of EigenLayer that of the token */
	uint64_t place;		     /* in a CSV its line, else the claim's number; from 1 */
	uint64_t chain_id;	     /* the reply of Merkl names it; else 0 */
	struct hash root;	     /* to which the proof leads */
	struct hash proof[LIMIT_MERKLE_DEPTH]; /* EigenLayer's leads to the token root */
	size_t n_proof;
};

/* The part of an EigenLayer claim that all its tokens share. */
struct drop_earner {
	struct address account;
	struct hash token_root;
	uint64_t index, root_index;
	struct hash proof[LIMIT_MERKLE_DEPTH];
	size_t n_proof;
};

struct drop {
	enum drop_format format;
	uint64_t n_claims;
	bool has_total;	   /* all claims are of one token on one chain */
	struct u256 total; /* the sum of all claims */
	bool has_said;	   /* the file names a root: */
	struct hash said;
	bool has_root; /* all claims lead to one root, computed here: */
	struct hash root;
	bool bare;    /* a number beyond 2^53 stands without quotes, also after a failure */
	bool rebuilt; /* the file has all claims of the tree; else only proofs were folded */
	struct drop_own *own;
	size_t n_own;
	struct drop_earner earner; /* for DROP_EIGENLAYER */
};

/*
 * Reads a file of claims. A file without claims of the accounts is no failure: n_own is 0.
 * Out:     drop_release() frees it, also after a failure
 * Returns: STATUS_OK; ERR_PARSE or ERR_RANGE for what cannot be read; ERR_MISMATCH for a file of
 *          another kind than the terms, two claims of one account and token or of one index, a
 *          total that is not the sum, a reply for somebody else; ERR_PROOF_MISMATCH with the claim
 *          that does not lead to the file's root, and the root that was computed; ERR_UNSUPPORTED,
 *          ERR_LIMIT, ERR_TOO_DEEP, ERR_CANCELLED, ERR_CHANGED, ERR_NOT_FOUND, ERR_IO, ERR_MEMORY.
 */
MUST_CHECK enum status drop_read(struct drop *out, const struct drop_request *request,
				 struct err *e);

/* Frees what drop_read() gave out. */
void drop_release(struct drop *d);

#endif
