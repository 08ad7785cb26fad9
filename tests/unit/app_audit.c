/* The findings of an audit in leaves, statements and sums, and its words for all of them. */
#include "tests/unit/app_rows.h"

#include "audit/attribution_check.h"
#include "audit/statement_check.h"
#include "audit/verdict.h"
#include "base/buf.h"
#include "chain/merkle.h"
#include "tests/lib/words_of.h"

static struct app *app;

static int start(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	app = open_offline("audit");
	return 0;
}

static int stop(void **state)
{
	close_app(app);
	return folder_remove(state);
}

/* Two leaves, OpenZeppelin's way: the proof of one is the other. */
static struct cache_statement two_leaves(struct score_proof leaf[2], uint64_t amount)
{
	struct cache_statement st = statement(1, CACHE_AUDIT_NOT_RUN);
	struct hash nodes[3];

	for (size_t i = 0; i < 2; i++) {
		leaf[i] = (struct score_proof){.index = i, .n_proof = 1};
		leaf[i].score = score(1, (uint8_t)(0x21 + i), i == 0 ? amount : 250).score;
		statement_score_leaf(&nodes[i], &leaf[i].score);
	}
	leaf[0].proof[0] = nodes[1];
	leaf[1].proof[0] = nodes[0];
	merkle_pair(&nodes[2], &nodes[0], &nodes[1]);
	st.statement.scores = nodes[2];
	return st;
}

static struct cache_verdict judged;
static bool folds;

static enum cache_audit checked(const struct cache_statement *st, const struct score_proof *leaves,
				size_t n, size_t *kept, struct cache_score rows[2])
{
	struct address own = address_of_byte(OWN);

	*kept = check_own_leaves(rows, &judged, &folds, st, &own, leaves, n, NULL, true);
	return judged.audit;
}

static void own_leaves_that_fold_and_pay_the_floor_are_sound(void **state)
{
	struct score_proof leaves[2];
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
	assert_true(folds);
	/* Nor is a leaf in the tree because nothing better is known of it. */
	leaves[0].score.inferences++;
	assert_int_equal(checked(&st, leaves, 2, &n, rows), CACHE_AUDIT_FAULT);
	assert_int_equal(rows[0].trust, TRUST_REPORTED);
	assert_false(folds);
}

static void a_short_payment_is_a_fault_that_says_by_how_much(void **state)
{
	struct score_proof leaves[2];
	struct cache_statement st = two_leaves(leaves, 249);
	struct cache_score rows[2];
	size_t n;

	(void)state;
	assert_int_equal(checked(&st, leaves, 2, &n, rows), CACHE_AUDIT_FAULT);
	assert_string_equal(words_of(&judged.finding),
			    "epoch 1 is short by 1 units: it pays 249 instead of 250");
	assert_true(folds);
}

static void a_leaf_that_is_false_foreign_or_twice_is_a_fault(void **state)
{
	struct score_proof leaves[2];
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
	assert_false(folds);
	st = two_leaves(leaves, 250);
	leaves[1] = leaves[0];
	assert_int_equal(checked(&st, leaves, 2, &n, rows), CACHE_AUDIT_FAULT);
	assert_int_equal(n, 1);
	assert_false(folds);
}

static void an_unknown_rule_is_not_auditable_but_proofs_still_must_fold(void **state)
{
	struct address own = address_of_byte(OWN);
	struct score_proof leaves[2];
	struct cache_statement st = two_leaves(leaves, 1);
	struct cache_score rows[2];

	(void)state;
	assert_int_equal(check_own_leaves(rows, &judged, &folds, &st, &own, leaves, 2, NULL, false),
			 2);
	assert_int_equal(judged.audit, CACHE_AUDIT_NOT_AUDITABLE);
	leaves[0].score.inferences++;
	assert_int_equal(check_own_leaves(rows, &judged, &folds, &st, &own, leaves, 2, NULL, false),
			 2);
	assert_int_equal(judged.audit, CACHE_AUDIT_FAULT);
}

