#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "chain/eip191.h"
#include "chain/keccak.h"
#include "tests/unit/eip712_digest.h"

/* The example of EIP-712 itself, in pieces that tests replace. */
#define DOMAIN_TYPE                                                  \
	"\"EIP712Domain\":[{\"name\":\"name\",\"type\":\"string\"}," \
	"{\"name\":\"version\",\"type\":\"string\"},"                \
	"{\"name\":\"chainId\",\"type\":\"uint256\"},"               \
	"{\"name\":\"verifyingContract\",\"type\":\"address\"}]"
#define MAIL_TYPES                                                          \
	DOMAIN_TYPE ",\"Person\":[{\"name\":\"name\",\"type\":\"string\"}," \
		    "{\"name\":\"wallet\",\"type\":\"address\"}],"          \
		    "\"Mail\":[{\"name\":\"from\",\"type\":\"Person\"},"    \
		    "{\"name\":\"to\",\"type\":\"Person\"},"                \
		    "{\"name\":\"contents\",\"type\":\"string\"}]"
#define MAIL_DOMAIN                                                \
	"\"name\":\"Ether Mail\",\"version\":\"1\",\"chainId\":1," \
	"\"verifyingContract\":\"0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC\""
#define MAIL_MESSAGE                                                                             \
	"\"from\":{\"name\":\"Cow\",\"wallet\":\"0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826\"}," \
	"\"to\":{\"name\":\"Bob\",\"wallet\":\"0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB\"},"   \
	"\"contents\":\"Hello, Bob!\""
#define DOCUMENT(types, primary, domain, message)                                         \
	"{\"types\":{" types "},\"primaryType\":\"" primary "\",\"domain\":{" domain "}," \
	"\"message\":{" message "}}"

static enum status digest(struct hash *out, struct eip712_summary *summary, const char *text)
{
	struct err e = {0};
	struct json *document;
	enum status s;

	if (json_parse(&document, text, strlen(text), &e) != STATUS_OK)
		fail_msg("%s: %s", text, e.text);
	s = eip712_digest(out, summary, document, &e);
	assert_int_equal(s != STATUS_OK, e.text[0] != '\0');
	json_free(document);
	return s;
}

static void expect_hash(const struct hash *found, const char *hex)
{
	char text[HASH_TEXT_SIZE];

	hash_format(text, found);
	assert_string_equal(text, hex);
}

static void the_example_of_the_standard_has_its_digest_and_summary(void **state)
{
	struct eip712_summary summary;
	char contract[ADDRESS_TEXT_SIZE];
	struct hash hash;

	(void)state;
	assert_int_equal(
		digest(&hash, &summary, DOCUMENT(MAIL_TYPES, "Mail", MAIL_DOMAIN, MAIL_MESSAGE)),
		STATUS_OK);
	expect_hash(&hash, "0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2");
	assert_string_equal(summary.domain_name, "Ether Mail");
	assert_string_equal(summary.domain_version, "1");
	assert_true(summary.has_chain_id && summary.has_contract);
	assert_int_equal(summary.chain_id, 1);
	assert_string_equal(summary.primary_type, "Mail");
	address_format(contract, &summary.contract);
	assert_string_equal(contract, "0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC");
}

/* The digest is that of ethers' TypedDataEncoder. */
static void a_domain_without_chain_and_contract_says_so(void **state)
{
	struct eip712_summary summary;
	struct hash hash;

	(void)state;
	assert_int_equal(digest(&hash, &summary,
				"{\"types\":{\"EIP712Domain\":[{\"name\":\"name\",\"type\":"
				"\"string\"}],\"Note\":[{\"name\":\"text\",\"type\":\"string\"}]},"
				"\"primaryType\":\"Note\",\"domain\":{\"name\":\"Ether Mail\"},"
				"\"message\":{\"text\":\"hello\"}}"),
			 STATUS_OK);
	expect_hash(&hash, "0x4ffa4983850cc39050cbb4bab06b8e963946d091d5daa1bf29bb4013d0fa5306");
	assert_false(summary.has_chain_id);
	assert_false(summary.has_contract);
}

