#include "tests/unit/chain_vector.h"

#include "base/buf.h"
#include "base/hex.h"
#include "chain/erc20.h"
#include "chain/keccak.h"
#include "chain/merkle.h"
#include "chain/payer.h"
#include "chain/payer_urd.h"

static struct entitlement entitlement_load(const struct json *v)
{
	struct entitlement en = {.account = vector_address(v, "account"),
				 .token = vector_address(v, "token"),
				 .cumulative = {vector_number(v, "cumulative")}};

	for (const struct json *p = json_first(json_get(v, "proof")); p != NULL; p = json_next(p))
		en.proof[en.n_proof++] = vector_hash(p, NULL);
	return en;
}

static void claims_of_openzeppelins_tree_are_verified(void **state)
{
	struct json *doc = vector_load("distributor.json");
	struct hash root = vector_hash(doc, "root"), leaf;

	(void)state;
	for (const struct json *v = json_first(json_get(doc, "claims")); v != NULL;
	     v = json_next(v)) {
		struct entitlement en = entitlement_load(v);
		struct hash expected = vector_hash(v, "leaf");

		payer_urd_leaf(&leaf, &en);
		assert_hash_equal(leaf, expected);
		assert_int_equal(payer_urd_verify(&root, &en), STATUS_OK);
	}
	json_free(doc);
}

static void one_unit_more_or_another_account_is_refused(void **state)
{
	struct json *doc = vector_load("distributor.json");
	struct hash root = vector_hash(doc, "root");
	struct entitlement en = entitlement_load(json_first(json_get(doc, "claims")));

	(void)state;
	en.cumulative.raw.limb[0]++;
	assert_int_equal(payer_urd_verify(&root, &en), ERR_PROOF_MISMATCH);
	en.cumulative.raw.limb[0]--;
	en.account.bytes[19] ^= 1;
	assert_int_equal(payer_urd_verify(&root, &en), ERR_PROOF_MISMATCH);
	en.account.bytes[19] ^= 1;
	en.token.bytes[0] ^= 1;
	assert_int_equal(payer_urd_verify(&root, &en), ERR_PROOF_MISMATCH);
	en.token.bytes[0] ^= 1;
	for (size_t bit = 0; bit < 256 * en.n_proof; bit++) {
		en.proof[bit / 256].bytes[bit % 256 / 8] ^= (uint8_t)(1 << bit % 8);
		assert_int_equal(payer_urd_verify(&root, &en), ERR_PROOF_MISMATCH);
		en.proof[bit / 256].bytes[bit % 256 / 8] ^= (uint8_t)(1 << bit % 8);
	}
	assert_int_equal(payer_urd_verify(&root, &en), STATUS_OK);
	en.n_proof = LIMIT_MERKLE_DEPTH + 1;
	assert_int_equal(payer_urd_verify(&root, &en), ERR_TOO_DEEP);
	json_free(doc);
}

/* Morpho URD with two leaves: accounts 0x11…, 0x22…, token 0x33…, 1e18 and 2e18. */
static void the_two_leaves_of_morphos_layout_have_their_root(void **state)
{
	static const char leaf_text[] =
		"0x294618bfc1fafab66699161032052fb13182897e05d194c69079c84303750a0b";
	static const char root_text[] =
		"0x6f0b94ffcf6a4f5459469a68e3ac35b294dd67f52b107171eeba7acffa4c9097";
	struct entitlement a = {.cumulative = {u256_from_u64(1000000000000000000U)}}, b = a;
	struct hash leaf, other, root;
	char text[HASH_TEXT_SIZE];

	(void)state;
	memset(a.account.bytes, 0x11, 20);
	memset(b.account.bytes, 0x22, 20);
	memset(a.token.bytes, 0x33, 20);
	b.token = a.token;
	b.cumulative.raw = u256_from_u64(2000000000000000000U);
	payer_urd_leaf(&leaf, &a);
	payer_urd_leaf(&other, &b);
	hash_format(text, &leaf);
	assert_string_equal(text, leaf_text);
	merkle_pair(&root, &leaf, &other);
	hash_format(text, &root);
	assert_string_equal(text, root_text);
	a.proof[0] = other;
	a.n_proof = 1;
	assert_int_equal(payer_urd_verify(&root, &a), STATUS_OK);
}