static void statements_that_skip_fork_or_repeat_an_epoch_are_faults(void **state)
{
	struct cache_statement first = statement(1, CACHE_AUDIT_OWN_SOUND);
	struct cache_statement second = statement(2, CACHE_AUDIT_OWN_SOUND), other;

	(void)state;
	check_statement_order(&first, NULL, NULL);
	assert_int_equal(first.audit, CACHE_AUDIT_OWN_SOUND);
	check_statement_order(&second, &first, NULL);
	check_statement_order(&second, &first, &second);
	assert_int_equal(second.audit, CACHE_AUDIT_OWN_SOUND);
	check_statement_order(&second, NULL, NULL);
	assert_int_equal(second.audit, CACHE_AUDIT_FAULT);
	second = statement(2, CACHE_AUDIT_OWN_SOUND);
	second.previous = hash_of_byte(0x99);
	check_statement_order(&second, &first, NULL);
	assert_int_equal(second.audit, CACHE_AUDIT_FAULT);
	second = other = statement(2, CACHE_AUDIT_OWN_SOUND);
	other.uid = hash_of_byte(0x98);
	check_statement_order(&other, &first, &second);
	assert_int_equal(other.audit, CACHE_AUDIT_FAULT);
	assert_non_null(strstr(words_of(&other.finding), "two statements"));
}

static void a_statement_of_someone_else_or_of_another_kind_is_refused(void **state)
{
	struct attestation_reading reading = {.trust = TRUST_PROVEN};
	struct attestation *a = &reading.attestation;
	struct profile p = *app->profile;
	struct cache_statement st = statement(1, CACHE_AUDIT_NOT_RUN), out;

	(void)state;
	p.n_datanets = 1;
	p.datanets[0].address = address_of_byte(0xda);
	p.datanets[0].payers = 3;
	a->uid = hash_of_byte(0x41);
	a->attester = p.datanets[0].address;
	eas_statement_schema(&a->schema);
	buf_init(&a->data, KIB);
	assert_int_equal(statement_encode(&a->data, &st.statement), STATUS_OK);
	assert_ok(check_statement(&out, &reading, &p, &err));
	assert_int_equal(out.statement.epoch, 1);
	assert_true(address_equal(&out.datanet, &p.datanets[0].address));
	a->revocable = true;
	assert_int_equal(check_statement(&out, &reading, &p, &err), ERR_MISMATCH);
	a->revocable = false;
	a->attester = address_of_byte(0xdb);
	assert_int_equal(check_statement(&out, &reading, &p, &err), ERR_MISMATCH);
	a->attester = p.datanets[0].address;
	eas_commitment_schema(&a->schema);
	assert_int_equal(check_statement(&out, &reading, &p, &err), ERR_MISMATCH);
	eas_statement_schema(&a->schema);
	/* Payers of other kinds pay no epochs. */
	for (size_t i = 0; i < p.n_distributors; i++)
		p.distributors[i].kind = DISTRIBUTOR_MERKL;
	assert_int_equal(check_statement(&out, &reading, &p, &err), ERR_MISMATCH);
	p.n_distributors = 0;
	assert_int_equal(check_statement(&out, &reading, &p, &err), ERR_MISMATCH);
	reading.status = ERR_NOT_FOUND;
	assert_int_equal(check_statement(&out, &reading, &p, &err), ERR_NOT_FOUND);
	attestation_release(a);
}

/* Two epochs of 250 each, as they are judged. */
struct judging {
	struct cache_statement statements[2]; /* newest first */
	struct cache_score scores[2];
	struct cache_verdict verdicts[2];
	struct cache_figure figures[3]; /* cumulative, statement, root */
	struct audited_rows rows;
	struct audit_verdict out;
};