/* Both answers are those of the deployed contracts and their SDK for chain 31337. */
static void the_domains_of_eas_are_its_own(void **state)
{
	struct address eas;
	struct hash hash;

	(void)state;
	assert_int_equal(address_parse(&eas, "0x4200000000000000000000000000000000000021", 42),
			 STATUS_OK);
	eip712_domain(&hash, "EAS", "1.4.0", 31337, &eas);
	expect_hash(&hash, "0x75fd3bfbb5b35842295f1bab064f04f1580ab01b30ae8b654cf9e03652ab3cae");
	eip712_domain(&hash, "EAS", "1.3.0", 31337, &eas);
	expect_hash(&hash, "0xe587c4b31d12532653be7665295bbc50faa4f2c784c5d819f160efd552a1ba07");
}

/* A digest that was put together by hand is the digest of the document. */
static void pieces_and_document_give_one_digest(void **state)
{
	static const char mail_struct[] =
		"0xc52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e";
	struct hash domain, message, hash;
	struct address contract;

	(void)state;
	assert_int_equal(address_parse(&contract, "0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC", 42),
			 STATUS_OK);
	assert_int_equal(hash_parse(&message, mail_struct, strlen(mail_struct)), STATUS_OK);
	eip712_domain(&domain, "Ether Mail", "1", 1, &contract);
	expect_hash(&domain, "0xf2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f");
	eip712_combine(&hash, &domain, &message);
	expect_hash(&hash, "0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2");
}

static void absent_domain_fields_are_left_out_of_the_type(void **state)
{
	struct hash domain, message, expected, found;
	static const char empty[] = "A()";

	(void)state;
	keccak256(message.bytes, empty, strlen(empty));
	keccak256(message.bytes, message.bytes, sizeof(message.bytes));
	eip712_domain(&domain, NULL, NULL, 5, NULL);
	eip712_combine(&expected, &domain, &message);
	assert_int_equal(digest(&found, NULL,
				DOCUMENT("\"EIP712Domain\":[{\"name\":\"chainId\",\"type\":"
					 "\"uint256\"}],\"A\":[]",
					 "A", "\"chainId\":\"5\"", "")),
			 STATUS_OK);
	assert_true(hash_equal(&found, &expected));
}

static void personal_messages_hash_as_ethers_hashes_them(void **state)
{
	struct hash hash;

	(void)state;
	eip191_digest(&hash, "hello world", 11);
	expect_hash(&hash, "0xd9eba16ed0ecae432b71fe008c98cc872bb4cc214d3220a36f365326cf807d68");
}

/*
 * The type hash lists referenced types by name, wherever the document declares them; as ethers 6.
 */
static void the_order_of_declarations_does_not_matter(void **state)
{
	static const char a[] = ",\"A\":[{\"name\":\"v\",\"type\":\"bool\"}]";
	static const char b[] = ",\"B\":[{\"name\":\"v\",\"type\":\"int8\"}]";
	static const char m[] = ",\"M\":[{\"name\":\"b\",\"type\":\"B\"},"
				"{\"name\":\"a\",\"type\":\"A\"}]";
	const char *orders[][3] = {{a, b, m}, {m, b, a}, {b, m, a}};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(orders); i++) {
		struct buf text;
		struct hash hash;

		buf_init(&text, LIMIT_TYPED_DATA);
		buf_addf(&text, "{\"types\":{\"EIP712Domain\":[]%s%s%s},", orders[i][0],
			 orders[i][1], orders[i][2]);
		buf_add_str(&text, "\"primaryType\":\"M\",\"domain\":{},\"message\":"
				   "{\"a\":{\"v\":true},\"b\":{\"v\":\"-2\"}}}");
		assert_int_equal(digest(&hash, NULL, buf_str(&text)), STATUS_OK);
		expect_hash(&hash,
			    "0x1cc29d7738ea35d7ad36cc82d2e50b570ce10aeced763ed025a7b6ba3997eff9");
		buf_release(&text);
	}
}

static void refuses(enum status expected, const char *text)
{
	struct hash hash;

	if (digest(&hash, NULL, text) != expected)
		fail_msg("not %s: %s", status_name(expected), text);
}

