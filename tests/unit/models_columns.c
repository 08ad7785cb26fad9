/*
 * Each kind of row is rendered four times: on the screen, as text in a table, as JSON and as CSV.
 * The renderings of every row of the fixtures are read back here and compared with the value.
 */
#include "tests/screens/fixture_private.h"
#include "tests/unit/column_read.h"
#include "tests/unit/column_rows.h"
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/json_write.h"

#define OWN   "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"
#define PAYER "0x5fbdb2315678afecb367f032d93f642f64180aa3"
#define TOKEN "0xe7f1725e7734ce288f8367e1bb143e90bb3f0512"

/* The screen, where there is room and where there is none; and the text of a command. */
static const struct value_style styles[] = {{.ascii = false}, {.narrow = true}, {.ascii = true}};

static void check_shown(const struct column *c, const struct value *v,
			const struct value_style *style)
{
	char text[SENTENCE_TEXT_SIZE];

	column_text(text, sizeof(text), c, v, style);
	if (!v->known) {
		assert_string_equal(text, c->missing != NULL ? c->missing
					  : style->ascii     ? "-"
							     : "–");
		assert_string_equal(value_unit(v), "");
		return;
	}
	switch (v->type) {
	case VALUE_TEXT:
	case VALUE_STATE:
	case VALUE_FLAG: assert_text(v, text); break;
	case VALUE_SENTENCE: assert_sentence(v, text, style); break;
	case VALUE_ADDRESS: assert_shown_bytes(v->address.bytes, 20, text, style->narrow); break;
	case VALUE_HASH: assert_shown_bytes(v->hash.bytes, 32, text, style->narrow); break;
	case VALUE_COUNT:
	case VALUE_BLOCK:
	case VALUE_NUMBER:
	case VALUE_DURATION: assert_int_equal(number_in(text), v->number); break;
	case VALUE_BYTES: assert_shown_size(v->number, text); break;
	case VALUE_AMOUNT: assert_shown_amount(v, text); break;
	case VALUE_INFLUENCE: assert_near(real_in(text), v->real, 0.501e-6); break;
	case VALUE_SHARE: assert_near(real_in(text), 100 * v->real, 0.0501); break;
	case VALUE_REAL: assert_near(real_in(text), v->real, 0.501 * pow(10, -c->places)); break;
	case VALUE_TIME: assert_shown_time(v->time, text); break;
	case VALUE_TRUST: assert_int_equal(trust_in(text, style->ascii), v->trust); break;
	}
}

/* The value of a JSON number. */
static uint64_t whole_in(const struct json *m)
{
	int64_t n = 0;

	assert_true(json_is_number(m));
	assert_int_equal(json_integer(&n, m), STATUS_OK);
	return (uint64_t)n;
}

static void check_amount_json(const struct value *v, const struct json *m)
{
	const char *raw = json_text(json_get(m, "raw"));
	int64_t as_of = 0;

	assert_amount(&v->amount, raw, 0);
	assert_amount(&v->amount, json_text(json_get(m, "text")), v->unit.decimals);
	assert_string_equal(json_text(json_get(m, "symbol")), v->unit.symbol);
	assert_int_equal(json_count(m), v->figure ? 7 : 3);
	if (!v->figure)
		return;
	assert_string_equal(json_text(json_get(m, "trust")), trust_word(v->trust));
	if (v->block == 0)
		assert_true(json_is_null(json_get(m, "block")));
	else
		assert_int_equal(whole_in(json_get(m, "block")), v->block);
	if (!json_is_null(json_get(m, "as_of"))) {
		const char *time = json_text(json_get(m, "as_of"));

		assert_int_equal(clock_parse_rfc3339(&as_of, time, strlen(time)), STATUS_OK);
	}
	assert_int_equal(as_of, v->as_of);
	if (v->doubt == DOUBT_NONE)
		assert_true(json_is_null(json_get(m, "why")));
	else
		assert_string_equal(json_text(json_get(m, "why")), doubt_word(v->doubt));
}

