/*
 * The answers of cards whose evidence anvil, EAS and ethers made. The script computed what each
 * must answer from the acts on the chain, not from the card.
 */
#include "tests/unit/card_fixture.h"

#include "card/contributions.h"

static bool has_gap(const struct card_answers *a, enum card_gap gap)
{
	return (a->gaps & 1U << gap) != 0;
}

static unsigned basis_points(const struct json *object, const char *name)
{
	return (unsigned)vector_number(object, name).limb[0];
}

static void a_card_folds_to_its_block_and_its_publisher(void **state)
{
	struct opened o = open_card("whole.json");
	struct json *want = card_vector("whole-answers.json");
	const struct json *block = json_get(want, "block");
	struct address publisher = vector_address(want, "publisher");

	(void)state;
	assert_true(o.answers.block.number == vector_number(block, "number").limb[0]);
	assert_hash_equal(o.answers.block.hash, vector_hash(block, "hash"));
	assert_true(o.answers.timestamp == vector_number(block, "timestamp").limb[0]);
	assert_true(address_equal(&o.answers.publisher, &publisher));
	assert_int_equal(o.answers.chain_id, 31399);
	assert_string_equal(o.answers.name, "mail-filter");
	assert_true(o.answers.current);
	assert_false(hash_is_zero(&o.answers.eas_code) || hash_is_zero(&o.answers.token_code) ||
		     hash_is_zero(&o.answers.distributor_code));
	json_free(want);
	close_card(&o);
}

static void the_versions_are_a_chain_with_what_entered_and_left(void **state)
{
	static const struct {
		size_t n, entered, left;
		const char *license, *loss;
	} want[] = {
		{13, 8, 1, "CC-BY-4.0", "0.297"},
		{6, 3, 0, "CC-BY-4.0", "0.318"},
		{3, 3, 0, "", "0.412"},
	};
	struct opened o = open_card("whole.json");

	(void)state;
	assert_int_equal(o.answers.n_versions, ARRAY_SIZE(want));
	for (size_t i = 0; i < ARRAY_SIZE(want); i++) {
		const struct card_version *v = &o.answers.versions[i];

		assert_int_equal(v->model.version, ARRAY_SIZE(want) - i);
		assert_string_equal(v->model.name, "mail-filter");
		assert_string_equal(v->model.license, want[i].license);
		assert_int_equal(v->training, CARD_TRAINING_GIVEN);
		assert_int_equal(v->manifest.n, want[i].n);
		assert_true(v->compared);
		assert_int_equal(v->entered, want[i].entered);
		assert_int_equal(v->left, want[i].left);
		assert_string_equal(find_card_figure(v->figures, "validation_loss"), want[i].loss);
		assert_true(v->attested > 1790000000 && v->attested < o.answers.timestamp);
	}
	assert_hash_equal(o.answers.versions[0].model.artifact, o.answers.artifact);
	close_card(&o);
}

static void every_dataset_has_its_contributor_licence_and_records(void **state)
{
	struct opened o = open_card("whole.json");
	struct json *want = card_vector("whole-answers.json");
	struct hash withdrawn = vector_hash(want, "withdrawn");
	size_t n = 0;

	(void)state;
	for (const struct json *v = json_first(json_get(want, "datasets")); v != NULL;
	     v = json_next(v), n++) {
		struct hash uid = vector_hash(v, "uid");
		struct address account = vector_address(v, "account");
		const struct card_dataset *d = find_card_dataset(&o.answers, &uid);

		assert_non_null(d);
		assert_true(address_equal(&d->account, &account));
		assert_true(d->records == vector_number(v, "records").limb[0]);
		assert_true(d->commitment.records == d->records);
		assert_string_equal(d->commitment.license, vector_text(v, "license"));
		assert_int_equal(d->state,
				 hash_equal(&uid, &withdrawn) ? CARD_WITHDRAWN : CARD_COMMITTED);
		assert_int_equal(d->withdrawn_at != 0, hash_equal(&uid, &withdrawn));
		assert_true(d->since >= 1 && d->since <= 3);
	}
	assert_int_equal(n, 13);
	/* One more was in version 1 and 2. */
	assert_int_equal(o.answers.n_datasets, n + 1);
	assert_int_equal(o.answers.withdrawn, 1);
	assert_int_equal(o.answers.unknown, 0);
	assert_int_equal(o.answers.unnamed + o.answers.misdirected, 0);
	json_free(want);
	close_card(&o);
}

