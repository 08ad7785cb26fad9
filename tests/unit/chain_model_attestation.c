/* Attested models. models.json was made by ethers. */
#include "tests/unit/chain_vector.h"

#include "chain/abi.h"
#include "chain/eas.h"
#include "chain/model_attestation.h"
#include "chain/model_figures.h"

static void the_schema_has_the_uid_that_ethers_computes(void **state)
{
	struct json *doc = vector_load("models.json");
	struct hash uid, expected = vector_hash(doc, "uid");

	(void)state;
	assert_string_equal(EAS_MODEL_SCHEMA, vector_text(doc, "schema"));
	eas_model_schema(&uid);
	assert_hash_equal(uid, expected);
	json_free(doc);
}

static void payloads_of_ethers_are_read(void **state)
{
	struct json *doc = vector_load("models.json");

	(void)state;
	for (const struct json *v = json_first(json_get(doc, "models")); v != NULL;
	     v = json_next(v)) {
		struct model_attestation m;
		struct hash artifact = vector_hash(v, "artifact"),
			    figures = vector_hash(v, "figures"),
			    manifest = vector_hash(v, "manifest");
		struct u256 version = vector_number(v, "version");
		size_t len;
		uint8_t *data = vector_hex(v, "data", &len);

		assert_int_equal(model_attestation_decode(&m, data, len), STATUS_OK);
		assert_hash_equal(m.artifact, artifact);
		assert_hash_equal(m.figures, figures);
		assert_hash_equal(m.manifest, manifest);
		assert_true(m.version == version.limb[0]);
		assert_string_equal(m.name, vector_text(v, "name"));
		assert_string_equal(m.license, vector_text(v, "license"));
		for (size_t cut = 0; cut < len; cut++)
			assert_int_not_equal(model_attestation_decode(&m, data, cut), STATUS_OK);
		free(data);
	}
	json_free(doc);
}

static void a_payload_that_names_nothing_or_cannot_be_shown_is_refused(void **state)
{
	struct json *doc = vector_load("models.json");
	size_t n = 0;

	(void)state;
	for (const struct json *v = json_first(json_get(doc, "bad")); v != NULL;
	     v = json_next(v), n++) {
		struct model_attestation m;
		size_t len;
		uint8_t *data = vector_hex(v, "data", &len);

		if (model_attestation_decode(&m, data, len) == STATUS_OK)
			fail_msg("%s was read", vector_text(v, "what"));
		free(data);
	}
	assert_int_equal(n, 8);
	json_free(doc);
}

/* One object has one hash, however the file spells it. */
static void figures_have_the_hash_that_ethers_computes(void **state)
{
	struct json *doc = vector_load("models.json");
	size_t n = 0;

	(void)state;
	for (const struct json *v = json_first(json_get(doc, "metadata")); v != NULL;
	     v = json_next(v), n++) {
		const char *text = vector_text(v, "text");
		struct hash hash, expected = vector_hash(v, "keccak");
		struct json *metadata = NULL;
		struct err e = {0};

		assert_int_equal(json_parse(&metadata, text, strlen(text), &e), STATUS_OK);
		assert_int_equal(model_figures_hash(&hash, metadata), STATUS_OK);
		assert_hash_equal(hash, expected);
		json_free(metadata);
	}
	assert_int_equal(n, 3);
	json_free(doc);
}

static void metadata_with_anything_but_texts_has_no_hash(void **state)
{
	static const char *const texts[] = {"[]", "\"a\"", "{\"a\":1}", "{\"a\":{}}"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		struct json *metadata = NULL;
		struct hash hash;
		struct err e = {0};

		assert_int_equal(json_parse(&metadata, texts[i], strlen(texts[i]), &e), STATUS_OK);
		assert_int_equal(model_figures_hash(&hash, metadata), ERR_PARSE);
		json_free(metadata);
	}
}

/* A version of the model of datanet 9a…9a, as its attestation. */
static struct attestation attested(struct model_attestation *m, uint64_t version)
{
	struct attestation a = {.revocable = false, .time = 1790000000};
	struct abi_writer w;

