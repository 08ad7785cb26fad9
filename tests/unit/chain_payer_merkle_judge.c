#include "tests/unit/chain_merkle_fixture.h"

#include "chain/code_template.h"

/* --- which words are asked for --- */

static struct profile_distributor payer_of(const char *preset, const char *more)
{
	char members[160];

	snprintf(members, sizeof(members), "\"preset\":\"%s\"%s", preset, more != NULL ? more : "");
	return merkle_payer(members);
}

static const struct payer_word *find_word(const struct payer_word *words, size_t n,
					  const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(words[i].name, name) == 0)
			return &words[i];
	fail_msg("no word %s", name);
	return words;
}

static struct entitlement asked_for(const struct json *doc)
{
	return (struct entitlement){.account = vector_address(doc, "account"),
				    .index = merkle_number(doc, "index"),
				    .series = 17};
}

/* The calldata of each word that `functions` names. Returns: how many there are. */
static size_t check_functions(const struct payer_word *words, size_t n,
			      const struct json *functions, enum payer_source source)
{
	size_t found = 0;

	for (const struct json *f = json_first(functions); f != NULL; f = json_next(f)) {
		const struct payer_word *w = find_word(words, n, json_name(f));
		size_t len;
		uint8_t *data = vector_hex(functions, json_name(f), &len);

		assert_int_equal(w->source, source);
		assert_int_equal(w->calldata_len, len);
		assert_memory_equal(w->calldata, data, len);
		free(data);
		found++;
	}
	return found;
}

static void without_slots_the_contracts_functions_are_asked(void **state)
{
	struct json *doc = vector_load("payers-merkle.json");
	const struct entitlement en = asked_for(doc);
	size_t presets = 0;

	(void)state;
	for (const struct json *v = json_first(json_get(doc, "words")); v != NULL;
	     v = json_next(v)) {
		const struct profile_distributor d = payer_of(vector_text(v, "preset"), NULL);
		struct payer_word words[PAYER_WORDS];
		const size_t n = payer_kind(d.kind)->ask(words, &d, &en, &en.account);
		const size_t called = check_functions(words, n, json_get(v, "called"), PAYER_CALL);

		assert_int_equal(
			n, called + check_functions(words, n, json_get(v, "code"), PAYER_CODE));
		presets++;
	}
	assert_int_equal(presets, 8);
	json_free(doc);
}

static void pinned_slots_are_those_that_ethers_computes(void **state)
{
	struct json *doc = vector_load("payers-merkle.json");
	const struct entitlement en = asked_for(doc);

	(void)state;
	for (const struct json *v = json_first(json_get(doc, "words")); v != NULL;
	     v = json_next(v)) {
		const struct json *places = json_get(v, "slots");
		const struct profile_distributor d = payer_of(
			vector_text(v, "preset"), ",\"slots\":{\"root\":\"1\",\"claimed\":\"2\"},"
						  "\"derived\":[\"claimed\"]");
		struct payer_word words[PAYER_WORDS];
		const size_t n = payer_kind(d.kind)->ask(words, &d, &en, &en.account);
		const struct payer_word *root = find_word(words, n, "root");
		const struct payer_word *claimed = find_word(words, n, "claimed");
		const struct hash one = {{[31] = 1}};

		assert_int_equal(root->source, PAYER_SLOT);
		assert_false(root->derived);
		assert_hash_equal(root->slot, json_get(places, "root") != NULL
						      ? vector_hash(places, "root")
						      : one);
		assert_int_equal(claimed->source, PAYER_SLOT);
		assert_true(claimed->derived);
		assert_hash_equal(claimed->slot, vector_hash(places, "claimed"));
	}
	json_free(doc);
}

/* Uniswap's root is in the code; its books are in a slot. */
static void an_immutable_root_comes_from_the_code_beside_a_pinned_slot(void **state)
{
	const struct profile_distributor d = payer_of("uniswap", ",\"slots\":{\"claimed\":\"0\"}");
	const struct entitlement en = {.index = 3};
	struct payer_word words[PAYER_WORDS];
	const size_t n = payer_kind(d.kind)->ask(words, &d, &en, &en.account);
	const struct payer_word *root = find_word(words, n, "root");

	(void)state;
	assert_int_equal(root->source, PAYER_CODE);
	assert_ptr_equal(root->template, &code_template_uniswap);
	assert_int_equal(root->immutable, CODE_TEMPLATE_UNISWAP_ROOT);
	assert_int_equal(find_word(words, n, "claimed")->source, PAYER_SLOT);
	assert_int_equal(n, 2);
}