static void calldata_is_that_of_ethers_and_reads_back(void **state)
{
	struct json *doc = vector_load("distributor.json");
	struct buf out;

	(void)state;
	buf_init(&out, LIMIT_CALLDATA);
	for (const struct json *v = json_first(json_get(doc, "claims")); v != NULL;
	     v = json_next(v)) {
		struct entitlement en = entitlement_load(v), read;
		size_t len;
		uint8_t *expected = vector_hex(v, "calldata", &len);

		buf_clear(&out);
		assert_int_equal(payer_urd_calldata(&out, &en), STATUS_OK);
		assert_int_equal(out.len, len);
		assert_memory_equal(out.data, expected, len);
		assert_int_equal(payer_urd_read_claim(&read, expected, len), STATUS_OK);
		assert_memory_equal(&read, &en, sizeof(en));
		for (size_t cut = 0; cut < len; cut++)
			assert_int_not_equal(payer_urd_read_claim(&read, expected, cut), STATUS_OK);
		free(expected);
	}
	buf_release(&out);
	json_free(doc);
}

static void claim_with_dirty_padding_or_more_behind_it_is_not_read(void **state)
{
	struct json *doc = vector_load("distributor.json");
	size_t len;
	uint8_t *data = vector_hex(json_first(json_get(doc, "claims")), "calldata", &len);
	uint8_t *more = calloc(1, len + 32);
	struct entitlement en;

	(void)state;
	for (size_t i = 0; i < 4 + 12; i++) {
		data[i] ^= 1;
		assert_int_not_equal(payer_urd_read_claim(&en, data, len), STATUS_OK);
		data[i] ^= 1;
	}
	assert_non_null(more);
	memcpy(more, data, len);
	assert_int_not_equal(payer_urd_read_claim(&en, more, len + 32), STATUS_OK);
	assert_int_not_equal(payer_urd_read_claim(&en, more, len + 1), STATUS_OK);
	free(more);
	free(data);
	json_free(doc);
}

static void claim_of_too_many_steps_is_not_read(void **state)
{
	struct entitlement en = {.n_proof = LIMIT_MERKLE_DEPTH};
	struct buf out;

	(void)state;
	buf_init(&out, LIMIT_CALLDATA);
	assert_int_equal(payer_urd_calldata(&out, &en), STATUS_OK);
	assert_int_equal(payer_urd_read_claim(&en, out.data, out.len), STATUS_OK);
	/* One more step, as the length says. */
	out.data[4 + 4 * 32 + 31]++;
	buf_add(&out, en.proof[0].bytes, 32);
	assert_int_equal(payer_urd_read_claim(&en, out.data, out.len), ERR_TOO_DEEP);
	assert_int_equal(en.n_proof, 0);
	buf_release(&out);
}

/* slots.json: cast's index of the account under slot 2, and of the token under that. */
static void claimed_amounts_are_stored_where_cast_says(void **state)
{
	struct json *doc = vector_load("slots.json");
	const struct json *account = json_next(json_first(doc)), *token = json_next(account);
	struct hash key = vector_hash(account, "key"), expected = vector_hash(token, "key-slot");
	const struct hash claimed = vector_hash(account, "slot");
	struct address who, what;
	struct hash slot;

	(void)state;
	memcpy(who.bytes, key.bytes + 12, 20);
	key = vector_hash(token, "key");
	memcpy(what.bytes, key.bytes + 12, 20);
	payer_urd_claimed_slot(&slot, &claimed, &who, &what);
	assert_hash_equal(slot, expected);
	json_free(doc);
}