static void a_document_has_its_four_members_and_no_other(void **state)
{
	(void)state;
	refuses(ERR_PARSE, "{\"types\":{" MAIL_TYPES
			   "},\"primaryType\":\"Mail\",\"domain\":{" MAIL_DOMAIN "}}");
	refuses(ERR_PARSE, "{\"types\":{" MAIL_TYPES "},\"domain\":{" MAIL_DOMAIN "},"
			   "\"message\":{" MAIL_MESSAGE "}}");
	refuses(ERR_PARSE,
		"{\"types\":{" MAIL_TYPES "},\"primaryType\":\"Mail\",\"domain\":{" MAIL_DOMAIN
		"},\"message\":{" MAIL_MESSAGE "},\"extra\":1}");
	refuses(ERR_PARSE, DOCUMENT(MAIL_TYPES, "Nobody", MAIL_DOMAIN, MAIL_MESSAGE));
	refuses(ERR_PARSE, DOCUMENT(MAIL_TYPES, "Mail[]", MAIL_DOMAIN, MAIL_MESSAGE));
	refuses(ERR_PARSE, DOCUMENT(MAIL_TYPES, "EIP712Domain", MAIL_DOMAIN, MAIL_DOMAIN));
}

static void missing_and_undeclared_members_are_refused(void **state)
{
	(void)state;
	refuses(ERR_PARSE,
		DOCUMENT(MAIL_TYPES, "Mail", MAIL_DOMAIN, MAIL_MESSAGE ",\"cc\":\"Eve\""));
	refuses(ERR_PARSE,
		DOCUMENT(MAIL_TYPES, "Mail", MAIL_DOMAIN ",\"salt\":\"0x00\"", MAIL_MESSAGE));
	refuses(ERR_PARSE, DOCUMENT(MAIL_TYPES, "Mail", "\"name\":\"Ether Mail\"", MAIL_MESSAGE));
	refuses(ERR_PARSE, DOCUMENT(MAIL_TYPES, "Person", MAIL_DOMAIN, "\"name\":\"Cow\""));
	refuses(ERR_PARSE,
		DOCUMENT(MAIL_TYPES, "Person", MAIL_DOMAIN, "\"name\":\"Cow\",\"wallet\":null"));
}

/* Makes documents with one struct T of one member v of the given type. */
#define WITH(type, value)                                                                         \
	DOCUMENT(DOMAIN_TYPE ",\"T\":[{\"name\":\"v\",\"type\":\"" type "\"}]", "T", MAIL_DOMAIN, \
		 "\"v\":" value)

static void type_declarations_are_checked(void **state)
{
	(void)state;
	refuses(ERR_PARSE, WITH("Unknown", "1"));
	refuses(ERR_PARSE, WITH("uint", "1"));
	refuses(ERR_PARSE, WITH("uint7", "1"));
	refuses(ERR_PARSE, WITH("uint12", "1"));
	refuses(ERR_PARSE, WITH("uint08", "1"));
	refuses(ERR_PARSE, WITH("uint264", "1"));
	refuses(ERR_PARSE, WITH("bytes0", "\"0x\""));
	refuses(ERR_PARSE, WITH("bytes33", "\"0x\""));
	refuses(ERR_PARSE, WITH("", "1"));
	refuses(ERR_PARSE, WITH("uint8 ", "1"));
	refuses(ERR_PARSE, WITH("uint8[0]", "[]"));
	refuses(ERR_PARSE, WITH("uint8[01]", "[1]"));
	refuses(ERR_PARSE, WITH("uint8[-1]", "[]"));
	refuses(ERR_PARSE, WITH("uint8]", "1"));
	refuses(ERR_PARSE, WITH("uint8[", "1"));
	refuses(ERR_PARSE, WITH("[]", "[]"));
	refuses(ERR_PARSE, WITH("uint8[]x", "[]"));
	refuses(ERR_PARSE, WITH("uint8[[]]", "[[]]"));
}

