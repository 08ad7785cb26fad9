/* What the nodes say of a transaction, and what that means for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "act/sighting.h"

#define NOW 1000000

/* A signed or sent one with nonce 7. */
static struct cache_tx tx_in(enum cache_tx_state s)
{
	struct cache_tx tx = {.nonce = 7, .state = s, .sent_at = NOW - 31};

	memset(tx.hash.bytes, 9, sizeof(tx.hash.bytes));
	return tx;
}

/* Nothing seen, the nonce free, on a network whose nodes agree. */
static const struct sighting nothing = {.fate = SIGHTED_NOWHERE,
					.trust = TRUST_AGREED,
					.final = 20,
					.nonce = 7,
					.nonce_trust = TRUST_PROVEN,
					.can_agree = true,
					.now = NOW};

static void assert_event(const struct cache_tx *tx, const struct sighting *s,
			 enum ledger_event event)
{
	struct judgement j = judge_sighting(tx, s);

	assert_true(j.moves);
	assert_int_equal(j.event, event);
}

static void assert_still(const struct cache_tx *tx, const struct sighting *s)
{
	assert_false(judge_sighting(tx, s).moves);
}

static void a_receipt_counts_as_final_only_below_the_final_block(void **state)
{
	struct cache_tx tx = tx_in(CACHE_TX_SENT);
	struct sighting s = nothing;

	(void)state;
	s.fate = SIGHTED_MINED;
	s.success = true;
	s.block = 20;
	assert_event(&tx, &s, LEDGER_SEE_FINAL);
	s.block = 21;
	assert_event(&tx, &s, LEDGER_SEE_MINED);
	s.success = false;
	assert_event(&tx, &s, LEDGER_SEE_REFUSED);
}

static void one_server_s_word_moves_nothing_where_nodes_could_agree(void **state)
{
	struct cache_tx tx = tx_in(CACHE_TX_SENT);
	struct sighting s = nothing;

	(void)state;
	s.fate = SIGHTED_MINED;
	s.success = true;
	s.trust = TRUST_REPORTED;
	assert_still(&tx, &s);
	s.can_agree = false;
	assert_event(&tx, &s, LEDGER_SEE_FINAL);
	s = nothing;
	s.nonce = 8;
	s.nonce_trust = TRUST_REPORTED;
	tx.sent_at = NOW;
	assert_still(&tx, &s);
	s.nonce_trust = TRUST_AGREED;
	assert_event(&tx, &s, LEDGER_SEE_SPENT);
}

static void a_spent_nonce_means_replaced_or_cancelled(void **state)
{
	static const enum cache_tx_state open[] = {CACHE_TX_DRAFT,  CACHE_TX_SIGNED,  CACHE_TX_SENT,
						   CACHE_TX_MINED,  CACHE_TX_DROPPED, CACHE_TX_VOID,
						   CACHE_TX_EXPIRED};
	struct sighting s = nothing;

	(void)state;
	s.nonce = 8;
	for (size_t i = 0; i < sizeof(open) / sizeof(*open); i++) {
		struct cache_tx tx = tx_in(open[i]);

		s.cancelled = false;
		assert_event(&tx, &s, LEDGER_SEE_SPENT);
		s.cancelled = true;
		assert_event(&tx, &s, LEDGER_SEE_CANCELLED);
	}
}

static void what_was_sent_may_take_a_while_to_reach_every_pool(void **state)
{
	struct cache_tx tx = tx_in(CACHE_TX_SENT);

	(void)state;
	tx.sent_at = NOW - 30;
	assert_still(&tx, &nothing);
	tx.sent_at = NOW - 31;
	assert_event(&tx, &nothing, LEDGER_SEE_NOTHING);
}

static void what_was_never_sent_from_here_is_missed_by_nobody(void **state)
{
	struct cache_tx tx = tx_in(CACHE_TX_SIGNED);
	struct sighting s = nothing;

	(void)state;
	assert_false(sighting_needs_receipt(&tx, 7));
	assert_still(&tx, &nothing);
	/* Another machine sent it: its nonce is spent, and then it is looked for. */
	s.nonce = 8;
	assert_true(sighting_needs_receipt(&tx, 8));
	s.fate = SIGHTED_MINED;
	s.success = true;
	s.block = 21;
	assert_event(&tx, &s, LEDGER_SEE_MINED);
	/* So is a void one, whose signature is in the world. */
	tx.state = CACHE_TX_VOID;
	assert_event(&tx, &s, LEDGER_SEE_MINED);
	memset(tx.hash.bytes, 0, sizeof(tx.hash.bytes));
	assert_false(sighting_needs_receipt(&tx, 8));
}

static void a_block_that_was_abandoned_makes_it_wait_again_or_drops_it(void **state)
{
	struct cache_tx tx = tx_in(CACHE_TX_MINED);
	struct sighting s = nothing;

	(void)state;
	assert_event(&tx, &s, LEDGER_SEE_NOTHING);
	s.fate = SIGHTED_PENDING;
	assert_event(&tx, &s, LEDGER_SEE_PENDING);
	assert_string_not_equal(judge_sighting(&tx, &s).note, "");
}

static void what_ended_is_not_looked_at(void **state)
{
	static const enum cache_tx_state ended[] = {CACHE_TX_CONFIRMED, CACHE_TX_FAILED,
						    CACHE_TX_REPLACED, CACHE_TX_CANCELLED};
	struct sighting s = nothing;

	(void)state;
	s.nonce = 8;
	for (size_t i = 0; i < sizeof(ended) / sizeof(*ended); i++) {
		struct cache_tx tx = tx_in(ended[i]);

		assert_false(sighting_needs_receipt(&tx, 8));
		assert_still(&tx, &s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_receipt_counts_as_final_only_below_the_final_block),
		cmocka_unit_test(one_server_s_word_moves_nothing_where_nodes_could_agree),
		cmocka_unit_test(a_spent_nonce_means_replaced_or_cancelled),
		cmocka_unit_test(what_was_sent_may_take_a_while_to_reach_every_pool),
		cmocka_unit_test(what_was_never_sent_from_here_is_missed_by_nobody),
		cmocka_unit_test(a_block_that_was_abandoned_makes_it_wait_again_or_drops_it),
		cmocka_unit_test(what_ended_is_not_looked_at),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