static void token_balances_are_stored_where_cast_says(void **state)
{
	struct json *doc = vector_load("slots.json");
	const struct json *v = json_first(doc);
	struct hash key = vector_hash(v, "key"), slot, solidity = vector_hash(v, "key-slot"),
		    vyper = vector_hash(v, "slot-key");
	struct profile_token token = {.balance_slot = vector_hash(v, "slot")};
	struct address owner;

	(void)state;
	memcpy(owner.bytes, key.bytes + 12, 20);
	token.balance_order = SLOT_KEY_SLOT;
	erc20_balance_slot(&slot, &token, &owner);
	assert_hash_equal(slot, solidity);
	token.balance_order = SLOT_SLOT_KEY;
	erc20_balance_slot(&slot, &token, &owner);
	assert_hash_equal(slot, vyper);
	json_free(doc);
}

static void balance_is_the_masked_part_of_the_word(void **state)
{
	struct profile_token token = {0};
	struct u256 word, expected;
	struct tokens found;

	(void)state;
	for (size_t i = 0; i < 4; i++)
		word.limb[i] = 0x1111111111111111U * (i + 1);
	memset(token.balance_mask.bytes, 0xFF, 32);
	erc20_balance_from_word(&found, &token, &word);
	assert_number_equal(found.raw, word);
	/* A mask of the low 128 bits. */
	memset(token.balance_mask.bytes, 0, 16);
	expected = word;
	expected.limb[2] = expected.limb[3] = 0;
	erc20_balance_from_word(&found, &token, &word);
	assert_number_equal(found.raw, expected);
	/*
	 * A mask of bits 72 to 199: from one byte into the second limb to one byte into the fourth.
	 */
	memset(token.balance_mask.bytes, 0, 32);
	memset(token.balance_mask.bytes + 7, 0xFF, 16);
	erc20_balance_from_word(&found, &token, &word);
	expected = (struct u256){{0x3322222222222222U, 0x4433333333333333U, 0, 0}};
	assert_number_equal(found.raw, expected);
	memset(token.balance_mask.bytes, 0, 32);
	erc20_balance_from_word(&found, &token, &word);
	assert_true(u256_is_zero(&found.raw));
}

/* `cast calldata "transfer(address,uint256)" 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 1500` */
static const char transfer[] = "0xa9059cbb"
			       "00000000000000000000000070997970c51812dc3a010c7d01b50e0d17dc79c8"
			       "00000000000000000000000000000000000000000000000000000000000005dc";

static void token_transfers_are_written_and_read_as_cast_does(void **state)
{
	struct address to, read_to;
	struct tokens amount = {u256_from_u64(1500)}, read_amount;
	uint8_t expected[68];
	struct buf out;

	(void)state;
	assert_int_equal(address_parse(&to, "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", 42),
			 STATUS_OK);
	assert_int_equal(hex_parse(expected, 68, transfer, strlen(transfer)), STATUS_OK);
	buf_init(&out, LIMIT_CALLDATA);
	assert_int_equal(erc20_transfer_calldata(&out, &to, &amount), STATUS_OK);
	assert_int_equal(out.len, 68);
	assert_memory_equal(out.data, expected, 68);
	assert_int_equal(erc20_read_transfer(&read_to, &read_amount, expected, 68), STATUS_OK);
	assert_true(address_equal(&to, &read_to));
	assert_number_equal(amount.raw, read_amount.raw);
	assert_int_not_equal(erc20_read_transfer(&read_to, &read_amount, expected, 67), STATUS_OK);
	expected[4] = 1; /* a bit above the 20 bytes of the address */
	assert_int_not_equal(erc20_read_transfer(&read_to, &read_amount, expected, 68), STATUS_OK);
	buf_clear(&out);
	assert_int_equal(erc20_balance_calldata(&out, &to), STATUS_OK);
	assert_int_equal(out.len, 36);
	assert_memory_equal(out.data, "\x70\xa0\x82\x31", 4);
	assert_memory_equal(out.data + 16, to.bytes, 20);
	buf_release(&out);
}