static void names_that_mislead_are_refused(void **state)
{
	(void)state;
	refuses(ERR_PARSE, DOCUMENT(DOMAIN_TYPE ",\"uint8\":[]", "uint8", MAIL_DOMAIN, ""));
	refuses(ERR_PARSE, DOCUMENT(DOMAIN_TYPE ",\"uint\":[]", "uint", MAIL_DOMAIN, ""));
	refuses(ERR_PARSE, DOCUMENT(DOMAIN_TYPE ",\"uint7\":[]", "uint7", MAIL_DOMAIN, ""));
	refuses(ERR_PARSE, DOCUMENT(DOMAIN_TYPE ",\"bytes33\":[]", "bytes33", MAIL_DOMAIN, ""));
	refuses(ERR_PARSE, DOCUMENT(DOMAIN_TYPE ",\"address20\":[]", "address20", MAIL_DOMAIN, ""));
	refuses(ERR_PARSE, DOCUMENT(DOMAIN_TYPE ",\"fixed\":[]", "fixed", MAIL_DOMAIN, ""));
	refuses(ERR_PARSE, DOCUMENT(DOMAIN_TYPE ",\"A b\":[]", "A b", MAIL_DOMAIN, ""));
	refuses(ERR_PARSE, DOCUMENT(DOMAIN_TYPE ",\"A()B\":[]", "A()B", MAIL_DOMAIN, ""));
	refuses(ERR_PARSE, DOCUMENT(DOMAIN_TYPE ",\"1\":[]", "1", MAIL_DOMAIN, ""));
	refuses(ERR_PARSE, DOCUMENT(DOMAIN_TYPE ",\"\xC3\x84\":[]", "\xC3\x84", MAIL_DOMAIN, ""));
	refuses(ERR_PARSE, DOCUMENT(DOMAIN_TYPE ",\"A\":[{\"name\":\"a b\",\"type\":\"bool\"}]",
				    "A", MAIL_DOMAIN, "\"a b\":true"));
	refuses(ERR_PARSE, DOCUMENT(DOMAIN_TYPE ",\"A\":[{\"name\":\"a\",\"type\":\"bool\"},"
						"{\"name\":\"a\",\"type\":\"bool\"}]",
				    "A", MAIL_DOMAIN, "\"a\":true"));
	refuses(ERR_PARSE, DOCUMENT("\"A\":[]", "A", "", ""));
	refuses(ERR_PARSE, DOCUMENT("\"EIP712Domain\":[{\"name\":\"chainId\",\"type\":\"uint8\"}],"
				    "\"A\":[]",
				    "A", "\"chainId\":1", ""));
	refuses(ERR_PARSE, DOCUMENT("\"EIP712Domain\":[{\"name\":\"note\",\"type\":\"string\"}],"
				    "\"A\":[]",
				    "A", "\"note\":\"\"", ""));
}

static void accepts(const char *text)
{
	refuses(STATUS_OK, text);
}

static void integers_have_the_range_of_their_type(void **state)
{
	(void)state;
	accepts(WITH("uint8", "255"));
	accepts(WITH("uint8", "\"255\""));
	refuses(ERR_RANGE, WITH("uint8", "256"));
	refuses(ERR_RANGE, WITH("uint8", "\"0x100\""));
	refuses(ERR_RANGE, WITH("uint8", "-1"));
	refuses(ERR_RANGE, WITH("uint256", "\"-1\""));
	accepts(WITH("int8", "127"));
	accepts(WITH("int8", "\"-128\""));
	accepts(WITH("int8", "-128"));
	refuses(ERR_RANGE, WITH("int8", "128"));
	refuses(ERR_RANGE, WITH("int8", "-129"));
	accepts(WITH("int256", "\"-578960446186580977117854925043439539266349923328202820197287920"
			       "03956564819968\""));
	refuses(ERR_RANGE, WITH("int256", "\"57896044618658097711785492504343953926634992332820282"
					  "019728792003956564819968\""));
	refuses(ERR_PARSE, WITH("uint8", "\"01\""));
	refuses(ERR_PARSE, WITH("int8", "\"-0\""));
	refuses(ERR_PARSE, WITH("uint8", "\"\""));
	refuses(ERR_PARSE, WITH("uint8", "\"0x\""));
	refuses(ERR_PARSE, WITH("uint8", "true"));
	refuses(ERR_PARSE, WITH("uint8", "null"));
	refuses(ERR_RANGE, WITH("uint8", "1.5"));
	refuses(ERR_RANGE, WITH("uint256", "9007199254740993"));
}