/* --- judging --- */

#define SLOTS  ",\"slots\":{\"root\":\"1\",\"claimed\":\"2\"}"
#define NOBODY 0xFFFFFFFFFFFFFFFFU /* no node told the word */

/* The leaf: index 300 of the account, 1000 units, cycle 17; the root is the leaf itself. */
enum { INDEX = 300, UNITS = 1000, TIME = 1000000 };
enum root { RIGHT, WRONG, NONE, UNTOLD };

/* Words that a kind does not ask for are left at 0. */
struct circumstances {
	const char *preset, *more;
	enum root root;
	uint64_t claimed, start, end, fee, vest_start, vest_long, vest_end;
	bool other_sender;
};

/* The values by which a leaf is judged. */
static void give_value(struct payer_value *out, const char *name, const struct circumstances *c,
		       const struct hash *root)
{
	const struct {
		const char *name;
		uint64_t value;
	} numbers[] = {{"claimed", c->claimed},
		       {"start", c->start},
		       {"end", c->end},
		       {"fee", c->fee},
		       {"vesting_start", c->vest_start},
		       {"vesting_duration", c->vest_long},
		       {"vesting_end", c->vest_end}};

	*out = (struct payer_value){.known = true};
	for (size_t i = 0; i < ARRAY_SIZE(numbers); i++)
		if (strcmp(numbers[i].name, name) == 0) {
			out->known = numbers[i].value != NOBODY;
			out->value = u256_from_u64(numbers[i].value);
			return;
		}
	assert_string_equal(name, "root");
	out->known = c->root != UNTOLD;
	if (c->root == RIGHT || c->root == WRONG)
		out->value = u256_from_be(root->bytes);
	if (c->root == WRONG)
		out->value.limb[0] ^= 1;
}

static struct payer_finding judged_at(const struct circumstances *c, int64_t time,
				      const struct entitlement *en)
{
	const struct profile_distributor d = payer_of(c->preset, c->more);
	const struct address other = {{2}};
	struct payer_word words[PAYER_WORDS];
	struct payer_value values[PAYER_WORDS];
	const size_t n = payer_kind(d.kind)->ask(words, &d, en, &en->account);
	const struct payer_case pc = {.payer = &d,
				      .entitlement = en,
				      .sender = c->other_sender ? &other : &en->account,
				      .values = values,
				      .time = time};
	struct payer_finding f;
	struct hash root;

	assert_int_equal(payer_fold(&root, &d, en), STATUS_OK);
	for (size_t i = 0; i < n; i++)
		give_value(&values[i], words[i].name, c, &root);
	payer_judge(&f, &pc);
	return f;
}

static const struct entitlement leaf = {
	.account = {{1}}, .cumulative = {{{UNITS, 0, 0, 0}}}, .index = INDEX, .series = 17};

