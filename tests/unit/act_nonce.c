/* Nonces: one signature each, unless the earlier one is named and confirmed. */
#include "act/act_private.h"
#include "act/earlier.h"
#include "act/nonce.h"
#include "act/tx_file.h"
#include "app/unlock.h"
#include "tests/unit/app_fixture.h"

static struct app *online, *offline; /* the second has the keys */
static struct json *vectors;

static int start(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	vectors = wallet_vectors("signer.json");
	online = open_offline("online");
	offline = open_offline("offline");
	restore_test_vault(offline);
	return 0;
}

static int stop(void **state)
{
	close_app(online);
	close_app(offline);
	json_free(vectors);
	return folder_remove(state);
}

static bool is_taken(uint64_t nonce)
{
	struct cache_tx *rows;
	bool taken = false;
	size_t n;

	assert_ok(cache_transactions_all(online->cache, &rows, &n, &err));
	for (size_t i = 0; i < n; i++)
		taken |= rows[i].nonce == nonce;
	free(rows);
	return taken;
}

static struct act *transfer(uint64_t nonce, uint64_t wei)
{
	struct address from = vector_address(json_get(vectors, "claim"), "account");
	struct act *act = new_act(ACT_SEND, &from);

	assert_non_null(act);
	act->tx.chain_id = 31337;
	act->tx.nonce = nonce;
	act->tx.gas_limit = u256_from_u64(21000);
	act->tx.gas_price.raw = u256_from_u64(1000000000);
	act->tx.to = address_of_byte(0x33);
	act->tx.value.raw = u256_from_u64(wei);
	snprintf(act->confirm, sizeof(act->confirm), "SEND");
	assert_ok(describe_act(offline, act, &err));
	return act;
}

/* As complete_act() leaves it when the chain's next nonce is `next`. */
static struct act *prepared_transfer(uint64_t nonce, uint64_t next, uint64_t wei)
{
	struct act *act = transfer(nonce, wei);

	act->behind = nonce - next;
	assert_ok(reserve_nonce(offline, act, "send", false, &err));
	assert_ok(warn_of_earlier(offline, act, &err));
	return act;
}

static void an_act_behind_a_signed_one_that_was_not_sent_is_confirmed_by_its_hash(void **state)
{
	struct act *first = prepared_transfer(60, 60, 1), *second, *third;
	char hash[HASH_TEXT_SIZE];

	(void)state;
	assert_string_equal(first->warning, "");
	assert_ok(sign_act(offline, first, NULL, &err));
	hash_format(hash, &first->hash);
	second = prepared_transfer(61, 60, 2);
	assert_non_null(strstr(second->warning, "nonce 60 is signed and not sent"));
	assert_non_null(strstr(second->warning, hash));
	assert_string_equal(second->confirm, hash + 2 + 60);
	assert_ok(sign_act(offline, second, NULL, &err));
	/* Once the chain has seen the first, nothing stands in the way. */
	third = prepared_transfer(62, 62, 3);
	assert_string_equal(third->warning, "");
	assert_string_equal(third->confirm, "SEND");
	free_act(offline, third);
	free_act(offline, second);
	free_act(offline, first);
}

static void what_was_signed_while_an_act_was_reviewed_stops_it(void **state)
{
	struct act *first = prepared_transfer(65, 65, 1), *second = prepared_transfer(66, 65, 2);

	(void)state;
	assert_string_equal(second->warning, "");
	assert_ok(sign_act(offline, first, NULL, &err));
	assert_int_equal(sign_act(offline, second, NULL, &err), ERR_CHANGED);
	assert_non_null(strstr(err.text, "nonce 65"));
	assert_int_equal(second->raw.len, 0);
	assert_int_equal(second->state, ACT_PREPARED);
	free_act(offline, second);
	free_act(offline, first);
}

static void a_review_that_was_given_up_cannot_touch_the_row_that_took_its_place(void **state)
{
	struct act *stale = prepared_transfer(70, 70, 1), *fresh;
	struct act copy = *stale;
	struct cache_tx row;

	(void)state;
	/* As another byline does when the review takes too long. */
	assert_ok(release_nonce(offline, &copy));
	fresh = prepared_transfer(70, 70, 2);
	assert_int_equal(fresh->id, stale->id);
	assert_int_equal(sign_act(offline, stale, NULL, &err), ERR_NOT_FOUND);
	assert_non_null(strstr(err.text, "prepare it again"));
	assert_int_equal(export_act(offline, stale, in_folder("stale.json"), &err), ERR_NOT_FOUND);
	free_act(offline, stale);
	assert_ok(cache_transactions_get(offline->cache, &row, (int64_t)fresh->id, &err));
	assert_memory_equal(&row.signing_hash, &fresh->signing_hash, 32);
	free_act(offline, fresh);
}

static void a_transfer_signed_from_a_file_is_not_signed_twice(void **state)
{
	struct act *act = transfer(40, 5), *there = NULL, *back = NULL;
	struct buf once, again;

	(void)state;
	assert_ok(reserve_nonce(online, act, "send 5", false, &err));
	assert_ok(export_act(online, act, in_folder("t.json"), &err));
	free_act(online, act);
	assert_true(is_taken(40));
	assert_ok(open_act(offline, &there, in_folder("t.json"), &err));
	assert_string_equal(there->confirm, "SEND");
	assert_int_equal(sign_opened_act(offline, there, NULL, in_folder("t.json"), &err),
			 ERR_EXISTS);
	assert_ok(sign_opened_act(offline, there, NULL, in_folder("ts.json"), &err));
	free_act(offline, there);
	there = NULL;
	/* Where its file was lost it is written once more, the same bytes without any key. */
	lock_vault(offline);
	assert_ok(open_act(offline, &there, in_folder("t.json"), &err));
	assert_int_equal(there->state, ACT_SIGNED);
	assert_int_equal(sign_opened_act(offline, there, NULL, NULL, &err), ERR_EXISTS);
	assert_ok(sign_opened_act(offline, there, NULL, in_folder("again.json"), &err));
	free_act(offline, there);
	buf_init(&once, LIMIT_SMALL_FILE);
	buf_init(&again, LIMIT_SMALL_FILE);
	assert_ok(file_read(&once, in_folder("ts.json"), &err));
	assert_ok(file_read(&again, in_folder("again.json"), &err));
	assert_string_equal(buf_str(&once), buf_str(&again));
	buf_release(&once);
	buf_release(&again);
	assert_ok(import_signed_act(online, &back, in_folder("ts.json"), &err));
	assert_int_equal(back->state, ACT_SIGNED);
	free_act(online, back);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			an_act_behind_a_signed_one_that_was_not_sent_is_confirmed_by_its_hash),
		cmocka_unit_test(what_was_signed_while_an_act_was_reviewed_stops_it),
		cmocka_unit_test(
			a_review_that_was_given_up_cannot_touch_the_row_that_took_its_place),
		cmocka_unit_test(a_transfer_signed_from_a_file_is_not_signed_twice),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
