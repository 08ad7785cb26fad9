/* The books: what was earned and what was paid, in one order, with the sums of both so far. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/zone.h"
#include "cli/plain_books.h"
#include "lists/books.h"
#include "lists/export.h"

#define DAY 86400

/* The first of November 2026, midnight in UTC. */
#define NOVEMBER INT64_C(1793491200)

static struct snapshot_epoch epochs[] = {
	{.epoch = 2, .settled_at = NOVEMBER + 2 * DAY, .symbol = "OPEN", .decimals = 2},
	{.epoch = 1, .settled_at = NOVEMBER - 1800, .symbol = "OPEN", .decimals = 2},
};
static struct snapshot_score scores[] = {
	{.epoch = 2, .dataset = 0, .amount = {{{30}}}, .trust = TRUST_PROVEN},
	{.epoch = 2, .dataset = 1, .amount = {{{5}}}, .trust = TRUST_PROVEN},
	{.epoch = 1, .dataset = 0, .amount = {{{100}}}, .trust = TRUST_PROVEN},
	{.epoch = 9, .dataset = 0, .amount = {{{7}}}}, /* an epoch that is not known */
};
static struct snapshot_received received[] = {
	{.claim = true,
	 .symbol = "OPEN",
	 .decimals = 2,
	 .amount = {{{1}}}}, /* at an unknown time */
	{.time = NOVEMBER + 3 * DAY, .symbol = "OPEN", .amount = {{{9999}}}}, /* a transfer */
	{.time = NOVEMBER + 2 * DAY,
	 .claim = true,
	 .symbol = "OPEN",
	 .decimals = 2,
	 .amount = {{{130}}},
	 .trust = TRUST_PROVEN},
	{.time = NOVEMBER + DAY,
	 .claim = true,
	 .amount = {{{4}}},
	 .token = {{1}},
	 .trust = TRUST_PROVEN},
};
static struct snapshot_dataset datasets[] = {{.name = "mails; 2025"}, {.name = "notes"}};
static struct snapshot_account accounts[] = {{.label = "laptop"}};

static struct snapshot_network networks[] = {{.name = "devnet"}};
static struct snapshot_datanet datanets[] = {{.name = "mail-filter"}};

static struct snapshot shown = {
	.networks = networks,
	.n_networks = 1,
	.datanets = datanets,
	.n_datanets = 1,
	.has_account = true,
	.accounts = accounts,
	.n_accounts = 1,
	.epochs = epochs,
	.n_epochs = ARRAY_SIZE(epochs),
	.scores = scores,
	.n_scores = ARRAY_SIZE(scores),
	.received = received,
	.n_received = ARRAY_SIZE(received),
	.datasets = datasets,
	.n_datasets = ARRAY_SIZE(datasets),
};

static void entries_are_in_one_order_and_sums_are_kept_by_token(void **state)
{
	/* Amount, sum accrued, sum received, in the order of time; what is paid comes last. */
	static const struct {
		bool payment;
		uint64_t amount, accrued, received;
	} expected[] = {
		{false, 100, 100, 0}, /* the end of October */
		{true, 4, 0, 4},      /* in another token, which has sums of its own */
		{false, 5, 105, 0},    {false, 30, 135, 0},
		{true, 130, 135, 130}, {true, 1, 135, 131},
	};
	struct book_entry *books;
	size_t n;

	(void)state;
	assert_int_equal(make_books(&books, &n, &shown, NULL), STATUS_OK);
	assert_int_equal(n, ARRAY_SIZE(expected));
	for (size_t i = 0; i < n; i++) {
		const struct book_entry *b = &books[i];

		assert_int_equal(b->payment != NULL, expected[i].payment);
		assert_int_equal(b->payment != NULL ? b->payment->amount.raw.limb[0]
						    : b->score->amount.raw.limb[0],
				 expected[i].amount);
		assert_true(b->summed);
		assert_int_equal(b->accrued.raw.limb[0], expected[i].accrued);
		assert_int_equal(b->received.raw.limb[0], expected[i].received);
	}
	free(books);
}

/* Lines of the CSV, without the line of names. */
static size_t lines_of(const struct column_span *span, const char *first)
{
	struct buf csv;
	size_t n = 0;
	const char *at;

	buf_init(&csv, MIB);
	assert_int_equal(write_csv_table(&csv, &shown, EXPORT_EARNINGS, span), STATUS_OK);
	at = strchr(buf_str(&csv), '\n') + 1;
	assert_int_equal(strncmp(at, first, strlen(first)), 0);
	for (; *at != '\0'; at++)
		n += *at == '\n';
	buf_release(&csv);
	return n;
}

static void a_month_is_that_of_the_zone(void **state)
{
	struct column_span span = {.from = zone_day(2026, 11, 1, false),
				   .until = zone_day(2026, 12, 1, false)};

	(void)state;
	assert_int_equal(span.from, NOVEMBER);
	/* The payment of unknown time is in no month. */
	assert_int_equal(lines_of(&span, "2026-11-02T00:00:00Z,received,"), 4);
	assert_int_equal(lines_of(&(struct column_span){0}, "2026-10-31T23:30:00Z,accrued,"), 6);
	/* In a zone that is an hour ahead, the first entry was settled in November. */
	assert_int_equal(zone_choose("+01:00", NULL), STATUS_OK);
	span = (struct column_span){.from = zone_day(2026, 11, 1, true),
				    .until = zone_day(2026, 12, 1, true),
				    .zoned = true};
	assert_int_equal(lines_of(&span, "2026-11-01T00:30:00+01:00,accrued,"), 5);
	assert_int_equal(zone_choose("UTC", NULL), STATUS_OK);
}

static void a_journal_has_what_is_owed_between_income_and_wallet(void **state)
{
	static const char expected[] =
		"2026-10-31 * earned in epoch 1 by mails- 2025\n"
		"    ; statement: "
		"0x0000000000000000000000000000000000000000000000000000000000000000\n"
		"    ; dataset: "
		"0x0000000000000000000000000000000000000000000000000000000000000000\n"
		"    assets:receivable:devnet:0x0000000000000000000000000000000000000000  1 "
		"\"OPEN\"\n"
		"    income:earnings:devnet:mail-filter\n"
		"\n"
		"2026-11-02 * received from 0x0000000000000000000000000000000000000000\n"
		"    ; transaction: "
		"0x0000000000000000000000000000000000000000000000000000000000000000\n"
		"    assets:wallet:devnet:0x0000000000000000000000000000000000000000  4 "
		"\"0x0100000000000000000000000000000000000000\"\n"
		"    assets:receivable:devnet:0x0000000000000000000000000000000000000000\n"
		"\n";
	const struct column_span span = {.from = 1, .until = NOVEMBER + 2 * DAY};
	struct book_entry *books;
	struct buf text;
	size_t n;

	(void)state;
	assert_int_equal(make_books(&books, &n, &shown, NULL), STATUS_OK);
	buf_init(&text, MIB);
	assert_int_equal(cmd_plain_books_write(&text, &shown, books, n, &span), STATUS_OK);
	assert_string_equal(buf_str(&text), expected);
	buf_release(&text);
	free(books);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entries_are_in_one_order_and_sums_are_kept_by_token),
		cmocka_unit_test(a_month_is_that_of_the_zone),
		cmocka_unit_test(a_journal_has_what_is_owed_between_income_and_wallet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
