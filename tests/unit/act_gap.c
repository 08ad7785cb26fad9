/*
 * The order of nonces: which lower one keeps a transaction waiting, and what is said of it.
 */
#include "tests/unit/cache_file.h"

#include "act/gap.h"

#define ME 1

static struct cache_tx row(int64_t id, uint64_t nonce, enum cache_tx_state state)
{
	struct cache_tx tx = {.id = id,
			      .account = address_of_byte(ME),
			      .nonce = nonce,
			      .state = state,
			      .hash = hash_of_byte((uint8_t)id)};

	if (state == CACHE_TX_DRAFT || state == CACHE_TX_EXPIRED)
		tx.hash = (struct hash){0};
	sentence_add(&tx.what, "act %d", (int)id);
	return tx;
}

static void only_what_was_sent_fills_a_nonce(void **state)
{
	static const struct {
		enum cache_tx_state state;
		bool fills;
	} table[] = {
		{CACHE_TX_DRAFT, false},    {CACHE_TX_SIGNED, false},	{CACHE_TX_SENT, true},
		{CACHE_TX_MINED, true},	    {CACHE_TX_CONFIRMED, true}, {CACHE_TX_FAILED, true},
		{CACHE_TX_REPLACED, true},  {CACHE_TX_DROPPED, false},	{CACHE_TX_VOID, false},
		{CACHE_TX_CANCELLED, true}, {CACHE_TX_EXPIRED, false}};
	const struct address me = address_of_byte(ME), other = address_of_byte(2);
	struct gap gap;

	(void)state;
	assert_int_equal(ARRAY_SIZE(table), CACHE_TX_STATES);
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct cache_tx tx = row(3, 5, table[i].state);

		assert_int_equal(find_gap(&gap, &tx, 1, &me, 5, 6), !table[i].fills);
		assert_int_equal(find_gap(&gap, &tx, 1, &other, 5, 6), true);
		assert_false(gap.is_signed);
		/* Nonces that the chain has are no gap, nor are later ones. */
		assert_false(find_gap(&gap, &tx, 1, &me, 6, 6));
	}
}

static void the_lowest_nonce_that_is_missing_is_named_with_the_way_out(void **state)
{
	const struct address me = address_of_byte(ME);
	struct cache_tx rows[] = {row(14, 8, CACHE_TX_SIGNED), row(13, 6, CACHE_TX_SIGNED),
				  row(12, 5, CACHE_TX_SENT), row(11, 6, CACHE_TX_VOID)};
	char text[GAP_TEXT_SIZE];
	struct gap gap;

	(void)state;
	/* 5 is sent; of both with 6 the one that can be sent is named. */
	assert_true(find_gap(&gap, rows, 4, &me, 5, 9));
	assert_int_equal(gap.nonce, 6);
	assert_int_equal(gap.tx.id, 13);
	gap_text(text, &gap);
	assert_string_equal(text, "nonce 6 comes first: \"act 13\" is signed and not sent; send it "
				  "with: byline tx send 13, or end it with: byline tx cancel 13");
	/* 7 is nobody's: the next act takes it. */
	assert_true(find_gap(&gap, rows, 4, &me, 7, 9));
	gap_text(text, &gap);
	assert_non_null(strstr(text, "nonce 7 comes first, and nothing here is signed with it"));
	rows[1].state = CACHE_TX_CANCELLED;
	assert_false(find_gap(&gap, rows, 4, &me, 5, 7));
	rows[1].state = CACHE_TX_EXPIRED;
	rows[1].hash = (struct hash){0};
	assert_true(find_gap(&gap, rows, 4, &me, 5, 9));
	gap_text(text, &gap);
	assert_non_null(strstr(text, "\"act 11\" is void"));
	assert_null(strstr(text, "tx send"));
	assert_non_null(strstr(text, "byline tx cancel 11"));
}

static void where_the_chain_is_not_asked_only_what_is_signed_here_can_be_missing(void **state)
{
	const struct address me = address_of_byte(ME);
	struct cache_tx rows[] = {row(13, 7, CACHE_TX_DROPPED), row(12, 5, CACHE_TX_CONFIRMED),
				  row(11, 4, CACHE_TX_VOID), row(10, 4, CACHE_TX_SENT)};
	struct gap gap;

	(void)state;
	/* Nobody here knows of 6, which another wallet may have spent. */
	assert_true(find_gap(&gap, rows, 4, &me, GAP_OF_ROWS, 9));
	assert_int_equal(gap.nonce, 7);
	assert_false(find_gap(&gap, rows, 4, &me, GAP_OF_ROWS, 7));
	assert_false(find_gap(&gap, rows, 0, &me, GAP_OF_ROWS, 9));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_was_sent_fills_a_nonce),
		cmocka_unit_test(the_lowest_nonce_that_is_missing_is_named_with_the_way_out),
		cmocka_unit_test(
			where_the_chain_is_not_asked_only_what_is_signed_here_can_be_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
