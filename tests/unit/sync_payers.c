/* Payers over three nodes and a service: leaves, their states, and what becomes of a bad payer. */
#include "app/load.h"
#include "cache/accounts.h"
#include "cache/dues.h"
#include "cache/events.h"
#include "cache/figures.h"
#include "cache/foreign_tokens.h"
#include "chain/erc20.h"
#include "chain/keccak.h"
#include "sync/foreign_names.h"
#include "sync/step_payers.h"
#include "tests/lib/three_nodes.h"
#include "tests/unit/app_fixture.h"

#define ME	"0x1111111111111111111111111111111111111111"
#define TOKEN	"0x3333333333333333333333333333333333333333"
#define FOREIGN "0x6666666666666666666666666666666666666666"
#define STALE	"0x00000000000000000000000000000000000000c1"

/*
 * symbol() returns the word at slot 1, decimals() that at slot 2, anything else that at slot 0.
 */
#define TOKEN_CODE                           \
	"60003560e01c806395d89b411460255780" \
	"63313ce56714603157"                 \
	"600054600052602060"                 \
	"00f35b6001546000526020"             \
	"6000f35b60025460005260206000f3"

/* The tree of four leaves that tests/unit/client_merkl.c has, made by other people's code. */
#define ROOT "0xcfdf05fe10236e732d6522ccbb955df1f3c6d670ee66e5612a0f13bad54d8d3f"
#define LEAF_A                                                                                \
	"{\"amount\":\"1000000000000000000\",\"token\":{\"address\":\"" TOKEN "\"},"          \
	"\"proofs\":[\"0xa2c0e2ce36c4134c1a16e0b3f87f474ec95ebe7b9f43e6a100f0a0044c6592b7\"," \
	"\"0x3c4798d7fab5900d39d53c289385d9cf0241e492395df1ea23988e339d2f18c6\"]}"
#define LEAF_B                                                                                \
	"{\"amount\":\"5\",\"token\":{\"address\":\"" FOREIGN "\"},"                          \
	"\"proofs\":[\"0x1f72abf5290da05d358ceb6d3ec9653e92bc3f1544160e68045892654a4368de\"," \
	"\"0xbf9a1177ec53ad175a79f828b0b75fc94626d098ebb6a8930593ff79a85e725c\"]}"
#define REPLY(leaves) "[{\"chain\":{\"id\":31337},\"rewards\":[" leaves "]}]"

static struct app *app;
static struct profile *own_profile;

static struct hash word_of(uint64_t v)
{
	const struct u256 number = u256_from_u64(v);
	struct hash word;

	u256_to_be(word.bytes, &number);
	return word;
}

static struct hash hash_of(const char *text)
{
	struct hash h;

	assert_int_equal(hex_parse(h.bytes, 32, text, strlen(text)), STATUS_OK);
	return h;
}

static void put_word(const char *contract, uint64_t slot, struct hash word)
{
	struct hash at = word_of(slot);

	store(contract, &at, &word);
}

/* A word of text, as tokens older than EIP-20 answer it. */
static struct hash text_word(const char *text)
{
	struct hash word = {0};

	memcpy(word.bytes, text, strlen(text));
	return word;
}

/* A profile with a payer of Merkl's kind at READER, and one at STALE whose code is another. */
static void put_payers(struct profile *p)
{
	const struct payer_kind *kind = payer_kind(DISTRIBUTOR_MERKL);
	struct profile_distributor *d = p->distributors;

	p->n_tokens = 1;
	p->tokens[0] = (struct profile_token){.contract = {.address = address_of(TOKEN)},
					      .symbol = "TOK",
					      .decimals = 18,
					      .has_balance_slot = true,
					      .balance_slot = word_of(5)};
	memset(&p->tokens[0].balance_mask, 0xff, sizeof(p->tokens[0].balance_mask));
	p->tokens[0].contract.has_code_hash = true;
	p->n_distributors = 2;
	for (size_t i = 0; i < 2; i++) {
		d[i] = (struct profile_distributor){
			.kind = DISTRIBUTOR_MERKL,
			.contract = {.address = address_of(i == 0 ? READER : STALE),
				     .has_code_hash = true},
			.has_slots = true};
		keccak256(d[i].contract.code_hash.bytes,
			  "\x60\x00\x54\x60\x00\x52\x60\x20\x60\x00\xf3", 11);
		for (size_t k = 0; k < kind->n_slots; k++)
			d[i].slots[k] = word_of(kind->published[k]);
	}
	snprintf(d[0].name, sizeof(d[0].name), "drop");
	snprintf(d[1].name, sizeof(d[1].name), "stale");
	faulty_url(d[0].url, &server, "/fixture/");
}

