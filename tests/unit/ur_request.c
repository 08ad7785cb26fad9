/* Requests and answers of ERC-4527, as the package of phones and devices writes them. */
#include "tests/unit/ur_fixture.h"

#include "ur/eth_request.h"
#include "ur/eth_signature.h"

static void requests_are_those_of_the_registry(void **state)
{
	struct json *doc = ur_vectors("requests.json");
	unsigned requests = 0;
	struct err e = {0};

	(void)state;
	for (const struct json *v = json_first(json_get(doc, "requests")); v != NULL;
	     v = json_next(v), requests++) {
		struct buf data = ur_noise(vector_text(v, "seed"), ur_number(v, "len")), out;
		struct eth_request r = {.data = data.data,
					.len = data.len,
					.type = (enum eth_data_type)ur_number(v, "type"),
					.chain_id = ur_number(v, "chain"),
					.path.fingerprint = (uint32_t)ur_number(v, "fingerprint"),
					.address = vector_address(v, "address"),
					.origin = "byline"};
		uint8_t hash[32];
		size_t n;
		uint8_t *id = vector_hex(v, "id", &n), *front;

		memcpy(r.id, id, sizeof(r.id));
		assert_int_equal(eth_request_path(&r.path, vector_text(v, "path"), &e), STATUS_OK);
		buf_init(&out, MIB);
		eth_request_write(&out, &r);
		front = vector_hex(v, "front", &n);
		assert_memory_equal(out.data, front, n);
		ur_sha256(hash, out.data, out.len);
		assert_hash_equal(*(struct hash *)(void *)hash, vector_hash(v, "sha256"));
		free(front);
		free(id);
		buf_release(&data);
		buf_release(&out);
	}
	assert_int_equal(requests, 20);
	json_free(doc);
}

static void answers_of_the_registry_are_read(void **state)
{
	struct json *doc = ur_vectors("requests.json");
	unsigned answers = 0;
	struct err e = {0};

	(void)state;
	for (const struct json *v = json_first(json_get(doc, "answers")); v != NULL;
	     v = json_next(v), answers++) {
		struct eth_signature sig;
		size_t len, n;
		uint8_t *cbor = vector_hex(v, "cbor", &len), *r = vector_hex(v, "r", &n);
		uint8_t *s = vector_hex(v, "s", &n);

		assert_int_equal(eth_signature_read(&sig, cbor, len, &e), STATUS_OK);
		assert_memory_equal(sig.r, r, 32);
		assert_memory_equal(sig.s, s, 32);
		assert_int_equal(sig.v, ur_number(v, "v"));
		assert_int_equal(sig.has_id, vector_text(v, "id")[0] != '\0');
		for (size_t cut = 0; cut < len; cut++)
			assert_int_equal(eth_signature_read(&sig, cbor, cut, &e), ERR_PARSE);
		free(cbor);
		free(r);
		free(s);
	}
	assert_int_equal(answers, 8);
	json_free(doc);
}

static void v_is_taken_in_each_of_its_forms_and_no_other(void **state)
{
	static const struct {
		uint64_t v, chain;
		int parity;
	} cases[] = {{0, 1, 0},		 {1, 1, 1},   {27, 1, 0},	 {28, 1, 1},
		     {37, 1, 0},	 {38, 1, 1},  {62709, 31337, 0}, {62710, 31337, 1},
		     {2, 1, -1},	 {26, 1, -1}, {29, 1, -1},	 {35, 1, -1},
		     {36, 1, -1},	 {39, 1, -1}, {37, 31337, -1},	 {62711, 31337, -1},
		     {UINT64_MAX, 1, -1}};
	struct eth_signature in = {.r[31] = 1, .s[31] = 1};
	struct tx_signature out;
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		in.v = cases[i].v;
		assert_int_equal(eth_signature_of_tx(&out, &in, cases[i].chain, &e),
				 cases[i].parity < 0 ? ERR_SIGNATURE : STATUS_OK);
		if (cases[i].parity >= 0)
			assert_int_equal(out.y_parity, cases[i].parity);
	}
	in.v = 0;
	memset(in.s, 0xff, 32);
	assert_int_equal(eth_signature_of_tx(&out, &in, 1, &e), ERR_SIGNATURE);
}

