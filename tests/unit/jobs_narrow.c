/*
 * Snapshots of one network or one account, made of the fixtures' rows and compared with what a walk
 * over all rows counts.
 */
#include "jobs/narrow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/owner.h"
#include "app/snapshot_asked.h"
#include "app/snapshot_dues.h"
#include "app/snapshot_models.h"
#include "lists/totals.h"
#include "tests/screens/fixture_private.h"

static const enum fixture_kind kinds[] = {FIXTURE_FULL,	    FIXTURE_SEVERAL, FIXTURE_TWELVE,
					  FIXTURE_MODELS,   FIXTURE_FAULT,   FIXTURE_QUIET,
					  FIXTURE_DISPUTED, FIXTURE_PAYERS};

/* Calls X(table) for each table whose rows begin with their owner. */
#define TABLES(X)       \
	X(datanets)     \
	X(standings)    \
	X(coins)        \
	X(royalties)    \
	X(dues)         \
	X(datasets)     \
	X(epochs)       \
	X(scores)       \
	X(attributions) \
	X(nodes)        \
	X(disputes)     \
	X(asked)        \
	X(claims)       \
	X(received)     \
	X(txs)          \
	X(events)       \
	X(models)

static const struct snapshot *narrowed(const struct snapshot *s, const char *network,
				       const struct address *account)
{
	struct narrowing by = {.one_account = account != NULL};
	const struct snapshot *out;

	snprintf(by.network, sizeof(by.network), "%s", network);
	if (account != NULL)
		by.account = *account;
	out = narrow_snapshot(s, &by);
	assert_non_null(out);
	return out;
}

