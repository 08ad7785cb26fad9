#include "tests/unit/chain_vector.h"

#include "chain/code_template.h"

/* Deployments of npm's bytecode on anvil, whose values the contract's own getters told. */
static struct json *load(void)
{
	struct json *doc = vector_load("templates.json");

	assert_non_null(json_get(doc, "uniswap"));
	return doc;
}

static const struct json *deployments(const struct json *doc)
{
	return json_first(json_get(json_get(doc, "uniswap"), "deployments"));
}

static void the_immutables_of_uniswaps_code_are_what_its_getters_tell(void **state)
{
	struct json *doc = load();
	size_t n = 0;

	(void)state;
	for (const struct json *v = deployments(doc); v != NULL; v = json_next(v)) {
		const struct address token = vector_address(v, "token");
		struct hash values[CODE_TEMPLATE_VALUES], word;
		size_t len;
		uint8_t *code = vector_hex(v, "code", &len);

		assert_int_equal(code_template_read(values, &code_template_uniswap, code, len),
				 STATUS_OK);
		address_to_word(word.bytes, &token);
		assert_hash_equal(values[CODE_TEMPLATE_UNISWAP_TOKEN], word);
		assert_hash_equal(values[CODE_TEMPLATE_UNISWAP_ROOT], vector_hash(v, "root"));
		free(code);
		n++;
	}
	assert_int_equal(n, 3);
	json_free(doc);
}

static void the_template_is_the_one_that_deployments_have_in_common(void **state)
{
	static const char *const names[] = {
		[CODE_TEMPLATE_UNISWAP_TOKEN] = "token", [CODE_TEMPLATE_UNISWAP_ROOT] = "root"};
	const struct code_template *t = &code_template_uniswap;
	struct json *doc = load();
	const struct json *found = json_get(doc, "uniswap");
	size_t n = 0;

	(void)state;
	assert_number_equal(vector_number(found, "length"), u256_from_u64(t->len));
	assert_hash_equal(vector_hash(found, "blanked"), t->blanked);
	for (const struct json *v = json_first(json_get(found, "places")); v != NULL;
	     v = json_next(v)) {
		assert_true(n < t->n_places);
		assert_number_equal(vector_number(v, "at"), u256_from_u64(t->places[n].at));
		assert_string_equal(vector_text(v, "value"), names[t->places[n].value]);
		n++;
	}
	assert_int_equal(n, t->n_places);
	json_free(doc);
}

/*
 * One byte of the code: a byte of an immutable that stands in two places makes them differ, and any
 * other byte makes it another contract's code.
 */
static void an_altered_code_is_not_that_of_the_template(void **state)
{
	static const struct hash nothing;
	struct json *doc = load();
	size_t len;
	uint8_t *code = vector_hex(deployments(doc), "code", &len);
	struct hash values[CODE_TEMPLATE_VALUES];

	(void)state;
	for (size_t i = 0; i < len; i++) {
		code[i] ^= 1;
		assert_int_equal(code_template_read(values, &code_template_uniswap, code, len),
				 ERR_MISMATCH);
		for (size_t v = 0; v < CODE_TEMPLATE_VALUES; v++)
			assert_hash_equal(values[v], nothing);
		code[i] ^= 1;
	}
	for (size_t cut = 0; cut < len; cut++)
		assert_int_equal(code_template_read(values, &code_template_uniswap, code, cut),
				 ERR_MISMATCH);
	assert_int_equal(code_template_read(values, &code_template_uniswap, code, len), STATUS_OK);
	free(code);
	json_free(doc);
}

static void both_places_of_an_immutable_may_change_together(void **state)
{
	struct json *doc = load();
	size_t len;
	uint8_t *code = vector_hex(deployments(doc), "code", &len);
	struct hash values[CODE_TEMPLATE_VALUES];

	(void)state;
	for (size_t i = 0; i < code_template_uniswap.n_places; i++)
		memset(code + code_template_uniswap.places[i].at, 0x5a, 32);
	assert_int_equal(code_template_read(values, &code_template_uniswap, code, len), STATUS_OK);
	for (size_t i = 0; i < 32; i++)
		assert_int_equal(values[CODE_TEMPLATE_UNISWAP_ROOT].bytes[i], 0x5a);
	free(code);
	json_free(doc);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_immutables_of_uniswaps_code_are_what_its_getters_tell),
		cmocka_unit_test(the_template_is_the_one_that_deployments_have_in_common),
		cmocka_unit_test(an_altered_code_is_not_that_of_the_template),
		cmocka_unit_test(both_places_of_an_immutable_may_change_together),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
