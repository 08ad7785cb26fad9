/* From rows of the cache to what screens, scripts and spreadsheets show, and sums in between. */
#include "tests/unit/app_fixture.h"

#include "app/entitlement.h"
#include "app/load.h"
#include "app/statement_check.h"
#include "app/sync_private.h"
#include "cache/attributions.h"
#include "cache/blocks.h"
#include "cache/datasets.h"
#include "cache/events.h"
#include "cache/settings.h"
#include "chain/merkle.h"

#define OWN	    0x0a
#define POOL	    1000
#define DISTRIBUTOR 0xd1
#define TOKEN	    0x70

static struct app *app;

static struct cache_statement statement(uint64_t epoch, enum cache_audit audit)
{
	struct cache_statement st = {.uid = hash_of_byte((uint8_t)(0x40 + epoch)),
				     .attested_at = 1000 + (int64_t)epoch,
				     .block = 10 * epoch,
				     .trust = TRUST_PROVEN,
				     .audit = audit};

	if (epoch > 1)
		st.previous = hash_of_byte((uint8_t)(0x40 + epoch - 1));
	st.statement = (struct statement){.epoch = epoch,
					  .start = 100 * epoch,
					  .end = 100 * epoch + 99,
					  .distributor = address_of_byte(DISTRIBUTOR),
					  .token = address_of_byte(TOKEN),
					  .pool = {u256_from_u64(POOL)},
					  .influence = u256_from_u64(4000000000000000000)};
	return st;
}

static struct cache_score score(uint64_t epoch, uint8_t dataset, uint64_t amount)
{
	return (struct cache_score){.epoch = epoch,
				    .score = {.account = address_of_byte(OWN),
					      .dataset = hash_of_byte(dataset),
					      .inferences = 3,
					      .influence = u256_from_u64(1000000000000000000),
					      .amount = {u256_from_u64(amount)}},
				    .trust = TRUST_PROVEN};
}

static struct cache_figure figure(enum cache_figure_kind kind, bool own, uint64_t value,
				  enum trust trust)
{
	struct cache_figure f = {.kind = kind,
				 .subject = address_of_byte(DISTRIBUTOR),
				 .value = u256_from_u64(value),
				 .trust = trust,
				 .block = 30,
				 .as_of = 5000};

	if (own)
		f.account = address_of_byte(OWN);
	return f;
}

/* The statement that the root pays, as its slot holds it. */
static struct cache_figure paid(uint64_t epoch)
{
	struct cache_figure f = figure(CACHE_FIGURE_DISTRIBUTOR_STATEMENT, false, 0, TRUST_PROVEN);
	struct hash uid = hash_of_byte((uint8_t)(0x40 + epoch));

	f.value = u256_from_be(uid.bytes);
	return f;
}

/* Three epochs of 250 each, of which two are paid: cumulative 500, claimed 200. */
static int start(void **state)
{
	struct address own = address_of_byte(OWN);
	struct cache_block block = {
		.number = 30, .as_of = 5000, .trust = TRUST_AGREED, .agreeing = 2};
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
		figure(CACHE_FIGURE_DISTRIBUTOR_FUNDS, false, 299, TRUST_PROVEN), paid(2)};

	if (folder_make(state) != 0)
		return -1;
	app = open_offline("snapshot");
	assert_ok(watch_account(app, &own, "me", &err));
	block.hash = hash_of_byte(0xb0);
	assert_ok(cache_blocks_put(app->cache, &block, &err));
	assert_ok(cache_datasets_put(app->cache, &dataset, &err));
	for (uint64_t epoch = 1; epoch <= 3; epoch++) {
		struct cache_statement st = statement(epoch, CACHE_AUDIT_OWN_SOUND);
		struct cache_score rows[] = {score(epoch, 0x21, 200), score(epoch, 0x22, 50)};

		assert_ok(cache_statements_put(app->cache, &st, &err));
		assert_ok(cache_scores_put(app->cache, &own, epoch, rows, 2, &err));
	}
	assert_ok(cache_figures_put(app->cache, figures, ARRAY_SIZE(figures), &err));
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
	assert_int_equal(s->block, 30);
	assert_int_equal(s->nodes_agreeing, 2);
	snapshot_unref(s);
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

	(void)state;
	/* The third epoch is settled and not paid yet: 500, not 750. */
	assert_true(s->totals_audited);
	assert_string_equal(s->audit_text, "3 of 3 epochs paid in full");
	snapshot_unref(s);
	assert_ok(cache_figures_put(app->cache, &less, 1, &err));
	s = loaded();
	assert_false(s->totals_audited);
	assert_non_null(strstr(s->audit_text, "do not sum"));
	snapshot_unref(s);
	assert_ok(cache_figures_put(app->cache, &right, 1, &err));
}

