#include "tests/unit/payer_judging.h"

static const struct address nobody = {{0}};

/* One published or encoded claim of each kind but URD and the trees by description. */
static uint8_t *claim_load(enum distributor_kind kind, size_t *len)
{
	struct json *calls = vector_load("payer-calls.json");
	const struct json *v = NULL;
	const char *name = "calldata";
	uint8_t *data;

	if (kind == DISTRIBUTOR_EIGENLAYER)
		v = json_first(json_get(calls, "eigenlayer"));
	if (kind == DISTRIBUTOR_MERKL)
		v = json_first(json_get(json_get(calls, "merkl"), "calls"));
	if (kind == DISTRIBUTOR_STORY)
		v = json_first(json_get(json_get(calls, "story"), "calls"));
	if (kind == DISTRIBUTOR_REPPO) {
		v = json_first(json_get(calls, "reppo"));
		name = "claim";
	}
	data = vector_hex(v, name, len);
	json_free(calls);
	return data;
}

static const enum distributor_kind kinds[] = {DISTRIBUTOR_MERKL, DISTRIBUTOR_EIGENLAYER,
					      DISTRIBUTOR_REPPO, DISTRIBUTOR_STORY};

static void kinds_are_known_by_their_names(void **state)
{
	static const char *const names[DISTRIBUTOR_KINDS] = {
		[DISTRIBUTOR_URD] = "urd",     [DISTRIBUTOR_MERKL] = "merkl",
		[DISTRIBUTOR_REPPO] = "reppo", [DISTRIBUTOR_EIGENLAYER] = "eigenlayer",
		[DISTRIBUTOR_STORY] = "story",
	};
	enum distributor_kind found;

	(void)state;
	for (int k = 0; k < DISTRIBUTOR_KINDS; k++) {
		if (names[k] == NULL)
			continue;
		assert_ptr_equal(payer_kind_named(&found, names[k]),
				 payer_kind((enum distributor_kind)k));
		assert_int_equal(found, k);
	}
	assert_null(payer_kind_named(&found, "Merkl"));
	assert_null(payer_kind_named(&found, ""));
}

static void a_claim_is_read_by_the_kind_of_its_payer_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		struct payer_call call;
		size_t len;
		uint8_t *data = claim_load(kinds[i], &len);

		for (size_t k = 0; k < ARRAY_SIZE(kinds); k++) {
			const struct profile_distributor d = {.kind = kinds[k]};
			enum status s = payer_read_call(&call, &d, &nobody, data, len);

			assert_int_equal(s, i == k ? STATUS_OK : ERR_PARSE);
			assert_int_equal(call.kind, kinds[k]);
			assert_int_equal(call.n, i == k ? 1 : 0);
		}
		assert_int_equal(payer_read_call(&call, NULL, &nobody, data, len), STATUS_OK);
		assert_int_equal(call.kind, kinds[i]);
		data[0] ^= 1;
		assert_int_equal(payer_read_call(&call, NULL, &nobody, data, len), ERR_PARSE);
		free(data);
	}
}

static void a_call_takes_no_more_than_its_kind_and_one_account(void **state)
{
	struct entitlement parts[LIMIT_CLAIM_PARTS + 1] = {{.index = 1}};
	const struct payer_finding finding = {
		.paid_to = judging_address(0x77), .root = {{5}}, .amount = {{{9}}}};
	struct err e = {0};
	struct payer_call call;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		const struct profile_distributor d = {.kind = kinds[i]};
		const size_t most = payer_kind(kinds[i])->most;

		assert_in_range(most, 1, LIMIT_CLAIM_PARTS);
		assert_int_equal(payer_make_call(&call, &d, parts, most, &finding, &e), STATUS_OK);
		assert_int_equal(call.n, most);
		assert_memory_equal(call.parts, parts, most * sizeof(parts[0]));
		assert_memory_equal(&call.recipient, &finding.paid_to, sizeof(call.recipient));
		assert_int_equal(payer_make_call(&call, &d, parts, most + 1, &finding, &e),
				 ERR_LIMIT);
		assert_non_null(strstr(e.text, "another one"));
		assert_int_equal(payer_make_call(&call, &d, parts, 0, &finding, &e), ERR_LIMIT);
		if (most == 1)
			continue;
		parts[1].account.bytes[19] = 1;
		assert_int_equal(payer_make_call(&call, &d, parts, 2, &finding, &e), ERR_MISMATCH);
		parts[1].account.bytes[19] = 0;
	}
}

