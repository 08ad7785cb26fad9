/* Acts that are done or under way already are not prepared, and so not paid for, twice. */
#include "act/act_private.h"
#include "act/repeated.h"
#include "act/sign.h"
#include "app/unlock.h"
#include "base/buf.h"
#include "chain/eas.h"
#include "chain/eas_commitment.h"
#include "tests/lib/agreed.h"
#include "tests/unit/app_fixture.h"

static struct app *app;
static struct json *vectors;

static int start(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	vectors = wallet_vectors("signer.json");
	app = open_offline("data");
	restore_test_vault(app);
	/* The profile of the vectors has no attestation service, and others are not signed for. */
	app->profile->has_eas = true;
	app->profile->eas = (struct profile_eas){.contract.address = address_of_byte(0xea),
						 .registry = address_of_byte(0xeb),
						 .domain_version = "1.4.0"};
	return 0;
}

static int stop(void **state)
{
	close_app(app);
	json_free(vectors);
	return folder_remove(state);
}

/* The revocation of a dataset; its nonce sets it apart from another of the same. */
static struct act *revocation(uint64_t nonce, uint8_t uid)
{
	struct address from = vector_address(json_get(vectors, "claim"), "account");
	struct act *act = new_act(NULL, ACT_REVOKE, &from);
	struct hash schema, dataset = hash_of_byte(uid);

	assert_non_null(act);
	eas_commitment_schema(&schema);
	act->tx.chain_id = 31337;
	act->tx.nonce = nonce;
	act->tx.gas_limit = u256_from_u64(90000);
	act->tx.gas_price.raw = u256_from_u64(1000000000);
	act->tx.to = app->profile->eas.contract.address;
	assert_ok(eas_revoke_calldata(&act->tx.data, &schema, &dataset));
	snprintf(act->title, sizeof(act->title), "REVOKE A COMMITMENT");
	sentence_add(&act->what, "revoke mails");
	return act;
}

/* Puts the row of a signed act into a state, as sending and following it would. */
static void put_state(const struct act *act, enum cache_tx_state state)
{
	struct cache_tx row;

	assert_ok(cache_transactions_get(app->shared->cache, &row, (int64_t)act->id, &err));
	row.state = state;
	assert_ok(cache_transactions_update(app->shared->cache, &row, &err));
}

static void an_act_is_refused_as_long_as_its_like_may_happen_or_has(void **state)
{
	static const struct {
		enum cache_tx_state state;
		enum status status;
		const char *next;
	} cases[] = {
		{CACHE_TX_SIGNED, ERR_EXISTS, "byline tx send 0x"},
		{CACHE_TX_DROPPED, ERR_EXISTS, "byline tx send 0x"},
		{CACHE_TX_SENT, ERR_EXISTS, "byline tx show 0x"},
		{CACHE_TX_MINED, ERR_EXISTS, "byline tx show 0x"},
		{CACHE_TX_CONFIRMED, ERR_EXISTS, "byline tx show 0x"},
		{CACHE_TX_FAILED, STATUS_OK, NULL},
		{CACHE_TX_REPLACED, STATUS_OK, NULL},
		{CACHE_TX_VOID, STATUS_OK, NULL},
		{CACHE_TX_CANCELLED, STATUS_OK, NULL},
	};
	struct act *done = revocation(7, 1), *again = revocation(8, 1);

	(void)state;
	assert_ok(check_repeated(app, done, &err));
	assert_ok(describe_act(app, done, &err));
	assert_ok(sign_agreed_act(app, done, &err));
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		put_state(done, cases[i].state);
		assert_int_equal(check_repeated(app, again, &err), cases[i].status);
		if (cases[i].next == NULL)
			continue;
		assert_non_null(strstr(err.text, "\"revoke mails\""));
		assert_non_null(strstr(err.text, cases[i].next));
	}
	put_state(done, CACHE_TX_SENT);
	free_act(done);
	free_act(again);
}

static void another_call_contract_or_account_is_no_repetition(void **state)
{
	struct act *other_data = revocation(8, 2), *other_contract = revocation(8, 1),
		   *other_account = revocation(8, 1);

	(void)state;
	assert_ok(check_repeated(app, other_data, &err));
	other_contract->tx.to = address_of_byte(0x45);
	assert_ok(check_repeated(app, other_contract, &err));
	other_account->from = address_of_byte(0x99);
	assert_ok(check_repeated(app, other_account, &err));
	free_act(other_data);
	free_act(other_contract);
	free_act(other_account);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_act_is_refused_as_long_as_its_like_may_happen_or_has),
		cmocka_unit_test(another_call_contract_or_account_is_no_repetition),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