static void contributors_have_the_shares_that_the_documents_give_them(void **state)
{
	struct opened o = open_card("whole.json");
	const struct card_answers *a = &o.answers;
	struct json *want = card_vector("whole-answers.json");
	size_t n = 0;

	(void)state;
	for (const struct json *v = json_first(json_get(want, "accounts")); v != NULL;
	     v = json_next(v), n++) {
		struct address account = vector_address(v, "account");
		const struct card_account *found = NULL;

		for (size_t i = 0; i < a->n_accounts; i++)
			if (address_equal(&a->accounts[i].account, &account))
				found = &a->accounts[i];
		assert_non_null(found);
		assert_int_equal(found->datasets, basis_points(v, "datasets"));
		assert_int_equal(found->records, basis_points(v, "records"));
		assert_number_equal(found->influence, vector_number(v, "influence"));
		assert_number_equal(found->due.raw, vector_number(v, "due"));
		assert_number_equal(found->payable.raw, vector_number(v, "payable"));
		assert_number_equal(found->claimed.raw, vector_number(v, "claimed"));
		assert_int_equal(found->has_claimed, !u256_is_zero(&found->due.raw));
	}
	assert_int_equal(a->n_accounts, n);
	for (size_t i = 1; i < n; i++)
		assert_true(u256_compare(&a->accounts[i - 1].influence,
					 &a->accounts[i].influence) >= 0);
	assert_int_equal(a->top_influence_bp, basis_points(want, "top_influence_bp"));
	assert_int_equal(a->top_records_bp, basis_points(want, "top_records_bp"));
	assert_true(a->top_records_bp < 10000);
	assert_int_equal(a->records, basis_points(want, "records"));
	json_free(want);
	close_card(&o);
}

static void payments_follow_from_the_statements_and_the_distributor(void **state)
{
	struct opened o = open_card("whole.json");
	const struct card_answers *a = &o.answers;
	struct json *want = card_vector("whole-answers.json");

	(void)state;
	assert_int_equal(a->n_epochs, 4);
	assert_true(a->complete);
	assert_int_equal(a->faults, 0);
	for (size_t i = 0; i < a->n_epochs; i++) {
		assert_int_equal(a->epochs[i].st.epoch, 4 - i);
		assert_int_equal(a->epochs[i].own, i < 2);
		assert_true(a->epochs[i].given && a->epochs[i].counted);
	}
	assert_number_equal(a->pool.raw, vector_number(want, "pool"));
	assert_number_equal(a->paid.raw, vector_number(want, "paid"));
	assert_int_equal(a->contributors_bp, 7000);
	assert_int_equal(a->reached_bp, basis_points(want, "reached_bp"));
	assert_number_equal(a->balance.raw, vector_number(want, "balance"));
	assert_hash_equal(a->root, vector_hash(want, "root"));
	assert_hash_equal(a->published, vector_hash(want, "published"));
	assert_int_equal(a->published_epoch, 3);
	assert_int_equal(a->root_follows, CARD_HOLDS);
	assert_int_equal(a->funded, CARD_HOLDS);
	json_free(want);
	close_card(&o);
}

static void a_card_with_everything_leaves_only_a_contributors_licence_open(void **state)
{
	struct opened o = open_card("whole.json");

	(void)state;
	assert_int_equal(o.answers.gaps, 1U << CARD_GAP_DATA_LICENSE);
	assert_true(is_card_question_closed(&o.answers, CARD_WHO_TRAINED));
	assert_true(is_card_question_closed(&o.answers, CARD_WHO_CONTRIBUTED));
	assert_true(is_card_question_closed(&o.answers, CARD_WHO_IS_PAID));
	assert_false(is_card_question_closed(&o.answers, CARD_WHO_OWNS));
	close_card(&o);
}

static void a_model_of_which_nothing_is_stated_leaves_all_four_open(void **state)
{
	struct opened o = open_card("bare.json");

	(void)state;
	assert_int_equal(o.answers.n_versions, 1);
	assert_int_equal(o.answers.versions[0].training, CARD_TRAINING_NOT_STATED);
	for (int q = 0; q < CARD_QUESTIONS; q++)
		assert_false(is_card_question_closed(&o.answers, (enum card_question)q));
	assert_true(has_gap(&o.answers, CARD_GAP_ATTESTATION));
	assert_true(has_gap(&o.answers, CARD_GAP_MANIFEST));
	assert_true(has_gap(&o.answers, CARD_GAP_NEWER_EPOCHS));
	assert_true(has_gap(&o.answers, CARD_GAP_DISTRIBUTOR));
	assert_int_equal(o.answers.n_accounts, 0);
	assert_int_equal(o.answers.funded, CARD_OPEN);
	close_card(&o);
}

static void a_version_whose_publisher_states_nothing_says_so(void **state)
{
	struct opened o = open_card("silent.json");

	(void)state;
	assert_int_equal(o.answers.n_versions, 5);
	assert_true(hash_is_zero(&o.answers.versions[0].model.figures));
	assert_null(o.answers.versions[0].figures);
	assert_true(has_gap(&o.answers, CARD_GAP_NO_FIGURES));
	assert_true(has_gap(&o.answers, CARD_GAP_MANIFEST));
	assert_true(has_gap(&o.answers, CARD_GAP_LICENSE));
	assert_false(has_gap(&o.answers, CARD_GAP_FIGURES));
	assert_false(has_gap(&o.answers, CARD_GAP_ATTESTATION));
	close_card(&o);
}

