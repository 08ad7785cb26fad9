#include "tests/unit/chain_merkle_fixture.h"

#include "base/json_write.h"

#define LEAF "\"leaf\":[\"index\",\"account\",\"amount\"]"
#define REST "\"encoding\":\"abi\",\"hashes\":\"2\""

/* The text of the payer that is written. */
static struct buf text_of(const struct profile_distributor *d)
{
	struct json *o = profile_payer_json(d);
	struct buf text;

	buf_init(&text, 4 * KIB);
	assert_int_equal(json_write(&text, o), STATUS_OK);
	json_free(o);
	buf_add(&text, "", 1);
	assert_int_equal(buf_status(&text), STATUS_OK);
	return text;
}

static void assert_terms_equal(const struct merkle_terms *a, const struct merkle_terms *b)
{
	assert_string_equal(a->name, b->name);
	assert_int_equal(a->n_fields, b->n_fields);
	for (size_t i = 0; i < a->n_fields; i++)
		assert_int_equal(a->fields[i], b->fields[i]);
	assert_int_equal(a->packed, b->packed);
	assert_int_equal(a->twice, b->twice);
	assert_int_equal(a->claimed, b->claimed);
	assert_int_equal(a->cumulative, b->cumulative);
	assert_int_equal(a->amount_bits, b->amount_bits);
	assert_int_equal(a->call, b->call);
	assert_int_equal(a->campaign, b->campaign);
}

/* Reads what was written, and writes the same again. */
static void check_there_and_back(const struct profile_distributor *d)
{
	struct buf text = text_of(d), again;
	struct json *doc = NULL;
	struct profile p = {0};
	struct err e = {0};

	assert_int_equal(json_parse(&doc, text.data, text.len - 1, &e), STATUS_OK);
	if (profile_payer_read(&p, doc, &e) != STATUS_OK)
		fail_msg("%s: %s", (const char *)text.data, e.text);
	assert_terms_equal(&p.distributors[0].terms, &d->terms);
	again = text_of(&p.distributors[0]);
	assert_string_equal((const char *)again.data, (const char *)text.data);
	buf_release(&again);
	buf_release(&text);
	json_free(doc);
}

static void presets_and_descriptions_are_written_and_read_back(void **state)
{
	static const char *const presets[] = {"uniswap",    "1inch",	  "openzeppelin",
					      "sablier-ll", "sablier-lt", "sablier-instant",
					      "weatherxm",  "sablier-vca"};
	struct json *doc = vector_load("payers-merkle.json");

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(presets); i++) {
		const struct profile_distributor d = merkle_preset(presets[i]);

		assert_string_equal(d.terms.name, presets[i]);
		check_there_and_back(&d);
	}
	for (const struct json *t = json_first(json_get(doc, "trees")); t != NULL;
	     t = json_next(t)) {
		const struct profile_distributor d = merkle_described(t);

		assert_string_equal(d.terms.name, "");
		check_there_and_back(&d);
	}
	json_free(doc);
}

/* A description in the words of a preset means what the preset means. */
static void a_described_preset_has_the_terms_of_the_preset(void **state)
{
	struct json *doc = vector_load("payers-merkle.json");

	(void)state;
	for (const struct json *t = json_first(json_get(doc, "trees")); t != NULL;
	     t = json_next(t)) {
		struct profile_distributor d = merkle_described(t);

		if (json_get(t, "preset") == NULL)
			continue;
		d.terms.name = vector_text(t, "preset");
		assert_terms_equal(&d.terms, merkle_terms_preset(d.terms.name));
	}
	json_free(doc);
}

static void a_root_may_be_missing_among_the_slots_but_not_the_books(void **state)
{
	const struct profile_distributor d =
		merkle_payer("\"preset\":\"uniswap\",\"slots\":{\"claimed\":\"0\"}");
	struct profile p;
	struct err e = {0};

	(void)state;
	assert_true(d.has_slots);
	assert_int_equal(d.pinned, 2);
	check_there_and_back(&d);
	assert_int_equal(
		merkle_payer_read(&p, &e, "\"preset\":\"uniswap\",\"slots\":{\"root\":\"0\"}"),
		ERR_PARSE);
}

