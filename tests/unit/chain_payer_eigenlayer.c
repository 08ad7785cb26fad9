#include "tests/unit/payer_judging.h"

#include "chain/keccak.h"

static size_t read_proof(struct hash *out, const struct json *proof)
{
	size_t len;
	uint8_t *bytes = vector_hex(proof, NULL, &len);

	assert_int_equal(len % 32, 0);
	if (len > 0)
		memcpy(out, bytes, len);
	free(bytes);
	return len / 32;
}

static uint64_t read_count(const struct json *v, const char *name)
{
	return strtoull(vector_text(v, name), NULL, 10);
}

/* The parts of a claim of EigenLayer's own tests, by the root with this number. */
static size_t read_parts(struct entitlement *out, const struct json *v, uint64_t root)
{
	const struct json *index = json_first(json_get(v, "tokenIndices"));
	const struct json *proof = json_first(json_get(v, "tokenTreeProofs"));
	size_t n = 0;

	for (const struct json *leaf = json_first(json_get(v, "tokenLeaves")); leaf != NULL;
	     leaf = json_next(leaf), index = json_next(index), proof = json_next(proof)) {
		struct entitlement *en = &out[n++];

		*en = (struct entitlement){
			.account = vector_address(v, "earner"),
			.token = vector_address(leaf, "token"),
			.cumulative = {vector_number(leaf, "cumulativeEarnings")},
			.index = read_count(v, "earnerIndex"),
			.series = root,
			.inner_index = read_count(index, NULL)};
		en->n_proof = read_proof(en->proof, json_get(v, "earnerTreeProof"));
		en->n_inner = read_proof(en->inner, proof);
	}
	assert_in_range(n, 1, LIMIT_CLAIM_PARTS);
	return n;
}

static struct hash folded(const struct entitlement *en)
{
	struct hash root;

	assert_int_equal(payer_kind(DISTRIBUTOR_EIGENLAYER)->fold(&root, NULL, en), STATUS_OK);
	return root;
}

/* The leaf of an earner whose tokens have this root. */
static struct hash earner_leaf(const struct entitlement *en, struct hash tokens)
{
	uint8_t bytes[53] = {0};
	struct hash leaf;

	memcpy(bytes + 1, en->account.bytes, 20);
	memcpy(bytes + 21, tokens.bytes, 32);
	keccak256(leaf.bytes, bytes, sizeof(bytes));
	return leaf;
}

static void every_published_claim_folds_to_its_root(void **state)
{
	struct json *doc = vector_load("eigenlayer.json");
	struct entitlement parts[LIMIT_CLAIM_PARTS];
	size_t claims = 0;

	(void)state;
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v), claims++) {
		const struct json *leaf = json_first(json_get(v, "tokenLeaves"));
		size_t n = read_parts(parts, v, 0);

		for (size_t i = 0; i < n; i++, leaf = json_next(leaf)) {
			struct entitlement en = parts[i];

			assert_hash_equal(folded(&en), vector_hash(v, "root"));
			en.index = en.n_proof = 0;
			assert_hash_equal(folded(&en), vector_hash(v, "earnerLeaf"));
			assert_hash_equal(earner_leaf(&en, vector_hash(v, "earnerTokenRoot")),
					  vector_hash(v, "earnerLeaf"));
			en.inner_index = en.n_inner = 0;
			assert_hash_equal(folded(&en), earner_leaf(&en, vector_hash(leaf, "leaf")));
		}
	}
	assert_int_equal(claims, 7);
	json_free(doc);
}

static struct entitlement part_load(size_t claim, size_t part)
{
	struct json *doc = vector_load("eigenlayer.json");
	const struct json *v = json_first(doc);
	struct entitlement parts[LIMIT_CLAIM_PARTS];

	for (size_t i = 0; i < claim; i++)
		v = json_next(v);
	assert_in_range(part + 1, 1, read_parts(parts, v, 0));
	json_free(doc);
	return parts[part];
}