static void a_settlement_that_is_overdue_is_late(void **state)
{
	const struct snapshot *s;

	(void)state;
	assert_ok(cache_settings_put_number(app->cache, "rhythm.next_settlement", clock_now() - 61,
					    &err));
	s = loaded();
	assert_int_equal(s->rhythm.last_epoch, 3);
	assert_int_equal(s->rhythm.last_settlement, 1003);
	assert_true(s->rhythm.settlement_late);
	snapshot_unref(s);
	assert_ok(cache_settings_put_number(app->cache, "rhythm.next_settlement", clock_now() - 50,
					    &err));
	s = loaded();
	assert_false(s->rhythm.settlement_late);
	snapshot_unref(s);
}

static void an_account_that_is_not_there_is_never_shown_as_another(void **state)
{
	const struct snapshot *s = NULL;

	(void)state;
	app->options.account = "nobody";
	assert_int_equal(load_snapshot(app, &s, &err), ERR_NOT_FOUND);
	assert_null(s);
	app->options.account = NULL;
}

static void a_snapshot_lives_as_long_as_its_last_reference(void **state)
{
	const struct snapshot *s = loaded(), *again = snapshot_ref(s);

	(void)state;
	assert_ptr_equal(s, again);
	snapshot_unref(s);
	assert_int_equal(again->n_epochs, 3);
	snapshot_unref(again);
	snapshot_unref(NULL);
}

static size_t events(void)
{
	const struct snapshot *s = loaded();
	size_t n = s->n_events;

	snapshot_unref(s);
	return n;
}

static void what_a_datanet_keeps_doing_wrong_is_told_once_until_it_changes(void **state)
{
	size_t before = events();

	(void)state;
	for (int round = 0; round < 3; round++)
		tell_once(app, "claims", "the datanet's claim is false");
	assert_int_equal(events(), before + 1);
	tell_once(app, "identity", "not signed by the pinned address");
	tell_once(app, "claims", "false in another way");
	assert_int_equal(events(), before + 3);
	tell_once(app, "claims", NULL);
	assert_int_equal(events(), before + 3);
	tell_once(app, "claims", "false in another way");
	assert_int_equal(events(), before + 4);
}

/* Two leaves, OpenZeppelin's way: the proof of one is the other. */
static struct cache_statement two_leaves(struct datanet_leaf leaf[2], uint64_t amount)
{
	struct cache_statement st = statement(1, CACHE_AUDIT_NOT_RUN);
	struct hash nodes[3];

	for (size_t i = 0; i < 2; i++) {
		leaf[i] = (struct datanet_leaf){.index = i, .n_proof = 1};
		leaf[i].score = score(1, (uint8_t)(0x21 + i), i == 0 ? amount : 250).score;
		score_leaf(&nodes[i], &leaf[i].score);
	}
	leaf[0].proof[0] = nodes[1];
	leaf[1].proof[0] = nodes[0];
	merkle_pair(&nodes[2], &nodes[0], &nodes[1]);
	st.statement.scores = nodes[2];
	return st;
}

static enum cache_audit checked(struct cache_statement *st, const struct datanet_leaf *leaves,
				size_t n, size_t *kept, struct cache_score rows[2])
{
	struct address own = address_of_byte(OWN);

	*kept = check_own_leaves(rows, st, &own, leaves, n, 0, true);
	return st->audit;
}

static void own_leaves_that_fold_and_pay_the_floor_are_sound(void **state)
{
	struct datanet_leaf leaves[2];
	struct cache_statement st = two_leaves(leaves, 250);
	struct cache_score rows[2];
	size_t n;

	(void)state;
	assert_int_equal(checked(&st, leaves, 2, &n, rows), CACHE_AUDIT_OWN_SOUND);
	assert_int_equal(n, 2);
	assert_int_equal(rows[1].trust, TRUST_PROVEN);
	/* Under one server's word nothing is proven. */
	st.trust = TRUST_REPORTED;
	assert_int_equal(checked(&st, leaves, 2, &n, rows), CACHE_AUDIT_OWN_SOUND);
	assert_int_equal(rows[0].trust, TRUST_REPORTED);
}

