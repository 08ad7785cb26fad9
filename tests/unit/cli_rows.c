/* Rows as commands print them: which columns, which rows, and how a value stands in its cell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/snapshot_dues.h"
#include "base/json_write.h"
#include "chain/member.h"
#include "cli/account_figures.h"
#include "cli/rows.h"
#include "models/preview.h"

static const struct cli ascii = {.ascii = true, .color = COLOR_NEVER};
static const struct cli plain = {.ascii = true, .plain = true};

/* 25.125031 and one unit of the 18th place. */
#define AMOUNT "25125031000000000001"

static struct snapshot_claim claims[] = {
	{.id = 2,
	 .account = {{1}},
	 .distributor = {{9}},
	 .symbol = "OPEN",
	 .decimals = 18,
	 .state = OWN_SENT,
	 .nonce = 7,
	 .tx = {{7}},
	 .note = "a note"},
	{.id = 1,
	 .account = {{1}},
	 .distributor = {{9}},
	 .symbol = "OPEN",
	 .decimals = 18,
	 .state = OWN_PREPARED,
	 .nonce = 8}, /* a draft was made for this nonce and does not take it */
};

static struct snapshot_epoch epochs[] = {
	{.epoch = 2, .symbol = "OPEN", .decimals = 18, .settled_at = 2000, .trust = TRUST_PROVEN},
	{.epoch = 1, .symbol = "OPEN", .decimals = 18, .settled_at = 1000, .share = -1},
};

static struct snapshot_royalty royalties[] = {{.symbol = "OPEN", .decimals = 18}};

/* Nothing waits of the first, and of the third nobody knows. */
static struct snapshot_due dues[] = {
	{.symbol = "OPEN", .decimals = 18, .waiting = {.known = true, .trust = TRUST_PROVEN}},
	{.symbol = "OPEN", .decimals = 18, .waiting = {.known = true, .trust = TRUST_PROVEN}},
	{.symbol = "OPEN", .decimals = 18}};

static struct snapshot_network networks[] = {
	{.name = "devnet", .native_symbol = "ETH", .native_decimals = 18}};
static struct snapshot_coin coins[1];

static struct snapshot shown = {.networks = networks,
				.n_networks = 1,
				.coins = coins,
				.n_coins = 1,
				.claims = claims,
				.n_claims = 2,
				.epochs = epochs,
				.n_epochs = 2,
				.royalties = royalties,
				.n_royalties = 1,
				.dues = dues,
				.n_dues = 3};

/* A file in the place of the standard output, which is kept meanwhile. */
struct captured {
	FILE *to;
	int before;
};

static struct captured begin_capture(void)
{
	struct captured c = {.to = tmpfile(), .before = dup(STDOUT_FILENO)};

	assert_non_null(c.to);
	assert_true(c.before >= 0 && fflush(stdout) == 0);
	assert_true(dup2(fileno(c.to), STDOUT_FILENO) >= 0);
	return c;
}

static void end_capture(struct captured *c, char text[static 2048])
{
	fflush(stdout);
	assert_true(dup2(c->before, STDOUT_FILENO) >= 0);
	close(c->before);
	rewind(c->to);
	text[fread(text, 1, 2047, c->to)] = '\0';
	fclose(c->to);
}

static void assert_prints(const struct cli *cli, const struct cmd_rows *r, const char *layout,
			  const char *wanted)
{
	char text[2048] = "";
	struct captured c = begin_capture();
	struct err e = {0};
	enum status s = cmd_rows_print(cli, r, layout, &e);

	end_capture(&c, text);
	assert_int_equal(s, STATUS_OK);
	assert_string_equal(text, wanted);
}

static int fill(void **state)
{
	(void)state;
	assert_int_equal(u256_parse(&claims[0].amount.raw, AMOUNT, strlen(AMOUNT)), STATUS_OK);
	epochs[0].own = claims[0].amount;
	royalties[0].claimable = (struct figure){.known = true,
						 .trust = TRUST_PROVEN,
						 .value = claims[0].amount.raw,
						 .block = 7,
						 .as_of = 1795219331};
	return 0;
}