static void one_number_has_one_digest_however_it_is_written(void **state)
{
	struct hash a, b, c, d;

	(void)state;
	assert_int_equal(digest(&a, NULL, WITH("uint64", "10")), STATUS_OK);
	assert_int_equal(digest(&b, NULL, WITH("uint64", "\"10\"")), STATUS_OK);
	assert_int_equal(digest(&c, NULL, WITH("uint64", "\"0xa\"")), STATUS_OK);
	assert_int_equal(digest(&d, NULL, WITH("uint64", "\"0x000A\"")), STATUS_OK);
	assert_true(hash_equal(&a, &b) && hash_equal(&a, &c) && hash_equal(&a, &d));
	assert_int_equal(digest(&b, NULL, WITH("uint64", "\"0x10\"")), STATUS_OK);
	assert_false(hash_equal(&a, &b));
}

static void other_values_have_the_form_of_their_type(void **state)
{
	(void)state;
	accepts(WITH("bytes2", "\"0x1234\""));
	refuses(ERR_PARSE, WITH("bytes2", "\"0x12\""));
	refuses(ERR_PARSE, WITH("bytes2", "\"0x123456\""));
	refuses(ERR_PARSE, WITH("bytes2", "\"1234\""));
	accepts(WITH("bytes", "\"0x\""));
	refuses(ERR_PARSE, WITH("bytes", "\"0x1\""));
	refuses(ERR_PARSE, WITH("bytes", "\"0x1g\""));
	refuses(ERR_PARSE, WITH("bytes", "[]"));
	refuses(ERR_PARSE, WITH("bool", "\"true\""));
	refuses(ERR_PARSE, WITH("bool", "1"));
	refuses(ERR_PARSE, WITH("string", "1"));
	refuses(ERR_PARSE, WITH("address", "\"0x01\""));
	refuses(ERR_PARSE, WITH("address", "\"0xcCcCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC\""));
	accepts(WITH("uint8[2]", "[1,2]"));
	refuses(ERR_PARSE, WITH("uint8[2]", "[1]"));
	refuses(ERR_PARSE, WITH("uint8[2]", "[1,2,3]"));
	refuses(ERR_PARSE, WITH("uint8[]", "{}"));
	refuses(ERR_PARSE, WITH("uint8[]", "1"));
	refuses(ERR_RANGE, WITH("uint8[][1]", "[[1,256]]"));
	refuses(ERR_PARSE, WITH("EIP712Domain", "[]"));
}

static void huge_chain_ids_are_refused(void **state)
{
	struct hash hash;

	(void)state;
	assert_int_equal(digest(&hash, NULL,
				DOCUMENT("\"EIP712Domain\":[{\"name\":\"chainId\",\"type\":"
					 "\"uint256\"}],\"A\":[]",
					 "A", "\"chainId\":\"18446744073709551616\"", "")),
			 ERR_RANGE);
}

/* {"v":[{"v":[…]}]}: a type that holds itself, `depth` times. */
static enum status nested(int depth)
{
	struct json *document, *value = json_new_object(), *domain_type = json_new_array();
	struct json *types = json_new_object(), *member = json_new_object();
	struct json *members = json_new_array();
	struct hash hash;
	struct err e = {0};
	enum status s;

	json_add(value, "v", json_new_array());
	for (int i = 0; i < depth; i++) {
		struct json *list = json_new_array(), *outer = json_new_object();

		json_add(list, NULL, value);
		json_add(outer, "v", list);
		value = outer;
	}
	json_add_text(member, "name", "v");
	json_add_text(member, "type", "T[]");
	json_add(members, NULL, member);
	json_add(types, "EIP712Domain", domain_type);
	json_add(types, "T", members);
	document = json_new_object();
	json_add(document, "types", types);
	json_add_text(document, "primaryType", "T");
	json_add(document, "domain", json_new_object());
	json_add(document, "message", value);
	s = eip712_digest(&hash, NULL, document, &e);
	json_free(document);
	return s;
}

