/* A payer whose words have the values that a test gives them by name. */
#ifndef TESTS_UNIT_PAYER_JUDGING_H
#define TESTS_UNIT_PAYER_JUDGING_H

#include "tests/unit/chain_vector.h"

#include "base/clock.h"
#include "chain/payer.h"

struct judging {
	struct profile_distributor payer;
	struct entitlement entitlement;
	struct address sender;
	int64_t time;
	struct payer_word words[PAYER_WORDS];
	struct payer_value values[PAYER_WORDS];
	size_t n;
};

static inline struct address judging_address(uint8_t byte)
{
	struct address a;

	memset(a.bytes, byte, sizeof(a.bytes));
	return a;
}

static inline struct u256 judging_number(const char *text)
{
	struct u256 v;

	assert_int_equal(u256_parse(&v, text, strlen(text)), STATUS_OK);
	return v;
}

static inline struct u256 judging_word(const struct hash *h)
{
	return u256_from_be(h->bytes);
}

static inline struct u256 judging_word_of(const struct address *a)
{
	uint8_t word[32];

	address_to_word(word, a);
	return u256_from_be(word);
}

/* Asks what the kind asks, and knows every word as zero. */
static inline void judging_ask(struct judging *j)
{
	j->n = payer_kind(j->payer.kind)->ask(j->words, &j->payer, &j->entitlement, &j->sender);
	assert_in_range(j->n, 1, PAYER_WORDS);
	for (size_t i = 0; i < j->n; i++)
		j->values[i] = (struct payer_value){.known = true};
}

static inline size_t judging_place(const struct judging *j, const char *name)
{
	for (size_t i = 0; i < j->n; i++)
		if (strcmp(j->words[i].name, name) == 0)
			return i;
	fail_msg("no word %s", name);
	return 0;
}

static inline void judging_set(struct judging *j, const char *name, struct u256 v)
{
	j->values[judging_place(j, name)] = (struct payer_value){.known = true, .value = v};
}

static inline struct payer_finding judging_find(const struct judging *j)
{
	const struct payer_case c = {.payer = &j->payer,
				     .entitlement = &j->entitlement,
				     .sender = &j->sender,
				     .values = j->values,
				     .time = j->time};
	struct payer_finding f;

	payer_judge(&f, &c);
	return f;
}

/* Every word has to be known: without any one of them nothing is found. */
static inline void judging_needs_all(const struct judging *j)
{
	assert_int_not_equal(judging_find(j).obstacle, PAYER_UNTOLD);
	for (size_t i = 0; i < j->n; i++) {
		struct judging other = *j;
		struct payer_finding f;

		other.values[i].known = false;
		f = judging_find(&other);
		if (f.obstacle != PAYER_UNTOLD || !u256_is_zero(&f.amount.raw))
			fail_msg("judged without the word %s", j->words[i].name);
	}
}

/* The places of the words that were asked for, as `words` has them by name: all, and no others. */
static inline void judging_places_are(const struct judging *j, const struct json *words)
{
	assert_int_equal(j->n, json_count(words));
	for (size_t i = 0; i < j->n; i++) {
		assert_int_equal(j->words[i].source, PAYER_SLOT);
		assert_hash_equal(j->words[i].slot, vector_hash(words, j->words[i].name));
	}
}

/*
 * Reads calldata as a kind does, and writes it again: what is read must be written as the same
 * bytes. Returns: whether it was read.
 */
static inline bool judging_reads_back(struct payer_call *out, enum distributor_kind kind,
				      const struct address *from, const uint8_t *data, size_t len)
{
	const struct profile_distributor d = {.kind = kind};
	struct buf written;

	if (payer_read_call(out, &d, from, data, len) != STATUS_OK) {
		assert_int_equal(out->n, 0);
		return false;
	}
	buf_init(&written, LIMIT_CALLDATA);
	assert_int_equal(payer_kind(kind)->write(&written, out), STATUS_OK);
	assert_int_equal(written.len, len);
	assert_memory_equal(written.data, data, len);
	buf_release(&written);
	return true;
}

/*
 * Alters each byte of calldata in turn, and cuts it at each length: what is still read must be
 * another call.
 */
static inline void judging_alter(enum distributor_kind kind, const struct address *from,
				 const struct payer_call *read, uint8_t *data, size_t len)
{
	struct payer_call other;

	for (size_t i = 0; i < len; i++) {
		data[i] ^= 0x01;
		if (judging_reads_back(&other, kind, from, data, len))
			assert_memory_not_equal(&other, read, sizeof(other));
		data[i] ^= 0x01;
		assert_false(judging_reads_back(&other, kind, from, data, i));
	}
}

#endif
