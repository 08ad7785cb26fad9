/* Extended public keys, against BIP-32's own vectors and against ethers. */
#include "tests/unit/wallet_vector.h"

#include "base/parse.h"
#include "wallet/base58.h"
#include "wallet/xpub.h"

static struct xpub parsed(const char *text)
{
	struct err e = {0};
	struct xpub x;

	if (xpub_parse(&x, text, &e) != STATUS_OK)
		fail_msg("%s: %s", text, e.text);
	return x;
}

/* The number in the last step of a path; false when it is hardened. */
static bool last_step(uint64_t *out, const char *path)
{
	const char *step = strrchr(path, '/') + 1;
	size_t len = strspn(step, "0123456789");

	assert_int_equal(parse_u64(out, step, len), STATUS_OK);
	return step[len] == '\0';
}

/* Each node of the vectors is the child of the one before it. */
static void children_are_those_of_bip32(void **state)
{
	struct json *doc = wallet_vectors("bip32.json");
	unsigned compared = 0;

	(void)state;
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v)) {
		const struct json *nodes = json_get(v, "nodes");
		const struct json *parent = json_first(nodes);

		for (const struct json *n = json_next(parent); n != NULL; n = json_next(n)) {
			struct xpub above = parsed(vector_text(parent, "xpub"));
			struct xpub below = parsed(vector_text(n, "xpub")), made;
			uint64_t number;

			if (last_step(&number, vector_text(n, "path"))) {
				assert_int_equal(xpub_child(&made, &above, (uint32_t)number, NULL),
						 STATUS_OK);
				assert_memory_equal(&made, &below, sizeof(made));
				compared++;
			}
			parent = n;
		}
	}
	assert_int_equal(compared, 6);
	json_free(doc);
}

static void addresses_are_those_of_ethers(void **state)
{
	struct json *doc = wallet_vectors("xpubs.json");

	(void)state;
	assert_int_equal(json_count(json_get(doc, "good")), 8);
	for (const struct json *v = json_first(json_get(doc, "good")); v != NULL;
	     v = json_next(v)) {
		struct xpub x = parsed(vector_text(v, "xpub"));

		for (const struct json *a = json_first(json_get(v, "accounts")); a != NULL;
		     a = json_next(a)) {
			struct address expected = vector_address(a, "address"), made;
			const char *number = vector_text(a, "number");
			char child[XPUB_CHILD_SIZE];
			uint64_t i;

			assert_int_equal(parse_u64(&i, number, strlen(number)), STATUS_OK);
			assert_int_equal(xpub_address(&made, child, &x, (uint32_t)i, NULL),
					 STATUS_OK);
			assert_true(address_equal(&made, &expected));
			assert_string_equal(child, vector_text(a, "child"));
		}
	}
	json_free(doc);
}

/* Refuses a key, and shows no part of it: four characters in a row would be one. */
static enum status refused(const char *text, struct err *e)
{
	struct xpub x;
	enum status s = xpub_parse(&x, text, e);

	assert_int_not_equal(s, STATUS_OK);
	assert_true(e->text[0] != '\0');
	for (size_t i = 4; i + 4 <= strlen(text); i++) {
		char part[5] = {text[i], text[i + 1], text[i + 2], text[i + 3], '\0'};

		assert_null(strstr(e->text, part));
	}
	return s;
}

static void invalid_keys_of_bip32_are_refused(void **state)
{
	struct json *doc = wallet_vectors("bip32-invalid.json");

	(void)state;
	assert_int_equal(json_count(doc), 16);
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v)) {
		const char *key = vector_text(v, "key");
		struct err e = {0};
		enum status s = refused(key, &e);

		assert_true(xpub_is_meant(key));
		if (strncmp(key, "xprv", 4) == 0)
			assert_int_equal(s, ERR_REFUSED);
	}
	json_free(doc);
}

/* Also one that says to be public, and all of the valid ones. */
static void a_private_key_is_refused_with_a_warning(void **state)
{
	struct json *doc = wallet_vectors("bip32.json");

	(void)state;
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v)) {
		for (const struct json *n = json_first(json_get(v, "nodes")); n != NULL;
		     n = json_next(n)) {
			struct err e = {0};

			assert_int_equal(refused(vector_text(n, "xprv"), &e), ERR_REFUSED);
			assert_non_null(strstr(e.text, "has now been on the command line"));
		}
	}
	json_free(doc);
	doc = wallet_vectors("bip32-invalid.json");
	assert_string_equal(vector_text(json_first(doc), "why"), "public version, private key");
	assert_int_equal(refused(vector_text(json_first(doc), "key"), &(struct err){0}),
			 ERR_REFUSED);
	json_free(doc);
}