static void another_bit_of_a_leaf_or_a_proof_folds_elsewhere(void **state)
{
	struct entitlement en = part_load(0, 0);
	const struct hash root = folded(&en);
	struct hash other;

	(void)state;
	for (size_t bit = 0; bit < 256 * en.n_proof; bit++) {
		en.proof[bit / 256].bytes[bit % 256 / 8] ^= (uint8_t)(1 << bit % 8);
		other = folded(&en);
		assert_memory_not_equal(&other, &root, sizeof(root));
		en.proof[bit / 256].bytes[bit % 256 / 8] ^= (uint8_t)(1 << bit % 8);
		en.inner[bit / 256].bytes[bit % 256 / 8] ^= (uint8_t)(1 << bit % 8);
		other = folded(&en);
		assert_memory_not_equal(&other, &root, sizeof(root));
		en.inner[bit / 256].bytes[bit % 256 / 8] ^= (uint8_t)(1 << bit % 8);
	}
	for (uint64_t i = 0; i < 7; i++) {
		struct entitlement moved = en;

		moved.index = i;
		other = folded(&moved);
		assert_memory_not_equal(&other, &root, sizeof(root));
		moved.index = en.index;
		moved.inner_index = i;
		other = folded(&moved);
		assert_memory_not_equal(&other, &root, sizeof(root));
	}
	assert_hash_equal(folded(&en), root);
}

static void an_index_outside_its_tree_is_refused(void **state)
{
	const struct entitlement en = part_load(0, 0), single = part_load(5, 0);
	const struct payer_kind *kind = payer_kind(DISTRIBUTOR_EIGENLAYER);
	struct entitlement bad[8] = {en, en, en, en, en, en, single, single};
	struct hash root;

	(void)state;
	assert_int_equal(single.n_inner, 0);
	bad[0].index = 8;
	bad[1].inner_index = 8;
	bad[2].index = (uint64_t)1 << 32 | en.index;
	bad[3].inner_index = (uint64_t)1 << 32 | en.inner_index;
	bad[4].series = (uint64_t)1 << 32;
	bad[5].n_proof--;
	bad[6].inner_index = 1;
	bad[7].index = UINT64_MAX;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		assert_int_equal(kind->fold(&root, NULL, &bad[i]), ERR_RANGE);
	bad[0] = bad[1] = en;
	bad[0].n_proof = LIMIT_MERKLE_DEPTH + 1;
	bad[1].n_inner = LIMIT_MERKLE_DEPTH + 1;
	assert_int_equal(kind->fold(&root, NULL, &bad[0]), ERR_TOO_DEEP);
	assert_int_equal(kind->fold(&root, NULL, &bad[1]), ERR_TOO_DEEP);
}

static void calldata_is_that_of_ethers_and_reads_back(void **state)
{
	struct json *doc = vector_load("eigenlayer.json"), *calls = vector_load("payer-calls.json");
	const struct json *expected = json_first(json_get(calls, "eigenlayer"));
	const struct address nobody = {{0}};

	(void)state;
	for (const struct json *v = json_first(doc); v != NULL;
	     v = json_next(v), expected = json_next(expected)) {
		struct payer_call call = {.kind = DISTRIBUTOR_EIGENLAYER}, read;
		struct buf out;
		size_t len;
		uint8_t *data = vector_hex(expected, "calldata", &len);

		assert_string_equal(vector_text(v, "name"), vector_text(expected, "name"));
		call.n = read_parts(call.parts, v, read_count(expected, "root_index"));
		call.recipient = vector_address(expected, "recipient");
		call.has_recipient = true;
		buf_init(&out, LIMIT_CALLDATA);
		assert_int_equal(payer_kind(call.kind)->write(&out, &call), STATUS_OK);
		assert_bytes_equal(&out, expected, "calldata");
		assert_true(judging_reads_back(&read, call.kind, &nobody, data, len));
		assert_memory_equal(&read, &call, sizeof(call));
		assert_int_equal(payer_read_call(&read, NULL, &nobody, data, len), STATUS_OK);
		assert_int_equal(read.kind, DISTRIBUTOR_EIGENLAYER);
		buf_release(&out);
		free(data);
	}
	assert_null(expected);
	json_free(calls);
	json_free(doc);
}

static void altered_calldata_is_refused_or_another_claim(void **state)
{
	struct json *calls = vector_load("payer-calls.json");
	const struct address nobody = {{0}};

	(void)state;
	for (const struct json *v = json_first(json_get(calls, "eigenlayer")); v != NULL;
	     v = json_next(v)) {
		struct payer_call read;
		size_t len;
		uint8_t *data = vector_hex(v, "calldata", &len);

		assert_true(judging_reads_back(&read, DISTRIBUTOR_EIGENLAYER, &nobody, data, len));
		judging_alter(DISTRIBUTOR_EIGENLAYER, &nobody, &read, data, len);
		free(data);
	}
	json_free(calls);
}