static void an_answer_in_another_form_is_refused(void **state)
{
	/* {2: 65 bytes}, and what must not be: the head, with the signature's bytes behind it. */
	static const struct {
		const char *head;
		bool good;
	} heads[] = {
		{"a1025841", true},
		{"a102590041", false}, /* a head that is too long */
		{"b8010258"
		 "41",
		 false},
		{"a1035841", false}, /* another key, and none of 2 */
		{"a2025841", false},
		{"bf025841", false}, /* one more; without an end */
		{"a1026041", false},
		{"a1027841", false}, /* a text */
		{"d90191a1025841", false},
		{"81025841", false}, /* a tag; an array */
		{"a1025840", false},
		{"a0025841", false},
	};
	struct eth_signature sig;
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(heads); i++) {
		uint8_t bytes[128] = {0};
		char hex[64];
		size_t n;

		snprintf(hex, sizeof(hex), "0x%s", heads[i].head);
		assert_int_equal(hex_parse_var(bytes, &n, sizeof(bytes), hex, strlen(hex)),
				 STATUS_OK);
		memset(bytes + n, 1, 65);
		assert_int_equal(eth_signature_read(&sig, bytes, n + 65, &e),
				 heads[i].good ? STATUS_OK : ERR_PARSE);
	}
}

static void add_signature(struct buf *out)
{
	static const uint8_t bytes[65] = {1};

	cbor_add_uint(out, 2);
	cbor_add_bytes(out, bytes, sizeof(bytes));
}

static void add_origin(struct buf *out)
{
	cbor_add_uint(out, 3);
	cbor_add_text(out, "x");
}

static void assert_answer(struct buf *cbor, enum status expected)
{
	struct eth_signature sig;

	assert_int_equal(eth_signature_read(&sig, cbor->data, cbor->len, NULL), expected);
	buf_clear(cbor);
}

static void keys_of_an_answer_ascend_and_nothing_follows_them(void **state)
{
	struct buf cbor;

	(void)state;
	buf_init(&cbor, MIB);
	cbor_add_map(&cbor, 2);
	add_signature(&cbor);
	add_origin(&cbor);
	assert_answer(&cbor, STATUS_OK);
	cbor_add_map(&cbor, 2);
	add_origin(&cbor);
	add_signature(&cbor);
	assert_answer(&cbor, ERR_PARSE);
	cbor_add_map(&cbor, 2);
	add_signature(&cbor);
	add_signature(&cbor);
	assert_answer(&cbor, ERR_PARSE);
	cbor_add_map(&cbor, 1);
	add_signature(&cbor);
	add_origin(&cbor);
	assert_answer(&cbor, ERR_PARSE);
	cbor_add_map(&cbor, 1);
	add_origin(&cbor);
	assert_answer(&cbor, ERR_PARSE);
	buf_release(&cbor);
}

static void paths_are_read_as_people_write_them(void **state)
{
	static const char *const bad[] = {"",
					  "m",
					  "m/",
					  "44'/60'",
					  "m/44''",
					  "m/'",
					  "m/-1",
					  "m/2147483648",
					  "m/01",
					  "m/1/",
					  "m//1",
					  "m/1 ",
					  "m/1/2/3/4/5/6/7/8/9/10/11",
					  "m/x"};
	struct eth_path p;
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		assert_int_equal(eth_request_path(&p, bad[i], &e), ERR_PARSE);
	assert_int_equal(eth_request_path(&p, "M/44h/60H/0'/7", &e), STATUS_OK);
	assert_int_equal(p.n, 4);
	assert_true(p.hardened[0] && p.hardened[1] && p.hardened[2] && !p.hardened[3]);
	assert_int_equal(p.steps[3], 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(requests_are_those_of_the_registry),
		cmocka_unit_test(answers_of_the_registry_are_read),
		cmocka_unit_test(v_is_taken_in_each_of_its_forms_and_no_other),
		cmocka_unit_test(an_answer_in_another_form_is_refused),
		cmocka_unit_test(keys_of_an_answer_ascend_and_nothing_follows_them),
		cmocka_unit_test(paths_are_read_as_people_write_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
