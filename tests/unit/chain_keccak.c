#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/parse.h"
#include "chain/keccak.h"

static void expect(const uint8_t hash[static KECCAK_SIZE], const char *hex)
{
	uint8_t expected[KECCAK_SIZE];

	assert_int_equal(parse_hex(expected, sizeof(expected), hex, strlen(hex)), STATUS_OK);
	assert_memory_equal(hash, expected, sizeof(expected));
}

static void fill(uint8_t *out, size_t len)
{
	for (size_t i = 0; i < len; i++)
		out[i] = (uint8_t)(7 * i + 3);
}

/* Lengths on both sides of the block size; values from `cast keccak`. */
static void messages_around_a_block_hash_as_cast_hashes_them(void **state)
{
	static const struct {
		size_t len;
		const char *hash;
	} cases[] = {
		{0, "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"},
		{135, "0x00ef96af9cf4b24c7f269d922294444a197d0a33638c2e56634c57e892103a8f"},
		{136, "0x742061bcad767ed4c4f5883b1dcb1aad11afdcc140dc469d953759b127b9f9ed"},
		{137, "0xe3371f61e770abf254c34239c3b0099ad90594507415bc81dd0a10b9692bbf2a"},
		{271, "0x4401c4afbe16ff911bdbf2d38e556e5b861f3fdf0f9d4306b1c46f6ae4f73584"},
		{272, "0xac141fd7b0a0ffcd2e967254d508da3ec616596493c36fa304425647d90e6de5"},
		{273, "0x16192ea86793083e47731cb3c970600f04768414d92bc0540e54ce8607a0fce0"},
	};
	uint8_t data[273], hash[KECCAK_SIZE];

	(void)state;
	fill(data, sizeof(data));
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		keccak256(hash, data, cases[i].len);
		expect(hash, cases[i].hash);
	}
	keccak256(hash, NULL, 0);
	expect(hash, cases[0].hash);
}

static void pieces_hash_as_the_whole_does(void **state)
{
	uint8_t data[300], whole[KECCAK_SIZE], pieces[KECCAK_SIZE];

	(void)state;
	fill(data, sizeof(data));
	keccak256(whole, data, sizeof(data));
	for (size_t first = 0; first <= sizeof(data); first++) {
		for (size_t step = 1; step <= sizeof(data); step += 45) {
			struct keccak k;

			keccak_init(&k);
			keccak_update(&k, data, first);
			keccak_update(&k, NULL, 0);
			for (size_t at = first; at < sizeof(data); at += step)
				keccak_update(&k, data + at,
					      sizeof(data) - at < step ? sizeof(data) - at : step);
			keccak_final(&k, pieces);
			assert_memory_equal(pieces, whole, KECCAK_SIZE);
		}
	}
}

/* Every count and many lengths, so that lanes finish at different times. */
static void many_messages_hash_as_each_does(void **state)
{
	static uint8_t data[64][500];
	uint8_t found[64][KECCAK_SIZE], expected[KECCAK_SIZE];
	const uint8_t *messages[64];
	size_t lengths[64];

	(void)state;
	for (size_t i = 0; i < 64; i++) {
		messages[i] = data[i];
		lengths[i] = i * 137 % 501;
		fill(data[i], lengths[i]);
		data[i][0] = (uint8_t)i;
	}
	for (size_t n = 0; n <= 64; n++) {
		memset(found, 0xee, sizeof(found));
		keccak256_many(found, messages, lengths, n);
		for (size_t i = 0; i < n; i++) {
			keccak256(expected, messages[i], lengths[i]);
			assert_memory_equal(found[i], expected, KECCAK_SIZE);
		}
		if (n < 64)
			assert_int_equal(found[n][0], 0xee);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(messages_around_a_block_hash_as_cast_hashes_them),
		cmocka_unit_test(pieces_hash_as_the_whole_does),
		cmocka_unit_test(many_messages_hash_as_each_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
