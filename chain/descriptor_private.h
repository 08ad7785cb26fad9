/* Shared by the parts of a review: descriptor.c, descriptor_claim.c, descriptor_eas.c. */
#ifndef CHAIN_DESCRIPTOR_PRIVATE_H
#define CHAIN_DESCRIPTOR_PRIVATE_H

#include "chain/descriptor.h"

#define NOT_IN_PROFILE "not in the profile"
#define PINNED	       "pinned"

/* The transaction being described, and the review that receives the lines. */
struct descriptor_review {
	struct descriptor *out;
	const struct tx *tx;
	const struct address *from;
	const struct profile *profile; /* NULL when none is for this chain */
};

/* Sets intent and title, and adds the lines that every review begins with. */
void descriptor_begin(const struct descriptor_review *r, enum intent intent, const char *title);

/*
 * Adds an amount of the token at `token`, with the profile's decimals or else in the smallest unit;
 * and the token itself.
 */
void descriptor_add_amount(const struct descriptor_review *r, const char *label,
			   const struct tokens *v, const struct address *token);
void descriptor_add_token(const struct descriptor_review *r, const struct address *token);

#endif