/* JSON and CSV say these alike: `text` is the member's or the field's. */
static void check_exact(const struct column *c, const struct value *v, const char *text)
{
	static const struct value_style exact = {.exact = true};
	struct address a;
	struct hash h;
	int64_t time;

	switch (v->type) {
	case VALUE_TEXT:
	case VALUE_STATE: assert_text(v, text); break;
	case VALUE_SENTENCE: assert_sentence(v, text, &exact); break;
	case VALUE_ADDRESS:
		assert_int_equal(address_parse(&a, text, strlen(text)), STATUS_OK);
		assert_true(address_equal(&a, &v->address));
		break;
	case VALUE_HASH:
		assert_int_equal(hash_parse(&h, text, strlen(text)), STATUS_OK);
		assert_true(hash_equal(&h, &v->hash));
		break;
	case VALUE_COUNT:
	case VALUE_BLOCK:
	case VALUE_NUMBER:
	case VALUE_BYTES:
	case VALUE_DURATION:
		assert_null(strchr(text, ' '));
		assert_int_equal(number_in(text), v->number);
		break;
	case VALUE_AMOUNT:
		assert_null(strchr(text, ' '));
		assert_amount(&v->amount, text, v->unit.decimals);
		break;
	case VALUE_INFLUENCE:
	case VALUE_SHARE:
	case VALUE_REAL: assert_near(real_in(text), v->real, tolerance(c, v->real)); break;
	case VALUE_TIME:
		assert_int_equal(clock_parse_rfc3339(&time, text, strlen(text)), STATUS_OK);
		assert_int_equal(time, v->time);
		break;
	case VALUE_TRUST: assert_string_equal(text, trust_word(v->trust)); break;
	case VALUE_FLAG: assert_string_equal(text, v->number != 0 ? "yes" : "no"); break;
	}
}

static void check_json(const struct column *c, const struct value *v, const struct json *m)
{
	const enum value_type type = c->type;

	assert_non_null(m);
	if (!v->known && (c->type == VALUE_TEXT || c->type == VALUE_SENTENCE))
		assert_string_equal(json_text(m), "");
	else if (!v->known)
		assert_true(json_is_null(m));
	else if (v->type == VALUE_AMOUNT)
		check_amount_json(v, m);
	else if (v->type == VALUE_FLAG)
		assert_int_equal(json_truth(m), v->number);
	else if (type == VALUE_COUNT || type == VALUE_BLOCK || type == VALUE_NUMBER ||
		 type == VALUE_BYTES || type == VALUE_DURATION)
		assert_int_equal(whole_in(m), v->number);
	else
		check_exact(c, v, json_text(m));
}

/* Reads one field of RFC 4180 and what ends it, and takes back what guards against formulas. */
static const char *read_field(char *out, const char *at, char end[static 3])
{
	bool quoted = *at == '"';
	char *first = out;

	at += quoted;
	while (quoted ? *at != '"' || at[1] == '"' : *at != ',' && *at != '\r') {
		assert_int_not_equal(*at, '\0');
		at += quoted && *at == '"';
		*out++ = *at++;
	}
	*out = '\0';
	at += quoted;
	if (quoted && first[0] == '\'' && first[1] != '\0' && strchr("=+-@", first[1]) != NULL)
		memmove(first, first + 1, strlen(first));
	snprintf(end, 3, "%s", *at == ',' ? "," : "\r\n");
	assert_int_equal(strncmp(at, end, strlen(end)), 0);
	return at + strlen(end);
}

static void check_csv(const struct column_table *t, const struct rows *all, const void *row)
{
	char field[SENTENCE_TEXT_SIZE], end[3];
	struct value v;
	struct buf csv;
	const char *at;

	buf_init(&csv, MIB);
	column_head_csv(&csv, t);
	column_row_csv(&csv, t, all->s, row, false);
	assert_int_equal(buf_status(&csv), STATUS_OK);
	at = buf_str(&csv);
	for (size_t i = 0; i < 2 * t->n; i++) {
		const struct column *c = &t->columns[i % t->n];

		at = read_field(field, at, end);
		assert_string_equal(end, i % t->n + 1 < t->n ? "," : "\r\n");
		column_value(&v, c, all->s, row);
		if (i < t->n)
			assert_string_equal(field, c->name);
		else if (!v.known)
			assert_string_equal(field, "");
		else
			check_exact(c, &v, field);
	}
	assert_int_equal(*at, '\0');
	buf_release(&csv);
}