static void an_amount_has_its_digits_below_each_other_and_its_token_beside(void **state)
{
	struct cmd_rows r;

	(void)state;
	cmd_rows_init(&r, ROW_CLAIM, &shown);
	assert_prints(&ascii, &r, "id amount state note",
		      "CLAIM      AMOUNT        STATE          NOTE\n"
		      "    2  25.125 031  OPEN  sent, waiting  a note\n"
		      "    1   0.000 000  OPEN  prepared\n");
	assert_prints(&ascii, &r, "id amount nonce",
		      "CLAIM      AMOUNT        NONCE\n"
		      "    2  25.125 031  OPEN      7\n"
		      "    1   0.000 000  OPEN      -\n");
}

static void joined_columns_share_a_cell_and_what_is_unknown_is_a_dash(void **state)
{
	struct cmd_rows r;

	(void)state;
	cmd_rows_init(&r, ROW_EPOCH, &shown);
	assert_prints(&ascii, &r, "epoch own+trust share",
		      "EPOCH         OWN          SHARE\n"
		      "    2  25.125 031  OPEN +  0.0 %\n"
		      "    1   0.000 000  OPEN        -\n");
}

/* Where most rows have nothing, a zero would be read as an amount. */
static void an_amount_of_nothing_is_a_dash_among_what_waits_and_zero_for_programs(void **state)
{
	struct json *top = json_new_object();
	struct cmd_rows r;

	(void)state;
	dues[1].waiting.value = claims[0].amount.raw;
	cmd_rows_init(&r, ROW_DUE, &shown);
	assert_prints(&ascii, &r, "waiting",
		      "   WAITING\n"
		      "         -\n"
		      "25.125 031  OPEN +\n"
		      "         -\n");
	cmd_rows_add(top, &r);
	assert_string_equal(
		json_text(json_get(json_get(json_first(json_get(top, "dues")), "waiting"), "raw")),
		"0");
	json_free(top);
}

static void whose_row_it_is_stands_there_only_where_rows_differ(void **state)
{
	struct cmd_rows r;

	(void)state;
	cmd_rows_init(&r, ROW_CLAIM, &shown);
	assert_prints(&ascii, &r, "id", "CLAIM\n    2\n    1\n");
	claims[1].account.bytes[0] = 2;
	assert_prints(&ascii, &r, "id",
		      "CLAIM  ACCOUNT\n"
		      "    2  0x0100..0000\n"
		      "    1  0x0200..0000\n");
	claims[1].account.bytes[0] = 1;
}

/* A program finds columns by name, so that it gets all of them, whatever people see. */
static void plain_lines_have_every_column_by_name_without_groups_or_marks(void **state)
{
	struct cmd_rows r;

	(void)state;
	cmd_rows_init(&r, ROW_CLAIM, &shown);
	assert_prints(
		&plain, &r, "~hash amount",
		"id\tprepared\tamount\tsymbol\tstate\tnonce\thash\tblock\tconfirmations\t"
		"cumulative\tsent\texpires\tfile\tnote\tnetwork\taccount\tdistributor\t"
		"token\n"
		"2\t-\t25.125031000000000001\tOPEN\tsent, waiting\t7\t"
		"0x0700000000000000000000000000000000000000000000000000000000000000\t-\t-\t0\t"
		"-\t-\t-\ta note\tdevnet\t0x0100000000000000000000000000000000000000\t"
		"0x0900000000000000000000000000000000000000\t-\n"
		"1\t-\t0\tOPEN\tprepared\t-\t-\t-\t-\t0\t-\t-\t-\t-\tdevnet\t"
		"0x0100000000000000000000000000000000000000\t"
		"0x0900000000000000000000000000000000000000\t-\n");
	r.n = 0;
	assert_prints(&plain, &r, "id",
		      "id\tprepared\tamount\tsymbol\tstate\tnonce\thash\tblock\tconfirmations\t"
		      "cumulative\tsent\texpires\tfile\tnote\tnetwork\taccount\tdistributor\t"
		      "token\n");
}

static void rows_of_other_times_are_left_out_of_text_and_json_alike(void **state)
{
	struct json *top = json_new_object();
	struct cmd_rows r;

	(void)state;
	cmd_rows_init(&r, ROW_EPOCH, &shown);
	r.span.from = 1001;
	assert_prints(&ascii, &r, "epoch", "EPOCH\n    2\n");
	cmd_rows_add(top, &r);
	assert_int_equal(json_count(json_get(top, "epochs")), 1);
	r.span.from = 1000;
	assert_prints(&ascii, &r, "epoch", "EPOCH\n    2\n    1\n");
	r.span.until = 1001;
	assert_prints(&ascii, &r, "epoch", "EPOCH\n    1\n");
	json_free(top);
}

