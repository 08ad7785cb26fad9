#include "tests/unit/chain_descriptor_fixture.h"

#include "base/buf.h"
#include "chain/descriptor.h"
#include "chain/eas.h"
#include "chain/erc20.h"

static void coins_to_another_account_are_a_transfer(void **state)
{
	struct profile p = profile();
	struct descriptor d;
	struct tx tx;

	(void)state;
	call(&tx, 0x55);
	tx.value.raw = u256_from_u64(1000000000000000001U);
	describe(&d, &tx, &p);
	assert_int_equal(d.intent, INTENT_TRANSFER);
	shows_the_envelope(&d);
	shows(&d, "To", "0x5555555555555555555555555555555555555555", "");
	shows(&d, "Coins sent", "1.000000000000000001 ETH", "");
	tx_release(&tx);
}

static void nothing_to_oneself_is_a_cancellation(void **state)
{
	struct profile p = profile();
	struct descriptor d;
	struct tx tx;

	(void)state;
	call(&tx, 0x77);
	describe(&d, &tx, &p);
	assert_int_equal(d.intent, INTENT_CANCEL);
	shows_the_envelope(&d);
	shows(&d, "To", "0x7777777777777777777777777777777777777777", "the sender itself");
	tx.value.raw = u256_from_u64(1);
	describe(&d, &tx, &p);
	assert_int_equal(d.intent, INTENT_TRANSFER);
	tx_release(&tx);
}

static void token_transfer_shows_token_amount_and_recipient(void **state)
{
	struct tokens amount = {u256_from_u64(1500000000000000000U)};
	struct address to = filled(0x66);
	struct profile p = profile();
	struct descriptor d;
	struct tx tx;

	(void)state;
	call(&tx, 0x33);
	assert_int_equal(erc20_transfer_calldata(&tx.data, &to, &amount), STATUS_OK);
	describe(&d, &tx, &p);
	assert_int_equal(d.intent, INTENT_ERC20_TRANSFER);
	shows_the_envelope(&d);
	shows(&d, "Token", "OPEN 0x3333333333333333333333333333333333333333", "pinned");
	shows(&d, "Amount", "1.5 OPEN", "");
	shows(&d, "Recipient", "0x6666666666666666666666666666666666666666", "");
	tx.to = filled(0x34);
	describe(&d, &tx, &p);
	shows(&d, "Token", "0x3434343434343434343434343434343434343434", "not in the profile");
	shows(&d, "Amount", "1500000000000000000 of the smallest unit", "decimals unverified");
	tx_release(&tx);
}

static void what_would_be_lost_is_said_to_be(void **state)
{
	struct tokens amount = {u256_from_u64(1)};
	struct address nobody = filled(0), token = filled(0x33);
	struct profile p = profile();
	struct descriptor d;
	struct tx tx;

	(void)state;
	call(&tx, 0);
	describe(&d, &tx, &p);
	shows(&d, "To", "0x0000000000000000000000000000000000000000",
	      "nobody's address: what is sent there is lost");
	call(&tx, 0x33);
	assert_int_equal(erc20_transfer_calldata(&tx.data, &nobody, &amount), STATUS_OK);
	describe(&d, &tx, &p);
	shows(&d, "Recipient", "0x0000000000000000000000000000000000000000",
	      "nobody's address: what is sent there is lost");
	tx_release(&tx);
	call(&tx, 0x33);
	assert_int_equal(erc20_transfer_calldata(&tx.data, &token, &amount), STATUS_OK);
	describe(&d, &tx, &p);
	shows(&d, "Recipient", "0x3333333333333333333333333333333333333333",
	      "the token's own contract: what is sent there is lost");
	tx_release(&tx);
}

/* The first claim of distributor.json, whose root is OpenZeppelin's. */
static void load_claim(struct tx *tx, char root[static HASH_TEXT_SIZE])
{
	struct json *doc = vector_load("distributor.json");
	size_t len;
	uint8_t *data = vector_hex(json_first(json_get(doc, "claims")), "calldata", &len);

	call(tx, 0xd1);
	buf_add(&tx->data, data, len);
	snprintf(root, HASH_TEXT_SIZE, "%s", vector_text(doc, "root"));
	free(data);
	json_free(doc);
}

