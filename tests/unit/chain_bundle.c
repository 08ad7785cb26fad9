#include "tests/unit/chain_vector.h"

#include "base/buf.h"
#include "base/json_write.h"
#include "chain/bundle.h"
#include "chain/bundle_check.h"
#include "chain/keccak.h"
#include "chain/signed_bundle.h"
#include "chain/tx_read.h"

/* The first claim of distributor.json: OpenZeppelin's proof, ethers' transaction. */
static void load(struct bundle *b)
{
	struct json *doc = vector_load("distributor.json");
	const struct json *v = json_first(json_get(doc, "claims"));
	size_t len;
	uint8_t *tx = vector_hex(doc, "transaction", &len);

	bundle_init(b);
	b->chain_id = 31337;
	memset(b->from.bytes, 0x77, 20);
	buf_add(&b->unsigned_tx, tx, len);
	b->distributor = vector_address(doc, "distributor");
	b->n_parts = 1;
	b->parts[0].entitlement.account = vector_address(v, "account");
	b->parts[0].entitlement.token = vector_address(v, "token");
	b->parts[0].entitlement.cumulative.raw = vector_number(v, "cumulative");
	for (const struct json *p = json_first(json_get(v, "proof")); p != NULL; p = json_next(p))
		b->parts[0].entitlement.proof[b->parts[0].entitlement.n_proof++] =
			vector_hash(p, NULL);
	b->claimed.raw = u256_from_u64(5);
	b->root = vector_hash(doc, "root");
	b->block = 1234;
	memset(b->block_hash.bytes, 0xb1, 32);
	b->trust = TRUST_PROVEN;
	b->prepared = 1795270000;
	b->expires = 1795356400;
	snprintf(b->network, sizeof(b->network), "devnet");
	free(tx);
	json_free(doc);
}

static struct buf written(const struct bundle *b)
{
	struct buf out;

	buf_init(&out, LIMIT_SMALL_FILE);
	assert_int_equal(bundle_write(&out, b), STATUS_OK);
	return out;
}