static void check_network(const struct snapshot *s, size_t k)
{
	const struct snapshot *one = narrowed(s, s->networks[k].name, NULL);
	size_t kept;

	assert_true(one->one_network);
	assert_int_equal(one->n_networks, 1);
	assert_int_equal(one->n_hidden, s->n_networks - 1);
	assert_string_equal(one->networks[0].name, s->networks[k].name);
	assert_int_equal(one->n_accounts, s->n_accounts);
#define X(table)                                                                                \
	kept = 0;                                                                               \
	for (size_t i = 0; i < s->n_##table; i++)                                               \
		kept += s->table[i].of.network == k || s->table[i].of.network == SNAPSHOT_NONE; \
	assert_int_equal(one->n_##table, kept);                                                 \
	for (size_t i = 0; i < one->n_##table; i++)                                             \
		assert_true(one->table[i].of.network == 0 ||                                    \
			    one->table[i].of.network == SNAPSHOT_NONE);
	TABLES(X)
#undef X
	snapshot_unref(one);
}

static void a_snapshot_of_one_network_has_its_rows_and_no_others(void **state)
{
	(void)state;
	for (size_t f = 0; f < ARRAY_SIZE(kinds); f++) {
		struct snapshot *s = fixture_snapshot(kinds[f]);

		for (size_t k = 0; k < s->n_networks; k++)
			check_network(s, k);
		snapshot_unref(s);
	}
}

static void a_snapshot_of_one_account_has_its_rows_and_no_others(void **state)
{
	(void)state;
	for (size_t f = 0; f < ARRAY_SIZE(kinds); f++) {
		struct snapshot *s = fixture_snapshot(kinds[f]);

		/* The third account holds every second claim and transaction. */
		for (size_t i = 0; i < s->n_claims; i++)
			s->claims[i].of.account = i % 2 == 0 ? 0 : 2;
		for (size_t i = 0; i < s->n_txs; i++)
			s->txs[i].of.account = i % 2 == 0 ? 0 : 2;
		for (size_t k = 0; k < s->n_accounts; k++) {
			const struct snapshot *one = narrowed(s, "", &s->accounts[k].address);
			size_t kept;

			assert_true(one->one_account && !one->one_network);
			assert_int_equal(one->n_networks, s->n_networks);
#define X(table)                                             \
	kept = 0;                                            \
	for (size_t i = 0; i < s->n_##table; i++)            \
		kept += s->table[i].of.account == k;         \
	assert_true(one->n_##table >= kept);                 \
	for (size_t i = 0; i < one->n_##table; i++)          \
		assert_true(one->table[i].of.account == k || \
			    one->table[i].of.account == SNAPSHOT_NONE);
			TABLES(X)
#undef X
			assert_int_equal(one->n_claims + one->n_txs,
					 k == 1	  ? 0
					 : k == 0 ? (s->n_claims + 1) / 2 + (s->n_txs + 1) / 2
						  : s->n_claims / 2 + s->n_txs / 2);
			snapshot_unref(one);
		}
		snapshot_unref(s);
	}
}

/* A score, an attribution or an owner found its dataset, model or datanet by index before. */
static void a_row_still_points_at_what_it_pointed_at(void **state)
{
	struct snapshot *s = fixture_snapshot(FIXTURE_MODELS);
	const struct snapshot *one;
	size_t pointed = 0;

	(void)state;
	/* The first dataset and model are of the other network, so that all places move. */
	s->datasets[0].of.network = 1;
	s->models[0].of.network = 1;
	one = narrowed(s, s->networks[0].name, NULL);
	for (size_t i = 0; i < one->n_scores; i++) {
		if (one->scores[i].dataset == UINT32_MAX)
			continue;
		assert_memory_equal(&one->datasets[one->scores[i].dataset].uid, &one->scores[i].uid,
				    sizeof(struct hash));
		pointed++;
	}
	assert_true(pointed > 0);
	assert_int_equal(one->n_attributions, s->n_attributions);
	for (size_t i = 0; i < s->n_attributions; i++) {
		uint32_t set = s->attributions[i].dataset, now = one->attributions[i].dataset;
		uint16_t model = s->attributions[i].model, then = one->attributions[i].model;

		if (set == 0 || set >= s->n_datasets)
			assert_int_equal(now, UINT32_MAX);
		else
			assert_string_equal(one->datasets[now].name, s->datasets[set].name);
		if (model == 0 || model >= s->n_models)
			assert_int_equal(then, SNAPSHOT_NONE);
		else
			assert_memory_equal(&one->models[then].hash, &s->models[model].hash,
					    sizeof(struct hash));
	}
	snapshot_unref(one);
	snapshot_unref(s);
}

static void a_row_is_still_of_its_datanet(void **state)
{
	struct snapshot *s = fixture_snapshot(FIXTURE_SEVERAL);
	const struct snapshot *one = narrowed(s, "grove", NULL);

	(void)state;
	assert_int_equal(one->n_datasets, 3);
	assert_string_equal(owner_datanet(one, &one->datasets[0].of)->name, "topics");
	assert_string_equal(owner_datanet(one, &one->datasets[1].of)->name, "glosses");
	assert_null(owner_datanet(one, &one->datasets[2].of));
	assert_int_equal(one->n_datanets, 2);
	for (size_t i = 0; i < one->n_datanets; i++)
		assert_int_equal(one->datanets[i].of.datanet, i);
	snapshot_unref(one);
	snapshot_unref(s);
}

/* The parts of the sums are those of the shown rows, whatever is added up elsewhere. */
static void sums_are_of_what_is_shown(void **state)
{
	struct snapshot *s = fixture_snapshot(FIXTURE_TWELVE);
	struct total_row all[TOTALS_MOST], some[TOTALS_MOST];
	size_t n = totals_add_up(all, s), found = 0;

	(void)state;
	for (size_t k = 0; k < s->n_networks; k++) {
		const struct snapshot *one = narrowed(s, s->networks[k].name, NULL);
		size_t rows = totals_add_up(some, one);

		for (size_t i = 0; i < rows; i++)
			for (size_t j = 0; j < n; j++)
				found += all[j].of.network == k &&
					 address_equal(&all[j].token, &some[i].token) &&
					 u256_compare(&all[j].claimable.figure.value,
						      &some[i].claimable.figure.value) == 0;
		snapshot_unref(one);
	}
	assert_int_equal(found, n);
	snapshot_unref(s);
}

static void trouble_that_is_left_out_is_told_all_the_same(void **state)
{
	struct snapshot *s = fixture_snapshot(FIXTURE_TWELVE);
	const struct snapshot *one;
	bool alarm = false;

	(void)state;
	s->epochs[3].audit = AUDIT_FAULT;
	one = narrowed(s, "openledger", NULL);
	assert_int_equal(one->hidden_faults, 1);
	for (size_t i = one->n_networks; i < one->n_networks + one->n_hidden; i++)
		alarm |= one->networks[i].agreement.alarm;
	assert_true(alarm);
	snapshot_unref(one);
	one = narrowed(s, s->networks[0].name, NULL);
	assert_int_equal(one->hidden_faults, 0);
	snapshot_unref(one);
	one = narrowed(s, s->networks[0].name, &s->accounts[2].address);
	assert_int_equal(one->hidden_faults, 1);
	snapshot_unref(one);
	snapshot_unref(s);
}

/* A claim that became void on a network that is not shown, for one. */
static void news_of_own_acts_that_are_left_out_are_counted(void **state)
{
	struct snapshot *s = fixture_snapshot(FIXTURE_SEVERAL);
	const struct snapshot *one;

	(void)state;
	for (size_t i = 0; i < s->n_events; i++)
		s->events[i].unseen = false;
	s->events[0].of.network = 1;
	s->events[0].unseen = true;
	snprintf(s->events[0].area, sizeof(s->events[0].area), "act");
	one = narrowed(s, "devnet", NULL);
	assert_int_equal(one->hidden_acts, 1);
	snapshot_unref(one);
	one = narrowed(s, "grove", NULL);
	assert_int_equal(one->hidden_acts, 0);
	snapshot_unref(one);
	/* An event that was seen needs not be told again. */
	s->events[0].unseen = false;
	one = narrowed(s, "devnet", NULL);
	assert_int_equal(one->hidden_acts, 0);
	snapshot_unref(one);
	snapshot_unref(s);
}

static void a_name_that_nothing_has_narrows_nothing(void **state)
{
	const struct address nobody = {{0xee}};
	struct snapshot *s = fixture_snapshot(FIXTURE_SEVERAL);
	const struct snapshot *one = narrowed(s, "unfollowed", &nobody);

	(void)state;
	assert_false(one->one_network || one->one_account);
#define X(table) assert_int_equal(one->n_##table, s->n_##table);
	TABLES(X)
#undef X
	assert_int_equal(one->n_networks, s->n_networks);
	assert_int_equal(one->n_hidden, 0);
	snapshot_unref(one);
	snapshot_unref(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_snapshot_of_one_network_has_its_rows_and_no_others),
		cmocka_unit_test(a_snapshot_of_one_account_has_its_rows_and_no_others),
		cmocka_unit_test(a_row_still_points_at_what_it_pointed_at),
		cmocka_unit_test(a_row_is_still_of_its_datanet),
		cmocka_unit_test(sums_are_of_what_is_shown),
		cmocka_unit_test(trouble_that_is_left_out_is_told_all_the_same),
		cmocka_unit_test(news_of_own_acts_that_are_left_out_are_counted),
		cmocka_unit_test(a_name_that_nothing_has_narrows_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
