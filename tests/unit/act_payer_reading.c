/* Words of payers are read from three nodes, of which one may lie, as well as they can be known. */
#include "act/payer_reading.h"
#include "base/clock.h"
#include "base/file.h"
#include "chain/code_template.h"
#include "chain/keccak.h"
#include "tests/lib/three_nodes.h"

/* A network with a session, and a payer with Merkl's published slots whose code is READER's. */
struct bench {
	struct network n;
	struct session session;
	struct profile_distributor payer;
};

static struct hash hash_of(const char *text)
{
	struct hash h;

	assert_int_equal(hex_parse(h.bytes, 32, text, strlen(text)), STATUS_OK);
	return h;
}

static struct hash word_of(uint64_t v)
{
	const struct u256 number = u256_from_u64(v);
	struct hash word;

	u256_to_be(word.bytes, &number);
	return word;
}

static void bench_begin(struct bench *b, const char *lie_of_bob)
{
	const struct payer_kind *kind = payer_kind(DISTRIBUTOR_MERKL);

	memset(b, 0, sizeof(*b));
	network_init(&b->n);
	lie("bob", lie_of_bob);
	find_anchor(&b->n);
	b->session = (struct session){
		.transport = b->n.transport, .nodes = b->n.nodes, .anchor = b->n.anchor};
	b->payer = (struct profile_distributor){
		.kind = DISTRIBUTOR_MERKL,
		.name = "the drop",
		.contract = {.address = address_of(READER), .has_code_hash = true},
		.has_slots = true};
	keccak256(b->payer.contract.code_hash.bytes, "\x60\x00\x54\x60\x00\x52\x60\x20\x60\x00\xf3",
		  11);
	for (size_t i = 0; i < kind->n_slots; i++)
		b->payer.slots[i] = word_of(kind->published[i]);
}

static enum status read_parts(struct bench *b, struct payer_reading *out,
			      const struct entitlement *parts, size_t n, struct err *e)
{
	const struct entitlement *list[40];

	for (size_t i = 0; i < n; i++)
		list[i] = &parts[i];
	return read_payer_words(&b->session, out, &b->payer, list, n, NULL, e);
}

/* The leaf of 0x11… in Merkl's tree of two: 1e18 of the token 0x33…; the other is 2e18 of 0x22…. */
static struct entitlement leaf_of_two(void)
{
	struct entitlement a = {.cumulative = {u256_from_u64(1000000000000000000U)}, .n_proof = 1};
	struct entitlement b = {.cumulative = {u256_from_u64(2000000000000000000U)}};
	const struct profile_distributor d = {.kind = DISTRIBUTOR_MERKL};

	memset(a.account.bytes, 0x11, 20);
	memset(b.account.bytes, 0x22, 20);
	memset(a.token.bytes, 0x33, 20);
	b.token = a.token;
	assert_int_equal(payer_fold(&a.proof[0], &d, &b), STATUS_OK);
	return a;
}

/* Root and slot are of the reference: computed by hand from Merkl's source, not by byline. */
static void put_tree_of_two(void)
{
	const struct hash root =
		hash_of("0xbf9a1177ec53ad175a79f828b0b75fc94626d098ebb6a8930593ff79a85e725c");
	const struct hash claimed =
		hash_of("0x6b01312f6382c214fb8f2b0763030a4ce0e3ebae4e5575536d124d0ecf1de62a");
	struct hash slot = word_of(101), paid = word_of(400000000000000000U);

	store(READER, &slot, &root);
	/* A time shares the word with the amount. */
	paid.bytes[5] = 0x77;
	store(READER, &claimed, &paid);
	mine(3);
}

static void what_a_tree_owes_is_proven_whatever_one_node_says(void **state)
{
	static const char *const lies[] = {"", "value", "proof", "balance", "dropped"};
	const struct entitlement leaf = leaf_of_two();
	struct payer_finding finding;
	struct payer_reading r;
	struct err e = {0};
	struct bench b;

	(void)state;
	put_tree_of_two();
	for (size_t i = 0; i < ARRAY_SIZE(lies); i++) {
		bench_begin(&b, lies[i]);
		if (read_parts(&b, &r, &leaf, 1, &e) != STATUS_OK)
			fail_msg("%s: %s", lies[i], e.text);
		assert_int_equal(r.trust, TRUST_PROVEN);
		assert_int_equal(r.at.number, b.n.anchor.header.number);
		payer_judge(&finding, &(struct payer_case){.payer = &b.payer,
							   .entitlement = &leaf,
							   .sender = &leaf.account,
							   .values = r.values,
							   .time = 1});
		assert_int_equal(finding.obstacle, PAYER_FREE);
		assert_int_equal(finding.amount.raw.limb[0], 600000000000000000U);
		assert_int_equal(finding.claimed.raw.limb[0], 400000000000000000U);
		network_release(&b.n);
	}
}

