/* From rows of the cache to what screens, scripts and spreadsheets show, and sums in between. */
#include "app/account.h"
#include "app/load.h"
#include "cache/attributions.h"
#include "cache/blocks.h"
#include "cache/claims.h"
#include "cache/datasets.h"
#include "cache/events.h"
#include "cache/settings.h"
#include "cache/transactions.h"
#include "lists/column_tables.h"
#include "tests/lib/words_of.h"
#include "tests/unit/app_rows.h"

static struct app *app;

/* Three epochs of 250 each, of which two are paid: cumulative 500, claimed 200. */
static int start(void **state)
{
	struct address own = address_of_byte(OWN);
	struct cache_block block = {
		.number = 30, .time = 5000, .read_at = 5004, .trust = TRUST_AGREED};
	struct cache_dataset dataset = {.root = hash_of_byte(0x01),
					.uid = hash_of_byte(0x21),
					.account = own,
					.name = "mails, \"2025\"",
					.state = CACHE_DATASET_IN_MODEL,
					.trust = TRUST_PROVEN};
	struct cache_figure figures[] = {
		figure(CACHE_FIGURE_CUMULATIVE, true, 500, TRUST_PROVEN),
		figure(CACHE_FIGURE_CLAIMED, true, 200, TRUST_PROVEN),
		figure(CACHE_FIGURE_CLAIMABLE, true, 300, TRUST_PROVEN),
		figure(CACHE_FIGURE_DISTRIBUTOR_FUNDS, false, 299, TRUST_PROVEN),
		paid(2),
		root(2)};

	if (folder_make(state) != 0)
		return -1;
	app = open_offline("snapshot");
	assert_ok(watch_account(app, &own, "me", &err));
	block.hash = hash_of_byte(0xb0);
	assert_ok(cache_blocks_put(app->shared->cache, &block, &err));
	assert_ok(cache_datasets_put(app->shared->cache, &dataset, &err));
	for (uint64_t epoch = 1; epoch <= 3; epoch++) {
		struct cache_statement st = statement(epoch, CACHE_AUDIT_NOT_RUN);
		struct cache_verdict v = verdict(epoch, CACHE_AUDIT_OWN_SOUND);
		struct cache_score rows[] = {score(epoch, 0x21, 200), score(epoch, 0x22, 50)};

		assert_ok(cache_statements_put(app->shared->cache, &st, &err));
		assert_ok(cache_scores_put(app->shared->cache, &st.datanet, &own, epoch, rows, 2,
					   &err));
		assert_ok(cache_verdicts_put(app->shared->cache, &own, &v, &err));
	}
	assert_ok(cache_figures_put(app->shared->cache, figures, ARRAY_SIZE(figures), &err));
	return 0;
}

static int stop(void **state)
{
	close_app(app);
	return folder_remove(state);
}

static const struct snapshot *loaded(void)
{
	const struct snapshot *s = NULL;

	assert_ok(load_snapshot(app, &s, &err));
	return s;
}

static void royalties_carry_their_trust_and_whether_they_can_be_paid(void **state)
{
	const struct snapshot *s = loaded();
	const struct snapshot_royalty *r = &s->royalties[0];

	(void)state;
	assert_int_equal(s->n_royalties, 1);
	assert_string_equal(r->symbol, "OPEN");
	assert_int_equal(r->cumulative.trust, TRUST_PROVEN);
	assert_int_equal(r->claimable.trust, TRUST_AGREED);
	assert_number_equal(r->claimable.value, u256_from_u64(300));
	assert_int_equal(r->claimable.as_of, 5000);
	assert_true(r->underfunded);
	assert_false(r->wallet.known);
	assert_int_equal(s->networks[0].block, 30);
	/* The block is as of its own time, not of its reading. */
	assert_int_equal(s->networks[0].as_of, 5000);
	assert_int_equal(s->networks[0].read_at, 5004);
	snapshot_unref(s);
}

/* A claim of everything up to `cumulative`, in the state of its transaction. */
static void claim_up_to(uint64_t nonce, uint64_t cumulative, enum cache_tx_state state)
{
	struct cache_figure of = figure(CACHE_FIGURE_CLAIMABLE, true, 300, TRUST_PROVEN);
	struct cache_tx tx = {
		.account = of.account, .nonce = nonce, .kind = CACHE_TX_CLAIM, .state = state};
	struct cache_claim claim = {.account = of.account, .payer = of.payer, .token = of.token};

	claim.cumulative.raw = u256_from_u64(cumulative);
	assert_ok(cache_transactions_add(app->shared->cache, &tx, &err));
	claim.transaction = tx.id;
	assert_ok(cache_claims_add(app->shared->cache, &claim, &err));
}