static const struct {
	struct circumstances c;
	enum payer_obstacle obstacle;
	uint64_t claimed, amount;
	int64_t opens, ends, vests;
} judgements[] = {
	/* Books of sums. */
	{{.preset = "1inch", .more = SLOTS}, PAYER_FREE, 0, UNITS, 0, 0, 0},
	{{.preset = "1inch", .more = SLOTS, .claimed = 1}, PAYER_FREE, 1, UNITS - 1, 0, 0, 0},
	{{.preset = "1inch", .more = SLOTS, .claimed = UNITS}, PAYER_PAID, UNITS, 0, 0, 0, 0},
	{{.preset = "1inch", .more = SLOTS, .claimed = UNITS + 1},
	 PAYER_PAID,
	 UNITS + 1,
	 0,
	 0,
	 0,
	 0},
	{{.preset = "1inch", .claimed = 400}, PAYER_FREE, 400, 600, 0, 0, 0},
	{{.preset = "1inch", .more = SLOTS, .root = WRONG}, PAYER_NOT_FOLDED, 0, UNITS, 0, 0, 0},
	{{.preset = "1inch", .more = SLOTS, .root = NONE}, PAYER_NOT_FOLDED, 0, UNITS, 0, 0, 0},
	{{.preset = "1inch", .more = SLOTS, .root = UNTOLD}, PAYER_UNTOLD, 0, 0, 0, 0, 0},
	{{.preset = "1inch", .more = SLOTS, .claimed = NOBODY}, PAYER_UNTOLD, 0, 0, 0, 0, 0},
	{{.preset = "1inch", .more = SLOTS, .other_sender = true}, PAYER_FREE, 0, UNITS, 0, 0, 0},
	/* One unit may be the bool of a contract that pays once. */
	{{.preset = "openzeppelin", .claimed = 1}, PAYER_UNTOLD, 1, UNITS - 1, 0, 0, 0},
	{{.preset = "openzeppelin", .claimed = 2}, PAYER_FREE, 2, UNITS - 2, 0, 0, 0},
	/* Index 300 is bit 44 of its word; the answer of a function is a bool. */
	{{.preset = "uniswap", .more = SLOTS}, PAYER_FREE, 0, UNITS, 0, 0, 0},
	{{.preset = "uniswap", .more = SLOTS, .claimed = 1ULL << 44},
	 PAYER_PAID,
	 UNITS,
	 0,
	 0,
	 0,
	 0},
	{{.preset = "uniswap", .more = SLOTS, .claimed = ~(1ULL << 44)},
	 PAYER_FREE,
	 0,
	 UNITS,
	 0,
	 0,
	 0},
	{{.preset = "uniswap", .claimed = 0}, PAYER_FREE, 0, UNITS, 0, 0, 0},
	{{.preset = "uniswap", .claimed = 1}, PAYER_PAID, UNITS, 0, 0, 0, 0},
	{{.preset = "uniswap", .other_sender = true}, PAYER_FREE, 0, UNITS, 0, 0, 0},
	/* WeatherXM pays its sender. */
	{{.preset = "weatherxm", .more = SLOTS, .claimed = 10}, PAYER_FREE, 10, 990, 0, 0, 0},
	{{.preset = "weatherxm", .more = SLOTS, .other_sender = true},
	 PAYER_SENDER,
	 0,
	 UNITS,
	 0,
	 0,
	 0},
	{{.preset = "weatherxm", .more = SLOTS, .root = NONE}, PAYER_NOT_FOLDED, 0, UNITS, 0, 0, 0},
	/* A campaign runs from its start to before its end. */
	{{.preset = "sablier-instant", .start = TIME}, PAYER_FREE, 0, UNITS, 0, 0, 0},
	{{.preset = "sablier-instant", .start = TIME + 1}, PAYER_WAITS, 0, UNITS, TIME + 1, 0, 0},
	{{.preset = "sablier-instant", .end = TIME + 1}, PAYER_FREE, 0, UNITS, 0, TIME + 1, 0},
	{{.preset = "sablier-instant", .end = TIME}, PAYER_EXPIRED, 0, UNITS, 0, TIME, 0},
	{{.preset = "sablier-instant", .claimed = 1, .end = TIME},
	 PAYER_PAID,
	 UNITS,
	 0,
	 0,
	 TIME,
	 0},
	{{.preset = "sablier-instant", .root = WRONG, .end = TIME},
	 PAYER_NOT_FOLDED,
	 0,
	 UNITS,
	 0,
	 TIME,
	 0},
	{{.preset = "sablier-instant", .start = NOBODY}, PAYER_UNTOLD, 0, UNITS, 0, 0, 0},
	{{.preset = "sablier-instant", .end = NOBODY}, PAYER_UNTOLD, 0, UNITS, 0, 0, 0},
	{{.preset = "sablier-instant", .fee = NOBODY}, PAYER_UNTOLD, 0, UNITS, 0, 0, 0},
	{{.preset = "sablier-instant", .start = INT64_MAX + 1ULL},
	 PAYER_WAITS,
	 0,
	 UNITS,
	 INT64_MAX,
	 0,
	 0},
	{{.preset = "sablier-instant", .other_sender = true}, PAYER_FREE, 0, UNITS, 0, 0, 0},
	/* A stream from a fixed start, or from the claim on, as long as its end is ahead. */
	{{.preset = "sablier-ll", .vest_start = TIME - 5, .vest_long = 50},
	 PAYER_FREE,
	 0,
	 UNITS,
	 0,
	 0,
	 TIME + 45},
	{{.preset = "sablier-ll", .vest_start = TIME - 50, .vest_long = 50},
	 PAYER_FREE,
	 0,
	 UNITS,
	 0,
	 0,
	 0},
	{{.preset = "sablier-ll", .vest_long = 50}, PAYER_FREE, 0, UNITS, 0, 0, TIME + 50},
	{{.preset = "sablier-ll", .vest_long = NOBODY},
	 PAYER_FREE,
	 0,
	 UNITS,
	 0,
	 0,
	 PAYER_VESTS_UNTOLD},
	{{.preset = "sablier-ll", .vest_start = 9, .vest_long = INT64_MAX},
	 PAYER_FREE,
	 0,
	 UNITS,
	 0,
	 0,
	 PAYER_VESTS_UNTOLD},
	{{.preset = "sablier-lt"}, PAYER_FREE, 0, UNITS, 0, 0, PAYER_VESTS_UNTOLD},
	/* Until the vesting ends a claim would lose the rest. */
	{{.preset = "sablier-vca", .vest_end = TIME}, PAYER_FREE, 0, UNITS, 0, 0, 0},
	{{.preset = "sablier-vca", .vest_end = TIME + 1}, PAYER_FORFEITS, 0, UNITS, TIME + 1, 0, 0},
	{{.preset = "sablier-vca", .vest_end = NOBODY}, PAYER_FORFEITS, 0, UNITS, 0, 0, 0},
	{{.preset = "sablier-vca", .vest_end = TIME + 1, .start = NOBODY},
	 PAYER_FORFEITS,
	 0,
	 UNITS,
	 TIME + 1,
	 0,
	 0},
	{{.preset = "sablier-vca", .vest_end = TIME + 9, .end = TIME - 1},
	 PAYER_EXPIRED,
	 0,
	 UNITS,
	 0,
	 TIME - 1,
	 0},
	{{.preset = "sablier-vca", .vest_end = TIME, .start = TIME + 3},
	 PAYER_WAITS,
	 0,
	 UNITS,
	 TIME + 3,
	 0,
	 0},
	{{.preset = "sablier-vca", .other_sender = true}, PAYER_SENDER, 0, UNITS, 0, 0, 0},
	{{.preset = "sablier-vca", .fee = NOBODY, .other_sender = true},
	 PAYER_SENDER,
	 0,
	 UNITS,
	 0,
	 0,
	 0},
};

