/* The meaning of personal messages: text, or bytes that are none. */
#ifndef CHAIN_MEANING_MESSAGE_H
#define CHAIN_MEANING_MESSAGE_H

#include "chain/meaning.h"

/*
 * The meaning of a personal message. Text has no danger; 32 bytes that are no text are DANGER_HASH,
 * others DANGER_BYTES, and DANGER_CONTROL where they authorise code (EIP-7702).
 */
void meaning_message_of(struct meaning *out, const void *message, size_t len);

#endif