static void claim_shows_who_is_paid_what_under_which_root(void **state)
{
	struct profile p = profile();
	char root[HASH_TEXT_SIZE];
	struct descriptor d;
	struct tx tx;

	(void)state;
	load_claim(&tx, root);
	describe(&d, &tx, &p);
	assert_int_equal(d.intent, INTENT_CLAIM);
	shows_the_envelope(&d);
	shows(&d, "Payer", "0xD1d1d1D1d1d1D1d1D1D1D1d1d1D1D1D1d1D1d1d1", "pinned");
	shows(&d, "Paid to", "0x1111111111111111111111111111111111111111", "another account");
	shows(&d, "Token", "OPEN 0x3333333333333333333333333333333333333333", "pinned");
	shows(&d, "Cumulative", "1 OPEN", "");
	shows(&d, "Valid under root", root, "folded from the proof");
	shows(&d, "Proof", "3 steps", "");
	assert_false(has_field(&d, "Warning"));
	p.distributors[0].token = filled(0x34);
	describe(&d, &tx, &p);
	assert_true(has_field(&d, "Warning"));
	tx.to = filled(0xd2);
	describe(&d, &tx, &p);
	assert_int_equal(d.intent, INTENT_CLAIM);
	assert_string_equal(field(&d, "Payer")->note, "not in the profile");
	tx_release(&tx);
}

static void without_a_profile_amounts_are_raw_and_nothing_is_pinned(void **state)
{
	struct profile other = profile();
	char root[HASH_TEXT_SIZE];
	struct descriptor d, same;
	struct tx tx;

	(void)state;
	load_claim(&tx, root);
	describe(&d, &tx, NULL);
	shows(&d, "Network", "chain 31337", "not in the profile");
	shows(&d, "Cumulative", "1000000000000000000 of the smallest unit", "decimals unverified");
	shows(&d, "Coins sent", "0 of the smallest unit", "");
	shows(&d, "Highest price per gas", "2.000000007 gwei", "");
	for (size_t i = 0; i < d.n; i++)
		assert_string_not_equal(d.fields[i].note, "pinned");
	other.chain_id = 1;
	describe(&same, &tx, &other);
	assert_memory_equal(&same, &d, sizeof(d));
	tx_release(&tx);
}

/* The n-th attestation of eas.json as a call of EAS. */
static void load_attestation(struct tx *tx, size_t n, const char *member)
{
	struct json *doc = vector_load("eas.json");
	const struct json *v = json_first(json_get(doc, "attestations"));
	size_t len;
	uint8_t *data;

	while (n-- > 0)
		v = json_next(v);
	data = member != NULL ? vector_hex(doc, member, &len) : vector_hex(v, "calldata", &len);
	call(tx, 0x42);
	buf_add(&tx->data, data, len);
	free(data);
	json_free(doc);
}

static void commitment_shows_every_member_of_the_attestation(void **state)
{
	struct json *doc = vector_load("eas.json");
	const struct json *v = json_first(json_get(doc, "attestations"));
	struct profile p = profile();
	struct descriptor d;
	struct tx tx;

	(void)state;
	load_attestation(&tx, 0, NULL);
	describe(&d, &tx, &p);
	assert_int_equal(d.intent, INTENT_ATTEST_COMMITMENT);
	shows_the_envelope(&d);
	shows(&d, "Attestation service", "0x4242424242424242424242424242424242424242", "pinned");
	shows(&d, "Schema", vector_text(v, "schema"), "dataset commitment");
	shows(&d, "Recipient", vector_text(v, "recipient"), "the profile's datanet");
	shows(&d, "Replaces", "nothing", "");
	shows(&d, "Valid until", "never", "");
	shows(&d, "Can be revoked", "yes", "");
	v = json_first(json_get(v, "fields"));
	shows(&d, "Dataset root", json_text(v), "");
	shows(&d, "Records", "500", "");
	shows(&d, "Bytes", "123456", "");
	v = json_next(json_next(json_next(v)));
	shows(&d, "Manifest", json_text(v), "");
	shows(&d, "Dataset nonce", json_text(json_next(v)), "");
	shows(&d, "License", "CC0-1.0", "");
	tx_release(&tx);
	load_attestation(&tx, 1, NULL);
	describe(&d, &tx, &p);
	shows(&d, "Replaces", vector_text(json_first(json_get(doc, "attestations")), "uid"), "");
	p.datanets[0].address = filled(0xdb);
	p.eas.contract.address = filled(0x43);
	describe(&d, &tx, &p);
	assert_string_equal(field(&d, "Recipient")->note, "not in the profile");
	assert_string_equal(field(&d, "Attestation service")->note, "not in the profile");
	tx_release(&tx);
	json_free(doc);
}

