/*
 * The values of a commitment for one record. The inputs are built apart from the hashing, because
 * the hasher of many records writes them straight into the blocks that it hashes.
 */
#include "dataset/commitment.h"

#include <string.h>

#include "base/be.h"
#include "base/secret.h"
#include "chain/merkle.h"
#include "dataset/commitment_private.h"

void commitment_salt_input(uint8_t out[static COMMITMENT_SALT_INPUT],
			   const uint8_t salt_key[static COMMITMENT_SALT], uint64_t index)
{
	memcpy(out, salt_key, COMMITMENT_SALT);
	be64_store(out + COMMITMENT_SALT, index);
}

void commitment_leaf_input(uint8_t out[static COMMITMENT_LEAF_INPUT],
			   const struct address *attester)
{
	memset(out, 0, COMMITMENT_LEAF_INPUT);
	address_to_word(out, attester);
}

void commitment_leaf_fill(uint8_t out[static COMMITMENT_LEAF_INPUT], uint64_t index,
			  const uint8_t blind[static KECCAK_SIZE])
{
	be64_store(out + 56, index);
	memcpy(out + 64, blind, KECCAK_SIZE);
}

void commitment_salt(uint8_t out[static COMMITMENT_SALT],
		     const uint8_t salt_key[static COMMITMENT_SALT], uint64_t index)
{
	uint8_t input[COMMITMENT_SALT_INPUT];

	commitment_salt_input(input, salt_key, index);
	keccak256(out, input, sizeof(input));
	secret_wipe(input, sizeof(input));
}

void commitment_blind(struct hash *out, const uint8_t salt[static COMMITMENT_SALT],
		      const void *record, size_t len)
{
	struct keccak k;

	keccak_init(&k);
	keccak_update(&k, salt, COMMITMENT_SALT);
	keccak_update(&k, record, len);
	keccak_final(&k, out->bytes);
}

void commitment_leaf(struct hash *out, const struct address *attester, uint64_t index,
		     const struct hash *blind)
{
	uint8_t input[COMMITMENT_LEAF_INPUT];

	commitment_leaf_input(input, attester);
	commitment_leaf_fill(input, index, blind->bytes);
	merkle_leaf(out, input, sizeof(input));
}