static struct judging two_epochs(void)
{
	return (struct judging){
		.statements = {statement(2, CACHE_AUDIT_NOT_RUN),
			       statement(1, CACHE_AUDIT_NOT_RUN)},
		.scores = {score(2, 0x21, 250), score(1, 0x21, 250)},
		.verdicts = {verdict(2, CACHE_AUDIT_OWN_SOUND), verdict(1, CACHE_AUDIT_OWN_SOUND)},
		.figures = {figure(CACHE_FIGURE_CUMULATIVE, true, 250, TRUST_PROVEN), paid(1),
			    root(1)},
		.rows = {.profile = app->profile,
			 .account = address_of_byte(OWN),
			 .n_statements = 2,
			 .n_scores = 2,
			 .n_verdicts = 2,
			 .n_figures = 3},
	};
}

static void judge(struct judging *j)
{
	audit_verdict_release(&j->out);
	j->rows.statements = j->statements;
	j->rows.scores = j->scores;
	j->rows.verdicts = j->verdicts;
	j->rows.figures = j->figures;
	assert_ok(reach_verdict(&j->out, &j->rows, &err));
}

/* The words of the verdict must be what it is: paid in full, or not and why. */
static void expect_verdict(struct judging *j, bool paid_in_full, const char *said)
{
	judge(j);
	assert_string_equal(j->out.text, said);
	assert_int_equal(j->out.paid_in_full, paid_in_full);
}

#define ONE_WAITS "1 of 2 epochs paid in full; 1 awaits the next root"
#define NOT_KNOWN "2 of 2 epochs add up; what the distributor pays is not known as of this block"

static void only_epochs_that_the_root_pays_are_summed(void **state)
{
	struct judging j = two_epochs();

	(void)state;
	expect_verdict(&j, false, ONE_WAITS);
	assert_true(j.out.all_sound);
	assert_int_equal(j.out.waiting, 1);
	assert_int_equal(j.out.epochs[0].state, AUDIT_OWN_WAITING);
	assert_int_equal(j.out.epochs[1].state, AUDIT_OWN_SOUND);
	assert_number_equal(j.out.sum.own.raw, u256_from_u64(250));
	assert_int_equal(j.out.trust, TRUST_PROVEN);
	/* An epoch that assigns nothing waits for nothing. */
	j.scores[0].score.amount.raw = u256_from_u64(0);
	expect_verdict(&j, true, "2 of 2 epochs paid in full");
	j.scores[0].score.amount.raw = u256_from_u64(250);
	j.figures[1] = paid(2);
	j.figures[2] = root(2);
	expect_verdict(&j, false, "the epochs do not sum to what the distributor entitles to");
	/* A root that pays a statement not seen yet, or no figures at all, cannot be compared. */
	j.figures[1] = paid(9);
	expect_verdict(&j, false, NOT_KNOWN);
	j.rows.n_figures = 0;
	expect_verdict(&j, false, NOT_KNOWN);
	assert_false(j.out.sum.has_paid || j.out.sum.has_cumulative);
	/* Both in the root: paid. */
	audit_verdict_release(&j.out);
	j = two_epochs();
	j.figures[0] = figure(CACHE_FIGURE_CUMULATIVE, true, 500, TRUST_PROVEN);
	j.figures[1] = paid(2);
	j.figures[2] = root(2);
	expect_verdict(&j, true, "2 of 2 epochs paid in full");
	/* Before the first root nothing is paid, which is no fault. */
	audit_verdict_release(&j.out);
	j = two_epochs();
	j.figures[0] = figure(CACHE_FIGURE_DISTRIBUTOR_STATEMENT, false, 0, TRUST_PROVEN);
	j.figures[1] = figure(CACHE_FIGURE_DISTRIBUTOR_ROOT, false, 0, TRUST_PROVEN);
	j.rows.n_figures = 2;
	expect_verdict(&j, false, "0 of 2 epochs paid in full; 2 await the next root");
	assert_true(j.out.all_sound);
	audit_verdict_release(&j.out);
}