static void keys_of_other_kinds_and_depths_are_refused_by_name(void **state)
{
	struct json *doc = wallet_vectors("xpubs.json");
	struct address address;
	char child[XPUB_CHILD_SIZE];

	(void)state;
	for (const struct json *v = json_first(json_get(doc, "kinds")); v != NULL;
	     v = json_next(v)) {
		struct err e = {0};

		assert_int_equal(refused(vector_text(v, "key"), &e), ERR_UNSUPPORTED);
		assert_memory_equal(e.text, vector_text(v, "kind"), 4);
	}
	for (const struct json *v = json_first(json_get(doc, "other")); v != NULL;
	     v = json_next(v)) {
		struct xpub x = parsed(vector_text(v, "xpub"));
		char depth[16];
		struct err e = {0};

		snprintf(depth, sizeof(depth), "depth %s.", vector_text(v, "depth"));
		assert_int_equal(xpub_address(&address, child, &x, 0, &e), ERR_UNSUPPORTED);
		assert_non_null(strstr(e.text, depth));
	}
	json_free(doc);
}

/* One character changed, left out or added at any place. */
static void a_mistyped_key_is_refused(void **state)
{
	struct json *doc = wallet_vectors("xpubs.json");
	const char *right = vector_text(json_first(json_get(doc, "good")), "xpub");
	size_t len = strlen(right);
	char text[128];

	(void)state;
	for (size_t i = 4; i < len; i++) {
		struct xpub x;

		snprintf(text, sizeof(text), "%s", right);
		text[i] = text[i] == 'a' ? 'b' : 'a';
		assert_int_equal(xpub_parse(&x, text, NULL), ERR_MISMATCH);
		text[i] = "0OIl- \n\""[i % 8];
		assert_int_equal(xpub_parse(&x, text, NULL), ERR_PARSE);
		snprintf(text, sizeof(text), "%.*s%s", (int)i, right, right + i + 1);
		assert_int_not_equal(xpub_parse(&x, text, NULL), STATUS_OK);
	}
	snprintf(text, sizeof(text), "1%s", right);
	assert_int_equal(xpub_parse(&(struct xpub){0}, text, NULL), ERR_PARSE);
	snprintf(text, sizeof(text), "%s ", right);
	assert_int_equal(xpub_parse(&(struct xpub){0}, text, NULL), ERR_PARSE);
	assert_int_equal(xpub_child(&(struct xpub){0}, &(struct xpub){0}, 0x80000000u, NULL),
			 ERR_RANGE);
	json_free(doc);
}

/* "1" is Bitcoin's address of twenty zeros, whose form the zero bytes in front decide. */
static void zeros_in_front_have_one_form(void **state)
{
	static const char burned[] = "1111111111111111111114oLvT2";
	static const uint8_t zeros[21];
	uint8_t out[21] = {1};

	(void)state;
	assert_int_equal(base58_read_checked(out, sizeof(out), burned, strlen(burned)), STATUS_OK);
	assert_memory_equal(out, zeros, sizeof(out));
	assert_int_equal(base58_read_checked(out, sizeof(out), burned + 1, strlen(burned) - 1),
			 ERR_PARSE);
	assert_int_equal(base58_read_checked(out, sizeof(out), "", 0), ERR_PARSE);
	assert_int_equal(base58_read_checked(out, 79, burned, strlen(burned)), ERR_PARSE);
}

static void addresses_and_labels_are_not_taken_for_extended_keys(void **state)
{
	(void)state;
	assert_false(xpub_is_meant("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"));
	assert_false(xpub_is_meant(""));
	assert_false(xpub_is_meant("x"));
	assert_false(xpub_is_meant("savings"));
	assert_true(xpub_is_meant("zprv"));
	assert_true(xpub_is_meant("xpub"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(children_are_those_of_bip32),
		cmocka_unit_test(addresses_are_those_of_ethers),
		cmocka_unit_test(invalid_keys_of_bip32_are_refused),
		cmocka_unit_test(a_private_key_is_refused_with_a_warning),
		cmocka_unit_test(keys_of_other_kinds_and_depths_are_refused_by_name),
		cmocka_unit_test(a_mistyped_key_is_refused),
		cmocka_unit_test(zeros_in_front_have_one_form),
		cmocka_unit_test(addresses_and_labels_are_not_taken_for_extended_keys),
	};

	return cmocka_run_group_tests(tests, wallet_start, NULL);
}
