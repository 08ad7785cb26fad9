/* Training manifests. The texts of models.json and their hashes were made by ethers. */
#include "tests/unit/chain_vector.h"

#include "chain/keccak.h"
#include "chain/training.h"

#define DATANET		    "\"datanet\":\"0x9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a\""
#define UID_A		    "0x1111111111111111111111111111111111111111111111111111111111111111"
#define UID_B		    "0x2222222222222222222222222222222222222222222222222222222222222222"
#define FORMAT		    "\"format\":\"byline-training/1\""
#define ENTRY(records, uid) "{\"records\":\"" records "\",\"uid\":\"" uid "\"}"

static void manifests_are_read_and_hashed_as_elsewhere(void **state)
{
	struct json *doc = vector_load("models.json");

	(void)state;
	for (const struct json *v = json_first(json_get(doc, "manifests")); v != NULL;
	     v = json_next(v)) {
		const char *text = vector_text(v, "text");
		struct hash expected = vector_hash(v, "keccak"), found;
		struct u256 total = vector_number(v, "total");
		struct training t;
		struct err e = {0};
		size_t i = 0;

		assert_int_equal(training_read(&t, text, strlen(text), &e), STATUS_OK);
		assert_true(t.records == total.limb[0]);
		assert_int_equal(t.n, json_count(json_get(v, "datasets")));
		for (const struct json *d = json_first(json_get(v, "datasets")); d != NULL;
		     d = json_next(d), i++) {
			struct u256 records = vector_number(d, "records");
			struct hash uid = vector_hash(d, "uid");

			assert_hash_equal(t.datasets[i].uid, uid);
			assert_true(t.datasets[i].records == records.limb[0]);
			assert_ptr_equal(training_find(&t, &uid), &t.datasets[i]);
			uid.bytes[31] ^= 1;
			assert_null(training_find(&t, &uid));
		}
		keccak256(found.bytes, text, strlen(text));
		assert_hash_equal(found, expected);
		training_release(&t);
	}
	json_free(doc);
}

static void a_manifest_in_another_form_is_refused(void **state)
{
	static const struct {
		const char *text;
		enum status status;
	} bad[] = {
		{"", ERR_PARSE},
		{"{" DATANET ",\"datasets\":[]," FORMAT "}", ERR_PARSE},
		{"{" DATANET ",\"datasets\":[" ENTRY("0", UID_A) "]," FORMAT "}", ERR_RANGE},
		{"{" DATANET ",\"datasets\":[" ENTRY("01", UID_A) "]," FORMAT "}", ERR_PARSE},
		{"{" DATANET ",\"datasets\":[" ENTRY("18446744073709551616", UID_A) "]," FORMAT "}",
		 ERR_RANGE},
		{"{" DATANET ",\"datasets\":[" ENTRY("18446744073709551615",
						     UID_A) "," ENTRY("1", UID_B) "]," FORMAT "}",
		 ERR_RANGE},
		{"{" DATANET ",\"datasets\":[" ENTRY("1", UID_B) "," ENTRY("1", UID_A) "]," FORMAT
										       "}",
		 ERR_PARSE},
		{"{" DATANET ",\"datasets\":[" ENTRY("1", UID_A) "," ENTRY("2", UID_A) "]," FORMAT
										       "}",
		 ERR_PARSE},
		{"{" DATANET
		 ",\"datasets\":[" ENTRY("1", UID_A) "],\"format\":\"byline-training/2\"}",
		 ERR_VERSION},
		{"{" DATANET ",\"datasets\":[" ENTRY("1", UID_A) "]," FORMAT ",\"more\":\"1\"}",
		 ERR_PARSE},
		{"{" DATANET ",\"datasets\":[{\"records\":\"1\",\"uid\":\"" UID_A
		 "\",\"x\":\"\"}]," FORMAT "}",
		 ERR_PARSE},
		{"{" DATANET ",\"datasets\":[" ENTRY("1", UID_A) "]," FORMAT "} ", ERR_PARSE},
		{"{" FORMAT "," DATANET ",\"datasets\":[" ENTRY("1", UID_A) "]}", ERR_PARSE},
		{"{\"datanet\":\"0x9A9A9A9A9A9A9A9A9A9A9A9A9A9A9A9A9A9A9A9A\",\"datasets\":[" ENTRY(
			 "1", UID_A) "]," FORMAT "}",
		 ERR_PARSE},
		{"{" DATANET ",\"datasets\":[{\"records\":1,\"uid\":\"" UID_A "\"}]," FORMAT "}",
		 ERR_PARSE},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		struct training t;
		struct err e = {0};
		enum status s = training_read(&t, bad[i].text, strlen(bad[i].text), &e);

		if (s != bad[i].status)
			fail_msg("%s: %s, %s", bad[i].text, status_name(s), e.text);
		assert_true(e.text[0] != '\0');
		assert_null(t.datasets);
	}
}

/* A changed byte gives another manifest or none, never the same one. */
static void no_byte_of_a_manifest_can_change(void **state)
{
	struct json *doc = vector_load("models.json");
	const struct json *v = json_next(json_first(json_get(doc, "manifests")));
	char *text = strdup(vector_text(v, "text"));
	struct training whole, t;

	(void)state;
	assert_non_null(text);
	assert_int_equal(training_read(&whole, text, strlen(text), NULL), STATUS_OK);
	for (size_t i = 0; text[i] != '\0'; i++) {
		text[i] ^= 1;
		if (training_read(&t, text, strlen(text), NULL) == STATUS_OK) {
			assert_false(t.n == whole.n && t.records == whole.records &&
				     address_equal(&t.datanet, &whole.datanet) &&
				     memcmp(t.datasets, whole.datasets,
					    t.n * sizeof(t.datasets[0])) == 0);
			training_release(&t);
		}
		text[i] ^= 1;
	}
	training_release(&whole);
	free(text);
	json_free(doc);
}

/* A manifest of `n` datasets. */
static struct buf manifest_of(size_t n)
{
	struct buf out;

	buf_init(&out, LIMIT_SMALL_FILE);
	buf_add_str(&out, "{" DATANET ",\"datasets\":[");
	for (size_t i = 0; i < n; i++)
		buf_addf(&out, "%s{\"records\":\"7\",\"uid\":\"0x%064zx\"}", i > 0 ? "," : "", i);
	buf_add_str(&out, "]," FORMAT "}");
	assert_int_equal(buf_status(&out), STATUS_OK);
	return out;
}

static void as_many_datasets_as_a_model_has_are_read_and_no_more(void **state)
{
	struct buf most = manifest_of(LIMIT_MODEL_DATASETS),
		   more = manifest_of(LIMIT_MODEL_DATASETS + 1);
	struct training t;
	struct err e = {0};

	(void)state;
	assert_int_equal(training_read(&t, more.data, more.len, &e), ERR_LIMIT);
	assert_int_equal(training_read(&t, most.data, most.len, &e), STATUS_OK);
	assert_int_equal(t.n, LIMIT_MODEL_DATASETS);
	assert_int_equal(t.records, 7 * LIMIT_MODEL_DATASETS);
	training_release(&t);
	buf_release(&most);
	buf_release(&more);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(manifests_are_read_and_hashed_as_elsewhere),
		cmocka_unit_test(a_manifest_in_another_form_is_refused),
		cmocka_unit_test(no_byte_of_a_manifest_can_change),
		cmocka_unit_test(as_many_datasets_as_a_model_has_are_read_and_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
