/*
 * Numbers in the order of values. Each drops what does not fit 64 bits, and so makes unequal values
 * equal at most.
 */
#include "chain/value_key.h"

#include <string.h>

#include "base/be.h"
#include "chain/sentence.h"

/* The first eight bytes, the first one highest. */
static uint64_t key_of_bytes(const void *bytes, size_t len)
{
	uint8_t first[8] = {0};

	memcpy(first, bytes, len < sizeof(first) ? len : sizeof(first));
	return be64_load(first);
}

/* The bits of a double in the order of numbers: those of negative ones turned round. */
static uint64_t key_of_real(double x)
{
	const uint64_t sign = (uint64_t)1 << 63;
	uint64_t bits;

	x += 0.0; /* -0.0 equals 0.0 */
	memcpy(&bits, &x, sizeof(bits));
	return (bits & sign) != 0 ? ~bits : bits | sign;
}

/*
 * Four bytes of the symbol, then how many bytes the amount has (6 bits) and its first 26 bits. A
 * symbol of more than four bytes comes after one that has just its first four.
 */
static uint64_t key_of_amount(const struct value *v)
{
	const size_t len = strnlen(v->unit.symbol, sizeof(v->unit.symbol));
	const uint64_t token = key_of_bytes(v->unit.symbol, len < 4 ? len : 4);
	uint8_t bytes[32];
	size_t zeros = 0;

	if (len > 4)
		return token | UINT32_MAX;
	u256_to_be(bytes, &v->amount);
	while (zeros < sizeof(bytes) && bytes[zeros] == 0)
		zeros++;
	return token | (uint64_t)(sizeof(bytes) - zeros) << 26 |
	       key_of_bytes(bytes + zeros, sizeof(bytes) - zeros) >> 38;
}

static uint64_t key_of_sentence(const struct sentence *s)
{
	const struct value_style whole = {.hide = false};
	char text[SENTENCE_TEXT_SIZE];

	sentence_text(text, sizeof(text), s, &whole);
	return key_of_bytes(text, strlen(text));
}

uint64_t value_key(const struct value *v)
{
	if (!v->known)
		return 0;
	switch (v->type) {
	case VALUE_TEXT: return key_of_bytes(v->text, v->len);
	case VALUE_SENTENCE: return key_of_sentence(v->sentence);
	case VALUE_ADDRESS: return key_of_bytes(v->address.bytes, sizeof(v->address.bytes));
	case VALUE_HASH: return key_of_bytes(v->hash.bytes, sizeof(v->hash.bytes));
	case VALUE_COUNT:
	case VALUE_BLOCK:
	case VALUE_NUMBER:
	case VALUE_BYTES:
	case VALUE_DURATION:
	case VALUE_FLAG:
	case VALUE_STATE: return v->number;
	case VALUE_AMOUNT: return key_of_amount(v);
	case VALUE_INFLUENCE:
	case VALUE_SHARE:
	case VALUE_REAL: return key_of_real(v->real);
	case VALUE_TIME: return (uint64_t)v->time ^ (uint64_t)1 << 63;
	case VALUE_TRUST: return (uint64_t)v->trust;
	}
	return 0;
}
