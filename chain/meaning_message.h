/* The meaning of personal messages: sign-ins, other text, or bytes that are no text. */
#ifndef CHAIN_MEANING_MESSAGE_H
#define CHAIN_MEANING_MESSAGE_H

#include "chain/meaning.h"

/*
 * The meaning of a personal message, for the account, network, time and domain in `view`. Text has
 * no danger, but for a request to sign in: it is DANGER_SIGN_IN unless its domain is the one that
 * was named, and never signed for another account or outside its time; a text that resembles one is
 * DANGER_SIGN_IN and DANGER_UNKNOWN. Where a domain was named nothing but a sign-in is signed. 32
 * bytes that are no text are DANGER_HASH, others DANGER_BYTES, and DANGER_CONTROL where they
 * authorise code (EIP-7702).
 */
void meaning_message_for(struct meaning *out, const void *message, size_t len,
			 const struct meaning_view *view);

#endif