static int start(void **state)
{
	if (folder_make(state) != 0 || three_nodes_start(state) != 0)
		return -1;
	app = open_offline("payers");
	own_profile = app->profile;
	anvil("anvil_setCode", "[\"" TOKEN "\",\"0x" TOKEN_CODE "\"]");
	anvil("anvil_setCode", "[\"" FOREIGN "\",\"0x" TOKEN_CODE "\"]");
	anvil("anvil_setCode", "[\"" STALE "\",\"0x" DENIER_CODE "\"]");
	put_word(FOREIGN, 1, text_word("F\x1b[0mOO"));
	put_word(FOREIGN, 2, word_of(6));
	put_word(FOREIGN, 0, word_of(77));
	return 0;
}

static int stop(void **state)
{
	app->profile = own_profile;
	close_app(app);
	three_nodes_stop(state);
	return folder_remove(state);
}

/* The network, with a tree in force whose root is ROOT, of which 4e17 of TOKEN were claimed. */
struct scene {
	struct network n;
	struct session session;
	struct task task;
	struct snapshot_account account;
	struct sync_context c;
};

static void look_again(struct scene *s)
{
	mine(3);
	find_anchor(&s->n);
	s->session.anchor = s->n.anchor;
	s->c.payers_asked = false;
}

static void reply_with(const struct scene *s, const char *reply)
{
	char url[256];

	faulty_url(url, &server, "/fixture/v4/users/" ME "/rewards?chainId=31337");
	assert_int_equal(
		faulty_request(s->n.transport, url, HTTP_POST, reply, strlen(reply), NULL, 0), 200);
}

static void scene_begin(struct scene *s)
{
	const struct hash claimed =
		hash_of("0x6b01312f6382c214fb8f2b0763030a4ce0e3ebae4e5575536d124d0ecf1de62a");
	const struct hash paid = word_of(400000000000000000U), held = word_of(12345);
	const struct address payer = address_of(READER);
	uint8_t code[128];
	struct cache_due *rows;
	struct hash slot;
	size_t len, n;

	memset(s, 0, sizeof(*s));
	network_init(&s->n);
	put_payers(&s->n.profile);
	assert_int_equal(
		hex_parse_var(code, &len, sizeof(code), "0x" TOKEN_CODE, strlen("0x" TOKEN_CODE)),
		STATUS_OK);
	keccak256(s->n.profile.tokens[0].contract.code_hash.bytes, code, len);
	put_word(READER, 101, hash_of(ROOT));
	put_word(READER, 103, word_of(0));
	put_word(READER, 107, word_of(0));
	store(READER, &claimed, &paid);
	erc20_balance_slot(&slot, &s->n.profile.tokens[0], &payer);
	store(TOKEN, &slot, &held);
	app->profile = &s->n.profile;
	assert_ok(cache_dues_all(app->shared->cache, &rows, &n, &err));
	for (size_t i = 0; i < n; i++)
		assert_ok(cache_dues_remove(app->shared->cache, rows[i].id, &err));
	free(rows);
	s->account.address = address_of(ME);
	s->session = (struct session){.app = app, .transport = s->n.transport, .nodes = s->n.nodes};
	s->c = (struct sync_context){.app = app,
				     .task = &s->task,
				     .session = &s->session,
				     .extent = EXTENT_WHOLE,
				     .accounts = &s->account,
				     .n_accounts = 1};
	reply_with(s, REPLY(LEAF_A "," LEAF_B));
	look_again(s);
}

static void scene_end(struct scene *s)
{
	app->profile = own_profile;
	network_release(&s->n);
}

/* All rows of the cache, of which there are `n`. */
static struct cache_due *rows_of(size_t n)
{
	struct cache_due *rows;
	size_t got;