static void what_is_paid_by_another_root_is_not_compared(void **state)
{
	struct judging j = two_epochs();

	(void)state;
	/* The root moved at block 31; the claim was last folded at block 30. */
	j.figures[1] = paid(2);
	j.figures[1].since_block = j.figures[1].block = 31;
	j.figures[2] = root(2);
	j.figures[2].since_block = j.figures[2].block = 31;
	expect_verdict(&j, false, NOT_KNOWN);
	assert_true(j.out.sum.has_paid);
	assert_false(j.out.sum.has_cumulative);
	/* The same statement under another root is no better. */
	j.figures[1].since_block = 20;
	expect_verdict(&j, false, NOT_KNOWN);
	/* A claim withheld while the root stays is as good as before. */
	audit_verdict_release(&j.out);
	j = two_epochs();
	j.figures[1].block = j.figures[2].block = 40;
	expect_verdict(&j, false, ONE_WAITS);
	audit_verdict_release(&j.out);
}

static void a_root_that_its_statement_does_not_name_is_a_fault_of_that_epoch(void **state)
{
	struct judging j = two_epochs();

	(void)state;
	j.figures[2] = root(2);
	expect_verdict(&j, false,
		       "epoch 1: the distributor pays by another root than the one that this "
		       "epoch's statement names");
	assert_int_equal(j.out.epochs[1].state, AUDIT_FAULT);
	assert_int_equal(j.out.epochs[0].state, AUDIT_OWN_WAITING);
	audit_verdict_release(&j.out);
}

static void a_verdict_says_when_it_rests_on_one_servers_word(void **state)
{
	struct judging j = two_epochs();

	(void)state;
	j.statements[1].trust = TRUST_REPORTED;
	expect_verdict(&j, false,
		       "1 of 2 epochs paid in full by one server's word; 1 awaits the next root");
	assert_int_equal(j.out.trust, TRUST_REPORTED);
	audit_verdict_release(&j.out);
}

static void a_verdict_is_as_good_as_the_worst_of_its_distributors(void **state)
{
	struct judging j = two_epochs();
	struct profile p = *app->profile;
	struct cache_figure figures[5];

	(void)state;
	p.distributors[1] = p.distributors[0];
	p.distributors[1].contract.address = address_of_byte(0xd2);
	p.n_distributors = 2;
	memcpy(figures, j.figures, sizeof(j.figures));
	/* The second has no root yet, and nodes that only agree say so. */
	figures[3] = figure(CACHE_FIGURE_DISTRIBUTOR_STATEMENT, false, 0, TRUST_AGREED);
	figures[4] = figure(CACHE_FIGURE_DISTRIBUTOR_ROOT, false, 0, TRUST_AGREED);
	figures[3].payer = figures[4].payer = p.distributors[1].contract.address;
	j.rows.profile = &p;
	j.rows.statements = j.statements;
	j.rows.scores = j.scores;
	j.rows.verdicts = j.verdicts;
	j.rows.figures = figures;
	j.rows.n_figures = 5;
	assert_ok(reach_verdict(&j.out, &j.rows, &err));
	assert_true(j.out.all_sound);
	assert_int_equal(j.out.trust, TRUST_AGREED);
	audit_verdict_release(&j.out);
}

static void a_verdict_names_the_worst_first(void **state)
{
	struct judging j = two_epochs();

	(void)state;
	/* A fault in a statement is one for every account, a fault in leaves for theirs. */
	j.statements[0].audit = CACHE_AUDIT_FULL_SOUND;
	j.verdicts[1].audit = CACHE_AUDIT_NOT_AUDITABLE;
	expect_verdict(&j, false,
		       "0 of 2 epochs paid in full; 1 awaits the next root; "
		       "the others are not auditable");
	assert_false(j.out.all_sound);
	assert_int_equal(j.out.epochs[0].state, AUDIT_FULL_SOUND);
	j.rows.n_verdicts = 1;
	expect_verdict(&j, false,
		       "1 of 2 epochs are not audited for this account yet: watch it, then sync");
	j.statements[0].previous = hash_of_byte(0x99);
	expect_verdict(&j, false, "the chain of statements has a gap");
	j.statements[0].audit = CACHE_AUDIT_FAULT;
	sentence_add(&j.statements[0].finding, "epoch 2: its tree");
	expect_verdict(&j, false, "epoch 2: its tree");
	j.rows.n_verdicts = 2;
	j.verdicts[1].audit = CACHE_AUDIT_FAULT;
	sentence_add(&j.verdicts[1].finding, "epoch 1 pays 1");
	expect_verdict(&j, false, "2 of 2 epochs have a fault; epoch 1 pays 1");
	audit_verdict_release(&j.out);
}

