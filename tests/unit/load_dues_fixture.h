/* A cache with dues of a few payers, and what the loader makes of it. */
#ifndef TESTS_UNIT_LOAD_DUES_FIXTURE_H
#define TESTS_UNIT_LOAD_DUES_FIXTURE_H

#include "app/load_dues.h"

#include "app/load_claims.h"
#include "app/load_order.h"
#include "app/snapshot_dues.h"
#include "cache/claims.h"
#include "cache/dues.h"
#include "cache/foreign_tokens.h"
#include "cache/transactions.h"
#include "tests/unit/cache_file.h"

#define MERKL  0xd1
#define BITMAP 0xd2
#define REPPO  0xd3
#define URD    0xd4
#define OPEN   0x70 /* the pinned token */
#define OTHER  0x71
#define FAKE   0x72

static struct snapshot_account accounts[2];
static struct snapshot_network network;
static struct snapshot_claim claims[2];
static struct snapshot_royalty royalty;
static struct snapshot s;
static struct profile profile;
static struct loading loading;

static inline struct profile_distributor payer(uint8_t address, enum distributor_kind kind)
{
	return (struct profile_distributor){
		.kind = kind,
		.contract = {.address = address_of_byte(address), .has_code_hash = true},
		.has_slots = true};
}

/* Nothing is loaded and the cache is empty. */
static inline void begin(struct cache *c)
{
	free(s.dues);
	accounts[0].address = address_of_byte(1);
	accounts[1].address = address_of_byte(2);
	s = (struct snapshot){.accounts = accounts,
			      .n_accounts = 2,
			      .networks = &network,
			      .n_networks = 1,
			      .claims = claims,
			      .royalties = &royalty};
	profile = (struct profile){
		.native_symbol = "ETH",
		.n_nodes = 3,
		.quorum = 2,
		.tokens = {{.contract = {.address = address_of_byte(OPEN)},
			    .symbol = "OPEN",
			    .decimals = 18}},
		.n_tokens = 1,
		.distributors = {payer(MERKL, DISTRIBUTOR_MERKL), payer(BITMAP, DISTRIBUTOR_MERKLE),
				 payer(REPPO, DISTRIBUTOR_REPPO), payer(URD, DISTRIBUTOR_URD)},
		.n_distributors = 4};
	profile.distributors[1].terms = *merkle_terms_preset("uniswap");
	snprintf(profile.distributors[0].name, sizeof(profile.distributors[0].name), "Merkl");
	loading = (struct loading){
		.s = &s, .cache = c, .p = &profile, .of = {0, SNAPSHOT_NONE, SNAPSHOT_NONE}};
}

/* Adds a leaf by a service that is judged as free: `amount` of which `claimed` was paid. */
static inline void add_leaf(struct cache *c, uint8_t from, uint8_t token, uint64_t index,
			    uint64_t amount, uint64_t claimed, enum cache_due_source source)
{
	struct cache_due d = {.payer = address_of_byte(from),
			      .leaf = {.account = address_of_byte(1),
				       .token = address_of_byte(token),
				       .cumulative = {u256_from_u64(amount)},
				       .index = index},
			      .root = hash_of_byte(0x21),
			      .source = source};

	assert_ok(cache_dues_put(c, &d, 1, &err));
	d.state = (struct cache_due_state){
		.finding = {.entitled = {u256_from_u64(amount)},
			    .has_claimed = true,
			    .claimed = {u256_from_u64(claimed)},
			    .amount = {u256_from_u64(amount - claimed)},
			    .obstacle = amount == claimed ? PAYER_PAID : PAYER_FREE},
		.trust = TRUST_PROVEN,
		.block = 50,
		.as_of = 1000};
	assert_ok(cache_dues_judged(c, &d, 1, &err));
}

static inline void add_token(struct cache *c, uint8_t token, const char *symbol, uint32_t decimals)
{
	struct cache_foreign_token t = {.token = address_of_byte(token),
					.decimals = decimals,
					.trust = TRUST_AGREED,
					.as_of = 900};

	snprintf(t.symbol, sizeof(t.symbol), "%s", symbol);
	assert_ok(cache_foreign_tokens_put(c, &t, 1, &err));
}

static inline void load(size_t n)
{
	assert_ok(load_dues(&loading, &err));
	assert_ok(load_order_rows(&s, &err));
	assert_int_equal(s.n_dues, n);
}

static inline const struct snapshot_due *due_in(uint8_t token)
{
	const struct address a = address_of_byte(token);
	size_t i = 0;

	while (i < s.n_dues && !address_equal(&s.dues[i].token, &a))
		i++;
	assert_true(i < s.n_dues);
	return &s.dues[i];
}

static inline void assert_value(const struct figure *f, uint64_t v)
{
	const struct u256 expected = u256_from_u64(v);

	assert_true(f->known);
	assert_int_equal(u256_compare(&f->value, &expected), 0);
}

static inline int close_all(void **state)
{
	free(s.dues);
	s.dues = NULL;
	return close_memory(state);
}

#define WITH_CACHE(test) cmocka_unit_test_setup_teardown(test, open_memory, close_all)

#endif