	assert_ok(cache_dues_all(app->shared->cache, &rows, &got, &err));
	assert_int_equal(got, n);
	return rows;
}

static void put_row(const char *payer, enum cache_due_source source, uint64_t amount)
{
	struct cache_due row = {.payer = address_of(payer),
				.leaf = {.account = address_of(ME),
					 .token = address_of(TOKEN),
					 .cumulative = {u256_from_u64(amount)}},
				.source = source,
				.added_at = 1};
	const struct profile_distributor d = {.kind = DISTRIBUTOR_MERKL};

	assert_int_equal(payer_fold(&row.root, &d, &row.leaf), STATUS_OK);
	assert_ok(cache_dues_put(app->shared->cache, &row, 1, &err));
}

static void leaves_of_a_service_are_judged_by_proven_words_and_funds(void **state)
{
	struct cache_foreign_token *tokens;
	struct cache_figure *figures;
	struct cache_due *rows;
	struct scene s;
	size_t n, found = 0;

	(void)state;
	scene_begin(&s);
	assert_ok(sync_payers(&s.c, &err));
	rows = rows_of(2);
	assert_int_equal(rows[0].state.finding.obstacle, PAYER_FREE);
	assert_int_equal(rows[0].state.finding.amount.raw.limb[0], 600000000000000000U);
	assert_int_equal(rows[0].state.trust, TRUST_PROVEN);
	assert_int_equal(rows[0].state.block, s.n.anchor.header.number);
	assert_int_equal(rows[0].state.as_of, s.n.anchor.header.timestamp);
	/* The contract's code returns at once, for which some gas is estimated. */
	assert_false(u256_is_zero(&rows[0].state.gas.raw));
	/* The payer's balance in the other token is an answer, not a proof. */
	assert_int_equal(rows[1].state.finding.amount.raw.limb[0], 5);
	assert_int_equal(rows[1].state.trust, TRUST_AGREED);
	free(rows);
	assert_ok(cache_foreign_tokens_all(app->shared->cache, &tokens, &n, &err));
	assert_int_equal(n, 1);
	assert_string_equal(tokens[0].symbol, "F\xef\xbf\xbd[0mOO");
	assert_int_equal(tokens[0].decimals, 6);
	assert_int_equal(tokens[0].trust, TRUST_AGREED);
	free(tokens);
	assert_ok(cache_figures_all(app->shared->cache, &figures, &n, &err));
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(figures[i].kind, CACHE_FIGURE_DISTRIBUTOR_FUNDS);
		found += figures[i].value.limb[0] == 12345 && figures[i].trust == TRUST_PROVEN;
		found += figures[i].value.limb[0] == 77 && figures[i].trust == TRUST_AGREED;
	}
	assert_int_equal(found, 2);
	free(figures);
	/* A small round asks no service, keeps the fee, and looks at pinned tokens alone. */
	reply_with(&s, "[]");
	look_again(&s);
	s.c.extent = EXTENT_FIGURES;
	assert_ok(sync_payers(&s.c, &err));
	rows = rows_of(2);
	assert_int_equal(rows[0].source, CACHE_DUE_SERVICE);
	assert_int_equal(rows[0].state.block, s.n.anchor.header.number);
	assert_false(u256_is_zero(&rows[0].state.gas.raw));
	assert_true(rows[1].state.block < s.n.anchor.header.number);
	free(rows);
	scene_end(&s);
}

static void a_payer_with_other_code_pays_nothing_and_hides_no_other(void **state)
{
	struct cache_due *rows;
	struct scene s;

	(void)state;
	scene_begin(&s);
	put_row(STALE, CACHE_DUE_FILE, 9);
	assert_int_equal(sync_payers(&s.c, &err), ERR_MISMATCH);
	assert_non_null(strstr(err.text, "stale"));
	rows = rows_of(3);
	assert_int_equal(rows[0].state.finding.obstacle, PAYER_FREE);
	assert_int_equal(rows[0].state.trust, TRUST_PROVEN);
	assert_int_equal(rows[2].state.finding.obstacle, PAYER_REPLACED);
	assert_true(u256_is_zero(&rows[2].state.finding.amount.raw));
	free(rows);
	scene_end(&s);
}

