/* One table of columns for each kind of row: its names, whose rows they are, order and filter. */
#include "tests/unit/column_rows.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "tests/unit/replies_with_rows.h"

static void every_kind_of_row_has_one_table_and_no_name_stands_twice_in_it(void **state)
{
	(void)state;
	for (int k = 0; k < ROW_KINDS; k++) {
		const struct column_table *t = columns_of((enum row_kind)k);

		assert_non_null(t);
		for (int other = 0; other < k; other++)
			assert_ptr_not_equal(t, columns_of((enum row_kind)other));
		for (size_t i = 0; i < t->n; i++) {
			assert_ptr_equal(column_find(t, t->columns[i].name), &t->columns[i]);
			for (size_t j = 0; j < i && t->columns[i].title[0] != '\0'; j++)
				assert_string_not_equal(t->columns[i].title, t->columns[j].title);
		}
		if (t->since != NULL)
			assert_int_equal(column_find(t, t->since)->type, VALUE_TIME);
		assert_null(column_find(t, "no such column"));
	}
}

static struct json *schema(const char *name)
{
	struct json *doc = NULL;
	struct buf text;
	char path[128];

	snprintf(path, sizeof(path), "docs/schemas/cli/%s.schema.json", name);
	buf_init(&text, MIB);
	assert_int_equal(file_read(&text, path, NULL), STATUS_OK);
	assert_int_equal(json_parse(&doc, text.data, text.len, NULL), STATUS_OK);
	buf_release(&text);
	return doc;
}

/* Every column is a property of the schema's row, and every property is a column. */
static void check_schema(const struct column_table *t, const char *name, const struct json *common)
{
	struct json *doc = schema(name);
	const struct json *array = json_get(json_get(doc, "properties"), t->name), *row,
			  *properties;
	const char *ref;

	row = json_get(array, "items");
	ref = json_text(json_get(row, "$ref"));
	if (ref != NULL)
		row = json_get(json_get(common, "$defs"), strrchr(ref, '/') + 1);
	properties = json_get(row, "properties");
	for (size_t i = 0; i < t->n; i++)
		if (json_get(properties, t->columns[i].name) == NULL)
			fail_msg("%s: %s is not in the schema", name, t->columns[i].name);
	assert_int_equal(json_count(properties), t->n);
	json_free(doc);
}

static void every_column_is_named_in_the_schema_of_its_command(void **state)
{
	struct json *common = schema("common");

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(replies_with_rows); i++)
		check_schema(columns_of(replies_with_rows[i].kind), replies_with_rows[i].schema,
			     common);
	json_free(common);
}

static unsigned contexts_of(const struct column_table *t)
{
	unsigned found = 0;

	for (size_t i = 0; i < t->n; i++)
		if (t->columns[i].context != CONTEXT_NONE)
			found |= 1U << t->columns[i].context;
	return found;
}

static void every_row_says_whose_it_is_where_the_question_has_an_answer(void **state)
{
	const unsigned network = 1 << CONTEXT_NETWORK, datanet = 1 << CONTEXT_DATANET,
		       account = 1 << CONTEXT_ACCOUNT, payer = 1 << CONTEXT_PAYER,
		       token = 1 << CONTEXT_TOKEN;
	const unsigned expected[ROW_KINDS] = {
		[ROW_COIN] = network | account,
		[ROW_ROYALTY] = network | datanet | account | payer | token,
		[ROW_DUE] = network | datanet | account | payer | token,
		[ROW_ASKED_DUE] = network | datanet | account | payer | token,
		[ROW_DATASET] = network | datanet | account | token,
		[ROW_EPOCH] = network | datanet | account | payer | token,
		[ROW_SCORE] = network | datanet | account | payer | token,
		[ROW_ATTRIBUTION] = network | datanet | account | token,
		[ROW_NODE] = network,
		[ROW_DISPUTE] = network,
		[ROW_ASKED] = network,
		[ROW_CLAIM] = network | account | payer | token,
		[ROW_TRANSACTION] = network | account,
		[ROW_RECEIVED] = network | account | token,
		[ROW_ENTRY] = network | datanet | account | payer | token,
		[ROW_EVENT] = network | datanet | account,
		[ROW_MODEL] = network | datanet,
		[ROW_DECISION] = account,
		[ROW_AUDIT_EPOCH] = network | datanet | account | payer | token,
		[ROW_COMPARED_MODEL] = network | datanet | token,
		[ROW_COMPARED_LABEL] = network | datanet,
	};

	(void)state;
	for (int k = 0; k < ROW_KINDS; k++)
		assert_int_equal(contexts_of(columns_of((enum row_kind)k)), expected[k]);
}

/* --- hiding, ordering and filtering a table --- */

