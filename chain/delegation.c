/* 0xef begins no code that can be deployed (EIP-3541), so that nothing else looks like this. */
#include "chain/delegation.h"

#include <string.h>

#include "chain/keccak.h"

static const uint8_t designator[3] = {0xef, 0x01, 0x00};

_Static_assert(sizeof(designator) + sizeof(struct address) == DELEGATION_SIZE,
	       "a delegation is these bytes and an address");

bool delegation_read(struct address *to, const void *code, size_t len)
{
	const uint8_t *bytes = code;

	if (len != DELEGATION_SIZE || memcmp(bytes, designator, sizeof(designator)) != 0)
		return false;
	memcpy(to->bytes, bytes + sizeof(designator), sizeof(to->bytes));
	return true;
}

void delegation_code_hash(struct hash *out, const struct address *to)
{
	uint8_t code[DELEGATION_SIZE];

	memcpy(code, designator, sizeof(designator));
	memcpy(code + sizeof(designator), to->bytes, sizeof(to->bytes));
	keccak256(out->bytes, code, sizeof(code));
}