static void bundle_survives_the_journey_byte_for_byte(void **state)
{
	struct bundle b, read;
	struct buf out, again;
	struct err e = {0};

	(void)state;
	load(&b);
	out = written(&b);
	if (bundle_read(&read, out.data, out.len, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	again = written(&read);
	assert_int_equal(again.len, out.len);
	assert_memory_equal(again.data, out.data, out.len);
	assert_int_equal(bundle_check(&read, NULL, &e), STATUS_OK);
	assert_int_equal(read.chain_id, 31337);
	assert_int_equal(read.prepared, b.prepared);
	assert_int_equal(read.expires, b.expires);
	assert_int_equal(read.trust, TRUST_PROVEN);
	assert_string_equal(read.network, "devnet");
	buf_release(&out);
	buf_release(&again);
	bundle_release(&b);
	bundle_release(&read);
}

static void document_is_canonical_json_without_numbers(void **state)
{
	struct bundle b;
	struct json *doc;
	struct buf out, again;

	(void)state;
	load(&b);
	out = written(&b);
	assert_int_equal(json_parse(&doc, out.data, out.len, NULL), STATUS_OK);
	for (const struct json *m = json_first(doc); m != NULL; m = json_next(m))
		assert_true(json_is_string(m) || json_is_array(m));
	buf_init(&again, LIMIT_SMALL_FILE);
	assert_int_equal(json_write(&again, doc), STATUS_OK);
	assert_int_equal(again.len, out.len);
	assert_memory_equal(again.data, out.data, out.len);
	json_free(doc);
	buf_release(&out);
	buf_release(&again);
	bundle_release(&b);
}

static void contradicts(struct bundle *b, const char *field)
{
	struct err e = {0};

	enum status s = bundle_check(b, NULL, &e);

	/*
	 * A root that the proof does not fold to is the one change that does not contradict the
	 * transaction.
	 */
	assert_int_equal(s == ERR_PROOF_MISMATCH, strcmp(field, "root") == 0);
	assert_int_not_equal(s, STATUS_OK);
	if (strstr(e.text, field) == NULL)
		fail_msg("the message does not name %s: %s", field, e.text);
	bundle_release(b);
	load(b);
}

static void every_altered_field_that_the_transaction_knows_is_found(void **state)
{
	struct bundle b;

	(void)state;
	load(&b);
	b.chain_id = 1;
	contradicts(&b, "chain_id");
	b.distributor.bytes[0] ^= 1;
	contradicts(&b, "distributor");
	b.parts[0].entitlement.account.bytes[19] ^= 1;
	contradicts(&b, "account");
	b.parts[0].entitlement.token.bytes[19] ^= 1;
	contradicts(&b, "token");
	b.parts[0].entitlement.cumulative.raw.limb[0]++;
	contradicts(&b, "cumulative");
	for (size_t i = 0; i < b.parts[0].entitlement.n_proof; i++) {
		b.parts[0].entitlement.proof[i].bytes[31] ^= 1;
		contradicts(&b, "proof");
	}
	b.parts[0].entitlement.n_proof--;
	contradicts(&b, "proof");
	b.root.bytes[0] ^= 1;
	contradicts(&b, "root");
	b.claimed.raw = b.parts[0].entitlement.cumulative.raw;
	contradicts(&b, "claimed");
	b.expires = b.prepared;
	contradicts(&b, "expires");
	bundle_release(&b);
}

/*
 * No changed bit of the transaction passes, except in the fields that the bundle says nothing
 * about: nonce and fees.
 */
static void altered_transaction_is_found(void **state)
{
	struct bundle b;
	struct tx good, tx;
	size_t passed = 0;

	(void)state;
	load(&b);
	tx_init(&good);
	assert_int_equal(tx_read_unsigned(&good, b.unsigned_tx.data, b.unsigned_tx.len, NULL),
			 STATUS_OK);
	for (size_t bit = 0; bit < 8 * b.unsigned_tx.len; bit++) {
		b.unsigned_tx.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
		if (bundle_check(&b, NULL, NULL) == STATUS_OK) {
			tx_init(&tx);
			assert_int_equal(
				tx_read_unsigned(&tx, b.unsigned_tx.data, b.unsigned_tx.len, NULL),
				STATUS_OK);
			assert_true(tx.chain_id == good.chain_id &&
				    address_equal(&tx.to, &good.to));
			assert_true(u256_is_zero(&tx.value.raw));
			assert_int_equal(tx.data.len, good.data.len);
			assert_memory_equal(tx.data.data, good.data.data, good.data.len);
			tx_release(&tx);
			passed++;
		}
		b.unsigned_tx.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	/* These are at most the bytes of nonce (1), two fees (4 each) and gas limit (3). */
	assert_true(passed <= 8 * 12);
	tx_release(&good);
	bundle_release(&b);
}

/* Puts `tx` in place of the bundle's transaction. */
static void put_tx(struct bundle *b, const struct tx *tx)
{
	buf_clear(&b->unsigned_tx);
	assert_int_equal(tx_write_unsigned(&b->unsigned_tx, tx), STATUS_OK);
}

static void transaction_with_coins_or_of_another_kind_is_refused(void **state)
{
	struct bundle b;
	struct tx tx;

	(void)state;
	load(&b);
	tx_init(&tx);
	assert_int_equal(tx_read_unsigned(&tx, b.unsigned_tx.data, b.unsigned_tx.len, NULL),
			 STATUS_OK);
	tx.value.raw = u256_from_u64(1);
	put_tx(&b, &tx);
	contradicts(&b, "coins");
	tx.value.raw = u256_from_u64(0);
	tx.creates = true;
	put_tx(&b, &tx);
	contradicts(&b, "distributor");
	tx.creates = false;
	tx.data.data[0] ^= 1;
	put_tx(&b, &tx);
	contradicts(&b, "transaction");
	tx.data.data[0] ^= 1;
	buf_add_byte(&tx.data, 0);
	put_tx(&b, &tx);
	contradicts(&b, "transaction");
	buf_clear(&b.unsigned_tx);
	contradicts(&b, "transaction");
	tx_release(&tx);
	bundle_release(&b);
}

/*
 * The facts that only the online machine knows cannot be checked, but the hash of the bundle covers
 * them.
 */
static void fields_told_by_the_online_machine_change_the_bundles_hash(void **state)
{
	struct bundle b[8];
	struct hash hashes[ARRAY_SIZE(b)];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(b); i++)
		load(&b[i]);
	b[1].from.bytes[0] ^= 1;
	b[2].claimed.raw = u256_from_u64(6);
	b[3].block++;
	b[4].block_hash.bytes[0] ^= 1;
	b[5].trust = TRUST_AGREED;
	b[6].prepared++;
	b[7].network[0] = 'x';
	for (size_t i = 0; i < ARRAY_SIZE(b); i++) {
		struct buf out = written(&b[i]);

		assert_int_equal(bundle_check(&b[i], NULL, NULL), STATUS_OK);
		keccak256(hashes[i].bytes, out.data, out.len);
		for (size_t j = 0; j < i; j++)
			assert_false(hash_equal(&hashes[i], &hashes[j]));
		buf_release(&out);
		bundle_release(&b[i]);
	}
}

static void a_bundle_that_nobody_would_claim_by_is_refused(void **state)
{
	static const enum trust words[] = {TRUST_DISPUTED, TRUST_NONE};
	struct err e = {0};
	struct bundle b;

	(void)state;
	load(&b);
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		b.trust = words[i];
		assert_int_equal(bundle_check(&b, NULL, &e), ERR_REFUSED);
		assert_non_null(strstr(e.text, trust_word(words[i])));
	}
	/* A network with one node has no more than its word. */
	b.trust = TRUST_REPORTED;
	assert_int_equal(bundle_check(&b, NULL, &e), STATUS_OK);
	bundle_release(&b);
}

/* Replaces the first `from` of the written bundle by `to` and expects that it is not read. */
static void refuses(const char *from, const char *to)
{
	struct bundle b, read;
	struct buf out, altered;
	struct err e = {0};
	const char *text, *at;

	load(&b);
	out = written(&b);
	text = buf_str(&out);
	at = strstr(text, from);
	assert_non_null(at);
	buf_init(&altered, LIMIT_SMALL_FILE);
	buf_addf(&altered, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
	if (bundle_read(&read, altered.data, altered.len, &e) == STATUS_OK)
		fail_msg("accepted: %s -> %s", from, to);
	assert_true(e.text[0] != '\0');
	assert_int_equal(read.unsigned_tx.len, 0);
	buf_release(&altered);
	buf_release(&out);
	bundle_release(&b);
}

static void anything_not_exactly_canonical_is_refused(void **state)
{
	(void)state;
	refuses("{\"account\"", "{ \"account\"");
	refuses("{\"account\"", "{\"aaa\":\"1\",\"account\"");
	refuses("\"0x1111", "\"0X1111");
	refuses("\"0xb1b1", "\"0xB1b1");
	refuses("\"block\":\"1234\"", "\"block\":1234");
	refuses("\"block\":\"1234\"", "\"block\":\"01234\"");
	refuses("\"claimed\":\"5\"", "\"claimed\":\"-5\"");
	refuses("\"claimed\":\"5\",", "");
	refuses("byline-claim/1", "byline-claim/2");
	refuses("\"kind\":\"urd\"", "\"kind\":\"merkl\"");
	refuses("\"network\":\"devnet\"", "\"network\":\"dev\\u001bnet\"");
	refuses("\"trust\":\"proven\"", "\"trust\":\"certain\"");
	refuses("\"proof\":[\"0x", "\"proof\":[\"0x00\",\"0x");
	refuses("\"prepared\":\"2026-", "\"prepared\":\"2026-0");
	refuses("Z\"", ".0Z\"");
	refuses("\"0x02", "\"0x05");
	refuses("}", "} ");
	refuses("}", "");
}

static void no_prefix_of_a_bundle_is_read(void **state)
{
	struct bundle b, read;
	struct buf out;

	(void)state;
	load(&b);
	out = written(&b);
	for (size_t len = 0; len < out.len; len++)
		assert_int_not_equal(bundle_read(&read, out.data, len, NULL), STATUS_OK);
	buf_release(&out);
	bundle_release(&b);
}

static void signed_bundle_survives_and_is_strict(void **state)
{
	static const uint8_t raw[] = {2, 0xC0};
	static const char *const bad[] = {
		"{}",
		"{\"bundle\":\"0x00\",\"format\":\"byline-signed/1\",\"transaction\":\"0x02\"}",
		"[]",
	};
	struct signed_bundle b, read;
	struct buf out;
	struct err e = {0};

	(void)state;
	signed_bundle_init(&b);
	memset(b.bundle.bytes, 0x5b, 32);
	buf_add(&b.raw_tx, raw, sizeof(raw));
	buf_init(&out, LIMIT_SMALL_FILE);
	assert_int_equal(signed_bundle_write(&out, &b), STATUS_OK);
	if (signed_bundle_read(&read, out.data, out.len, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_hash_equal(read.bundle, b.bundle);
	assert_int_equal(read.raw_tx.len, sizeof(raw));
	assert_memory_equal(read.raw_tx.data, raw, sizeof(raw));
	signed_bundle_release(&read);
	assert_int_not_equal(signed_bundle_read(&read, out.data, out.len - 1, &e), STATUS_OK);
	buf_add_byte(&out, '\n');
	assert_int_not_equal(signed_bundle_read(&read, out.data, out.len, &e), STATUS_OK);
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		assert_int_not_equal(signed_bundle_read(&read, bad[i], strlen(bad[i]), &e),
				     STATUS_OK);
	buf_release(&out);
	signed_bundle_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bundle_survives_the_journey_byte_for_byte),
		cmocka_unit_test(document_is_canonical_json_without_numbers),
		cmocka_unit_test(every_altered_field_that_the_transaction_knows_is_found),
		cmocka_unit_test(altered_transaction_is_found),
		cmocka_unit_test(transaction_with_coins_or_of_another_kind_is_refused),
		cmocka_unit_test(fields_told_by_the_online_machine_change_the_bundles_hash),
		cmocka_unit_test(a_bundle_that_nobody_would_claim_by_is_refused),
		cmocka_unit_test(anything_not_exactly_canonical_is_refused),
		cmocka_unit_test(no_prefix_of_a_bundle_is_read),
		cmocka_unit_test(signed_bundle_survives_and_is_strict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