static size_t count_events(void)
{
	struct cache_event *events;
	size_t n;

	assert_ok(cache_events_recent(app->shared->cache, &events, &n, 1000, &err));
	free(events);
	return n;
}

static void a_service_that_fails_changes_nothing_and_the_chain_is_read_on(void **state)
{
	struct cache_due *rows;
	struct scene s;
	size_t before;

	(void)state;
	scene_begin(&s);
	assert_ok(sync_payers(&s.c, &err));
	before = count_events();
	for (int round = 0; round < 2; round++) {
		reply_with(&s, REPLY("{\"recipient\":\"" TOKEN "\","
				     "\"amount\":\"9\",\"proofs\":[],"
				     "\"token\":{\"address\":\"" TOKEN "\"}}"));
		look_again(&s);
		assert_ok(sync_payers(&s.c, &err));
		rows = rows_of(2);
		assert_int_equal(rows[0].source, CACHE_DUE_SERVICE);
		assert_int_equal(rows[0].state.block, s.n.anchor.header.number);
		assert_int_equal(rows[0].state.finding.obstacle, PAYER_FREE);
		free(rows);
	}
	/* An answer for another user is told once; so is that a service is down. */
	assert_int_equal(count_events(), before + 1);
	snprintf(s.n.profile.distributors[0].url, 64, "http://127.0.0.1:1");
	for (int round = 0; round < 2; round++) {
		look_again(&s);
		assert_ok(sync_payers(&s.c, &err));
		assert_int_equal(count_events(), before + 2);
	}
	free(rows_of(2));
	scene_end(&s);
}

/* One token without a contract keeps the other's due, and is itself known less well. */
static void a_token_that_is_absent_hides_no_other(void **state)
{
	struct cache_due *rows;
	struct scene s;

	(void)state;
	scene_begin(&s);
	anvil("anvil_setCode", "[\"" FOREIGN "\",\"0x\"]");
	look_again(&s);
	assert_int_not_equal(sync_payers(&s.c, &err), STATUS_OK);
	rows = rows_of(2);
	assert_int_equal(rows[0].state.trust, TRUST_PROVEN);
	assert_int_equal(rows[0].state.finding.obstacle, PAYER_FREE);
	assert_int_equal(rows[1].state.trust, TRUST_REPORTED);
	free(rows);
	anvil("anvil_setCode", "[\"" FOREIGN "\",\"0x" TOKEN_CODE "\"]");
	scene_end(&s);
}

/* The word of the dispute period: its end, shifted past the disputer. */
static struct hash end_word(uint64_t end)
{
	struct hash word = {0};

	for (size_t i = 0; i < 6; i++)
		word.bytes[11 - i] = (uint8_t)(end >> 8 * i);
	return word;
}

static void a_leaf_of_the_tree_before_stays_until_the_new_tree_is_in_force(void **state)
{
	const struct profile_distributor d = {.kind = DISTRIBUTOR_MERKL};
	struct entitlement next = {.account = address_of(ME),
				   .token = address_of(TOKEN),
				   .cumulative = {u256_from_u64(2000000000000000000U)}};
	struct cache_due *rows;
	struct hash root;
	struct scene s;

	(void)state;
	scene_begin(&s);
	put_row(READER, CACHE_DUE_FILE, 123);
	assert_ok(sync_payers(&s.c, &err));
	free(rows_of(3));
	/* A tree of one leaf follows, which is disputable for an hour. */
	assert_int_equal(payer_fold(&root, &d, &next), STATUS_OK);
	put_word(READER, 103, hash_of(ROOT));
	put_word(READER, 101, root);
	put_word(READER, 107, end_word((uint64_t)clock_now() + 3600));
	reply_with(&s, REPLY("{\"amount\":\"2000000000000000000\",\"proofs\":[],"
			     "\"token\":{\"address\":\"" TOKEN "\"}}"));
	look_again(&s);
	assert_ok(sync_payers(&s.c, &err));
	rows = rows_of(4);
	assert_int_equal(rows[0].source, CACHE_DUE_FILE);
	assert_int_equal(rows[1].source, CACHE_DUE_FORMER);
	assert_int_equal(rows[1].state.finding.obstacle, PAYER_FREE);
	assert_int_equal(rows[2].state.finding.obstacle, PAYER_WAITS);
	assert_true(rows[2].state.finding.opens > clock_now() + 3000);
	free(rows);
	/* Time alone brings it into force. */
	put_word(READER, 107, end_word((uint64_t)clock_now() - 1));
	look_again(&s);
	assert_ok(sync_payers(&s.c, &err));
	rows = rows_of(2);
	assert_int_equal(rows[0].source, CACHE_DUE_FILE);
	assert_int_equal(rows[0].state.finding.obstacle, PAYER_PAID);
	assert_int_equal(rows[1].state.finding.obstacle, PAYER_FREE);
	assert_int_equal(rows[1].state.finding.amount.raw.limb[0], 1600000000000000000U);
	free(rows);
	scene_end(&s);
}

