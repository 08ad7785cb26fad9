/* Typed documents against the vectors of @ethersproject/testcases. */
#include "tests/unit/testcases.h"

#include "base/buf.h"
#include "chain/eip712_value.h"
#include "chain/keccak.h"
#include "tests/lib/json_copy.h"
#include "tests/unit/eip712_digest.h"

/*
 * The vectors leave EIP712Domain to the library; a document declares it, in the standard's order.
 */
static void declare_domain(struct json *types, const struct json *domain)
{
	static const char *const fields[][2] = {{"name", "string"},
						{"version", "string"},
						{"chainId", "uint256"},
						{"verifyingContract", "address"},
						{"salt", "bytes32"}};
	struct json *list = json_new_array();

	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		struct json *member;

		if (json_get(domain, fields[i][0]) == NULL)
			continue;
		member = json_new_object();
		json_add_text(member, "name", fields[i][0]);
		json_add_text(member, "type", fields[i][1]);
		json_add(list, NULL, member);
	}
	json_add(types, "EIP712Domain", list);
}

static struct json *document_of(const struct json *test)
{
	struct json *document = json_new_object(), *types = json_copy(json_get(test, "types"));

	declare_domain(types, json_get(test, "domain"));
	json_add(document, "types", types);
	json_add_text(document, "primaryType", testcases_text(test, "primaryType"));
	json_add(document, "domain", json_copy(json_get(test, "domain")));
	json_add(document, "message", json_copy(json_get(test, "data")));
	return document;
}

/* `encoded` is encodeData of the message: it begins with the type hash and hashes to hashStruct. */
static void check_encoding(const struct json *test, const struct json *document)
{
	const char *primary = testcases_text(test, "primaryType");
	struct eip712_types types;
	const struct eip712_type *type;
	struct hash expected, found;
	struct err e = {0};
	struct buf encoded;

	testcases_bytes(&encoded, testcases_text(test, "encoded"));
	assert_int_equal(eip712_types_load(&types, json_get(document, "types"), &e), STATUS_OK);
	type = eip712_types_find(&types, primary, strlen(primary));
	assert_non_null(type);
	testcases_equal(test, type->hash.bytes, 32, encoded.data, 32);
	assert_int_equal(eip712_value_hash(&found, &types, type, json_get(document, "message"), &e),
			 STATUS_OK);
	keccak256(expected.bytes, encoded.data, encoded.len);
	testcases_equal(test, found.bytes, 32, expected.bytes, 32);
	eip712_types_release(&types);
	buf_release(&encoded);
}

static void every_document_has_the_published_digest(void **state)
{
	struct json *cases = testcases_load("eip712");
	size_t n = 0;

	(void)state;
	for (const struct json *c = json_first(cases); c != NULL; c = json_next(c), n++) {
		struct json *document = document_of(c);
		struct err e = {0};
		struct hash digest;
		struct buf expected;

		testcases_bytes(&expected, testcases_text(c, "digest"));
		if (eip712_digest(&digest, NULL, document, &e) != STATUS_OK)
			fail_msg("case %s: %s", testcases_text(c, "name"), e.text);
		testcases_equal(c, digest.bytes, 32, expected.data, expected.len);
		check_encoding(c, document);
		buf_release(&expected);
		json_free(document);
	}
	testcases_all(cases, "eip712", n, 1025);
	json_free(cases);
}

static void an_undeclared_member_is_refused_in_every_document(void **state)
{
	struct json *cases = testcases_load("eip712");

	(void)state;
	for (const struct json *c = json_first(cases); c != NULL; c = json_next(c)) {
		struct json *document = document_of(c);
		struct json *more = json_new_object(), *message = json_copy(json_get(c, "data"));
		struct hash digest;
		struct err e = {0};

		json_add_text(message, "undeclared", "1");
		json_add(more, "types", json_copy(json_get(document, "types")));
		json_add_text(more, "primaryType", testcases_text(c, "primaryType"));
		json_add(more, "domain", json_copy(json_get(document, "domain")));
		json_add(more, "message", message);
		assert_int_equal(eip712_digest(&digest, NULL, more, &e), ERR_PARSE);
		json_free(more);
		json_free(document);
	}
	json_free(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_document_has_the_published_digest),
		cmocka_unit_test(an_undeclared_member_is_refused_in_every_document),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