static void a_publishers_faults_are_told_and_not_taken_for_the_cards(void **state)
{
	struct opened o = open_card("faulty.json");
	const struct card_answers *a = &o.answers;
	struct json *want = card_vector("faulty-answers.json");
	struct hash foreign = vector_hash(want, "foreign"), unknown = vector_hash(want, "unknown"),
		    committed = vector_hash(want, "committed");

	(void)state;
	assert_int_equal(find_card_dataset(a, &foreign)->state, CARD_FOREIGN);
	assert_int_equal(find_card_dataset(a, &unknown)->state, CARD_UNKNOWN);
	assert_int_equal(find_card_dataset(a, &committed)->state, CARD_COMMITTED);
	/* The manifest takes ten of the hundred records. */
	assert_int_equal(find_card_dataset(a, &committed)->records, 10);
	assert_int_equal(find_card_dataset(a, &committed)->commitment.records, 100);
	assert_int_equal(a->unknown, 2);
	assert_true(has_gap(a, CARD_GAP_COMMITMENTS));
	assert_non_null(a->versions[0].figures);
	assert_true(has_gap(a, CARD_GAP_MANIFEST_OTHER));
	assert_int_equal(a->versions[2].training, CARD_TRAINING_NOT_GIVEN);
	assert_false(a->versions[1].compared || a->versions[2].compared);
	assert_true(a->versions[0].compared);
	assert_true(has_gap(a, CARD_GAP_OLD_MANIFESTS));
	assert_true(has_gap(a, CARD_GAP_DOCUMENTS));
	assert_true(has_gap(a, CARD_GAP_OLDER_EPOCHS));
	assert_true(has_gap(a, CARD_GAP_NEWER_EPOCHS));
	assert_false(a->complete);
	assert_int_equal(a->faults, 1);
	assert_int_equal(a->epochs[1].finding.fault, STATEMENT_WRONG_AMOUNT);
	/* Dataset 3 is paid, and the manifest does not name it. */
	assert_int_equal(a->unnamed, 1);
	assert_int_equal(a->root_follows, CARD_OPEN);
	assert_int_equal(a->funded, CARD_OPEN);
	json_free(want);
	close_card(&o);
}

static void a_card_that_is_read_is_written_as_the_same_bytes(void **state)
{
	static const char *const names[] = {"whole.json", "bare.json", "faulty.json",
					    "silent.json"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		struct buf text = vector_bytes("vectors/card", names[i]), again;
		struct card card;
		struct err e = {0};

		assert_int_equal(read_card(&card, text.data, text.len, &e), STATUS_OK);
		buf_init(&again, LIMIT_CARD);
		assert_int_equal(write_card(&again, &card, &e), STATUS_OK);
		assert_int_equal(again.len, text.len);
		assert_memory_equal(again.data, text.data, text.len);
		release_card(&card);
		buf_release(&again);
		buf_release(&text);
	}
}

static void a_file_of_another_format_is_told_from_a_newer_card(void **state)
{
	static const char other[] = "{\"format\":\"byline-claim/1\"}",
			  newer[] = "{\"format\":\"byline-card/2\"}";
	struct card card;
	struct err e = {0};

	(void)state;
	assert_int_equal(read_card(&card, other, strlen(other), &e), ERR_PARSE);
	assert_int_equal(read_card(&card, newer, strlen(newer), &e), ERR_VERSION);
	assert_non_null(strstr(e.text, "byline-card/2"));
	assert_int_equal(read_card(&card, "", 0, &e), ERR_PARSE);
}

static void a_fact_is_proven_only_when_the_block_is_confirmed(void **state)
{
	(void)state;
	assert_int_equal(judge_card_trust(false), TRUST_REPORTED);
	assert_int_equal(judge_card_trust(true), TRUST_PROVEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_card_folds_to_its_block_and_its_publisher),
		cmocka_unit_test(the_versions_are_a_chain_with_what_entered_and_left),
		cmocka_unit_test(every_dataset_has_its_contributor_licence_and_records),
		cmocka_unit_test(contributors_have_the_shares_that_the_documents_give_them),
		cmocka_unit_test(payments_follow_from_the_statements_and_the_distributor),
		cmocka_unit_test(a_card_with_everything_leaves_only_a_contributors_licence_open),
		cmocka_unit_test(a_model_of_which_nothing_is_stated_leaves_all_four_open),
		cmocka_unit_test(a_version_whose_publisher_states_nothing_says_so),
		cmocka_unit_test(a_publishers_faults_are_told_and_not_taken_for_the_cards),
		cmocka_unit_test(a_card_that_is_read_is_written_as_the_same_bytes),
		cmocka_unit_test(a_file_of_another_format_is_told_from_a_newer_card),
		cmocka_unit_test(a_fact_is_proven_only_when_the_block_is_confirmed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