static void a_name_that_one_node_alone_tells_is_none(void **state)
{
	const struct address token = address_of(FOREIGN), nobody = address_of(DENIER);
	struct cache_foreign_token name;
	struct scene s;

	(void)state;
	scene_begin(&s);
	lie("bob", "dropped");
	lie("carol", "call");
	(void)!read_foreign_name(s.n.nodes, &name, &s.n.anchor, &token, &err);
	assert_string_equal(name.symbol, "");
	lie("bob", "");
	look_again(&s);
	assert_ok(read_foreign_name(s.n.nodes, &name, &s.n.anchor, &token, &err));
	assert_string_equal(name.symbol, "F\xef\xbf\xbd[0mOO");
	lie("carol", "");
	/* No name at all is an answer too. */
	assert_ok(read_foreign_name(s.n.nodes, &name, &s.n.anchor, &nobody, &err));
	assert_string_equal(name.symbol, "");
	assert_int_equal(name.trust, TRUST_AGREED);
	/* Decimals that no amount can be shown with. */
	put_word(FOREIGN, 2, word_of(200));
	look_again(&s);
	assert_ok(read_foreign_name(s.n.nodes, &name, &s.n.anchor, &token, &err));
	assert_string_equal(name.symbol, "");
	put_word(FOREIGN, 2, word_of(6));
	scene_end(&s);
}

static size_t count_royalties(void)
{
	const struct snapshot *s = NULL;
	size_t n;

	assert_ok(load_snapshot(app, &s, &err));
	n = s->n_royalties;
	snapshot_unref(s);
	return n;
}

static void royalties_are_shown_as_before_beside_other_payers(void **state)
{
	struct cache_account account = {.address = address_of(ME), .watch_only = true};
	struct profile_distributor *d = own_profile->distributors;
	const size_t n = own_profile->n_distributors;
	size_t before;

	(void)state;
	assert_ok(cache_accounts_put(app->shared->cache, &account, &err));
	before = count_royalties();
	assert_true(before > 0);
	for (int kind = DISTRIBUTOR_MERKL; kind < DISTRIBUTOR_KINDS; kind++)
		d[own_profile->n_distributors++] =
			(struct profile_distributor){.kind = (enum distributor_kind)kind,
						     .contract = {.address = address_of(READER)},
						     .token = d[0].token};
	assert_int_equal(count_royalties(), before);
	/* Another distributor of royalties is one more. */
	d[own_profile->n_distributors++] = (struct profile_distributor){
		.kind = DISTRIBUTOR_URD, .contract = {.address = address_of(STALE)}};
	assert_int_equal(count_royalties(), before + 1);
	own_profile->n_distributors = n;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(leaves_of_a_service_are_judged_by_proven_words_and_funds),
		cmocka_unit_test(a_payer_with_other_code_pays_nothing_and_hides_no_other),
		cmocka_unit_test(a_service_that_fails_changes_nothing_and_the_chain_is_read_on),
		cmocka_unit_test(a_token_that_is_absent_hides_no_other),
		cmocka_unit_test(a_leaf_of_the_tree_before_stays_until_the_new_tree_is_in_force),
		cmocka_unit_test(royalties_are_shown_as_before_beside_other_payers),
		cmocka_unit_test(a_name_that_one_node_alone_tells_is_none),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