/* Each cell of a plain line is the value that CSV has, or "-"; a figure's trust stands behind. */
static void check_plain(const struct column_table *t, const struct rows *all, const void *row)
{
	static const struct value_style ungrouped = {.exact = true, .ungrouped = true};
	struct value v;
	struct buf text;
	char *at;

	buf_init(&text, MIB);
	column_head_plain(&text, t);
	column_row_plain(&text, t, all->s, row);
	at = (char *)(uintptr_t)buf_str(&text);
	for (size_t i = 0; i < 2 * t->n; i++) {
		const struct column *c = &t->columns[i % t->n];
		bool figure = (c->flags & COLUMN_FIGURE) != 0;
		bool last = i % t->n + 1 == t->n;
		char *cell = strsep(&at, last && !figure ? "\n" : "\t");

		column_value(&v, c, all->s, row);
		assert_int_equal(v.figure, figure);
		if (i < t->n)
			assert_string_equal(cell, c->name);
		else if (!v.known)
			assert_string_equal(cell, "-");
		else if (c->type == VALUE_SENTENCE)
			assert_sentence(&v, cell, &ungrouped);
		else
			check_exact(c, &v, cell);
		if (figure)
			cell = strsep(&at, last ? "\n" : "\t");
		if (figure && i >= t->n)
			assert_string_equal(cell, trust_word(v.known ? v.trust : TRUST_NONE));
	}
	assert_string_equal(at, "");
	buf_release(&text);
}

static void check_row(const struct column_table *t, const struct rows *all, const void *row)
{
	struct json *made = column_row_json(t, all->s, row), *doc = NULL;
	struct buf text;
	struct value v;

	buf_init(&text, MIB);
	assert_int_equal(json_write(&text, made), STATUS_OK);
	json_free(made);
	assert_int_equal(json_parse(&doc, text.data, text.len, NULL), STATUS_OK);
	for (size_t i = 0; i < t->n; i++) {
		const struct column *c = &t->columns[i];

		column_value(&v, c, all->s, row);
		assert_int_equal(v.type, c->type);
		for (size_t k = 0; k < ARRAY_SIZE(styles); k++)
			check_shown(c, &v, &styles[k]);
		check_json(c, &v, json_get(doc, c->name));
	}
	check_csv(t, all, row);
	check_plain(t, all, row);
	json_free(doc);
	buf_release(&text);
}

static void the_five_renderings_of_every_row_agree_value_for_value(void **state)
{
	(void)state;
	for (int k = 0; k < ROW_KINDS; k++) {
		assert_true(rows[k].n > 0);
		for (size_t i = 0; i < rows[k].n; i++)
			check_row(columns_of((enum row_kind)k), &rows[k], row_of(k, i));
	}
}