static void a_short_payment_is_a_fault_that_says_by_how_much(void **state)
{
	struct datanet_leaf leaves[2];
	struct cache_statement st = two_leaves(leaves, 249);
	struct cache_score rows[2];
	size_t n;

	(void)state;
	assert_int_equal(checked(&st, leaves, 2, &n, rows), CACHE_AUDIT_FAULT);
	assert_string_equal(st.finding, "epoch 1 pays 249 instead of 250, short by 1");
}

static void a_leaf_that_is_false_foreign_or_twice_is_a_fault(void **state)
{
	struct datanet_leaf leaves[2];
	struct cache_statement st = two_leaves(leaves, 250);
	struct cache_score rows[2];
	size_t n;

	(void)state;
	leaves[0].score.inferences++;
	assert_int_equal(checked(&st, leaves, 2, &n, rows), CACHE_AUDIT_FAULT);
	assert_int_equal(n, 2);
	assert_int_equal(rows[0].trust, TRUST_REPORTED);
	st = two_leaves(leaves, 250);
	leaves[1].score.account = address_of_byte(0x0b);
	assert_int_equal(checked(&st, leaves, 2, &n, rows), CACHE_AUDIT_FAULT);
	assert_int_equal(n, 1);
	st = two_leaves(leaves, 250);
	leaves[1] = leaves[0];
	assert_int_equal(checked(&st, leaves, 2, &n, rows), CACHE_AUDIT_FAULT);
	assert_int_equal(n, 1);
}

static void an_unknown_rule_is_not_auditable_but_proofs_still_must_fold(void **state)
{
	struct address own = address_of_byte(OWN);
	struct datanet_leaf leaves[2];
	struct cache_statement st = two_leaves(leaves, 1);
	struct cache_score rows[2];

	(void)state;
	assert_int_equal(check_own_leaves(rows, &st, &own, leaves, 2, 0, false), 2);
	assert_int_equal(st.audit, CACHE_AUDIT_NOT_AUDITABLE);
	leaves[0].score.inferences++;
	assert_int_equal(check_own_leaves(rows, &st, &own, leaves, 2, 0, false), 2);
	assert_int_equal(st.audit, CACHE_AUDIT_FAULT);
}

static void statements_that_skip_fork_or_repeat_an_epoch_are_faults(void **state)
{
	struct cache_statement first = statement(1, CACHE_AUDIT_OWN_SOUND);
	struct cache_statement second = statement(2, CACHE_AUDIT_OWN_SOUND), other;

	(void)state;
	check_chain_of(&first, NULL, NULL);
	assert_int_equal(first.audit, CACHE_AUDIT_OWN_SOUND);
	check_chain_of(&second, &first, NULL);
	check_chain_of(&second, &first, &second);
	assert_int_equal(second.audit, CACHE_AUDIT_OWN_SOUND);
	check_chain_of(&second, NULL, NULL);
	assert_int_equal(second.audit, CACHE_AUDIT_FAULT);
	second = statement(2, CACHE_AUDIT_OWN_SOUND);
	second.previous = hash_of_byte(0x99);
	check_chain_of(&second, &first, NULL);
	assert_int_equal(second.audit, CACHE_AUDIT_FAULT);
	second = other = statement(2, CACHE_AUDIT_OWN_SOUND);
	other.uid = hash_of_byte(0x98);
	check_chain_of(&other, &first, &second);
	assert_int_equal(other.audit, CACHE_AUDIT_FAULT);
	assert_non_null(strstr(other.finding, "twice"));
}

