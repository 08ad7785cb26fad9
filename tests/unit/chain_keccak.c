#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/hex.h"
#include "chain/keccak_kernel.h"
#include "chain/keccak_many.h"

static void expect(const uint8_t hash[static KECCAK_SIZE], const char *hex)
{
	uint8_t expected[KECCAK_SIZE];

	assert_int_equal(hex_parse(expected, sizeof(expected), hex, strlen(hex)), STATUS_OK);
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

/* The kernels that run here; at least the scalar one. */
static size_t kernels(const struct keccak_kernel *out[static 3])
{
	static const char *const names[] = {"scalar", "avx2", "avx512"};
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		out[n] = keccak_kernel_named(names[i]);
		if (out[n] != NULL)
			n++;
		else
			print_message("%s does not run here\n", names[i]);
	}
	return n;
}

#define LONGEST 600

/* Lengths in an order that gives each lane another one: 137 generates all of them modulo 601. */
static void many_messages_of_every_length_hash_as_each_does(void **state)
{
	static uint8_t data[LONGEST + 1][LONGEST];
	static uint8_t found[LONGEST + 1][KECCAK_SIZE], expected[LONGEST + 1][KECCAK_SIZE];
	const uint8_t *messages[LONGEST + 1];
	const struct keccak_kernel *kernel[3];
	size_t lengths[LONGEST + 1];

	(void)state;
	for (size_t i = 0; i <= LONGEST; i++) {
		messages[i] = data[i];
		lengths[i] = i * 137 % (LONGEST + 1);
		fill(data[i], lengths[i]);
		data[i][0] = (uint8_t)i;
		keccak256(expected[i], data[i], lengths[i]);
	}
	for (size_t k = 0, n = kernels(kernel); k < n; k++) {
		memset(found, 0xee, sizeof(found));
		keccak_many_with(kernel[k], found, messages, lengths, LONGEST + 1);
		assert_memory_equal(found, expected, sizeof(found));
	}
}

/* More messages than lanes, as many, and fewer. */
static void any_count_of_messages_is_hashed_and_no_more(void **state)
{
	static uint8_t data[40][300];
	uint8_t found[41][KECCAK_SIZE], expected[KECCAK_SIZE];
	const uint8_t *messages[40];
	const struct keccak_kernel *kernel[3];
	size_t lengths[40];

	(void)state;
	for (size_t i = 0; i < 40; i++) {
		messages[i] = data[i];
		lengths[i] = i * 71 % 301;
		fill(data[i], lengths[i]);
	}
	for (size_t k = 0, kinds = kernels(kernel); k < kinds; k++) {
		for (size_t n = 0; n <= 40; n++) {
			memset(found, 0xee, sizeof(found));
			keccak_many_with(kernel[k], found, messages, lengths, n);
			for (size_t i = 0; i < n; i++) {
				keccak256(expected, messages[i], lengths[i]);
				assert_memory_equal(found[i], expected, KECCAK_SIZE);
			}
			for (size_t i = 0; i < KECCAK_SIZE; i++)
				assert_int_equal(found[n][i], 0xee);
		}
	}
}

/* All lengths below a block, in every lane, with more messages than lanes, as many, and fewer. */
static void padded_messages_hash_as_each_does(void **state)
{
	static uint8_t blocks[KECCAK_RATE][KECCAK_RATE];
	static uint8_t found[KECCAK_RATE + 1][KECCAK_SIZE], expected[KECCAK_RATE][KECCAK_SIZE];
	const struct keccak_kernel *kernel[3];

	(void)state;
	for (size_t k = 0, kinds = kernels(kernel); k < kinds; k++) {
		for (size_t shift = 0; shift < KECCAK_LANES; shift++) {
			size_t n = KECCAK_RATE - shift;

			for (size_t len = shift; len < KECCAK_RATE; len++) {
				uint8_t *block = blocks[len - shift];

				memset(block, 0xee, KECCAK_RATE);
				keccak_pad(block, len);
				fill(block, len);
				keccak256(expected[len - shift], block, len);
			}
			memset(found, 0xee, sizeof(found));
			keccak_many_padded_with(kernel[k], found, blocks, n);
			assert_memory_equal(found, expected, n * KECCAK_SIZE);
			for (size_t i = 0; i < KECCAK_SIZE; i++)
				assert_int_equal(found[n][i], 0xee);
		}
		for (size_t n = 0; n <= 2 * KECCAK_LANES; n++) {
			memset(found, 0xee, sizeof(found));
			keccak_many_padded_with(kernel[k], found, blocks, n);
			assert_memory_equal(found, expected, n * KECCAK_SIZE);
			for (size_t i = 0; i < KECCAK_SIZE; i++)
				assert_int_equal(found[n][i], 0xee);
		}
	}
}

/* Each message ends at the end of a page: reading one byte more would end the process. */
static void no_byte_behind_a_message_is_read(void **state)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	uint8_t *pages =
		mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	uint8_t found[9][KECCAK_SIZE], expected[KECCAK_SIZE];
	const uint8_t *messages[9];
	const struct keccak_kernel *kernel[3];
	size_t lengths[9], kinds = kernels(kernel);

	(void)state;
	assert_ptr_not_equal(pages, MAP_FAILED);
	assert_int_equal(mprotect(pages + page, page, PROT_NONE), 0);
	fill(pages, page);
	for (size_t len = 0; len <= 300; len++) {
		for (size_t i = 0; i < 9; i++) {
			lengths[i] = len + 17 * i;
			messages[i] = pages + page - lengths[i];
		}
		for (size_t k = 0; k < kinds; k++) {
			keccak_many_with(kernel[k], found, messages, lengths, 9);
			for (size_t i = 0; i < 9; i++) {
				keccak256(expected, messages[i], lengths[i]);
				assert_memory_equal(found[i], expected, KECCAK_SIZE);
			}
		}
	}
	munmap(pages, 2 * page);
}

/* Each choice in a process of its own, since it is made only once. */
static void environment_chooses_among_the_kernels_that_run_here(void **state)
{
	const struct keccak_kernel *kernel[3];

	(void)state;
	for (size_t k = 0, n = kernels(kernel); k < n; k++) {
		int status;
		pid_t pid = fork();

		assert_true(pid >= 0);
		if (pid == 0) {
			setenv("BYLINE_ISA", kernel[k]->name, 1);
			_exit(keccak_kernel_best() == kernel[k] ? 0 : 1);
		}
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_int_equal(status, 0);
	}
}

static void a_finished_hash_keeps_nothing_of_its_message(void **state)
{
	static const uint8_t zeros[sizeof(struct keccak)];
	uint8_t hash[KECCAK_SIZE];
	struct keccak k;

	(void)state;
	keccak_init(&k);
	keccak_update(&k, "a salt", 6);
	keccak_final(&k, hash);
	assert_memory_equal(k.state, zeros, sizeof(k.state));
	assert_memory_equal(k.block, zeros, sizeof(k.block));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(messages_around_a_block_hash_as_cast_hashes_them),
		cmocka_unit_test(pieces_hash_as_the_whole_does),
		cmocka_unit_test(environment_chooses_among_the_kernels_that_run_here),
		cmocka_unit_test(many_messages_of_every_length_hash_as_each_does),
		cmocka_unit_test(any_count_of_messages_is_hashed_and_no_more),
		cmocka_unit_test(padded_messages_hash_as_each_does),
		cmocka_unit_test(no_byte_behind_a_message_is_read),
		cmocka_unit_test(a_finished_hash_keeps_nothing_of_its_message),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