/* Cumulative 500, claimed 200: what was sent is on its way, until the figures have it. */
static void what_is_on_its_way_is_not_claimable_a_second_time(void **state)
{
	static const struct {
		uint64_t cumulative;
		enum cache_tx_state state;
		uint64_t claimable;
	} table[] = {{400, CACHE_TX_DRAFT, 300},
		     {400, CACHE_TX_SIGNED, 300},
		     {400, CACHE_TX_SENT, 100},
		     {400, CACHE_TX_MINED, 100},
		     {400, CACHE_TX_CONFIRMED, 100},
		     {400, CACHE_TX_FAILED, 300},
		     {400, CACHE_TX_REPLACED, 300},
		     {400, CACHE_TX_DROPPED, 300},
		     {400, CACHE_TX_VOID, 300},
		     {400, CACHE_TX_CANCELLED, 300},
		     {400, CACHE_TX_EXPIRED, 300},
		     {500, CACHE_TX_SENT, 0},
		     /* The figures have it already; or are of before the root moved back. */
		     {200, CACHE_TX_CONFIRMED, 300},
		     {150, CACHE_TX_CONFIRMED, 300},
		     {600, CACHE_TX_SENT, 0}};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		const struct snapshot *s;
		const struct snapshot_royalty *r;

		assert_ok(cache_begin(app->shared->cache, &err));
		claim_up_to(1, table[i].cumulative, table[i].state);
		/* A smaller one beside it adds nothing: claims are cumulative. */
		claim_up_to(2, 150, CACHE_TX_SENT);
		s = loaded();
		r = &s->royalties[0];
		assert_number_equal(r->claimable.value, u256_from_u64(table[i].claimable));
		assert_number_equal(r->on_its_way.value, u256_from_u64(300 - table[i].claimable));
		assert_ptr_equal(snapshot_find_claimable(s), table[i].claimable > 0 ? r : NULL);
		assert_ptr_equal(snapshot_find_on_its_way(s), table[i].claimable < 300 ? r : NULL);
		snapshot_unref(s);
		cache_rollback(app->shared->cache);
	}
}

static void epochs_come_newest_first_with_own_amounts_and_shares(void **state)
{
	const struct snapshot *s = loaded();

	(void)state;
	assert_int_equal(s->n_epochs, 3);
	assert_int_equal(s->epochs[0].epoch, 3);
	assert_number_equal(s->epochs[0].own.raw, u256_from_u64(250));
	assert_int_equal(s->epochs[0].inferences, 6);
	/* 2 of 4. */
	assert_true(s->epochs[0].share > 0.499 && s->epochs[0].share < 0.501);
	assert_int_equal(s->n_scores, 6);
	assert_int_equal(s->scores[0].epoch, 3);
	assert_int_equal(s->scores[0].dataset, 0);
	/* A dataset that is not known here is not taken for another. */
	assert_int_equal(s->scores[1].dataset, UINT32_MAX);
	assert_number_equal(s->datasets[0].royalties.value, u256_from_u64(600));
	snapshot_unref(s);
}

static void paid_in_full_means_that_the_sum_is_what_the_distributor_pays(void **state)
{
	const struct snapshot *s = loaded();
	struct cache_figure less = figure(CACHE_FIGURE_CUMULATIVE, true, 499, TRUST_PROVEN);
	struct cache_figure right = figure(CACHE_FIGURE_CUMULATIVE, true, 500, TRUST_PROVEN);
	const struct value_style whole = {.ascii = false};
	char part[64];

	(void)state;
	/* The third epoch is settled and not paid yet: 500, not 750. */
	assert_true(s->standings[0].totals_audited);
	assert_string_equal(s->standings[0].audit_text,
			    "2 of 3 epochs paid in full; 1 awaits the next root");
	assert_int_equal(s->standings[0].n_audit, 2);
	sentence_text(part, sizeof(part), &s->standings[0].audit[1].said, &whole);
	assert_string_equal(part, "1 awaits the next root");
	assert_int_equal(s->epochs[0].audit, AUDIT_OWN_WAITING);
	assert_int_equal(s->epochs[1].audit, AUDIT_OWN_SOUND);
	snapshot_unref(s);
	assert_ok(cache_figures_put(app->shared->cache, &less, 1, &err));
	s = loaded();
	assert_false(s->standings[0].totals_audited);
	assert_non_null(strstr(s->standings[0].audit_text, "do not sum"));
	snapshot_unref(s);
	assert_ok(cache_figures_put(app->shared->cache, &right, 1, &err));
}