static void of_many_rows_text_has_both_ends_and_json_all(void **state)
{
	static struct preview_row rows[] = {
		{.index = 5}, {.index = 4}, {.index = 3}, {.index = 2}, {.index = 1}};
	struct cmd_rows r = {
		.table = columns_of(ROW_PREVIEW), .rows = rows, .n = ARRAY_SIZE(rows), .ends = 2};
	struct json *top = json_new_object();

	(void)state;
	assert_prints(&ascii, &r, "record", "RECORD\n     5\n     4\n     2\n     1\n");
	r.ends = 3;
	assert_prints(&ascii, &r, "record", "RECORD\n     5\n     4\n     3\n     2\n     1\n");
	cmd_rows_add(top, &r);
	assert_int_equal(json_count(json_get(top, "rows")), 5);
	json_free(top);
}

static void a_previewed_record_says_what_is_wrong_with_it(void **state)
{
	static struct preview_row rows[] = {
		{.index = 3,
		 .influence = 0.25F,
		 .percentile = 93,
		 .loss = 0.5F,
		 .label = "spam",
		 .suspicious = true,
		 .duplicate_of = 1,
		 .text = "a text"},
		{.index = 4, .percentile = -1, .unknown_label = true, .duplicate_of = UINT64_MAX},
	};
	struct cmd_rows r = {.table = columns_of(ROW_PREVIEW), .rows = rows, .n = ARRAY_SIZE(rows)};

	(void)state;
	assert_prints(
		&ascii, &r,
		"record influence percentile loss label label_looks_wrong+scored "
		"duplicate_of text",
		"RECORD  INFLUENCE   PCT  LOSS  LABEL                              SAME AS  TEXT\n"
		"     3  +0.250000  93 %  0.50  spam   label looks wrong                 1  a "
		"text\n"
		"     4          -     -     -  none   label unknown to the model           -\n");
}

static void a_cell_by_itself_has_its_unit_and_the_mark_of_a_figure(void **state)
{
	char text[CMD_ROWS_CELL_SIZE];
	struct cmd_rows r;

	(void)state;
	cmd_rows_init(&r, ROW_EPOCH, &shown);
	cmd_rows_cell(text, &ascii, &r, &epochs[0], "own+trust");
	assert_string_equal(text, "25.125 031 OPEN +");
	cmd_rows_cell(text, &ascii, &r, &epochs[1], "share");
	assert_string_equal(text, "-");
	cmd_rows_cell(text, &ascii, &r, &epochs[1], "finding");
	assert_string_equal(text, "");
	cmd_rows_init(&r, ROW_ROYALTY, &shown);
	cmd_rows_cell(text, &ascii, &r, &royalties[0], "claimable");
	assert_string_equal(text, "25.125 031 OPEN +");
	cmd_rows_cell(text, &ascii, &r, &royalties[0], "wallet+underfunded");
	assert_string_equal(text, "-");
}

static void figures_are_the_gas_and_six_for_each_distributor(void **state)
{
	struct value v;

	(void)state;
	assert_int_equal(cmd_account_figures_count(&shown), 7);
	assert_string_equal(cmd_account_figures_value(&v, &shown, 0), "gas money");
	assert_string_equal(v.unit.symbol, "ETH");
	assert_false(v.known);
	assert_string_equal(cmd_account_figures_value(&v, &shown, 1), "claimable");
	assert_true(v.known);
	assert_string_equal(cmd_account_figures_value(&v, &shown, 2), "on its way");
	assert_string_equal(cmd_account_figures_value(&v, &shown, 5), "wallet");
	assert_false(v.known);
	assert_string_equal(cmd_account_figures_value(&v, &shown, 6), CMD_ACCOUNT_FIGURES_FUNDS);
}

/* The text of the member `name` of a figure printed as JSON. */
static void assert_member(const struct json *object, const char *name, const char *wanted)
{
	const char *text = json_text(json_get(object, name));

	assert_non_null(text);
	assert_string_equal(text, wanted);
}