static void a_proof_of_a_part_of_a_word_is_not_read(void **state)
{
	/* The selector, two heads of the call, eight of the claim: the first proof's length. */
	enum { LENGTH = 4 + 64 + 256 };
	struct json *calls = vector_load("payer-calls.json");
	const struct profile_distributor d = {.kind = DISTRIBUTOR_EIGENLAYER};
	const struct address nobody = {{0}};
	struct payer_call read;
	size_t len;
	uint8_t *data = vector_hex(json_first(json_get(calls, "eigenlayer")), "calldata", &len);

	(void)state;
	assert_int_equal(data[LENGTH + 31], 96);
	data[LENGTH + 31] = 95;
	data[LENGTH + 32 + 95] = 0;
	assert_int_equal(payer_read_call(&read, &d, &nobody, data, len), ERR_PARSE);
	free(data);
	json_free(calls);
}

static void a_claim_of_more_tokens_than_byline_takes_is_not_read(void **state)
{
	struct json *calls = vector_load("payer-calls.json");
	const struct profile_distributor d = {.kind = DISTRIBUTOR_EIGENLAYER};
	const struct address nobody = {{0}};
	struct payer_call read;
	size_t len;
	uint8_t *data = vector_hex(calls, "eigenlayer_nine", &len);

	(void)state;
	assert_int_equal(payer_read_call(&read, &d, &nobody, data, len), ERR_LIMIT);
	assert_int_equal(read.n, 0);
	free(data);
	json_free(calls);
}

static void a_claim_of_parts_that_do_not_fit_is_not_written(void **state)
{
	struct payer_call good = {.kind = DISTRIBUTOR_EIGENLAYER, .n = 2};
	struct payer_call bad[7];
	struct buf out;

	(void)state;
	good.parts[0] = part_load(1, 0);
	good.parts[1] = part_load(1, 3);
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		bad[i] = good;
	bad[0].parts[1].account.bytes[0] ^= 1;
	bad[1].parts[1].series++;
	bad[2].parts[1].index--;
	bad[3].parts[1].proof[1].bytes[7] ^= 1;
	bad[4].parts[1].n_proof--;
	bad[5].parts[1] = part_load(2, 3);	  /* from another root's tree */
	bad[6].parts[1].cumulative.raw.limb[0]++; /* the same, but for the root of the tokens */
	buf_init(&out, LIMIT_CALLDATA);
	assert_int_equal(payer_kind(good.kind)->write(&out, &good), STATUS_OK);
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		buf_clear(&out);
		assert_int_equal(payer_kind(good.kind)->write(&out, &bad[i]), ERR_MISMATCH);
		assert_int_equal(out.len, 0);
	}
	buf_release(&out);
}

/* --- judging --- */

static struct profile_distributor coordinator(void)
{
	struct profile_distributor d = {.kind = DISTRIBUTOR_EIGENLAYER, .has_slots = true};

	for (size_t i = 0; i < payer_kind(d.kind)->n_slots; i++) {
		const struct u256 slot = u256_from_u64(payer_kind(d.kind)->published[i]);

		u256_to_be(d.slots[i].bytes, &slot);
		d.pinned |= 1U << i;
	}
	return d;
}

static void words_are_where_the_contract_keeps_them(void **state)
{
	struct json *calls = vector_load("payer-calls.json");
	struct judging j = {.payer = coordinator(),
			    .entitlement = {.account = judging_address(0x11),
					    .token = judging_address(0x33),
					    .series = 5}};

	(void)state;
	judging_ask(&j);
	judging_places_are(&j, json_get(calls, "eigenlayer_words"));
	assert_false(j.words[2].derived);
	j.payer.derived = 1U << 1; /* the list of roots: its elements too */
	judging_ask(&j);
	for (size_t i = 0; i < j.n; i++)
		assert_int_equal(j.words[i].derived, i >= 1 && i <= 3);
	json_free(calls);
}

enum { NOW = 1790000000 };

/* A root's times: the end of its period, its activation, whether it is disabled. */
static struct u256 times(uint64_t active, bool disabled)
{
	return (struct u256){{active << 32 | 1789000000, disabled}};
}

/* The first claim of one token of 3e18, under root 0 of one, all of it unpaid. */
static struct judging owed(void)
{
	struct judging j = {.payer = coordinator(), .entitlement = part_load(0, 0), .time = NOW};
	struct hash root = folded(&j.entitlement);

	j.sender = j.entitlement.account;
	judging_ask(&j);
	judging_set(&j, "roots", u256_from_u64(1));
	judging_set(&j, "root", judging_word(&root));
	judging_set(&j, "root_times", times(NOW, false));
	return j;
}