static void values_nest_up_to_the_limit(void **state)
{
	(void)state;
	assert_int_equal(nested(3), STATUS_OK);
	assert_int_equal(nested((LIMIT_TYPED_DEPTH - 1) / 2), STATUS_OK);
	assert_int_equal(nested(LIMIT_TYPED_DEPTH / 2), ERR_TOO_DEEP);
	assert_int_equal(nested(200), ERR_TOO_DEEP);
}

static enum status with_counts(int n_types, int n_members)
{
	enum status s;
	struct hash hash;
	struct buf text;

	buf_init(&text, LIMIT_TYPED_DATA);
	buf_add_str(&text, "{\"types\":{\"EIP712Domain\":[],\"A\":[");
	for (int i = 0; i < n_members; i++)
		buf_addf(&text, "%s{\"name\":\"m%d\",\"type\":\"bool\"}", i > 0 ? "," : "", i);
	buf_add_str(&text, "]");
	for (int i = 2; i < n_types; i++)
		buf_addf(&text, ",\"T%d\":[]", i);
	buf_add_str(&text, "},\"primaryType\":\"A\",\"domain\":{},\"message\":{");
	for (int i = 0; i < n_members; i++)
		buf_addf(&text, "%s\"m%d\":true", i > 0 ? "," : "", i);
	buf_add_str(&text, "}}");
	s = digest(&hash, NULL, buf_str(&text));
	buf_release(&text);
	return s;
}

static void types_and_members_have_a_ceiling(void **state)
{
	(void)state;
	assert_int_equal(with_counts(LIMIT_TYPED_TYPES, LIMIT_TYPED_MEMBERS), STATUS_OK);
	assert_int_equal(with_counts(LIMIT_TYPED_TYPES + 1, 1), ERR_LIMIT);
	assert_int_equal(with_counts(2, LIMIT_TYPED_MEMBERS + 1), ERR_LIMIT);
}

static void a_message_names_the_member_at_fault(void **state)
{
	static const char text[] = DOCUMENT(
		MAIL_TYPES, "Mail", MAIL_DOMAIN,
		"\"from\":{\"name\":\"Cow\",\"wallet\":\"0x1\"},\"to\":{},\"contents\":\"\"");
	struct json *document;
	struct hash hash;
	struct err e = {0};

	(void)state;
	assert_int_equal(json_parse(&document, text, strlen(text), &e), STATUS_OK);
	assert_int_equal(eip712_digest(&hash, NULL, document, &e), ERR_PARSE);
	assert_string_equal(e.text, "message: from: wallet: not a value of type address");
	json_free(document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_example_of_the_standard_has_its_digest_and_summary),
		cmocka_unit_test(a_domain_without_chain_and_contract_says_so),
		cmocka_unit_test(the_domains_of_eas_are_its_own),
		cmocka_unit_test(pieces_and_document_give_one_digest),
		cmocka_unit_test(absent_domain_fields_are_left_out_of_the_type),
		cmocka_unit_test(personal_messages_hash_as_ethers_hashes_them),
		cmocka_unit_test(the_order_of_declarations_does_not_matter),
		cmocka_unit_test(a_document_has_its_four_members_and_no_other),
		cmocka_unit_test(missing_and_undeclared_members_are_refused),
		cmocka_unit_test(type_declarations_are_checked),
		cmocka_unit_test(names_that_mislead_are_refused),
		cmocka_unit_test(integers_have_the_range_of_their_type),
		cmocka_unit_test(one_number_has_one_digest_however_it_is_written),
		cmocka_unit_test(other_values_have_the_form_of_their_type),
		cmocka_unit_test(huge_chain_ids_are_refused),
		cmocka_unit_test(values_nest_up_to_the_limit),
		cmocka_unit_test(types_and_members_have_a_ceiling),
		cmocka_unit_test(a_message_names_the_member_at_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
