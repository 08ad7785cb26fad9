/*
 * The claim bundle: a prepared claim on its way to the offline machine that signs it.
 *
 * Canonical JSON without numbers. The bundle's hash is over those bytes. A claim from a URD is
 * "byline-claim/1", as every byline reads it; one from another payer is "byline-claim/2", which
 * has several parts and, for each, the words of the chain by which the payer's kind judges.
 */
#ifndef CHAIN_BUNDLE_H
#define CHAIN_BUNDLE_H

#include "base/buf.h"
#include "chain/hash.h"
#include "chain/payer.h"
#include "chain/trust.h"
#include "chain/tx.h"

/* A word of the chain, by the name that the payer's kind has for it. */
struct bundle_word {
	char name[24];
	struct payer_value value;
};

/* One entitlement that is claimed. Claims from a URD have no words. */
struct bundle_part {
	struct entitlement entitlement;
	struct bundle_word words[PAYER_WORDS];
	size_t n_words;
};

/*
 * The online machine fills in all of this. The signing side trusts only `unsigned_tx` and the
 * proof, which it folds itself; bundle_check() compares the rest with them.
 */
struct bundle {
	uint64_t chain_id;
	struct address from; /* the account that signs and pays the gas */
	struct buf unsigned_tx;
	enum distributor_kind kind;
	struct address distributor; /* the payer */
	struct bundle_part parts[LIMIT_CLAIM_PARTS];
	size_t n_parts;
	struct tokens claimed; /* a URD's: paid out before */
	struct hash root;      /* a URD's: in force */
	uint64_t block;
	struct hash block_hash;
	int64_t block_time; /* not of a URD's; of `block`, seconds since 1970 */
	enum trust trust;   /* how well the online machine knew root and claimed */
	int64_t prepared;   /* seconds since 1970 */
	int64_t expires;    /* no time for signing or sending after this */
	char network[32];   /* name of the profile on the online machine */
};
void bundle_init(struct bundle *b);
void bundle_release(struct bundle *b);

/* Appends the canonical JSON. Returns: as json_write(). */
MUST_CHECK enum status bundle_write(struct buf *out, const struct bundle *b);

/*
 * Reads a bundle. Refuses text that is not exactly canonical, unknown members, and a transaction
 * that does not decode. The caller releases `out` on success; on failure there is nothing to
 * release.
 * Returns: STATUS_OK, ERR_PARSE, ERR_UNSUPPORTED for another kind of distributor, ERR_MISMATCH for
 * a wrong checksum of an address, ERR_RANGE, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status bundle_read(struct bundle *out, const void *data, size_t len, struct err *e);

#endif