static void a_claim_under_an_active_root_pays_the_rest(void **state)
{
	struct judging j = owed();
	const struct hash root = folded(&j.entitlement);
	struct payer_finding f;

	(void)state;
	judging_set(&j, "claimed", judging_number("1000000000000000001"));
	judging_set(&j, "paused", u256_from_u64(~(uint64_t)4)); /* all but the bit of claims */
	f = judging_find(&j);
	assert_int_equal(f.obstacle, PAYER_FREE);
	assert_true(f.has_claimed);
	assert_number_equal(f.entitled.raw, judging_number("3000000000000000000"));
	assert_number_equal(f.claimed.raw, judging_number("1000000000000000001"));
	assert_number_equal(f.amount.raw, judging_number("1999999999999999999"));
	assert_hash_equal(f.root, root);
	assert_memory_equal(&f.paid_to, &j.entitlement.account, sizeof(f.paid_to));
	judging_needs_all(&j);
	/* Newer roots do not end it. */
	judging_set(&j, "roots", u256_from_u64(1000));
	assert_int_equal(judging_find(&j).obstacle, PAYER_FREE);
}

static void each_obstacle_is_found(void **state)
{
	const struct address other = judging_address(0x55);
	const struct {
		const char *word;
		struct u256 value;
		enum payer_obstacle obstacle;
	} cases[] = {
		{"roots", {{0}}, PAYER_NOT_FOLDED},
		{"root", {{1}}, PAYER_NOT_FOLDED},
		{"root_times", times(NOW, true), PAYER_WITHDRAWN},
		{"root_times", times(NOW + 1, true), PAYER_WITHDRAWN},
		{"root_times", times(NOW + 1, false), PAYER_WAITS},
		{"root_times", times(NOW - 1, false), PAYER_FREE},
		{"paused", {{4}}, PAYER_PAUSED},
		{"paused", {{3}}, PAYER_FREE},
		{"claimer", judging_word_of(&other), PAYER_SENDER},
		{"claimed", judging_number("3000000000000000000"), PAYER_PAID},
		{"claimed", judging_number("3000000000000000001"), PAYER_PAID},
		{"claimed", judging_number("2999999999999999999"), PAYER_FREE},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct judging j = owed();

		judging_set(&j, cases[i].word, cases[i].value);
		if (judging_find(&j).obstacle != cases[i].obstacle)
			fail_msg("case %zu: %d", i, judging_find(&j).obstacle);
	}
}

static void a_root_that_waits_says_from_when_on_it_pays(void **state)
{
	struct judging j = owed();
	struct payer_finding f;
	char text[256], utc[CLOCK_RFC3339_SIZE];

	(void)state;
	judging_set(&j, "root_times", times(NOW + 3600, false));
	f = judging_find(&j);
	assert_int_equal(f.opens, NOW + 3600);
	assert_int_equal(f.next_at, NOW + 3600);
	assert_hash_equal(f.next_root, folded(&j.entitlement));
	assert_true(hash_is_zero(&f.root));
	payer_obstacle_text(text, sizeof(text), &f);
	clock_format_rfc3339(utc, NOW + 3600);
	assert_non_null(strstr(text, utc));
	j.time = NOW + 3600;
	f = judging_find(&j);
	assert_int_equal(f.obstacle, PAYER_FREE);
	assert_int_equal(f.opens, 0);
}

static void only_the_named_claimer_may_send(void **state)
{
	struct judging j = owed();

	(void)state;
	j.sender = judging_address(0x55);
	assert_int_equal(judging_find(&j).obstacle, PAYER_SENDER);
	judging_set(&j, "claimer", judging_word_of(&j.sender));
	assert_int_equal(judging_find(&j).obstacle, PAYER_FREE);
	/* An earner that named a claimer may not claim itself. */
	j.sender = j.entitlement.account;
	assert_int_equal(judging_find(&j).obstacle, PAYER_SENDER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_published_claim_folds_to_its_root),
		cmocka_unit_test(another_bit_of_a_leaf_or_a_proof_folds_elsewhere),
		cmocka_unit_test(an_index_outside_its_tree_is_refused),
		cmocka_unit_test(calldata_is_that_of_ethers_and_reads_back),
		cmocka_unit_test(altered_calldata_is_refused_or_another_claim),
		cmocka_unit_test(a_proof_of_a_part_of_a_word_is_not_read),
		cmocka_unit_test(a_claim_of_more_tokens_than_byline_takes_is_not_read),
		cmocka_unit_test(a_claim_of_parts_that_do_not_fit_is_not_written),
		cmocka_unit_test(words_are_where_the_contract_keeps_them),
		cmocka_unit_test(a_claim_under_an_active_root_pays_the_rest),
		cmocka_unit_test(each_obstacle_is_found),
		cmocka_unit_test(a_root_that_waits_says_from_when_on_it_pays),
		cmocka_unit_test(only_the_named_claimer_may_send),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
