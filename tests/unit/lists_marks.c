/* Each word and each amount has the mark of what it rests on, not of what stands beside it. */
#include "app/account.h"
#include "app/load.h"
#include "cache/blocks.h"
#include "cache/datasets.h"
#include "cache/received.h"
#include "lists/column_tables.h"
#include "tests/unit/app_rows.h"

static struct app *app;

/* One settled epoch, of which nobody has read a leaf. */
static int start(void **state)
{
	struct address own = address_of_byte(OWN);
	struct cache_statement st = statement(1, CACHE_AUDIT_NOT_RUN);

	if (folder_make(state) != 0)
		return -1;
	app = open_offline("marks");
	assert_ok(watch_account(app, &own, "me", &err));
	assert_ok(cache_statements_put(app->shared->cache, &st, &err));
	return 0;
}

static int stop(void **state)
{
	close_app(app);
	return folder_remove(state);
}

static enum trust trust_in(const char *column, const struct snapshot_dataset *set)
{
	const struct column_table *t = &columns_dataset;
	struct value v;

	column_value(&v, column_find(t, column), NULL, set);
	assert_int_equal(v.type, VALUE_TRUST);
	return v.trust;
}

/* The attestation is proven in each of them. */
static void what_a_datanet_says_of_a_dataset_is_its_word_however_well_it_is_attested(void **state)
{
	static const struct {
		enum dataset_state state;
		enum trust word;
	} cases[] = {
		{DATASET_LOCAL, TRUST_NONE},	    {DATASET_ATTESTED, TRUST_PROVEN},
		{DATASET_UPLOADING, TRUST_NONE},    {DATASET_RECEIVED, TRUST_REPORTED},
		{DATASET_ACCEPTED, TRUST_REPORTED}, {DATASET_REJECTED, TRUST_REPORTED},
		{DATASET_IN_MODEL, TRUST_REPORTED}, {DATASET_REVOKED, TRUST_PROVEN},
		{DATASET_ELSEWHERE, TRUST_PROVEN},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct snapshot_dataset set = {.state = cases[i].state,
					       .attestation_trust = TRUST_PROVEN};

		assert_int_equal(trust_in("trust", &set), cases[i].word);
		assert_int_equal(trust_in("attestation_trust", &set), TRUST_PROVEN);
	}
}

static enum trust trust_of_the_epoch(void)
{
	const struct snapshot *s = NULL;
	enum trust trust;

	assert_ok(load_snapshot(app, &s, &err));
	assert_int_equal(s->n_epochs, 1);
	trust = s->epochs[0].trust;
	snapshot_unref(s);
	return trust;
}

static void that_nothing_was_earned_is_proven_by_reading_all_leaves_alone(void **state)
{
	struct cache_statement st = statement(1, CACHE_AUDIT_FULL_SOUND);
	struct cache_verdict v = verdict(1, CACHE_AUDIT_OWN_SOUND);
	struct address own = address_of_byte(OWN);

	(void)state;
	assert_int_equal(trust_of_the_epoch(), TRUST_REPORTED);
	assert_ok(cache_verdicts_put(app->shared->cache, &own, &v, &err));
	assert_int_equal(trust_of_the_epoch(), TRUST_REPORTED);
	assert_ok(cache_statements_audit(app->shared->cache, &st, &err));
	assert_int_equal(trust_of_the_epoch(), TRUST_PROVEN);
}

static void an_epoch_is_known_as_well_as_its_worst_leaf(void **state)
{
	struct address own = address_of_byte(OWN);
	struct cache_score rows[] = {score(1, 0x21, 200), score(1, 0x22, 50)};
	const struct address *datanet = &app->profile->datanets[0].address;

	(void)state;
	assert_ok(cache_scores_put(app->shared->cache, datanet, &own, 1, rows, 2, &err));
	assert_int_equal(trust_of_the_epoch(), TRUST_PROVEN);
	rows[1].trust = TRUST_REPORTED;
	assert_ok(cache_scores_put(app->shared->cache, datanet, &own, 1, rows, 2, &err));
	assert_int_equal(trust_of_the_epoch(), TRUST_REPORTED);
}

/* A payment that no receipt has proven yet is one server's word, or what nodes agree on. */
static void a_payment_is_known_as_well_as_its_row(void **state)
{
	struct address own = address_of_byte(OWN);

	(void)state;
	for (int t = TRUST_REPORTED; t <= TRUST_PROVEN; t++) {
		struct cache_received row = {.block = 10 + (uint64_t)t,
					     .kind = CACHE_RECEIVED_TRANSFER,
					     .account = own,
					     .token = address_of_byte(TOKEN),
					     .tx = hash_of_byte(7),
					     .amount = {u256_from_u64(7)},
					     .time = t,
					     .trust = (enum trust)t};
		const struct snapshot *s = NULL;

		assert_ok(cache_received_add(app->shared->cache, &row, 1, &err));
		assert_ok(load_snapshot(app, &s, &err));
		assert_int_equal(s->received[0].trust, t);
		snapshot_unref(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			what_a_datanet_says_of_a_dataset_is_its_word_however_well_it_is_attested),
		cmocka_unit_test(that_nothing_was_earned_is_proven_by_reading_all_leaves_alone),
		cmocka_unit_test(an_epoch_is_known_as_well_as_its_worst_leaf),
		cmocka_unit_test(a_payment_is_known_as_well_as_its_row),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
