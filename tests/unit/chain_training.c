/* Training manifests. The texts of models.json and their hashes were made by ethers. */
#include "tests/unit/chain_vector.h"

#include "chain/keccak.h"
#include "chain/training.h"

#define DATANET		    "\"datanet\":\"0x9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a\""
#define UID_A		    "0x1111111111111111111111111111111111111111111111111111111111111111"
#define UID_B		    "0x2222222222222222222222222222222222222222222222222222222222222222"
#define FORMAT		    "\"format\":\"byline-training/1\""
#define ENTRY(records, uid) "{\"records\":\"" records "\",\"uid\":\"" uid "\"}"

static void manifests_are_read_written_and_hashed_as_elsewhere(void **state)
{
	struct json *doc = vector_load("models.json");
	struct buf out;

	(void)state;
	buf_init(&out, LIMIT_SMALL_FILE);
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
		buf_clear(&out);
		assert_int_equal(training_write(&out, &t), STATUS_OK);
		keccak256(found.bytes, out.data, out.len);
		assert_hash_equal(found, expected);
		training_release(&t);
	}
	buf_release(&out);
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

/* Each byte of a manifest is changed in turn: the hash changes, or the text is refused. */
static void no_byte_of_a_manifest_can_change(void **state)
{
	struct json *doc = vector_load("models.json");
	const struct json *v = json_next(json_first(json_get(doc, "manifests")));
	struct hash expected = vector_hash(v, "keccak"), found;
	char *text = strdup(vector_text(v, "text"));
	struct buf out;

	(void)state;
	assert_non_null(text);
	buf_init(&out, LIMIT_SMALL_FILE);
	for (size_t i = 0; text[i] != '\0'; i++) {
		struct training t;

		text[i] ^= 1;
		if (training_read(&t, text, strlen(text), NULL) == STATUS_OK) {
			buf_clear(&out);
			assert_int_equal(training_write(&out, &t), STATUS_OK);
			keccak256(found.bytes, out.data, out.len);
			assert_false(hash_equal(&found, &expected));
			training_release(&t);
		}
		text[i] ^= 1;
	}
	buf_release(&out);
	free(text);
	json_free(doc);
}

/* The most datasets of one model, and one more. */
static void as_many_datasets_as_a_model_has_are_read_and_no_more(void **state)
{
	struct training t = {.n = LIMIT_MODEL_DATASETS + 1}, read;
	struct err e = {0};
	struct buf out;

	(void)state;
	t.datasets = calloc(t.n, sizeof(t.datasets[0]));
	assert_non_null(t.datasets);
	for (size_t i = 0; i < t.n; i++) {
		t.datasets[i].uid.bytes[0] = (uint8_t)(i >> 8);
		t.datasets[i].uid.bytes[1] = (uint8_t)i;
		t.datasets[i].records = UINT64_MAX / (2 * t.n);
	}
	buf_init(&out, LIMIT_SMALL_FILE);
	assert_int_equal(training_write(&out, &t), STATUS_OK);
	assert_int_equal(training_read(&read, out.data, out.len, &e), ERR_LIMIT);
	t.n--;
	buf_clear(&out);
	assert_int_equal(training_write(&out, &t), STATUS_OK);
	assert_int_equal(training_read(&read, out.data, out.len, &e), STATUS_OK);
	assert_int_equal(read.n, LIMIT_MODEL_DATASETS);
	training_release(&read);
	training_release(&t);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(manifests_are_read_written_and_hashed_as_elsewhere),
		cmocka_unit_test(a_manifest_in_another_form_is_refused),
		cmocka_unit_test(no_byte_of_a_manifest_can_change),
		cmocka_unit_test(as_many_datasets_as_a_model_has_are_read_and_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
