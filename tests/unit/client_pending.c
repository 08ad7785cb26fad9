#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "base/buf.h"
#include "client/pending_bytes.h"

static struct hash hash_with(uint8_t byte)
{
	struct hash h = {{byte}};

	return h;
}

static struct address account_with(uint8_t byte)
{
	struct address a = {{byte}};

	return a;
}

/* Adds a proof of `n` words of account `who`, of a block that has the state root `block`. */
static void add(struct pending_list *p, uint8_t who, size_t n, uint8_t block)
{
	struct pending_proof proof = {.address = account_with(who),
				      .account = {.exists = true, .nonce = block},
				      .state_root = hash_with(block),
				      .words = calloc(n + 1, sizeof(*proof.words)),
				      .n = n,
				      .block = block};

	assert_non_null(proof.words);
	for (size_t i = 0; i < n; i++)
		proof.words[i] = (struct pending_word){hash_with((uint8_t)(i + 1)),
						       u256_from_u64(block * 100 + i)};
	assert_int_equal(pending_add(p, &proof), STATUS_OK);
}

static void confirm(struct pending_list *p, uint64_t block)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->proofs[i].block == block)
			p->proofs[i].trust = TRUST_PROVEN;
}

static void the_newest_confirmed_proof_of_the_same_words_is_found(void **state)
{
	const struct hash slots[] = {hash_with(1), hash_with(2)};
	const struct address who = account_with(7), other = account_with(8);
	struct pending_list p = {.round = 1, .since = 1};

	(void)state;
	add(&p, 7, 2, 10);
	add(&p, 7, 2, 11);
	assert_null(pending_find(&p, &who, slots, 2));
	assert_true(pending_asked(&p, &who, slots, 2));
	confirm(&p, 10);
	assert_int_equal(pending_find(&p, &who, slots, 2)->block, 10);
	confirm(&p, 11);
	assert_int_equal(pending_find(&p, &who, slots, 2)->block, 11);
	/* Other words, another account; the account alone is in any proof of it. */
	assert_null(pending_find(&p, &who, slots, 1));
	assert_null(pending_find(&p, &other, slots, 2));
	assert_int_equal(pending_find(&p, &who, NULL, 0)->account.nonce, 11);
	pending_prune(&p);
	assert_int_equal(p.n, 1);
	assert_int_equal(p.proofs[0].block, 11);
	pending_release(&p);
}

static void what_waits_is_counted_once_and_by_its_first_block(void **state)
{
	const struct hash slot = hash_with(1);
	const struct address who = account_with(7);
	struct pending_list p = {.round = 3, .since = 3};
	struct pending_rest rest;

	(void)state;
	add(&p, 7, 1, 20);
	add(&p, 7, 1, 22);
	add(&p, 9, 1, 21);
	add(&p, 9, 1, 21);
	assert_int_equal(p.n, 3);
	rest = pending_count(&p);
	assert_int_equal(rest.n, 2);
	assert_int_equal(rest.block, 21);
	confirm(&p, 20);
	rest = pending_count(&p);
	assert_int_equal(rest.n, 1);
	assert_int_equal(rest.block, 21);
	/* The next sync asks anew, and waits for nothing before it has. */
	p.since = ++p.round;
	assert_false(pending_asked(&p, &who, &slot, 1));
	assert_int_equal(pending_count(&p).n, 0);
	pending_release(&p);
}

static void the_oldest_gives_way_to_the_newest(void **state)
{
	const struct address first = account_with(1);
	struct pending_list p = {.round = 1, .since = 1};

	(void)state;
	add(&p, 1, 0, 1);
	for (size_t i = 0; i < PENDING_MOST; i++)
		add(&p, (uint8_t)(2 + i / 250), 0, (uint8_t)(1 + i % 250));
	assert_int_equal(p.n, PENDING_MOST);
	assert_false(pending_asked(&p, &first, NULL, 0));
	pending_release(&p);
}

static void proofs_that_wait_outlast_the_process(void **state)
{
	struct pending_list p = {.round = 1, .since = 1}, next = {.round = 0};
	struct buf bytes;

	(void)state;
	add(&p, 7, 2, 10);
	add(&p, 8, 0, 11);
	add(&p, 9, 3, 12);
	confirm(&p, 11);
	p.proofs[2].account.balance = u256_from_u64(1234567);
	buf_init(&bytes, PENDING_BYTES_MOST);
	pending_bytes_write(&bytes, &p);
	assert_int_equal(pending_bytes_read(&next, bytes.data, bytes.len), STATUS_OK);
	assert_int_equal(next.n, 2);
	assert_int_equal(next.proofs[0].block, 10);
	assert_int_equal(next.proofs[1].block, 12);
	assert_int_equal(next.proofs[1].account.balance.limb[0], 1234567);
	assert_int_equal(next.proofs[1].n, 3);
	assert_memory_equal(next.proofs[1].words, p.proofs[2].words, 3 * sizeof(*p.proofs->words));
	assert_int_equal(next.proofs[1].round, 0);
	buf_release(&bytes);
	pending_release(&next);
	pending_release(&p);
}

/* Bytes that a bad disk altered would be shown as proven, so that none of them are taken. */
static void damaged_bytes_are_refused_whole(void **state)
{
	struct pending_list p = {.round = 1, .since = 1}, next = {.round = 0};
	struct buf bytes;

	(void)state;
	add(&p, 7, 1, 10);
	buf_init(&bytes, PENDING_BYTES_MOST);
	pending_bytes_write(&bytes, &p);
	for (size_t i = 0; i < bytes.len; i++) {
		bytes.data[i] ^= 1;
		assert_int_equal(pending_bytes_read(&next, bytes.data, bytes.len), ERR_DAMAGED);
		assert_int_equal(next.n, 0);
		bytes.data[i] ^= 1;
		assert_int_equal(pending_bytes_read(&next, bytes.data, i), ERR_DAMAGED);
	}
	buf_release(&bytes);
	pending_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_newest_confirmed_proof_of_the_same_words_is_found),
		cmocka_unit_test(what_waits_is_counted_once_and_by_its_first_block),
		cmocka_unit_test(the_oldest_gives_way_to_the_newest),
		cmocka_unit_test(proofs_that_wait_outlast_the_process),
		cmocka_unit_test(damaged_bytes_are_refused_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