/* The first row of each kind as the fixture was written, in the order of the columns. */
static const char *const first_rows[ROW_KINDS] = {
	[ROW_ACCOUNT] = "0," OWN ",no,\"m/44'/60'/0'/0/0\",\"laptop\"," PAYER,
	[ROW_COIN] = "0.4,\"ETH\"," PAYER ",\"devnet\"," OWN,
	[ROW_ROYALTY] = "128.402913000000000001,0,3.11,512,640.402913000000000001,61.25,"
			"250000,0.000412,no,512,complete,,,\"devnet\",\"mail-filter\"," OWN
			"," PAYER "," TOKEN ",\"OPEN\"",
	[ROW_DUE] = "128.402913000000000001,proven,\"OPEN\",pinned,,,,,claimable,\"mail-filter\","
		    "\"\",,,urd,\"\",640.402913000000000001,512,0," OWN ",no,0.000412,,250000,no,"
		    "datanet,\"\","
		    "0xfcb763ce151d691a68dc3925ab2529915cb9515ff708a6cdb90dcd3dbe74d016,"
		    "no,\"devnet\",\"mail-filter\"," OWN "," PAYER "," TOKEN,
	[ROW_ASKED_DUE] =
		"128.402913000000000001,proven,\"OPEN\",pinned,,,,,claimable,\"mail-filter\","
		"\"\",,,urd,\"\",640.402913000000000001,512,0," OWN ",no,0.000412,,250000,no,"
		"datanet,\"\","
		"0xfcb763ce151d691a68dc3925ab2529915cb9515ff708a6cdb90dcd3dbe74d016,"
		"no,\"devnet\",\"mail-filter\"," OWN "," PAYER "," TOKEN,
	[ROW_DATASET] = "\"mails-2025\","
			"0x61f2f19300409d8365422d4537468b8d46aba3537fc988c3acf4695351adfdfb,"
			"0xd0f325247f9c2f69c6227524bcdc2195a14da1206c5397d1a5b1d320a28e9109,"
			"1204,4812331,in model,2026-10-11T14:02:31Z,0.8123,521.204,"
			"reported,proven,0.341,90412,\"\",\"\",\"\",\"lines\",\"CC-BY-4.0\","
			"\"/home/ada/data/mails-2025.jsonl\",,,\"devnet\",\"mail-filter\"," OWN
			"," TOKEN ",\"OPEN\"",
	[ROW_EPOCH] = "30,2026-11-20T13:01:51Z,2026-11-20T14:01:51Z,2026-11-20T14:01:52Z,"
		      "25.072052,56.325,0.0353434697,0.445132,4030,proven,all redone,"
		      "\"\","
		      "0x7469be520b0ee9b4ea7799255dcb659597c96a18acde86ba3b9e3dffd898d9a7,"
		      "\"devnet\",\"mail-filter\"," OWN "," PAYER "," TOKEN ",\"OPEN\"",
	[ROW_SCORE] = "30,2026-11-20T14:01:52Z,\"mails-2025\","
		      "0xd0f325247f9c2f69c6227524bcdc2195a14da1206c5397d1a5b1d320a28e9109,"
		      "3030,0.0295454202,20.959015,\"OPEN\",proven,2026-11-20T14:01:51Z,"
		      "\"devnet\",\"mail-filter\"," OWN "," PAYER "," TOKEN,
	[ROW_ATTRIBUTION] = "200,2026-11-20T14:02:08Z,\"mails-2025\",\"91222\",-0.000900000,"
			    "0.001,"
			    "0xd0f325247f9c2f69c6227524bcdc2195a14da1206c5397d1a5b1d320a28e9109,"
			    "\"mail-filter 7\","
			    "0x17058299c7635b9408d69dcfb1c25698f6932b882e739490ceb52196885dd2c2,"
			    "\"devnet\",\"mail-filter\"," OWN "," TOKEN ",\"OPEN\"",
	[ROW_NODE] = "\"alice\",\"Alpha\",18205,0,11,24,1.000000,2026-11-20T14:02:11Z,"
		     "118,2,ok,\"\",\"http://127.0.0.1:8101\",,\"devnet\"",
	[ROW_DISPUTE] = "2026-11-20T14:01:30Z,\"carol\",\"claimed of 0xf39F…2266\","
			"\"640.402913\",\"512\",18204,3,\"640.402913\",\"512\",\"devnet\"",
	[ROW_ASKED] = "\"alice\"," OWN ",\"laptop\",2026-11-20T14:02:11Z,\"devnet\"",
	[ROW_CLAIM] = "40,2026-11-20T13:52:31Z,128.402913,\"OPEN\",prepared,,,,,"
		      "640.402913,,2026-11-21T14:02:31Z,\"/home/ada/claim-17.json\",\"\","
		      "\"devnet\"," OWN "," PAYER "," TOKEN,
	[ROW_TRANSACTION] = "16,2026-11-19T13:54:01Z,\"sent, waiting\",\"claim 40 OPEN\","
			    "0x0f59e0b61356250a53da0416f93a3ca0566664e8c1e3844c997ed1a66109d59f,"
			    ",\"devnet\"," OWN ",2",
	[ROW_RECEIVED] = "2026-11-18T13:52:31Z,472,\"OPEN\",proven,claim," PAYER
			 ",0xc27bb4f55a0590a6e2ad65b7beaf0631e31ca9c1c6c49ca798fe39cc8097c842,"
			 "14200,38,\"devnet\"," OWN "," TOKEN,
	[ROW_ENTRY] = "2026-11-11T14:02:31Z,received," OWN ",\"devnet\",\"mail-filter\",,,,\"\",,,"
		      "0x34884051f3a6852325614f4e399c360e25938b1d730f107c601c0b948e6bd2a6,9100,"
		      ",40.000000000000000001,0,40.000000000000000001,\"OPEN\"," TOKEN "," PAYER
		      ",proven",
	[ROW_EVENT] =
		"2026-11-20T14:01:52Z,\"epochs\",proven,"
		"\"epoch 30 settled: +25.072 OPEN, audited\",yes,\"devnet\",\"mail-filter\"," OWN,
	[ROW_MODEL] = "\"mail-filter 7\",7,"
		      "0x17058299c7635b9408d69dcfb1c25698f6932b882e739490ceb52196885dd2c2,"
		      "yes,attested,proven,\"\",2026-11-12T14:03:31Z,2026-11-12T14:02:31Z,"
		      "\"CC-BY-4.0\",given,14,8204,9,1,0,0,\"CC-BY-4.0 13, CC0-1.0 1\",proven,"
		      "0.361100000,400,attested,\"ham, spam\","
		      "0xbf286d803e7a995e92de2b5eaf38129ca54f9e01c37ecac8d12d541e8150a288,"
		      "0xbbdc6703fee6b79731b34f553ba241882b850dfe4edc3ef6a13d80c3d28cf44e,"
		      "0x593bf5d94e0483e6992c235df680938952502d8ea3469249f218b7734ec27c3e,"
		      "0xa4718652a78b40e6e303ae956e5b83e959659b4fe7e3672c0d79e46be533dec3,"
		      "0x976ea74026e726554db657fa54763abd0c3a0aa9,yes,\"devnet\",\"mail-filter\"",
	[ROW_NETWORK] = "yes,\"devnet\",31337,3,2,yes,\"mail-filter\",yes,\"byline devnet\"",
	[ROW_AUDIT_EPOCH] = "30,25.072052,paid in full,\"\",yes,\"devnet\",\"mail-filter\"," OWN
			    "," PAYER "," TOKEN ",\"OPEN\"",
	[ROW_DECISION] = "2,2026-09-21T14:13:27Z,refused,document,\"'=Permit2, \"\"quoted\"\"\","
			 "\"it gives power away, and was not asked for by name\",,,,,yes,"
			 "0xac01000000000000000000000000000000000000",
	[ROW_PREVIEW] = "0,0.0412000008,99.0,0.2,0.95,\"spam\",\"spam\",,,no,,"
			"\"claim your reward now before midnight, act fast\",yes",
	[ROW_RECORD_WORD] = "0.0125,2,0,\"'=buy now, \"\"quoted\"\"\"",
	[ROW_MATCHED_RECORD] = "4,812.25,12345,\"'=a formula, \"\"quoted\"\"\"",
	[ROW_MATCHED_OUTPUT] = "2,90412,77,1e+06,4,\"one two\"",
	[ROW_COMPARED_MODEL] =
		"1,\"mail-filter 7\",taken,0.125,0.3125,2.5,2,3600,6,38,2,30,5,3,1,\"ham, spam\","
		"\"CC0-1.0, CC-BY-4.0\",\"MIT\",attested,proven,\"\","
		"0xab00000000000000000000000000000000000000000000000000000000000000,"
		"\"devnet\",\"mail-filter\",0x7000000000000000000000000000000000000000,\"OPEN\"",
	[ROW_COMPARED_LABEL] =
		"\"mail-filter 7\",\"Spam\",2,proposed,\"spam\",\"devnet\",\"mail-filter\"",
};

