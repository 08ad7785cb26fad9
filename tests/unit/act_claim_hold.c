/*
 * Whether a claim can still be paid, by what the distributor says. The claim, its proof and its
 * root are signer.json's, made by OpenZeppelin.
 */
#include "act/claim_hold.h"
#include "tests/unit/wallet_vector.h"

#define NOW 1000

static struct cache_claim claim;
static struct entitlement en;
static struct hash root;

static int start(void **state)
{
	struct json *doc;
	const struct json *c;

	if (wallet_start(state) != 0)
		return -1;
	doc = wallet_vectors("signer.json");
	c = json_get(doc, "claim");
	root = vector_hash(c, "root");
	en.account = vector_address(c, "account");
	en.token = vector_address(c, "token");
	en.cumulative.raw = vector_number(c, "cumulative");
	for (const struct json *h = json_first(json_get(c, "proof")); h != NULL; h = json_next(h))
		en.proof[en.n_proof++] = vector_hash(h, NULL);
	claim = (struct cache_claim){.account = en.account,
				     .token = en.token,
				     .cumulative = en.cumulative,
				     .root = root};
	json_free(doc);
	return 0;
}

/* A distributor that pays by `by`, where the account claimed the cumulative amount less `open`. */
static struct claim_ground ground(const struct hash *by, uint64_t open)
{
	struct claim_ground g = {.root = *by, .now = NOW};
	struct u256 rest = u256_from_u64(open);

	assert_int_equal(u256_sub(&g.claimed.raw, &en.cumulative.raw, &rest), STATUS_OK);
	return g;
}

static void a_claim_holds_while_root_sum_and_time_are_those_it_was_made_for(void **state)
{
	struct hash moved = root;
	const struct {
		bool same_root;
		uint64_t open;
		int64_t expires;
		enum claim_hold hold;
	} table[] = {{true, 1, 0, CLAIM_HOLDS},		{true, 1, NOW, CLAIM_HOLDS},
		     {true, 1, NOW - 1, CLAIM_OVERDUE}, {false, 1, 0, CLAIM_MOVED},
		     {false, 1, NOW - 1, CLAIM_MOVED},	{true, 0, 0, CLAIM_PAID},
		     {false, 0, NOW - 1, CLAIM_PAID}};

	(void)state;
	moved.bytes[31] ^= 1;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		struct claim_ground g = ground(table[i].same_root ? &root : &moved, table[i].open);

		/* Signed it is folded by its own proof, unsigned its root is compared. */
		assert_int_equal(claim_hold_of(&claim, &en, table[i].expires, &g), table[i].hold);
		assert_int_equal(claim_hold_of(&claim, NULL, table[i].expires, &g), table[i].hold);
		assert_int_equal(claim_hold_note(table[i].hold)[0] == '\0',
				 table[i].hold == CLAIM_HOLDS);
	}
}

static void signed_bytes_count_and_not_what_the_row_says(void **state)
{
	struct cache_claim other = claim;
	struct entitlement more = en;
	struct claim_ground g = ground(&root, 1);

	(void)state;
	other.root.bytes[0] ^= 1;
	assert_int_equal(claim_hold_of(&other, &en, 0, &g), CLAIM_HOLDS);
	more.cumulative.raw.limb[0]++;
	assert_int_equal(claim_hold_of(&claim, &more, 0, &g), CLAIM_MOVED);
	/* A row of before 0.2 has no root: unsigned, nothing can be said of it. */
	other.root = (struct hash){0};
	assert_int_equal(claim_hold_of(&other, NULL, 0, &g), CLAIM_HOLDS);
}

/*
 * Merkl passes over a part that was paid, unless more was paid than it says; every other payer
 * refuses the whole call.
 */
static void parts_of_a_claim_are_judged_together(void **state)
{
	static const struct {
		struct claim_fates fates;
		bool passes_paid;
		enum claim_hold hold;
		const char *note;
	} table[] = {
		{{3, 0, 0, 0, 0}, false, CLAIM_HOLDS, ""},
		{{3, 3, 0, 0, 0}, false, CLAIM_PAID, "all of it was claimed"},
		{{3, 3, 0, 0, 0}, true, CLAIM_PAID, "all of it was claimed"},
		{{3, 1, 0, 0, 0}, true, CLAIM_HOLDS, ""},
		{{3, 1, 0, 0, 0}, false, CLAIM_PARTLY, "a part of it was claimed"},
		{{3, 1, 2, 0, 0}, false, CLAIM_PARTLY, "a part of it was claimed"},
		{{3, 1, 2, 0, 0}, true, CLAIM_MOVED, "root moved"},
		{{3, 0, 1, 2, 0}, false, CLAIM_MOVED, "root moved"},
		{{3, 0, 0, 1, 0}, false, CLAIM_OVERDUE, "expired"},
		{{3, 1, 0, 0, 1}, true, CLAIM_BELOW, "more of a part was claimed"},
		{{3, 2, 0, 1, 1}, true, CLAIM_BELOW, "more of a part was claimed"},
		{{3, 1, 0, 0, 1}, false, CLAIM_PARTLY, "a part of it was claimed"},
		{{3, 1, 2, 0, 1}, true, CLAIM_MOVED, "root moved"},
		{{3, 3, 0, 0, 1}, true, CLAIM_PAID, "all of it was claimed"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		const enum claim_hold hold =
			claim_hold_of_parts(&table[i].fates, table[i].passes_paid);

		assert_int_equal(hold, table[i].hold);
		assert_non_null(strstr(claim_hold_note(hold), table[i].note));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_claim_holds_while_root_sum_and_time_are_those_it_was_made_for),
		cmocka_unit_test(signed_bytes_count_and_not_what_the_row_says),
		cmocka_unit_test(parts_of_a_claim_are_judged_together),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