static void each_circumstance_has_its_judgement(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(judgements); i++) {
		const struct payer_finding f = judged_at(&judgements[i].c, TIME, &leaf);

		if (f.obstacle != judgements[i].obstacle)
			fail_msg("row %zu: obstacle %d, not %d", i, (int)f.obstacle,
				 (int)judgements[i].obstacle);
		assert_number_equal(f.claimed.raw, u256_from_u64(judgements[i].claimed));
		assert_number_equal(f.amount.raw, u256_from_u64(judgements[i].amount));
		assert_int_equal(f.opens, judgements[i].opens);
		assert_int_equal(f.ends, judgements[i].ends);
		assert_int_equal(f.vests, judgements[i].vests);
	}
}

static void a_finding_names_root_recipient_and_fee(void **state)
{
	const struct circumstances c = {.preset = "sablier-instant", .fee = 77};
	const struct payer_finding f = judged_at(&c, TIME, &leaf);
	const struct profile_distributor d = merkle_preset("sablier-instant");
	struct hash root;

	(void)state;
	assert_int_equal(payer_fold(&root, &d, &leaf), STATUS_OK);
	assert_hash_equal(f.root, root);
	assert_true(address_equal(&f.paid_to, &leaf.account));
	assert_number_equal(f.fee.raw, u256_from_u64(77));
	assert_number_equal(f.entitled.raw, u256_from_u64(UNITS));
}

/* A contract that a profile describes by a forfeiting call may forfeit just as well. */
static void a_described_tree_keeps_the_dangers_of_its_call(void **state)
{
	const struct profile_distributor d = merkle_payer(
		"\"leaf\":[\"amount\",\"index\",\"account\"],\"encoding\":\"abi\",\"hashes\":\"1\","
		"\"claimed\":\"bitmap\",\"call\":\"sablier-vca\"");

	(void)state;
	assert_int_equal(d.terms.campaign, MERKLE_CAMPAIGN_FORFEIT);
	assert_int_equal(d.terms.amount_bits, 128);
	assert_false(d.terms.cumulative);
}

#define FLAGS                                                                      \
	"\"leaf\":[\"account\",\"amount\"],\"encoding\":\"abi\",\"hashes\":\"2\"," \
	"\"claimed\":\"flags\",\"call\":\"openzeppelin\""

