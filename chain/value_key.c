/*
 * Values as words of 64 bits. The first word says whether the value is known; those of its type
 * follow (word_of). Invariant: the words of a value say all that value_compare() looks at.
 */
#include "chain/value_key.h"

#include <string.h>

#include "base/be.h"
#include "chain/sentence.h"

/* Eight of the bytes, the first one highest; zeros stand for those beyond the end. */
static uint64_t word_of_bytes(const void *bytes, size_t len, size_t i)
{
	uint8_t eight[8] = {0};

	if (i * sizeof(eight) < len)
		memcpy(eight, (const uint8_t *)bytes + i * sizeof(eight),
		       len - i * sizeof(eight) < sizeof(eight) ? len - i * sizeof(eight)
							       : sizeof(eight));
	return be64_load(eight);
}

static size_t words_of_bytes(size_t len)
{
	return (len + 7) / 8;
}

/* The bits of a double in the order of numbers: those of negative ones turned round. */
static uint64_t word_of_real(double x)
{
	const uint64_t sign = (uint64_t)1 << 63;
	uint64_t bits;

	x += 0.0; /* -0.0 equals 0.0 */
	memcpy(&bits, &x, sizeof(bits));
	return (bits & sign) != 0 ? ~bits : bits | sign;
}

/* The symbol, whose room is two words, and the amount from its highest limb on. */
static uint64_t word_of_amount(const struct value *v, size_t i)
{
	if (i < 2)
		return word_of_bytes(v->unit.symbol,
				     strnlen(v->unit.symbol, sizeof(v->unit.symbol)), i);
	return i < 6 ? v->amount.limb[5 - i] : 0;
}

static uint64_t word_of_sentence(const struct sentence *s, size_t i)
{
	const struct value_style whole = {.hide = false};
	char text[SENTENCE_TEXT_SIZE];

	sentence_text(text, sizeof(text), s, &whole);
	return word_of_bytes(text, strlen(text), i);
}

/* Word `i` of what stands behind the first one. */
static uint64_t word_of(const struct value *v, size_t i)
{
	switch (v->type) {
	case VALUE_TEXT: return word_of_bytes(v->text, v->len, i);
	case VALUE_SENTENCE: return word_of_sentence(v->sentence, i);
	case VALUE_ADDRESS: return word_of_bytes(v->address.bytes, sizeof(v->address.bytes), i);
	case VALUE_HASH: return word_of_bytes(v->hash.bytes, sizeof(v->hash.bytes), i);
	case VALUE_AMOUNT: return word_of_amount(v, i);
	case VALUE_STATE: return i == 0 ? v->number : word_of_bytes(v->text, v->len, i - 1);
	case VALUE_COUNT:
	case VALUE_BLOCK:
	case VALUE_NUMBER:
	case VALUE_BYTES:
	case VALUE_DURATION:
	case VALUE_FLAG: return v->number;
	case VALUE_INFLUENCE:
	case VALUE_SHARE:
	case VALUE_REAL: return word_of_real(v->real);
	case VALUE_TIME: return (uint64_t)v->time ^ (uint64_t)1 << 63;
	case VALUE_TRUST: return (uint64_t)v->trust;
	}
	return 0;
}

uint64_t value_key(const struct value *v, size_t i)
{
	if (i == 0)
		return v->known;
	return v->known && i < value_key_words(v) ? word_of(v, i - 1) : 0;
}

size_t value_key_words(const struct value *v)
{
	if (!v->known)
		return 1;
	switch (v->type) {
	case VALUE_TEXT: return 1 + words_of_bytes(v->len);
	case VALUE_SENTENCE: return 1 + words_of_bytes(SENTENCE_TEXT_SIZE);
	case VALUE_ADDRESS: return 1 + words_of_bytes(sizeof(v->address.bytes));
	case VALUE_HASH: return 1 + words_of_bytes(sizeof(v->hash.bytes));
	case VALUE_AMOUNT: return 1 + 6;
	case VALUE_STATE: return 2 + words_of_bytes(v->len);
	case VALUE_COUNT:
	case VALUE_BLOCK:
	case VALUE_NUMBER:
	case VALUE_BYTES:
	case VALUE_DURATION:
	case VALUE_FLAG:
	case VALUE_INFLUENCE:
	case VALUE_SHARE:
	case VALUE_REAL:
	case VALUE_TIME:
	case VALUE_TRUST: break;
	}
	return 2;
}