/* Each obstacle has a sentence of its own that says what to do; only the clear way has none. */
static void each_obstacle_has_a_sentence(void **state)
{
	static const struct {
		enum payer_obstacle obstacle;
		const char *has;
	} cases[] = {
		{PAYER_PAID, "claimed before"},
		{PAYER_NOT_FOLDED, "sync"},
		{PAYER_WAITS, "at 2026-09-21T14:13:20Z; claim it then"},
		{PAYER_DISPUTED, "wait until"},
		{PAYER_WITHDRAWN, "wait for the next"},
		{PAYER_PAUSED, "try again later"},
		{PAYER_EXPIRED, "on 2026-09-21T14:13:21Z"},
		{PAYER_SENDER, "let the account itself send it"},
		{PAYER_FORFEITS, "claim at 2026-09-21T14:13:20Z"},
		{PAYER_TOO_LARGE, "is wrong"},
		{PAYER_OWNER, "the owner claims it"},
		{PAYER_REPLACED, "byline network probe"},
		{PAYER_UNTOLD, "does not tell"},
	};
	struct payer_finding f = {.entitled = {{{5}}},
				  .has_claimed = true,
				  .next_root = {{1}},
				  .opens = 1790000000,
				  .ends = 1790000001};
	char text[ARRAY_SIZE(cases)][256], clear[256] = "x";

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		f.obstacle = cases[i].obstacle;
		payer_obstacle_text(text[i], sizeof(text[i]), &f);
		if (strstr(text[i], cases[i].has) == NULL)
			fail_msg("%d: %s", cases[i].obstacle, text[i]);
		/* None was cut at the end of its room. */
		assert_in_range(strlen(text[i]), 10, sizeof(text[i]) - 2);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(text[i], text[j]);
	}
	assert_int_equal(ARRAY_SIZE(cases), PAYER_REPLACED);
	f.obstacle = PAYER_FREE;
	payer_obstacle_text(clear, sizeof(clear), &f);
	assert_string_equal(clear, "");
}

static void unknown_times_and_books_are_said_to_be_so(void **state)
{
	struct payer_finding f = {.obstacle = PAYER_WAITS, .entitled = {{{5}}}};
	char text[256];

	(void)state;
	payer_obstacle_text(text, sizeof(text), &f);
	assert_non_null(strstr(text, "nobody knows"));
	f.obstacle = PAYER_EXPIRED;
	payer_obstacle_text(text, sizeof(text), &f);
	assert_null(strstr(text, "1970"));
	/* Books that do not keep payments never say that something was claimed. */
	f.obstacle = PAYER_PAID;
	payer_obstacle_text(text, sizeof(text), &f);
	assert_null(strstr(text, "claimed before"));
	f.has_claimed = true;
	payer_obstacle_text(text, sizeof(text), &f);
	assert_non_null(strstr(text, "claimed before"));
	f.entitled.raw = u256_from_u64(0);
	payer_obstacle_text(text, sizeof(text), &f);
	assert_null(strstr(text, "claimed before"));
}

static void nothing_is_found_where_no_word_is_known(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		struct judging j = {.payer = {.kind = kinds[i], .has_slots = true}};
		struct payer_finding f;

		judging_ask(&j);
		for (size_t w = 0; w < j.n; w++)
			j.values[w].known = false;
		f = judging_find(&j);
		assert_int_equal(f.obstacle, PAYER_UNTOLD);
		assert_true(u256_is_zero(&f.amount.raw) && u256_is_zero(&f.entitled.raw));
		assert_true(address_is_zero(&f.paid_to));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_are_known_by_their_names),
		cmocka_unit_test(a_claim_is_read_by_the_kind_of_its_payer_alone),
		cmocka_unit_test(a_call_takes_no_more_than_its_kind_and_one_account),
		cmocka_unit_test(each_obstacle_has_a_sentence),
		cmocka_unit_test(unknown_times_and_books_are_said_to_be_so),
		cmocka_unit_test(nothing_is_found_where_no_word_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