static const struct {
	const char *members, *says;
} refusals[] = {
	{"\"name\":\"x\"", "needs \"preset\""},
	{"\"preset\":\"urd\"", "\"preset\" is none of"},
	{"\"preset\":\"merkl\"", "\"preset\" is none of"},
	{"\"preset\":\"uniswap2\"", "\"preset\" is none of"},
	{"\"preset\":7", "\"preset\" is none of"},
	{"\"preset\":\"uniswap\"," LEAF, "leaf"},
	{"\"preset\":\"uniswap\",\"call\":\"uniswap\"", "call"},
	{LEAF "," REST ",\"claimed\":\"bitmap\"", "\"call\" is none of"},
	{LEAF "," REST ",\"claimed\":\"bitmap\",\"call\":\"\"", "\"call\" is none of"},
	{LEAF "," REST ",\"claimed\":\"bitmap\",\"call\":\"merkl\"", "\"call\" is none of"},
	{LEAF "," REST ",\"claimed\":\"bitmap\",\"call\":\"2e7ba6ef\"", "\"call\" is none of"},
	{LEAF "," REST ",\"claimed\":\"bitmap\",\"call\":\"1inch\"", "does not name"},
	{LEAF "," REST ",\"claimed\":\"cycles\",\"call\":\"uniswap\"", "cycles"},
	{LEAF "," REST ",\"claimed\":\"bits\",\"call\":\"uniswap\"", "\"claimed\" is not"},
	{LEAF "," REST ",\"call\":\"uniswap\"", "\"claimed\" is not"},
	{LEAF ",\"encoding\":\"abi\",\"hashes\":\"3\",\"claimed\":\"map\",\"call\":\"uniswap\"",
	 "\"hashes\" is not"},
	{LEAF ",\"encoding\":\"abi\",\"hashes\":2,\"claimed\":\"map\",\"call\":\"uniswap\"",
	 "\"hashes\" is not"},
	{LEAF ",\"encoding\":\"rlp\",\"hashes\":\"2\",\"claimed\":\"map\",\"call\":\"uniswap\"",
	 "\"encoding\" is not"},
	{"\"leaf\":[\"account\",\"amount\"]," REST ",\"claimed\":\"map\",\"call\":\"uniswap\"",
	 "lacks \"index\""},
	{"\"leaf\":[\"account\",\"amount\"]," REST ",\"claimed\":\"bitmap\",\"call\":\"1inch\"",
	 "has no \"index\""},
	{"\"leaf\":[\"account\",\"amount\"]," REST ",\"claimed\":\"map\",\"call\":\"weatherxm\"",
	 "cycles"},
	{"\"leaf\":[\"account\"]," REST ",\"claimed\":\"map\",\"call\":\"1inch\"", "needs"},
	{"\"leaf\":[\"amount\"]," REST ",\"claimed\":\"map\",\"call\":\"1inch\"", "needs"},
	{"\"leaf\":[]," REST ",\"claimed\":\"map\",\"call\":\"1inch\"", "needs"},
	{"\"leaf\":\"account\"," REST ",\"claimed\":\"map\",\"call\":\"1inch\"", "leaf"},
	{"\"leaf\":[\"account\",\"amount\",\"account\"]," REST
	 ",\"claimed\":\"map\",\"call\":\"1inch\"",
	 "once at most"},
	{"\"leaf\":[\"account\",\"amount\",\"epoch\"]," REST
	 ",\"claimed\":\"map\",\"call\":\"1inch\"",
	 "once at most"},
	{"\"leaf\":[\"account\",\"amount\",\"token\"]," REST
	 ",\"claimed\":\"map\",\"call\":\"1inch\"",
	 "has \"token\""},
	{LEAF "," REST ",\"claimed\":\"bitmap\",\"call\":\"uniswap\",\"selector\":\"a9059cbb\"",
	 "selector"},
};

static void a_description_that_contradicts_itself_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(refusals); i++) {
		struct profile p;
		struct err e = {0};

		if (merkle_payer_read(&p, &e, refusals[i].members) != ERR_PARSE)
			fail_msg("%s is not refused", refusals[i].members);
		if (strstr(e.text, refusals[i].says) == NULL)
			fail_msg("%s: %s", refusals[i].members, e.text);
		assert_int_equal(p.n_distributors, 0);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(presets_and_descriptions_are_written_and_read_back),
		cmocka_unit_test(a_described_preset_has_the_terms_of_the_preset),
		cmocka_unit_test(a_root_may_be_missing_among_the_slots_but_not_the_books),
		cmocka_unit_test(a_description_that_contradicts_itself_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
