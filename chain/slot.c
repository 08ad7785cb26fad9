#include "chain/slot.h"

#include <string.h>

#include "chain/keccak.h"

void slot_mapping(struct hash *out, const struct hash *key, const struct hash *slot,
		  enum slot_order order)
{
	uint8_t pair[64];
	bool key_first = order == SLOT_KEY_SLOT;

	memcpy(pair, key_first ? key->bytes : slot->bytes, 32);
	memcpy(pair + 32, key_first ? slot->bytes : key->bytes, 32);
	keccak256(out->bytes, pair, sizeof(pair));
}

void slot_add(struct hash *out, const struct hash *slot, uint64_t n)
{
	uint64_t carry = n;

	*out = *slot;
	for (size_t i = 32; i-- > 0 && carry > 0;) {
		uint64_t sum = out->bytes[i] + (carry & 0xFF);

		out->bytes[i] = (uint8_t)sum;
		carry = (carry >> 8) + (sum >> 8);
	}
}