static void each_column_takes_its_own_value_of_the_row(void **state)
{
	struct buf csv;

	(void)state;
	buf_init(&csv, MIB);
	for (int k = 0; k < ROW_KINDS; k++) {
		buf_clear(&csv);
		column_row_csv(&csv, columns_of((enum row_kind)k), rows[k].s, row_of(k, 0), false);
		assert_int_equal(strncmp(buf_str(&csv) + csv.len - 2, "\r\n", 2), 0);
		csv.len -= 2;
		assert_string_equal(buf_str(&csv), first_rows[k]);
	}
	buf_release(&csv);
}

/* The same sum is not rounded in one place and cut in another. */
static void what_was_claimed_and_received_reads_the_same(void **state)
{
	const struct column_table *t = columns_of(ROW_ROYALTY);
	struct snapshot *s = fixture_snapshot(FIXTURE_FULL);
	const struct value_style style = {.ascii = true};
	char claimed[VALUE_TEXT_SIZE], received[VALUE_TEXT_SIZE];
	struct value v;

	(void)state;
	s->royalties[0].claimed.value = fixture_amount("10.188551549393578863");
	s->royalties[0].received = s->royalties[0].claimed;
	column_value(&v, column_find(t, "claimed"), s, &s->royalties[0]);
	column_text(claimed, sizeof(claimed), column_find(t, "claimed"), &v, &style);
	column_value(&v, column_find(t, "received"), s, &s->royalties[0]);
	column_text(received, sizeof(received), column_find(t, "received"), &v, &style);
	assert_string_equal(claimed, received);
	assert_non_null(strstr(claimed, "10.188 552"));
	snapshot_unref(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_claimed_and_received_reads_the_same),
		cmocka_unit_test(the_five_renderings_of_every_row_agree_value_for_value),
		cmocka_unit_test(each_column_takes_its_own_value_of_the_row),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