static void an_account_whose_leaves_nobody_read_is_not_audited(void **state)
{
	struct address another = address_of_byte(0x0b);
	const struct snapshot *s;

	(void)state;
	assert_ok(watch_account(app, &another, "new", &err));
	app->shared->options.account = "new";
	s = loaded();
	assert_false(s->standings[0].totals_audited);
	assert_int_equal(s->epochs[0].audit, AUDIT_NOT_RUN);
	assert_non_null(strstr(s->standings[0].audit_text,
			       "3 of 3 epochs are not audited for this account"));
	snapshot_unref(s);
	app->shared->options.account = NULL;
}

static void an_event_names_the_datanet_and_the_account_that_it_is_about(void **state)
{
	const struct address mine = {{0xda}}, other = {{0xdb}}, me = {{1}};
	struct profile *p = app->profile, before = *p;
	const struct snapshot *s;

	(void)state;
	p->n_datanets = 1;
	p->datanets[0].address = mine;
	p->datanets[0].payers = 1;
	snprintf(p->datanets[0].name, sizeof(p->datanets[0].name), "mail-filter");
	note_event(app, "vault", TRUST_NONE, "locked");
	note_event_of(app, &(struct event_owner){&mine, &me}, "epochs", TRUST_PROVEN, "settled");
	note_event_of(app, &(struct event_owner){.datanet = &other}, "datasets", TRUST_AGREED,
		      "elsewhere");
	s = loaded();
	assert_string_equal(words_of(&s->events[0].text), "elsewhere");
	assert_string_equal(s->events[0].datanet, "0xdb00000000000000000000000000000000000000");
	assert_true(address_is_zero(&s->events[0].account));
	assert_string_equal(s->events[1].datanet, "mail-filter");
	assert_true(address_equal(&s->events[1].account, &me));
	assert_string_equal(words_of(&s->events[2].text), "locked");
	assert_string_equal(s->events[2].datanet, "");
	assert_true(address_is_zero(&s->events[2].account));
	snapshot_unref(s);
	*p = before;
}

static void a_settlement_that_is_overdue_is_late(void **state)
{
	const struct address *datanet = &app->profile->datanets[0].address;
	const struct snapshot *s;

	(void)state;
	assert_ok(cache_settings_put_number(app->shared->cache, CACHE_SETTING_NEXT_SETTLEMENT,
					    datanet, NULL, clock_now() - 61, &err));
	s = loaded();
	assert_int_equal(s->standings[0].rhythm.last_epoch, 3);
	assert_int_equal(s->standings[0].rhythm.last_settlement, 1003);
	assert_true(s->standings[0].rhythm.settlement_late);
	snapshot_unref(s);
	assert_ok(cache_settings_put_number(app->shared->cache, CACHE_SETTING_NEXT_SETTLEMENT,
					    datanet, NULL, clock_now() - 50, &err));
	s = loaded();
	assert_false(s->standings[0].rhythm.settlement_late);
	snapshot_unref(s);
}

static void an_account_that_is_not_there_is_never_shown_as_another(void **state)
{
	const struct snapshot *s = NULL;

	(void)state;
	app->shared->options.account = "nobody";
	assert_int_equal(load_snapshot(app, &s, &err), ERR_NOT_FOUND);
	assert_null(s);
	app->shared->options.account = NULL;
}

static void a_snapshot_lives_as_long_as_its_last_reference(void **state)
{
	const struct snapshot *s = loaded(), *again = snapshot_ref(s);

	(void)state;
	assert_ptr_equal(s, again);
	snapshot_unref(s);
	assert_int_equal(again->n_epochs, 3 * again->n_accounts);
	snapshot_unref(again);
	snapshot_unref(NULL);
}

/* Adds a transaction and its claim. */
static void put_claim(uint64_t nonce, enum cache_tx_state state, struct hash hash, uint64_t block)
{
	struct cache_tx tx = {.account = address_of_byte(OWN),
			      .nonce = nonce,
			      .kind = CACHE_TX_CLAIM,
			      .state = state,
			      .what.text = "claim",
			      .hash = hash,
			      .block = block};
	struct cache_claim claim = {.account = address_of_byte(OWN)};

	assert_ok(cache_transactions_add(app->shared->cache, &tx, &err));
	claim.transaction = tx.id;
	assert_ok(cache_claims_add(app->shared->cache, &claim, &err));
}

/* The members "state" and "nonce" as a script reads them; a nonce of null is "null". */
static void expect_row(const struct column_table *t, const struct snapshot *s, const void *row,
		       const char *state, const char *nonce)
{
	struct json *j = column_row_json(t, s, row);
	const struct json *found = json_get(j, "nonce");

	assert_string_equal(json_text(json_get(j, "state")), state);
	assert_string_equal(json_is_null(found) ? "null" : json_digits(found), nonce);
	json_free(j);
}