static void no_word_is_known_better_than_its_place_and_code(void **state)
{
	const struct entitlement leaf = leaf_of_two();
	struct payer_reading r;
	struct err e = {0};
	struct bench b;

	(void)state;
	bench_begin(&b, "");
	/* The place of the recipients was inferred. */
	b.payer.derived = 1U << 5;
	assert_int_equal(read_parts(&b, &r, &leaf, 1, &e), STATUS_OK);
	assert_int_equal(r.trust, TRUST_AGREED);
	b.payer.derived = 0;
	b.payer.contract.has_code_hash = false;
	assert_int_equal(read_parts(&b, &r, &leaf, 1, &e), STATUS_OK);
	assert_int_equal(r.trust, TRUST_AGREED);
	b.payer.contract.has_code_hash = true;
	assert_int_equal(read_parts(&b, &r, &leaf, 1, &e), STATUS_OK);
	assert_int_equal(r.trust, TRUST_PROVEN);
	/* Other code may mean anything by its slots. */
	b.payer.contract.code_hash.bytes[0] ^= 1;
	assert_int_equal(read_parts(&b, &r, &leaf, 1, &e), ERR_MISMATCH);
	assert_non_null(strstr(e.text, "the drop"));
	b.payer.has_slots = false;
	assert_int_equal(read_parts(&b, &r, &leaf, 1, &e), ERR_UNSUPPORTED);
	assert_non_null(strstr(e.text, "network probe"));
	network_release(&b.n);
}

static void forty_leaves_cost_three_questions_and_each_has_its_own_words(void **state)
{
	enum { LEAVES = 40 };
	static struct entitlement leaves[LEAVES];
	static struct payer_reading r[LEAVES];
	unsigned before, one;
	struct err e = {0};
	struct bench b;

	(void)state;
	for (size_t i = 0; i < LEAVES; i++) {
		leaves[i] = leaf_of_two();
		leaves[i].token.bytes[19] = (uint8_t)i;
	}
	bench_begin(&b, "");
	before = count_of("asked", "alice");
	assert_int_equal(read_parts(&b, r, leaves, 1, &e), STATUS_OK);
	one = count_of("asked", "alice") - before;
	for (size_t i = 0; i < LEAVES; i++) {
		struct hash slot, value = word_of(1000 + i);

		assert_int_equal(read_parts(&b, &r[i], &leaves[i], 1, &e), STATUS_OK);
		slot = r[i].words[3].slot;
		store(READER, &slot, &value);
	}
	mine(3);
	find_anchor(&b.n);
	b.session.anchor = b.n.anchor;
	before = count_of("asked", "alice");
	assert_int_equal(read_parts(&b, r, leaves, LEAVES, &e), STATUS_OK);
	assert_true(count_of("asked", "alice") - before <= 3 * one);
	for (size_t i = 0; i < LEAVES; i++) {
		assert_string_equal(r[i].words[3].name, "claimed");
		assert_int_equal(r[i].values[3].value.limb[0], 1000 + i);
		assert_int_equal(r[i].trust, TRUST_PROVEN);
	}
	network_release(&b.n);
}

static struct payer_word call_of(const struct profile_contract *contract, uint8_t selector)
{
	struct payer_word w = {
		.name = "answer", .source = PAYER_CALL, .contract = contract, .calldata_len = 4};

	w.calldata[0] = selector;
	return w;
}

