/* Nonces: one signature each, unless the earlier one is named and confirmed. */
#include "act/act_private.h"
#include "act/complete.h"
#include "act/sign.h"
#include "act/tx_file.h"
#include "app/unlock.h"
#include "base/buf.h"
#include "tests/lib/agreed.h"
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

static bool is_listed(uint64_t nonce)
{
	struct cache_tx *rows;
	bool taken = false;
	size_t n;

	assert_ok(cache_transactions_all(online->shared->cache, &rows, &n, &err));
	for (size_t i = 0; i < n; i++)
		taken |= rows[i].nonce == nonce;
	free(rows);
	return taken;
}

static struct act *transfer(uint64_t nonce, uint64_t wei)
{
	struct address from = vector_address(json_get(vectors, "claim"), "account");
	struct act *act = new_act(NULL, ACT_SEND, &from);

	assert_non_null(act);
	act->tx.chain_id = 31337;
	act->tx.nonce = nonce;
	act->tx.gas_limit = u256_from_u64(21000);
	act->tx.gas_price.raw = u256_from_u64(1000000000);
	act->tx.to = address_of_byte(0x33);
	act->tx.value.raw = u256_from_u64(wei);
	sentence_add(&act->what, "send");
	assert_ok(describe_act(offline, act, &err));
	return act;
}

/* As complete_act() leaves it when the chain's next nonce is `next`. */
static struct act *prepared_transfer(uint64_t nonce, uint64_t next, uint64_t wei)
{
	struct act *act = transfer(nonce, wei);

	act->behind = nonce - next;
	assert_ok(warn_of_earlier(offline, act, &err));
	return act;
}

static void an_act_behind_a_signed_one_that_was_not_sent_is_confirmed_by_its_hash(void **state)
{
	struct act *first = prepared_transfer(60, 60, 1), *second, *third;
	char hash[HASH_TEXT_SIZE];

	(void)state;
	assert_string_equal(first->warning, "");
	assert_ok(sign_agreed_act(offline, first, &err));
	hash_format(hash, &first->hash);
	second = prepared_transfer(61, 60, 2);
	assert_non_null(strstr(second->warning, "nonce 60 is signed and not sent"));
	assert_non_null(strstr(second->warning, hash));
	assert_string_equal(second->confirm, hash + 2 + 60);
	assert_ok(sign_agreed_act(offline, second, &err));
	/* Once the chain has seen the first, nothing stands in the way. */
	third = prepared_transfer(62, 62, 3);
	assert_string_equal(third->warning, "");
	assert_string_equal(third->confirm, "");
	free_act(third);
	free_act(second);
	free_act(first);
}

static void what_was_signed_while_an_act_was_reviewed_stops_it(void **state)
{
	struct act *first = prepared_transfer(65, 65, 1), *second = prepared_transfer(66, 65, 2);

	(void)state;
	assert_string_equal(second->warning, "");
	assert_ok(sign_agreed_act(offline, first, &err));
	assert_int_equal(sign_agreed_act(offline, second, &err), ERR_CHANGED);
	assert_non_null(strstr(err.text, "nonce 65"));
	assert_int_equal(second->raw.len, 0);
	assert_int_equal(second->state, ACT_PREPARED);
	free_act(second);
	free_act(first);
}

static void a_forgotten_draft_cannot_touch_the_row_that_took_its_place(void **state)
{
	struct act *stale = prepared_transfer(70, 70, 1), *fresh;
	struct cache_tx row;

	(void)state;
	assert_ok(export_act(offline, stale, in_folder("stale.json"), &err));
	/* Another byline forgets it, and the next one gets its number. */
	assert_ok(ledger_forget(offline->shared->cache, (int64_t)stale->id, &err));
	fresh = prepared_transfer(70, 70, 2);
	assert_ok(export_act(offline, fresh, in_folder("fresh.json"), &err));
	assert_int_equal(fresh->id, stale->id);
	assert_int_equal(sign_agreed_act(offline, stale, &err), ERR_NOT_FOUND);
	assert_non_null(strstr(err.text, "prepare it again"));
	assert_int_equal(export_act(offline, stale, in_folder("stale2.json"), &err), ERR_NOT_FOUND);
	free_act(stale);
	assert_ok(cache_transactions_get(offline->shared->cache, &row, (int64_t)fresh->id, &err));
	assert_memory_equal(&row.signing_hash, &fresh->signing_hash, 32);
	assert_int_equal(row.state, CACHE_TX_DRAFT);
	assert_ok(ledger_forget(offline->shared->cache, (int64_t)fresh->id, &err));
	free_act(fresh);
}