static void a_figure_is_told_raw_and_exactly_with_trust_and_time(void **state)
{
	struct json *top = json_new_object();
	const struct json *figure;
	struct value v;

	(void)state;
	cmd_account_figures_value(&v, &shown, 1);
	member_add_amount(top, "claimable", &v);
	figure = json_get(top, "claimable");
	assert_member(figure, "raw", AMOUNT);
	assert_member(figure, "text", "25.125031000000000001");
	assert_member(figure, "symbol", "OPEN");
	assert_member(figure, "trust", "proven");
	assert_string_equal(json_digits(json_get(figure, "block")), "7");
	assert_member(figure, "as_of", "2026-11-21T00:02:11Z");
	json_free(top);
}

static void what_is_not_known_is_null_and_never_zero(void **state)
{
	struct json *top = json_new_object(), *claim;
	struct value v;

	(void)state;
	cmd_account_figures_value(&v, &shown, 0);
	member_add_amount(top, "figure", &v);
	member_add_time(top, "time", 0);
	claim = column_row_json(columns_of(ROW_CLAIM), &shown, &claims[1]);
	assert_true(json_is_null(json_get(top, "figure")));
	assert_true(json_is_null(json_get(top, "time")));
	assert_true(json_is_null(json_get(claim, "hash")));
	assert_true(json_is_null(json_get(claim, "block")));
	assert_true(json_is_null(json_get(claim, "confirmations")));
	/* A figure that is one server's word is of no block. */
	v = (struct value){.type = VALUE_AMOUNT, .known = true, .figure = true};
	member_add_amount(top, "accruing", &v);
	assert_true(json_is_null(json_get(json_get(top, "accruing"), "block")));
	json_free(claim);
	json_free(top);
}

/* Datanets of two networks may have one name. */
static void an_audit_says_of_which_network_its_datanet_is(void **state)
{
	static struct snapshot_network two[] = {{.name = "devnet"}, {.name = "grove"}};
	static struct snapshot_datanet datanets[] = {
		{.of = {0, 0, SNAPSHOT_NONE}, .name = "words"},
		{.of = {1, 1, SNAPSHOT_NONE}, .name = "words"}};
	static struct snapshot_standing standings[] = {
		{.of = {0, 0, 0}, .audit_text = "all paid in full"},
		{.of = {1, 1, 0}, .audit_text = "2 await the next root"}};
	static struct snapshot_account account = {.label = "laptop"};
	const struct snapshot s = {.networks = two,
				   .n_networks = 2,
				   .datanets = datanets,
				   .n_datanets = 2,
				   .accounts = &account,
				   .n_accounts = 1,
				   .standings = standings,
				   .n_standings = 2};
	char text[2048];
	struct captured c = begin_capture();

	(void)state;
	cmd_account_figures_audits(&ascii, &s);
	end_capture(&c, text);
	assert_string_equal(text, "Audit of words on devnet, laptop: all paid in full\n"
				  "Audit of words on grove, laptop: 2 await the next root\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_amount_has_its_digits_below_each_other_and_its_token_beside),
		cmocka_unit_test(joined_columns_share_a_cell_and_what_is_unknown_is_a_dash),
		cmocka_unit_test(
			an_amount_of_nothing_is_a_dash_among_what_waits_and_zero_for_programs),
		cmocka_unit_test(whose_row_it_is_stands_there_only_where_rows_differ),
		cmocka_unit_test(plain_lines_have_every_column_by_name_without_groups_or_marks),
		cmocka_unit_test(rows_of_other_times_are_left_out_of_text_and_json_alike),
		cmocka_unit_test(of_many_rows_text_has_both_ends_and_json_all),
		cmocka_unit_test(a_previewed_record_says_what_is_wrong_with_it),
		cmocka_unit_test(a_cell_by_itself_has_its_unit_and_the_mark_of_a_figure),
		cmocka_unit_test(figures_are_the_gas_and_six_for_each_distributor),
		cmocka_unit_test(a_figure_is_told_raw_and_exactly_with_trust_and_time),
		cmocka_unit_test(what_is_not_known_is_null_and_never_zero),
		cmocka_unit_test(an_audit_says_of_which_network_its_datanet_is),
	};

	return cmocka_run_group_tests(tests, fill, NULL);
}
