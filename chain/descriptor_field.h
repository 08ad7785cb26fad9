/*
 * The lines of a review, which a person reads before signing. A line that does not fit, or a text
 * that is too long, marks the whole review as failed: nothing may be signed by half a text.
 */
#ifndef CHAIN_DESCRIPTOR_FIELD_H
#define CHAIN_DESCRIPTOR_FIELD_H

#include "base/status.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "chain/meaning.h"

enum intent {
	INTENT_UNKNOWN,	 /* byline cannot read the calldata */
	INTENT_TRANSFER, /* native coin, no calldata */
	INTENT_ERC20_TRANSFER,
	INTENT_CLAIM,
	INTENT_ATTEST_COMMITMENT,
	INTENT_ATTEST_OTHER,
	INTENT_REVOKE,
	INTENT_CANCEL, /* no coins to oneself: uses the nonce up */
	INTENT_GIVES, /* a call of chain/meaning_calls.c, which gives power away or takes it back */
};

/* One line of a review: "Distributor" "0x5FbD…" "pinned". Texts are whole and safe to draw. */
struct descriptor_field {
	char label[32];
	char value[512]; /* the longest is a sentence of chain/meaning.h with its amounts */
	char note[80];	 /* "pinned", "not in the profile", "decimals unverified"; may be "" */
};

/*
 * Lines of the longest review: EigenLayer's claim of 8 tokens has 4 for each, 2 for the root they
 * share, and 14 others; a Safe's transaction has 10 arguments, 8 sentences, 11 others.
 */
#define DESCRIPTOR_FIELDS 48

struct descriptor {
	enum intent intent;
	char title[64]; /* "Claim royalties" */
	struct descriptor_field fields[DESCRIPTOR_FIELDS];
	size_t n;
	bool takes_coins;	/* a claim from a payer that asks for a fee */
	struct address paid;	/* by a claim; zero: it is none */
	size_t amounts, amount; /* how many lines are amounts of tokens, and which is the last */
	struct meaning meaning; /* the power that it gives away, and the words that confirm that */
	enum status failed;	/* STATUS_OK while every line is there and whole */
};

/*
 * Append a line: text of printf's kind, an address in full, a hash, or a time (seconds since 1970;
 * 0 is "never"). A line that does not fit is not added, and `d->failed` becomes ERR_LIMIT.
 */
void descriptor_field_add(struct descriptor *d, const char *label, const char *note,
			  const char *format, ...) PRINTF(4, 5);
void descriptor_field_add_address(struct descriptor *d, const char *label, const struct address *a,
				  const char *note);
void descriptor_field_add_hash(struct descriptor *d, const char *label, const struct hash *h,
			       const char *note);
void descriptor_field_add_time(struct descriptor *d, const char *label, uint64_t seconds);

#endif
