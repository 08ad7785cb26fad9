#include "tests/unit/chain_vector.h"

#include "base/buf.h"
#include "chain/eas.h"
#include "chain/eas_commitment.h"
#include "chain/keccak.h"

/* The uids that docs/formats.md names, and those that SchemaRegistry gave on anvil. */
static void schema_uids_are_those_of_the_registry(void **state)
{
	static const char commitment[] =
		"0x27196f09dd4810f0d2ebdcfeae44e056a835b748a10f0c60fa90e6aff23cdf1c";
	static const char statement[] =
		"0xbe1ad278a4bdbc376a9d6959025891cc4f66e62acb04b0c1f4b84ac1d91fc267";
	const struct address none = {0};
	struct json *doc = vector_load("eas.json");
	struct hash uid;
	char text[HASH_TEXT_SIZE];

	(void)state;
	eas_commitment_schema(&uid);
	hash_format(text, &uid);
	assert_string_equal(text, commitment);
	eas_statement_schema(&uid);
	hash_format(text, &uid);
	assert_string_equal(text, statement);
	for (const struct json *s = json_first(json_get(doc, "schemas")); s != NULL;
	     s = json_next(s)) {
		struct hash expected = vector_hash(s, "uid");

		eas_schema_uid(&uid, vector_text(s, "schema"), &none,
			       json_truth(json_get(s, "revocable")));
		assert_hash_equal(uid, expected);
	}
	json_free(doc);
}

/* The uid that SchemaRegistry gave for it on anvil. */
static void a_schema_that_is_not_ours_has_the_registrys_uid(void **state)
{
	static const char expected[] =
		"0x6b6dc790d82177410ee8bfd6408d1c330d56a6a676368548eff22f20260ecb28";
	const struct address none = {0};
	char text[HASH_TEXT_SIZE];
	struct hash uid;

	(void)state;
	eas_schema_uid(&uid, "bytes32 root,uint64 count,string uri,bytes32 metaHash", &none, true);
	hash_format(text, &uid);
	assert_string_equal(text, expected);
}

static void the_topic_is_the_hash_of_the_event(void **state)
{
	static const char attested[] = "Attested(address,address,bytes32,bytes32)";
	struct hash h;

	(void)state;
	keccak256(h.bytes, attested, strlen(attested));
	assert_hash_equal(h, eas_topic_attested);
}

static void calldata_is_that_of_ethers_and_reads_back(void **state)
{
	struct json *doc = vector_load("eas.json");
	const struct json *first = json_first(json_get(doc, "attestations"));
	struct buf out;

	(void)state;
	buf_init(&out, LIMIT_CALLDATA);
	for (const struct json *v = first; v != NULL; v = json_next(v)) {
		struct hash schema = vector_hash(v, "schema"), ref = vector_hash(v, "ref_uid");
		struct address recipient = vector_address(v, "recipient");
		bool revocable = json_truth(json_get(v, "revocable"));
		size_t len;
		uint8_t *data = vector_hex(v, "data", &len);
		struct eas_request q;

		buf_clear(&out);
		assert_int_equal(
			eas_attest_calldata(&out, &schema, &recipient, revocable, &ref, data, len),
			STATUS_OK);
		assert_bytes_equal(&out, v, "calldata");
		assert_int_equal(eas_read_attest(&q, out.data, out.len), STATUS_OK);
		assert_hash_equal(q.schema, schema);
		assert_hash_equal(q.ref_uid, ref);
		assert_true(address_equal(&q.recipient, &recipient));
		assert_int_equal(q.revocable, revocable);
		assert_int_equal(q.expiration, 0);
		assert_int_equal(q.len, len);
		assert_memory_equal(q.data, data, len);
		free(data);
	}
	buf_release(&out);
	json_free(doc);
}

static void revocation_and_query_are_those_of_ethers(void **state)
{
	struct json *doc = vector_load("eas.json");
	const struct json *first = json_first(json_get(doc, "attestations"));
	struct hash schema = vector_hash(first, "schema"), uid = vector_hash(first, "uid");
	struct hash read_schema, read_uid;
	struct buf out;

	(void)state;
	buf_init(&out, LIMIT_CALLDATA);
	assert_int_equal(eas_revoke_calldata(&out, &schema, &uid), STATUS_OK);
	assert_bytes_equal(&out, doc, "revocation");
	assert_int_equal(eas_read_revoke(&read_schema, &read_uid, out.data, out.len), STATUS_OK);
	assert_hash_equal(read_schema, schema);
	assert_hash_equal(read_uid, uid);
	/* One coin is sent along. */
	out.data[out.len - 1] = 1;
	assert_int_equal(eas_read_revoke(&read_schema, &read_uid, out.data, out.len),
			 ERR_UNSUPPORTED);
	assert_int_equal(eas_read_revoke(&read_schema, &read_uid, out.data, out.len - 1),
			 ERR_PARSE);
	buf_clear(&out);
	assert_int_equal(eas_get_calldata(&out, &uid), STATUS_OK);
	assert_bytes_equal(&out, doc, "get");
	buf_release(&out);
	json_free(doc);
}