/* A bool for each account, in a slot or as an answer. */
static void a_leaf_is_paid_once_where_the_books_are_flags(void **state)
{
	struct json *doc = vector_load("payers-merkle.json");
	const struct json *flags = json_get(doc, "flags");
	struct entitlement en = leaf;

	(void)state;
	en.account = vector_address(doc, "account");
	for (size_t i = 0; i < 4; i++) {
		const bool pinned = i < 2, paid = i % 2 == 1;
		const struct profile_distributor d =
			merkle_payer(pinned ? FLAGS ",\"slots\":{\"claimed\":\"2\"}" : FLAGS);
		struct payer_word words[PAYER_WORDS];
		struct payer_value values[2] = {{.known = true}, {.known = true}};
		const struct payer_case c = {
			.payer = &d, .entitlement = &en, .sender = &en.account, .values = values};
		struct payer_finding f;
		struct hash root;
		size_t len;
		uint8_t *data = vector_hex(flags, "called", &len);

		assert_int_equal(payer_kind(d.kind)->ask(words, &d, &en, &en.account), 2);
		assert_int_equal(words[1].source, pinned ? PAYER_SLOT : PAYER_CALL);
		if (pinned)
			assert_hash_equal(words[1].slot, vector_hash(flags, "slot"));
		else
			assert_memory_equal(words[1].calldata, data, len);
		free(data);
		assert_int_equal(payer_fold(&root, &d, &en), STATUS_OK);
		values[0].value = u256_from_be(root.bytes);
		values[1].value = u256_from_u64(paid);
		payer_judge(&f, &c);
		assert_int_equal(f.obstacle, paid ? PAYER_PAID : PAYER_FREE);
		assert_number_equal(f.claimed.raw, u256_from_u64(paid ? UNITS : 0));
	}
	json_free(doc);
}

static void an_amount_that_the_contract_cannot_keep_is_refused(void **state)
{
	static const struct circumstances narrow[] = {{.preset = "sablier-instant"},
						      {.preset = "sablier-ll"},
						      {.preset = "sablier-lt"},
						      {.preset = "sablier-vca"}};
	static const struct circumstances wide[] = {{.preset = "uniswap"},
						    {.preset = "1inch", .more = SLOTS},
						    {.preset = "openzeppelin"},
						    {.preset = "weatherxm"}};
	struct entitlement en = leaf;

	(void)state;
	en.cumulative.raw = (struct u256){{UINT64_MAX, UINT64_MAX, 0, 0}};
	for (size_t i = 0; i < ARRAY_SIZE(narrow); i++)
		assert_int_equal(judged_at(&narrow[i], TIME, &en).obstacle, PAYER_FREE);
	en.cumulative.raw = (struct u256){{0, 0, 1, 0}};
	for (size_t i = 0; i < ARRAY_SIZE(narrow); i++) {
		assert_int_equal(judged_at(&narrow[i], TIME, &en).obstacle, PAYER_TOO_LARGE);
		assert_int_equal(judged_at(&wide[i], TIME, &en).obstacle, PAYER_FREE);
	}
}

/* Neighbours in the bitmap, in the same word and in the next, are not mixed up. */
static void each_index_has_a_bit_of_its_own(void **state)
{
	static const uint64_t indices[] = {0, 1, 63, 64, 255, 256, 257, UINT64_MAX};
	const struct profile_distributor d = payer_of("uniswap", SLOTS);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(indices); i++)
		for (unsigned bit = 0; bit < 256; bit++) {
			struct entitlement en = leaf;
			struct payer_value values[2] = {{.known = true}, {.known = true}};
			const struct payer_case c = {.payer = &d,
						     .entitlement = &en,
						     .sender = &en.account,
						     .values = values,
						     .time = TIME};
			struct payer_finding f;
			struct hash root;

			en.index = indices[i];
			assert_int_equal(payer_fold(&root, &d, &en), STATUS_OK);
			values[0].value = u256_from_be(root.bytes);
			values[1].value.limb[bit / 64] = 1ULL << bit % 64;
			payer_judge(&f, &c);
			assert_int_equal(f.obstacle,
					 bit == indices[i] % 256 ? PAYER_PAID : PAYER_FREE);
		}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_slots_the_contracts_functions_are_asked),
		cmocka_unit_test(pinned_slots_are_those_that_ethers_computes),
		cmocka_unit_test(an_immutable_root_comes_from_the_code_beside_a_pinned_slot),
		cmocka_unit_test(each_circumstance_has_its_judgement),
		cmocka_unit_test(a_finding_names_root_recipient_and_fee),
		cmocka_unit_test(a_described_tree_keeps_the_dangers_of_its_call),
		cmocka_unit_test(a_leaf_is_paid_once_where_the_books_are_flags),
		cmocka_unit_test(an_amount_that_the_contract_cannot_keep_is_refused),
		cmocka_unit_test(each_index_has_a_bit_of_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
