/*
 * What a transaction does, decoded from its own bytes and a profile, for a person to read before
 * signing. What is not recognised is said to be unrecognised; never guessed.
 */
#ifndef CHAIN_DESCRIPTOR_H
#define CHAIN_DESCRIPTOR_H

#include "chain/profile.h"
#include "chain/tx.h"

enum intent {
	INTENT_UNKNOWN,	 /* calldata nobody here can read */
	INTENT_TRANSFER, /* native coin, no calldata */
	INTENT_ERC20_TRANSFER,
	INTENT_CLAIM,
	INTENT_ATTEST_COMMITMENT,
	INTENT_ATTEST_OTHER,
	INTENT_REVOKE,
	INTENT_CANCEL, /* zero value to oneself: spends the nonce */
};

/* One line of a review: "Distributor" "0x5FbD…" "pinned". Texts are whole and safe to draw. */
struct descriptor_field {
	char label[32];
	char value[160];
	char note[80]; /* "pinned", "not in the profile", "decimals unverified"; may be "" */
};

/* A commitment with a dynamic fee has 21. */
#define DESCRIPTOR_FIELDS 22

struct descriptor {
	enum intent intent;
	char title[64]; /* "Claim royalties" */
	struct descriptor_field fields[DESCRIPTOR_FIELDS];
	size_t n;
};

/*
 * Describes `tx` signed by `from`. `profile` NULL or of another chain: raw units, nothing pinned.
 * Every member of the transaction appears in some field.
 */
void descriptor_of(struct descriptor *out, const struct tx *tx, const struct address *from,
		   const struct profile *profile);

#endif