static void a_draft_has_no_nonce_and_a_claim_in_a_block_says_so(void **state)
{
	const struct hash none = {{0}};
	const struct snapshot *s;

	(void)state;
	put_claim(4, CACHE_TX_MINED, hash_of_byte(0x71), 29);
	put_claim(5, CACHE_TX_CONFIRMED, hash_of_byte(0x72), 12);
	put_claim(6, CACHE_TX_VOID, none, 0);
	put_claim(6, CACHE_TX_DRAFT, none, 0);
	s = loaded();
	assert_int_equal(s->n_claims, 4);
	assert_int_equal(s->n_txs, 4);
	expect_row(&columns_claim, s, &s->claims[0], "prepared", "null");
	expect_row(&columns_claim, s, &s->claims[1], "void", "null");
	expect_row(&columns_claim, s, &s->claims[2], "received", "5");
	expect_row(&columns_claim, s, &s->claims[3], "in a block", "4");
	expect_row(&columns_transaction, s, &s->txs[0], "prepared", "null");
	expect_row(&columns_transaction, s, &s->txs[1], "void", "null");
	expect_row(&columns_transaction, s, &s->txs[2], "confirmed", "5");
	expect_row(&columns_transaction, s, &s->txs[3], "in a block", "4");
	snapshot_unref(s);
}

/* Counts rows of an account and of others in the tables that name one. */
static void count_rows(const struct snapshot *s, const struct address *a, size_t mine[static 4],
		       size_t *others)
{
	memset(mine, 0, 4 * sizeof(*mine));
	*others = 0;
#define COUNT(table, k)                                     \
	for (size_t i = 0; i < s->n_##table; i++)           \
		if (address_equal(&s->table[i].account, a)) \
			mine[k]++;                          \
		else                                        \
			*others += (k) != 3 || !address_is_zero(&s->table[i].account);
	COUNT(datasets, 0)
	COUNT(claims, 1)
	COUNT(txs, 2)
	COUNT(events, 3)
#undef COUNT
}

static void one_account_alone_has_no_rows_of_others_in_any_list(void **state)
{
	const struct address me = address_of_byte(OWN), other = address_of_byte(0x5a);
	struct cache_dataset set = {.root = hash_of_byte(0x5b),
				    .uid = hash_of_byte(0x5c),
				    .account = other,
				    .name = "theirs"};
	struct cache_tx tx = {.account = other, .nonce = 7, .kind = CACHE_TX_CLAIM};
	struct cache_claim claim = {.account = other};
	const struct snapshot *s;
	size_t mine[4], others;

	(void)state;
	assert_ok(watch_account(app, &other, "other", &err));
	assert_ok(cache_datasets_put(app->shared->cache, &set, &err));
	assert_ok(cache_transactions_add(app->shared->cache, &tx, &err));
	claim.transaction = tx.id;
	assert_ok(cache_claims_add(app->shared->cache, &claim, &err));
	put_claim(8, CACHE_TX_SENT, hash_of_byte(0x5d), 0);
	note_event_of(app, &(struct event_owner){.account = &other}, "epochs", TRUST_PROVEN, "one");
	note_event_of(app, &(struct event_owner){.account = &me}, "epochs", TRUST_PROVEN, "two");
	s = loaded();
	count_rows(s, &me, mine, &others);
	assert_true(mine[0] > 0 && mine[1] > 0 && mine[2] > 0 && mine[3] > 0);
	assert_true(others >= 4);
	snapshot_unref(s);
	app->shared->options.account = "me";
	s = loaded();
	assert_true(s->one_account);
	count_rows(s, &me, mine, &others);
	assert_true(mine[0] > 0 && mine[1] > 0 && mine[2] > 0 && mine[3] > 0);
	assert_int_equal(others, 0);
	snapshot_unref(s);
	app->shared->options.account = NULL;
	assert_ok(forget_account(
		app, &(struct snapshot_account){.address = other, .watch_only = true}, &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(royalties_carry_their_trust_and_whether_they_can_be_paid),
		cmocka_unit_test(what_is_on_its_way_is_not_claimable_a_second_time),
		cmocka_unit_test(epochs_come_newest_first_with_own_amounts_and_shares),
		cmocka_unit_test(paid_in_full_means_that_the_sum_is_what_the_distributor_pays),
		cmocka_unit_test(an_event_names_the_datanet_and_the_account_that_it_is_about),
		cmocka_unit_test(a_settlement_that_is_overdue_is_late),
		cmocka_unit_test(an_account_whose_leaves_nobody_read_is_not_audited),
		cmocka_unit_test(an_account_that_is_not_there_is_never_shown_as_another),
		cmocka_unit_test(a_draft_has_no_nonce_and_a_claim_in_a_block_says_so),
		cmocka_unit_test(a_snapshot_lives_as_long_as_its_last_reference),
		cmocka_unit_test(one_account_alone_has_no_rows_of_others_in_any_list),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
