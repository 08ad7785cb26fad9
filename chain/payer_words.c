#include "chain/payer_words.h"

#include <assert.h>
#include <string.h>

#include "chain/keccak.h"
#include "chain/slot.h"

static struct payer_word *add(struct payer_asking *a, const char *name, enum payer_source source)
{
	struct payer_word *w = &a->words[a->n];

	assert(a->n < PAYER_WORDS);
	a->n++;
	*w = (struct payer_word){.name = name, .source = source, .contract = &a->d->contract};
	return w;
}

void payer_words_add(struct payer_asking *a, const char *name, unsigned slot, uint64_t offset)
{
	struct payer_word *w = add(a, name, PAYER_SLOT);

	slot_add(&w->slot, &a->d->slots[slot], offset);
	w->derived = (a->d->derived >> slot & 1) != 0;
}

void payer_words_add_mapped(struct payer_asking *a, const char *name, unsigned slot,
			    const struct hash *keys, size_t n, uint64_t offset)
{
	struct payer_word *w = add(a, name, PAYER_SLOT);
	struct hash place = a->d->slots[slot];

	for (size_t i = 0; i < n; i++)
		slot_mapping(&place, &keys[i], &place, SLOT_KEY_SLOT);
	slot_add(&w->slot, &place, offset);
	w->derived = (a->d->derived >> slot & 1) != 0;
}

void payer_words_add_element(struct payer_asking *a, const char *name, unsigned slot,
			     uint64_t index, uint64_t size, uint64_t offset)
{
	struct hash place;

	keccak256(place.bytes, a->d->slots[slot].bytes, sizeof(place.bytes));
	slot_add(&place, &place, index * size + offset);
	payer_words_add_at(a, name, slot, &place);
}

void payer_words_add_at(struct payer_asking *a, const char *name, unsigned slot,
			const struct hash *place)
{
	struct payer_word *w = add(a, name, PAYER_SLOT);

	w->slot = *place;
	w->derived = (a->d->derived >> slot & 1) != 0;
}

void payer_words_add_call(struct payer_asking *a, const char *name,
			  const uint8_t selector[static 4], const struct hash *arguments, size_t n)
{
	struct payer_word *w = add(a, name, PAYER_CALL);

	assert(n <= 3);
	memcpy(w->calldata, selector, 4);
	if (n > 0)
		memcpy(w->calldata + 4, arguments, n * sizeof(*arguments));
	w->calldata_len = 4 + n * sizeof(*arguments);
}

void payer_words_add_code(struct payer_asking *a, const char *name,
			  const struct code_template *template, unsigned immutable,
			  const uint8_t selector[static 4])
{
	struct payer_word *w = add(a, name, PAYER_CODE);

	w->template = template;
	w->immutable = immutable;
	memcpy(w->calldata, selector, 4);
	w->calldata_len = 4;
}

void payer_words_of(struct payer_asking *a, const struct profile_contract *contract)
{
	a->words[a->n - 1].contract = contract;
}

struct hash payer_words_address(const struct address *a)
{
	struct hash word;

	address_to_word(word.bytes, a);
	return word;
}

struct hash payer_words_number(uint64_t v)
{
	const struct u256 number = u256_from_u64(v);
	struct hash word;

	u256_to_be(word.bytes, &number);
	return word;
}

struct u256 payer_words_bits(const struct u256 *word, unsigned from, unsigned bits)
{
	struct u256 out = {{0}};

	for (unsigned i = 0; i < bits; i++)
		if ((word->limb[(from + i) / 64] >> (from + i) % 64 & 1) != 0)
			out.limb[i / 64] |= (uint64_t)1 << i % 64;
	return out;
}

uint64_t payer_words_u64(const struct u256 *word, unsigned from, unsigned bits)
{
	assert(bits <= 64);
	return payer_words_bits(word, from, bits).limb[0];
}

bool payer_words_known(const struct payer_value *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!values[i].known)
			return false;
	return true;
}