static void a_statement_of_someone_else_or_of_another_kind_is_refused(void **state)
{
	struct attestation_reading reading = {.trust = TRUST_PROVEN};
	struct attestation *a = &reading.attestation;
	struct profile p = *app_profile(app);
	struct cache_statement st = statement(1, CACHE_AUDIT_NOT_RUN), out;

	(void)state;
	p.has_datanet = true;
	p.datanet.address = address_of_byte(0xda);
	a->uid = hash_of_byte(0x41);
	a->attester = p.datanet.address;
	eas_statement_schema(&a->schema);
	buf_init(&a->data, KIB);
	assert_int_equal(statement_encode(&a->data, &st.statement), STATUS_OK);
	assert_ok(statement_of(&out, &reading, &p, &err));
	assert_int_equal(out.statement.epoch, 1);
	a->revocable = true;
	assert_int_equal(statement_of(&out, &reading, &p, &err), ERR_MISMATCH);
	a->revocable = false;
	a->attester = address_of_byte(0xdb);
	assert_int_equal(statement_of(&out, &reading, &p, &err), ERR_MISMATCH);
	a->attester = p.datanet.address;
	eas_commitment_schema(&a->schema);
	assert_int_equal(statement_of(&out, &reading, &p, &err), ERR_MISMATCH);
	eas_statement_schema(&a->schema);
	p.n_distributors = 0;
	assert_int_equal(statement_of(&out, &reading, &p, &err), ERR_MISMATCH);
	reading.status = ERR_NOT_FOUND;
	assert_int_equal(statement_of(&out, &reading, &p, &err), ERR_NOT_FOUND);
	attestation_release(a);
}

static struct entitlement_check sum_of(const struct cache_figure *figures, size_t n)
{
	struct cache_statement statements[] = {statement(2, CACHE_AUDIT_OWN_SOUND),
					       statement(1, CACHE_AUDIT_OWN_SOUND)};
	struct cache_score scores[] = {score(2, 0x21, 250), score(1, 0x21, 250)};
	struct address own = address_of_byte(OWN);
	struct entitlement_rows rows = {.profile = app_profile(app),
					.account = &own,
					.statements = statements,
					.n_statements = 2,
					.scores = scores,
					.n_scores = 2,
					.figures = figures,
					.n_figures = n};
	struct entitlement_check out;

	assert_int_equal(check_entitlements(&out, &rows), STATUS_OK);
	return out;
}

static void only_epochs_that_the_root_pays_are_summed(void **state)
{
	struct cache_figure figures[] = {figure(CACHE_FIGURE_CUMULATIVE, true, 250, TRUST_PROVEN),
					 paid(1)};
	struct entitlement_check check = sum_of(figures, 2);

	(void)state;
	assert_true(check.known && check.matches);
	assert_number_equal(check.own.raw, u256_from_u64(250));
	figures[1] = paid(2);
	check = sum_of(figures, 2);
	assert_true(check.known);
	assert_false(check.matches);
	/* A root that pays a statement not seen yet, or no figures at all, cannot be compared. */
	figures[1] = paid(9);
	assert_false(sum_of(figures, 2).known);
	assert_false(sum_of(NULL, 0).known);
	/* Before the first root nothing is paid and nothing is owed. */
	figures[0] = figure(CACHE_FIGURE_DISTRIBUTOR_STATEMENT, false, 0, TRUST_PROVEN);
	assert_true(sum_of(figures, 1).matches);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(royalties_carry_their_trust_and_whether_they_can_be_paid),
		cmocka_unit_test(epochs_come_newest_first_with_own_amounts_and_shares),
		cmocka_unit_test(paid_in_full_means_that_the_sum_is_what_the_distributor_pays),
		cmocka_unit_test(a_settlement_that_is_overdue_is_late),
		cmocka_unit_test(an_account_that_is_not_there_is_never_shown_as_another),
		cmocka_unit_test(a_snapshot_lives_as_long_as_its_last_reference),
		cmocka_unit_test(what_a_datanet_keeps_doing_wrong_is_told_once_until_it_changes),
		cmocka_unit_test(own_leaves_that_fold_and_pay_the_floor_are_sound),
		cmocka_unit_test(a_short_payment_is_a_fault_that_says_by_how_much),
		cmocka_unit_test(a_leaf_that_is_false_foreign_or_twice_is_a_fault),
		cmocka_unit_test(an_unknown_rule_is_not_auditable_but_proofs_still_must_fold),
		cmocka_unit_test(statements_that_skip_fork_or_repeat_an_epoch_are_faults),
		cmocka_unit_test(a_statement_of_someone_else_or_of_another_kind_is_refused),
		cmocka_unit_test(only_epochs_that_the_root_pays_are_summed),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