static void an_answer_is_agreed_and_a_refusal_leaves_the_word_unknown(void **state)
{
	const struct profile_contract denier = {.address = address_of(DENIER)};
	const struct profile_contract nobody = {
		.address = address_of("0x00000000000000000000000000000000000000ee")};
	struct word_reading r[6];
	struct payer_word words[6];
	struct err e = {0};
	unsigned before;
	struct bench b;

	(void)state;
	bench_begin(&b, "call");
	words[0] = call_of(&b.payer.contract, 1);
	words[1] = call_of(&denier, 1);
	words[2] = call_of(&nobody, 1);
	words[3] = call_of(&b.payer.contract, 1);
	words[4] = call_of(&b.payer.contract, 2);
	words[5] = (struct payer_word){.source = PAYER_SLOT, .contract = &b.payer.contract};
	before = count_of("asked", "alice");
	if (read_chain_words(&b.session, r, words, 6, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	/* One proof, and four different calls. */
	assert_int_equal(count_of("asked", "alice") - before, 5);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(r[i].value.known, i != 1 && i != 2);
	assert_int_equal(r[0].value.value.limb[0], 0x1234);
	assert_int_equal(r[0].trust, TRUST_AGREED);
	assert_int_equal(r[3].trust, TRUST_AGREED);
	assert_int_equal(r[3].value.value.limb[0], 0x1234);
	assert_int_equal(r[5].trust, TRUST_PROVEN);
	/* An answer of other code than the pinned one is nobody's word. */
	b.payer.contract.code_hash.bytes[0] ^= 1;
	assert_int_equal(read_chain_words(&b.session, r, words, 1, &e), ERR_MISMATCH);
	network_release(&b.n);
}

/* Uniswap's own contract, as npm has it compiled. */
#define UNISWAP "devnet/node_modules/@uniswap/merkle-distributor/build/MerkleDistributor.json"
#define DROP	"0x00000000000000000000000000000000000000dd"

/* Deploys it for the token 0x33… and a root of 0x44…, by the constructor's own answer. */
static void put_uniswap(void)
{
	static char params[8192];
	char arguments[129], code[4096];
	const char *reply, *at;
	struct json *doc;
	struct buf text;

	buf_init(&text, MIB);
	assert_int_equal(file_read(&text, UNISWAP, NULL), STATUS_OK);
	assert_int_equal(json_parse(&doc, text.data, text.len, NULL), STATUS_OK);
	memset(arguments, '3', 64);
	memset(arguments, '0', 24);
	memset(arguments + 64, '4', 64);
	arguments[128] = '\0';
	snprintf(params, sizeof(params), "[{\"data\":\"0x%s%s\"},\"latest\"]",
		 json_text(json_get(doc, "bytecode")), arguments);
	reply = anvil("eth_call", params);
	at = strstr(reply, "\"0x");
	assert_non_null(at);
	snprintf(code, sizeof(code), "%s", at + 1);
	*strchr(code, '"') = '\0';
	assert_int_equal(strlen(code), 2 + 2 * code_template_uniswap.len);
	snprintf(params, sizeof(params), "[\"" DROP "\",\"%s\"]", code);
	anvil("anvil_setCode", params);
	mine(3);
	json_free(doc);
	buf_release(&text);
}

static void assert_immutable(struct bench *b, const struct payer_word *word, enum trust trust,
			     uint64_t value)
{
	struct word_reading reading;
	struct err e = {0};

	if (read_chain_words(&b->session, &reading, word, 1, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_true(reading.value.known);
	assert_int_equal(reading.trust, trust);
	assert_int_equal(reading.value.value.limb[0], value);
}

static void a_root_within_the_code_is_proven_when_nothing_else_differs(void **state)
{
	const struct profile_contract reader = {.address = address_of(READER)};
	const struct entitlement leaf = leaf_of_two();
	struct payer_reading r;
	struct err e = {0};
	struct bench b;

	(void)state;
	put_uniswap();
	bench_begin(&b, "call");
	b.payer.kind = DISTRIBUTOR_MERKLE;
	b.payer.terms = *merkle_terms_preset("uniswap");
	b.payer.contract = (struct profile_contract){.address = address_of(DROP)};
	b.payer.has_slots = false;
	/* The claimed bit is an answer, and so is agreed; the root is known better. */
	if (read_parts(&b, &r, &leaf, 1, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_int_equal(r.words[0].source, PAYER_CODE);
	assert_true(r.values[0].known);
	assert_int_equal(r.values[0].value.limb[0], 0x4444444444444444);
	assert_true(r.values[1].known);
	assert_int_equal(r.trust, TRUST_AGREED);
	assert_immutable(&b, &r.words[0], TRUST_PROVEN, 0x4444444444444444);
	/* READER's code is another: it is asked, and answers whatever it is asked. */
	r.words[0].contract = &reader;
	assert_immutable(&b, &r.words[0], TRUST_AGREED, 0x1234);
	network_release(&b.n);
}

static void a_claim_is_judged_for_the_time_at_which_it_may_be_mined(void **state)
{
	const int64_t now = clock_now();
	struct anchor anchor = {.header = {.timestamp = (uint64_t)now + 500}};

	(void)state;
	assert_int_equal(payer_reading_time(&anchor), now + 500);
	anchor.header.timestamp = (uint64_t)now - 500;
	assert_in_range(payer_reading_time(&anchor), now, now + 5);
	/* This machine's clock is a minute ahead of the nodes'. */
	anchor.clock_ahead_s = 60;
	assert_in_range(payer_reading_time(&anchor), now - 60, now - 55);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_tree_owes_is_proven_whatever_one_node_says),
		cmocka_unit_test(no_word_is_known_better_than_its_place_and_code),
		cmocka_unit_test(forty_leaves_cost_three_questions_and_each_has_its_own_words),
		cmocka_unit_test(a_root_within_the_code_is_proven_when_nothing_else_differs),
		cmocka_unit_test(a_claim_is_judged_for_the_time_at_which_it_may_be_mined),
		cmocka_unit_test(an_answer_is_agreed_and_a_refusal_leaves_the_word_unknown),
	};

	return cmocka_run_group_tests(tests, three_nodes_start, three_nodes_stop);
}