static void attest_with_coins_or_a_changed_byte_of_form_is_not_read(void **state)
{
	struct json *doc = vector_load("eas.json");
	const struct json *v = json_first(json_get(doc, "attestations"));
	size_t len, refused = 0;
	uint8_t *data = vector_hex(v, "calldata", &len);
	struct eas_request q;

	(void)state;
	/*
	 * The value is the sixth word of the innermost tuple, which begins after 4 bytes and 3
	 * words.
	 */
	data[4 + 32 * 9 - 1] = 1;
	assert_int_equal(eas_read_attest(&q, data, len), ERR_UNSUPPORTED);
	data[4 + 32 * 9 - 1] = 0;
	assert_int_equal(eas_read_attest(&q, data, len), STATUS_OK);
	for (size_t cut = 0; cut < len; cut++)
		assert_int_not_equal(eas_read_attest(&q, data, cut), STATUS_OK);
	for (size_t i = 0; i < len; i++) {
		data[i] ^= 0x80;
		refused += eas_read_attest(&q, data, len) != STATUS_OK;
		data[i] ^= 0x80;
	}
	/* Selector 4, three offsets and three narrow members at least. */
	assert_true(refused > 4 + 3 * 32 + 12 + 24 + 31);
	free(data);
	json_free(doc);
}

static void check_commitment(const struct json *fields, const uint8_t *data, size_t len)
{
	const struct json *f = json_first(fields);
	struct commitment c;
	struct hash expected;
	struct u256 number, found;
	struct buf out;

	assert_int_equal(eas_commitment_decode(&c, data, len), STATUS_OK);
	expected = vector_hash(f, NULL);
	assert_hash_equal(c.root, expected);
	f = json_next(f);
	number = vector_number(f, NULL);
	found = u256_from_u64(c.records);
	assert_number_equal(found, number);
	f = json_next(f);
	number = vector_number(f, NULL);
	found = u256_from_u64(c.size);
	assert_number_equal(found, number);
	f = json_next(f);
	expected = vector_hash(f, NULL);
	assert_hash_equal(c.manifest, expected);
	f = json_next(f);
	expected = vector_hash(f, NULL);
	assert_hash_equal(c.nonce, expected);
	assert_string_equal(c.license, vector_text(json_next(f), NULL));
	buf_init(&out, LIMIT_CALLDATA);
	assert_int_equal(eas_commitment_encode(&out, &c), STATUS_OK);
	assert_int_equal(out.len, len);
	assert_memory_equal(out.data, data, len);
	buf_release(&out);
}

static void commitments_are_encoded_as_ethers_does(void **state)
{
	struct json *doc = vector_load("eas.json");
	size_t n = 0;

	(void)state;
	for (const struct json *v = json_first(json_get(doc, "attestations")); v != NULL;
	     v = json_next(v)) {
		size_t len;
		uint8_t *data = vector_hex(v, "data", &len);

		if (strcmp(vector_text(v, "what"), "commitment") == 0) {
			check_commitment(json_get(v, "fields"), data, len);
			n++;
		}
		free(data);
	}
	assert_int_equal(n, 2);
	json_free(doc);
}

static void license_that_is_long_or_not_printable_is_refused(void **state)
{
	struct commitment c = {0}, read;
	struct buf out;

	(void)state;
	memset(c.license, 'x', 63);
	buf_init(&out, LIMIT_CALLDATA);
	assert_int_equal(eas_commitment_encode(&out, &c), STATUS_OK);
	assert_int_equal(eas_commitment_decode(&read, out.data, out.len), STATUS_OK);
	assert_string_equal(read.license, c.license);
	out.data[6 * 32 + 31] = 64; /* the length, with one byte of padding counted in */
	out.data[6 * 32 + 32 + 63] = 'x';
	assert_int_equal(eas_commitment_decode(&read, out.data, out.len), ERR_LIMIT);
	out.data[6 * 32 + 31] = 63;
	out.data[6 * 32 + 32 + 63] = 0;
	out.data[6 * 32 + 32] = 0x1B;
	assert_int_equal(eas_commitment_decode(&read, out.data, out.len), ERR_PARSE);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(schema_uids_are_those_of_the_registry),
		cmocka_unit_test(a_schema_that_is_not_ours_has_the_registrys_uid),
		cmocka_unit_test(the_topic_is_the_hash_of_the_event),
		cmocka_unit_test(calldata_is_that_of_ethers_and_reads_back),
		cmocka_unit_test(revocation_and_query_are_those_of_ethers),
		cmocka_unit_test(attest_with_coins_or_a_changed_byte_of_form_is_not_read),
		cmocka_unit_test(commitments_are_encoded_as_ethers_does),
		cmocka_unit_test(license_that_is_long_or_not_printable_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