static struct cache_verdict counted(struct cache_attribution_sum sum,
				    const struct cache_score *leaf)
{
	struct cache_verdict v = verdict(12, CACHE_AUDIT_OWN_SOUND);

	v.counts = CACHE_COUNTS_OPEN;
	check_attributions(&v, leaf, leaf != NULL, &sum, sum.inferences > 0);
	assert_int_equal(v.counts, CACHE_COUNTS_COMPARED);
	return v;
}

static void attributions_that_are_not_settled_are_a_fault_with_both_numbers(void **state)
{
	struct cache_attribution_sum sum = {
		.epoch = 12, .dataset = hash_of_byte(0x21), .inferences = 3, .net_e9 = 5};
	struct cache_score leaf = score(12, 0x21, 250);
	struct cache_verdict v = counted(sum, &leaf);

	(void)state;
	assert_int_equal(v.audit, CACHE_AUDIT_OWN_SOUND);
	assert_string_equal(words_of(&v.finding), "");
	sum.inferences = 4;
	v = counted(sum, &leaf);
	assert_int_equal(v.audit, CACHE_AUDIT_FAULT);
	assert_string_equal(words_of(&v.finding),
			    "epoch 12: 4 live attributions of dataset 0x21212121 were "
			    "seen, 3 are settled");
	sum.inferences = 0;
	v = counted(sum, &leaf);
	assert_string_equal(words_of(&v.finding),
			    "epoch 12: 0 live attributions of dataset 0x21212121 were "
			    "seen, 3 are settled");
}

static void a_dataset_without_a_leaf_is_a_fault_when_it_nets_to_something(void **state)
{
	struct cache_attribution_sum sum = {
		.epoch = 12, .dataset = hash_of_byte(0x21), .inferences = 4, .net_e9 = -310000000};
	struct cache_verdict v = counted(sum, NULL);

	(void)state;
	assert_int_equal(v.audit, CACHE_AUDIT_OWN_SOUND);
	assert_string_equal(words_of(&v.finding),
			    "epoch 12: dataset 0x21212121 has no share; its 4 live "
			    "attributions add up to -0.310000, which earns none");
	sum.net_e9 = 310000000;
	v = counted(sum, NULL);
	assert_int_equal(v.audit, CACHE_AUDIT_FAULT);
	assert_string_equal(words_of(&v.finding),
			    "epoch 12: dataset 0x21212121 has no share; its 4 live "
			    "attributions add up to +0.310000, which earns one");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(own_leaves_that_fold_and_pay_the_floor_are_sound),
		cmocka_unit_test(a_short_payment_is_a_fault_that_says_by_how_much),
		cmocka_unit_test(a_leaf_that_is_false_foreign_or_twice_is_a_fault),
		cmocka_unit_test(an_unknown_rule_is_not_auditable_but_proofs_still_must_fold),
		cmocka_unit_test(statements_that_skip_fork_or_repeat_an_epoch_are_faults),
		cmocka_unit_test(a_statement_of_someone_else_or_of_another_kind_is_refused),
		cmocka_unit_test(only_epochs_that_the_root_pays_are_summed),
		cmocka_unit_test(what_is_paid_by_another_root_is_not_compared),
		cmocka_unit_test(a_root_that_its_statement_does_not_name_is_a_fault_of_that_epoch),
		cmocka_unit_test(a_verdict_says_when_it_rests_on_one_servers_word),
		cmocka_unit_test(a_verdict_is_as_good_as_the_worst_of_its_distributors),
		cmocka_unit_test(a_verdict_names_the_worst_first),
		cmocka_unit_test(attributions_that_are_not_settled_are_a_fault_with_both_numbers),
		cmocka_unit_test(a_dataset_without_a_leaf_is_a_fault_when_it_nets_to_something),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
