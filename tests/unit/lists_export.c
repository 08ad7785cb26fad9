/* Tables for spreadsheets: exact amounts, each in the token of its epoch, and no formula. */
#include "tests/unit/app_fixture.h"

#include "app/account.h"
#include "app/load.h"
#include "base/buf.h"
#include "cache/datasets.h"
#include "cache/events.h"
#include "cache/scores.h"
#include "cache/statements.h"
#include "lists/export.h"

#define OWN   0x42
#define TOKEN 0x70
#define OTHER 0x77 /* a token that the profile does not describe */

static struct app *app;

/* An epoch in which the account's one dataset earned `amount`. */
static void put_epoch(uint64_t epoch, uint8_t token, uint64_t amount)
{
	struct address own = address_of_byte(OWN);
	struct cache_statement st = {
		.uid = hash_of_byte((uint8_t)(0x40 + epoch)),
		.attested_at = 1000 + (int64_t)epoch,
		.trust = TRUST_PROVEN,
		.statement = {.epoch = epoch, .end = 100 * epoch, .token = address_of_byte(token)}};
	struct cache_score row = {.epoch = epoch,
				  .score = {.account = own,
					    .dataset = hash_of_byte(0x21),
					    .amount = {u256_from_u64(amount)}},
				  .trust = TRUST_PROVEN};

	assert_ok(cache_statements_put(app->shared->cache, &st, &err));
	assert_ok(cache_scores_put(app->shared->cache, &st.datanet, &own, epoch, &row, 1, &err));
}

static int start(void **state)
{
	struct address own = address_of_byte(OWN);
	struct cache_dataset dataset = {.root = hash_of_byte(0x01),
					.uid = hash_of_byte(0x21),
					.account = own,
					.name = "mails, \"2025\"",
					.state = CACHE_DATASET_IN_MODEL,
					.trust = TRUST_PROVEN};

	if (folder_make(state) != 0)
		return -1;
	app = open_offline("export");
	assert_ok(watch_account(app, &own, "me", &err));
	assert_ok(cache_datasets_put(app->shared->cache, &dataset, &err));
	put_epoch(1, TOKEN, 200);
	put_epoch(2, TOKEN, 50);
	put_epoch(3, OTHER, 7);
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

static void a_spreadsheet_gets_quotes_doubled_and_no_formula(void **state)
{
	struct column_span span = {.from = 0};
	struct cache_event event = {.time = 1795000000, .trust = TRUST_NONE, .area = "act"};
	const struct snapshot *s;
	struct buf csv;

	(void)state;
	sentence_add(&event.text, "=HYPERLINK(\"x\")");
	assert_ok(cache_events_put(app->shared->cache, &event, &err));
	s = loaded();
	buf_init(&csv, MIB);
	assert_ok(write_csv_table(&csv, s, EXPORT_LOG, &span));
	assert_non_null(strstr(buf_str(&csv), ",\"'=HYPERLINK(\"\"x\"\")\",yes,"));
	buf_clear(&csv);
	assert_ok(write_csv_table(&csv, s, EXPORT_SCORES, &span));
	assert_non_null(strstr(buf_str(&csv), "\"mails, \"\"2025\"\"\""));
	assert_non_null(strstr(buf_str(&csv), ",0.0000000000000002,\"OPEN\",proven,"));
	assert_int_equal(strncmp(buf_str(&csv), "epoch,", 6), 0);
	buf_clear(&csv);
	span.from = 1002;
	assert_ok(write_csv_table(&csv, s, EXPORT_SCORES, &span));
	assert_null(strstr(buf_str(&csv), "\n1,"));
	assert_non_null(strstr(buf_str(&csv), "\n2,"));
	buf_release(&csv);
	assert_ok(export_table(s, EXPORT_LOG, in_folder("log.csv"), &err));
	assert_int_equal(export_table(s, EXPORT_LOG, in_folder("log.csv"), &err), ERR_EXISTS);
	snapshot_unref(s);
}

static void an_amount_is_in_the_token_of_its_own_epoch(void **state)
{
	const struct snapshot *s = loaded();
	const struct column_span span = {.from = 0};
	struct buf csv;

	(void)state;
	assert_string_equal(s->epochs[0].symbol, "");
	assert_int_equal(s->epochs[0].decimals, 0);
	assert_string_equal(s->epochs[1].symbol, "OPEN");
	assert_int_equal(s->epochs[1].decimals, 18);
	/* The royalties of a dataset are no sum of different tokens. */
	assert_int_equal(u256_to_double(&s->datasets[0].royalties.value), 250);
	buf_init(&csv, MIB);
	assert_ok(write_csv_table(&csv, s, EXPORT_SCORES, &span));
	assert_non_null(strstr(buf_str(&csv), ",7,\"\",proven,"));
	assert_non_null(strstr(buf_str(&csv), ",0.00000000000000005,\"OPEN\",proven,"));
	buf_release(&csv);
	snapshot_unref(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_spreadsheet_gets_quotes_doubled_and_no_formula),
		cmocka_unit_test(an_amount_is_in_the_token_of_its_own_epoch),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