static void other_attestation_says_that_its_payload_cannot_be_read(void **state)
{
	struct profile p = profile();
	struct descriptor d;
	struct tx tx;

	(void)state;
	load_attestation(&tx, 4, NULL);
	describe(&d, &tx, &p);
	assert_int_equal(d.intent, INTENT_ATTEST_OTHER);
	shows_the_envelope(&d);
	assert_string_equal(field(&d, "Schema")->note, "unknown");
	/* cast keccak 0xc0ffee */
	shows(&d, "Payload",
	      "3 bytes, keccak256 "
	      "0x7924f890e12acdf516d6278e342cd34550e3bafe0a3dec1b9c2c3e991733711a",
	      "byline cannot read it");
	tx_release(&tx);
}

static void revocation_shows_what_is_revoked(void **state)
{
	struct json *doc = vector_load("eas.json");
	const struct json *v = json_first(json_get(doc, "attestations"));
	struct profile p = profile();
	struct descriptor d;
	struct tx tx;

	(void)state;
	load_attestation(&tx, 0, "revocation");
	describe(&d, &tx, &p);
	assert_int_equal(d.intent, INTENT_REVOKE);
	shows_the_envelope(&d);
	shows(&d, "Attestation", vector_text(v, "uid"), "");
	shows(&d, "Schema", vector_text(v, "schema"), "dataset commitment");
	tx_release(&tx);
	json_free(doc);
}

static void unknown_calldata_is_said_to_be_unreadable(void **state)
{
	struct profile p = profile();
	struct descriptor d;
	char root[HASH_TEXT_SIZE];
	struct tx tx;

	(void)state;
	call(&tx, 0x55);
	buf_add(&tx.data, "\xde\xad\xbe\xef\x01", 5);
	tx.value.raw = u256_from_u64(3);
	describe(&d, &tx, &p);
	assert_int_equal(d.intent, INTENT_UNKNOWN);
	shows_the_envelope(&d);
	shows(&d, "To", "0x5555555555555555555555555555555555555555", "");
	assert_string_equal(field(&d, "Call")->note, "byline cannot read it");
	assert_non_null(strstr(field(&d, "Call")->value, "selector 0xdeadbeef, 5 bytes"));
	shows(&d, "Coins sent", "0.000000000000000003 ETH", "this act should send none");
	tx_release(&tx);
	/* Calldata of a claim with one byte more is no claim. */
	load_claim(&tx, root);
	buf_add_byte(&tx.data, 0);
	describe(&d, &tx, &p);
	assert_int_equal(d.intent, INTENT_UNKNOWN);
	tx_release(&tx);
}

static void creation_is_unreadable_whatever_its_code_begins_with(void **state)
{
	struct profile p = profile();
	char root[HASH_TEXT_SIZE];
	struct descriptor d;
	struct tx tx;

	(void)state;
	load_claim(&tx, root);
	tx.creates = true;
	describe(&d, &tx, &p);
	assert_int_equal(d.intent, INTENT_UNKNOWN);
	shows_the_envelope(&d);
	shows(&d, "To", "a new contract", "");
	buf_clear(&tx.data);
	describe(&d, &tx, &p);
	assert_int_equal(d.intent, INTENT_UNKNOWN);
	tx_release(&tx);
}

static void coins_along_with_a_claim_are_pointed_out(void **state)
{
	struct profile p = profile();
	char root[HASH_TEXT_SIZE];
	struct descriptor d;
	struct tx tx;

	(void)state;
	load_claim(&tx, root);
	tx.value.raw = u256_from_u64(1);
	describe(&d, &tx, &p);
	shows(&d, "Coins sent", "0.000000000000000001 ETH", "this act should send none");
	tx_release(&tx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(coins_to_another_account_are_a_transfer),
		cmocka_unit_test(nothing_to_oneself_is_a_cancellation),
		cmocka_unit_test(token_transfer_shows_token_amount_and_recipient),
		cmocka_unit_test(what_would_be_lost_is_said_to_be),
		cmocka_unit_test(claim_shows_who_is_paid_what_under_which_root),
		cmocka_unit_test(without_a_profile_amounts_are_raw_and_nothing_is_pinned),
		cmocka_unit_test(commitment_shows_every_member_of_the_attestation),
		cmocka_unit_test(other_attestation_says_that_its_payload_cannot_be_read),
		cmocka_unit_test(revocation_shows_what_is_revoked),
		cmocka_unit_test(unknown_calldata_is_said_to_be_unreadable),
		cmocka_unit_test(creation_is_unreadable_whatever_its_code_begins_with),
		cmocka_unit_test(coins_along_with_a_claim_are_pointed_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
