/* HMAC-SHA512 (RFC 2104), with which BIP-32 and SLIP-21 derive keys. For this folder only. */
#ifndef WALLET_HMAC_H
#define WALLET_HMAC_H

#include <stddef.h>
#include <stdint.h>

#define HMAC_SIZE 64

/*
 * Computes HMAC(key, a ‖ b). `b` may be empty; `out` and `key` may be the same memory. The state on
 * the stack is wiped.
 */
void hmac_sha512(uint8_t out[static HMAC_SIZE], const void *key, size_t key_len, const void *a,
		 size_t a_len, const void *b, size_t b_len);

#endif
