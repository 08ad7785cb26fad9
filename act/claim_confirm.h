/* The text that a person types to sign claims: it stands for all of what is signed by it. */
#ifndef ACT_CLAIM_CONFIRM_H
#define ACT_CLAIM_CONFIRM_H

#include "act/act.h"

/* Bytes of the last four digits of an amount, with their end. */
#define CLAIM_DIGITS_SIZE 5

/* Writes the last four digits of an amount as it is shown, without its spaces. */
void confirm_digits(char out[static CLAIM_DIGITS_SIZE], const char *shown);

/*
 * Sets the confirmation of a claim that others are signed with: their number, then the last four
 * digits of the sum where all is in one pinned token, else of the hash of all signing hashes. Tells
 * sum or hash in the review. Does nothing for a claim alone.
 * In/Out: first->joint, first->confirm, first->confirm_prompt; a fact more
 */
void confirm_claims(struct act *first);

#endif