static void a_column_of_whose_row_it_is_shows_when_rows_differ_in_it(void **state)
{
	const struct column_table *t = columns_of(ROW_CLAIM);
	const struct column *account = column_find(t, "account");
	struct address *own = &full->claims[3].account, before = *own;

	(void)state;
	for (size_t i = 0; i < t->n; i++)
		assert_int_equal(column_hidden(t, &t->columns[i], full, NULL, 0),
				 t->columns[i].context != CONTEXT_NONE);
	own->bytes[0] ^= 1;
	assert_false(column_hidden(t, account, full, NULL, 0));
	assert_true(column_hidden(t, account, full, full->claims, 3));
	assert_true(column_hidden(t, column_find(t, "network"), full, NULL, 0));
	*own = before;
}

/* One account of several events, and none of the others: there is still only one account. */
static void a_row_that_says_nothing_shows_no_column(void **state)
{
	const struct column_table *t = columns_of(ROW_EVENT);
	const struct column *account = column_find(t, "account");
	struct address *last = &full->events[full->n_events - 1].account;

	(void)state;
	assert_true(address_is_zero(last));
	assert_false(address_is_zero(&full->events[0].account));
	assert_true(column_hidden(t, account, full, NULL, 0));
	last->bytes[0] = 1;
	assert_false(column_hidden(t, account, full, NULL, 0));
	*last = (struct address){{0}};
}

static void rows_are_ordered_by_value_and_not_by_how_it_is_written(void **state)
{
	const struct column_table *t = columns_of(ROW_CLAIM);
	const struct column *amount = column_find(t, "amount");
	const struct snapshot_claim *c = full->claims;

	(void)state;
	/* 128.4, below 0.000001, 472, 10.5 */
	assert_true(column_compare(amount, full, &c[0], &c[3]) > 0);
	assert_true(column_compare(amount, full, &c[0], &c[2]) < 0);
	assert_true(column_compare(amount, full, &c[1], &c[3]) < 0);
	assert_int_equal(column_compare(amount, full, &c[2], &c[2]), 0);
	/* Unknown values come first: a claim that was not sent has no block. */
	assert_true(column_compare(column_find(t, "block"), full, &c[0], &c[3]) < 0);
	/* 18 200 and 14 200 are numbers. */
	assert_true(column_compare(column_find(t, "block"), full, &c[1], &c[2]) > 0);
}

static void a_filter_finds_a_row_by_its_words_and_numbers(void **state)
{
	const struct column_table *claims = columns_of(ROW_CLAIM), *epochs = columns_of(ROW_EPOCH);

	(void)state;
	assert_true(column_row_matches(claims, full, &full->claims[3], "OLDER root"));
	assert_true(column_row_matches(claims, full, &full->claims[3], "failed"));
	assert_false(column_row_matches(claims, full, &full->claims[2], "failed"));
	assert_true(column_row_matches(claims, full, &full->claims[2], ""));
	assert_true(column_row_matches(epochs, fault, &fault->epochs[1], "29"));
	assert_true(column_row_matches(epochs, fault, &fault->epochs[1], "short by"));
	assert_false(column_row_matches(epochs, fault, &fault->epochs[0], "short by"));
}

static void no_digit_of_an_amount_is_left_when_amounts_are_hidden(void **state)
{
	const struct column_table *events = columns_of(ROW_EVENT), *epochs = columns_of(ROW_EPOCH);
	const struct value_style hidden = {.hide = true};
	size_t amounts = 0;
	char text[SENTENCE_TEXT_SIZE];
	struct value v;

	(void)state;
	column_value(&v, column_find(events, "text"), full, &full->events[0]);
	column_text(text, sizeof(text), column_find(events, "text"), &v, &hidden);
	assert_string_equal(text, "epoch 30 settled: +••• OPEN, audited");
	column_value(&v, column_find(epochs, "finding"), fault, &fault->epochs[1]);
	column_text(text, sizeof(text), column_find(epochs, "finding"), &v, &hidden);
	assert_string_equal(text, "epoch 29 is short by ••• OPEN: it pays ••• instead of •••");
	for (int k = 0; k < ROW_KINDS; k++)
		for (size_t i = 0; i < columns_of((enum row_kind)k)->n; i++) {
			const struct column *c = &columns_of((enum row_kind)k)->columns[i];

			column_value(&v, c, rows[k].s, rows[k].rows);
			if (c->type != VALUE_AMOUNT || !v.known)
				continue;
			column_text(text, sizeof(text), c, &v, &hidden);
			assert_null(strpbrk(text, "0123456789"));
			amounts++;
		}
	assert_in_range(amounts, 12, 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_row_has_one_table_and_no_name_stands_twice_in_it),
		cmocka_unit_test(every_column_is_named_in_the_schema_of_its_command),
		cmocka_unit_test(every_row_says_whose_it_is_where_the_question_has_an_answer),
		cmocka_unit_test(a_column_of_whose_row_it_is_shows_when_rows_differ_in_it),
		cmocka_unit_test(a_row_that_says_nothing_shows_no_column),
		cmocka_unit_test(rows_are_ordered_by_value_and_not_by_how_it_is_written),
		cmocka_unit_test(a_filter_finds_a_row_by_its_words_and_numbers),
		cmocka_unit_test(no_digit_of_an_amount_is_left_when_amounts_are_hidden),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