/* From: cast abi-encode 'f(string)' OPEN, 'f(bytes32)' of MKR as text, 'f(uint8)' 18 */
static void symbols_are_read_as_cast_encodes_them(void **state)
{
	static const char as_string[] =
		"0x0000000000000000000000000000000000000000000000000000000000000020"
		"0000000000000000000000000000000000000000000000000000000000000004"
		"4f50454e00000000000000000000000000000000000000000000000000000000";
	static const char as_word[] =
		"0x4d4b520000000000000000000000000000000000000000000000000000000000";
	uint8_t data[96];
	const uint8_t *symbol;
	struct buf out;
	size_t len;

	(void)state;
	assert_int_equal(hex_parse(data, 96, as_string, strlen(as_string)), STATUS_OK);
	assert_int_equal(erc20_read_symbol(&symbol, &len, data, 96), STATUS_OK);
	assert_int_equal(len, 4);
	assert_memory_equal(symbol, "OPEN", 4);
	for (size_t cut = 0; cut < 96; cut++)
		if (cut != 32)
			assert_int_not_equal(erc20_read_symbol(&symbol, &len, data, cut),
					     STATUS_OK);
	assert_int_equal(hex_parse(data, 32, as_word, strlen(as_word)), STATUS_OK);
	assert_int_equal(erc20_read_symbol(&symbol, &len, data, 32), STATUS_OK);
	assert_int_equal(len, 3);
	assert_memory_equal(symbol, "MKR", 3);
	buf_init(&out, LIMIT_CALLDATA);
	assert_int_equal(erc20_symbol_calldata(&out), STATUS_OK);
	assert_int_equal(erc20_decimals_calldata(&out), STATUS_OK);
	assert_int_equal(out.len, 8);
	assert_memory_equal(out.data, "\x95\xd8\x9b\x41\x31\x3c\xe5\x67", 8);
	buf_release(&out);
}

static void decimals_are_one_byte_in_a_word(void **state)
{
	uint8_t word[33] = {[31] = 18};
	unsigned decimals;

	(void)state;
	assert_int_equal(erc20_read_decimals(&decimals, word, 32), STATUS_OK);
	assert_int_equal(decimals, 18);
	assert_int_not_equal(erc20_read_decimals(&decimals, word, 31), STATUS_OK);
	assert_int_not_equal(erc20_read_decimals(&decimals, word, 33), STATUS_OK);
	assert_int_not_equal(erc20_read_decimals(&decimals, word, 0), STATUS_OK);
	word[30] = 1; /* 256 + 18 */
	assert_int_equal(erc20_read_decimals(&decimals, word, 32), ERR_RANGE);
}

static void topics_are_the_hashes_of_their_events(void **state)
{
	static const char claimed[] = "Claimed(address,address,uint256)";
	static const char moved[] = "Transfer(address,address,uint256)";
	struct hash h;

	(void)state;
	keccak256(h.bytes, claimed, strlen(claimed));
	assert_hash_equal(h, payer_topic_claimed);
	keccak256(h.bytes, moved, strlen(moved));
	assert_hash_equal(h, erc20_topic_transfer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(topics_are_the_hashes_of_their_events),
		cmocka_unit_test(claims_of_openzeppelins_tree_are_verified),
		cmocka_unit_test(one_unit_more_or_another_account_is_refused),
		cmocka_unit_test(the_two_leaves_of_morphos_layout_have_their_root),
		cmocka_unit_test(calldata_is_that_of_ethers_and_reads_back),
		cmocka_unit_test(claim_with_dirty_padding_or_more_behind_it_is_not_read),
		cmocka_unit_test(claim_of_too_many_steps_is_not_read),
		cmocka_unit_test(claimed_amounts_are_stored_where_cast_says),
		cmocka_unit_test(token_balances_are_stored_where_cast_says),
		cmocka_unit_test(balance_is_the_masked_part_of_the_word),
		cmocka_unit_test(token_transfers_are_written_and_read_as_cast_does),
		cmocka_unit_test(symbols_are_read_as_cast_encodes_them),
		cmocka_unit_test(decimals_are_one_byte_in_a_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