	*m = (struct model_attestation){.version = version, .name = "mail-filter"};
	memset(m->artifact.bytes, (int)version, sizeof(m->artifact.bytes));
	eas_model_schema(&a.schema);
	memset(a.attester.bytes, 0x9a, sizeof(a.attester.bytes));
	a.recipient = a.attester;
	if (version > 1)
		memset(a.ref_uid.bytes, (int)version - 1, sizeof(a.ref_uid.bytes));
	buf_init(&a.data, LIMIT_CALLDATA);
	abi_begin(&w, &a.data, 6);
	abi_add_hash(&w, &m->artifact);
	abi_add_hash(&w, &m->figures);
	abi_add_hash(&w, &m->manifest);
	abi_add_u64(&w, m->version);
	abi_add_bytes(&w, m->name, strlen(m->name));
	abi_add_bytes(&w, m->license, strlen(m->license));
	assert_int_equal(buf_status(&a.data), STATUS_OK);
	return a;
}

static void refuse(const struct attestation *a, const struct address *datanet, const char *why)
{
	struct model_attestation m;
	struct err e = {0};

	assert_int_not_equal(model_attestation_check(&m, a, datanet, &e), STATUS_OK);
	assert_non_null(strstr(e.text, why));
}

static void only_a_lasting_attestation_of_the_datanet_is_a_version(void **state)
{
	struct model_attestation m, read;
	struct attestation good = attested(&m, 2), a;
	struct address datanet = good.attester, other = {{7}};
	struct err e = {0};

	(void)state;
	assert_int_equal(model_attestation_check(&read, &good, &datanet, &e), STATUS_OK);
	assert_hash_equal(read.artifact, m.artifact);
	a = good;
	a.schema.bytes[3] ^= 1;
	refuse(&a, &datanet, "another type");
	a = good;
	a.attester = other;
	refuse(&a, &datanet, "another account than the datanet's");
	a = good;
	a.recipient = other;
	refuse(&a, &datanet, "addressed to another");
	a = good;
	a.revocable = true;
	refuse(&a, &datanet, "withdrawn or expires");
	a = good;
	a.expiration = 1890000000;
	refuse(&a, &datanet, "withdrawn or expires");
	a = good;
	a.data.len--;
	refuse(&a, &datanet, "cannot be read");
	a = good;
	memset(a.ref_uid.bytes, 0, sizeof(a.ref_uid.bytes));
	refuse(&a, &datanet, "names no version before it");
	attestation_release(&good);
	good = attested(&m, 1);
	assert_int_equal(model_attestation_check(&read, &good, &datanet, &e), STATUS_OK);
	good.ref_uid.bytes[0] = 1;
	refuse(&good, &datanet, "names a version before it");
	attestation_release(&good);
}

static void a_version_follows_the_one_that_it_names_and_no_other(void **state)
{
	struct model_attestation first, second, third;
	struct attestation a1 = attested(&first, 1), a2 = attested(&second, 2),
			   a3 = attested(&third, 3);
	struct hash uid, other;
	struct err e = {0};

	(void)state;
	memset(uid.bytes, 1, sizeof(uid.bytes));
	memset(other.bytes, 2, sizeof(other.bytes));
	assert_int_equal(model_attestation_follows(&a2, &second, &uid, &first, &e), STATUS_OK);
	assert_int_equal(model_attestation_follows(&a2, &second, &other, &first, &e), ERR_MISMATCH);
	assert_int_equal(model_attestation_follows(&a3, &third, &other, &first, &e), ERR_MISMATCH);
	assert_non_null(strstr(e.text, "version 3 of the model follows version 1"));
	first.version = UINT64_MAX;
	second.version = 0;
	assert_int_equal(model_attestation_follows(&a2, &second, &uid, &first, &e), ERR_MISMATCH);
	attestation_release(&a1);
	attestation_release(&a2);
	attestation_release(&a3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_schema_has_the_uid_that_ethers_computes),
		cmocka_unit_test(payloads_of_ethers_are_read),
		cmocka_unit_test(a_payload_that_names_nothing_or_cannot_be_shown_is_refused),
		cmocka_unit_test(figures_have_the_hash_that_ethers_computes),
		cmocka_unit_test(metadata_with_anything_but_texts_has_no_hash),
		cmocka_unit_test(only_a_lasting_attestation_of_the_datanet_is_a_version),
		cmocka_unit_test(a_version_follows_the_one_that_it_names_and_no_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