static void a_draft_that_is_out_is_named_with_file_and_nonce_before_another_goes_first(void **state)
{
	struct act *out = prepared_transfer(80, 80, 1), *next;
	struct cache_tx row;

	(void)state;
	assert_ok(export_act(offline, out, in_folder("out.json"), &err));
	/* The draft took no nonce, so the next act has the same. */
	next = prepared_transfer(80, 80, 2);
	assert_non_null(strstr(next->warning, "nonce 80"));
	assert_non_null(strstr(next->warning, in_folder("out.json")));
	assert_string_equal(next->confirm, "FIRST");
	assert_int_equal(next->first_of, out->id);
	assert_ok(sign_agreed_act(offline, next, &err));
	assert_ok(cache_transactions_get(offline->shared->cache, &row, (int64_t)out->id, &err));
	assert_int_equal(row.state, CACHE_TX_VOID);
	/* Its file is refused from here on. */
	assert_int_equal(sign_agreed_act(offline, out, &err), ERR_CHANGED);
	free_act(next);
	free_act(out);
}

static void a_text_that_does_not_fit_the_review_is_not_signed(void **state)
{
	struct act *act = prepared_transfer(90, 90, 1);

	(void)state;
	for (int i = 0; i <= ACT_FACTS; i++)
		act_tell(act, "Fact", TRUST_NONE, "", "%d", i);
	assert_int_equal(sign_agreed_act(offline, act, &err), ERR_LIMIT);
	assert_int_equal(export_act(offline, act, in_folder("cut.json"), &err), ERR_LIMIT);
	free_act(act);
	act = prepared_transfer(90, 90, 1);
	act_tell(act, "Fact", TRUST_NONE, "", "%0*d", 200, 1);
	assert_int_equal(sign_agreed_act(offline, act, &err), ERR_LIMIT);
	free_act(act);
	act = prepared_transfer(90, 90, 1);
	sentence_add(&act->summary, "%0*d", SENTENCE_SIZE, 1);
	assert_int_equal(sign_agreed_act(offline, act, &err), ERR_LIMIT);
	free_act(act);
}

static void a_transfer_signed_from_a_file_is_not_signed_twice(void **state)
{
	struct act *act = transfer(40, 5), *there = NULL, *back = NULL;
	struct buf once, again;

	(void)state;
	assert_ok(export_act(online, act, in_folder("t.json"), &err));
	free_act(act);
	assert_true(is_listed(40));
	assert_ok(open_act(offline, &there, in_folder("t.json"), &err));
	assert_string_equal(there->confirm, "");
	assert_ok(agree_to(offline, there, &err));
	assert_int_equal(
		sign_opened_act(offline, there, &there->signing_hash, in_folder("t.json"), &err),
		ERR_EXISTS);
	assert_ok(
		sign_opened_act(offline, there, &there->signing_hash, in_folder("ts.json"), &err));
	free_act(there);
	there = NULL;
	/* Where its file was lost it is written once more, the same bytes without any key. */
	lock_vault(offline);
	assert_ok(open_act(offline, &there, in_folder("t.json"), &err));
	assert_int_equal(there->state, ACT_SIGNED);
	assert_int_equal(sign_opened_act(offline, there, NULL, NULL, &err), ERR_EXISTS);
	assert_ok(sign_opened_act(offline, there, NULL, in_folder("again.json"), &err));
	free_act(there);
	buf_init(&once, LIMIT_SMALL_FILE);
	buf_init(&again, LIMIT_SMALL_FILE);
	assert_ok(file_read(&once, in_folder("ts.json"), &err));
	assert_ok(file_read(&again, in_folder("again.json"), &err));
	assert_string_equal(buf_str(&once), buf_str(&again));
	buf_release(&once);
	buf_release(&again);
	assert_ok(import_signed_act(online, &back, in_folder("ts.json"), &err));
	assert_int_equal(back->state, ACT_SIGNED);
	free_act(back);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			an_act_behind_a_signed_one_that_was_not_sent_is_confirmed_by_its_hash),
		cmocka_unit_test(what_was_signed_while_an_act_was_reviewed_stops_it),
		cmocka_unit_test(a_forgotten_draft_cannot_touch_the_row_that_took_its_place),
		cmocka_unit_test(
			a_draft_that_is_out_is_named_with_file_and_nonce_before_another_goes_first),
		cmocka_unit_test(a_text_that_does_not_fit_the_review_is_not_signed),
		cmocka_unit_test(a_transfer_signed_from_a_file_is_not_signed_twice),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
