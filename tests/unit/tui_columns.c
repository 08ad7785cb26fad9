/* The lists of the dashboard say what the column tables say, in every view and every row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "base/text.h"
#include "tests/screens/script.h"
#include "tui/widget_value.h"

static struct script t;

/* Keys that lead to each list. */
static const char *const views[] = {
	"2", "3", "3 t", "3 t t", "4 p 'n.jsonl' Enter",	"5", "6",
	"7", "8", "8 t", "9",	  "4 m 'n.jsonl' Tab Tab Enter"};

/* The text of one row of the screen from column `x` on; hidden behind the next call. */
static const char *line_from(int y, int x)
{
	static char text[4096];
	size_t used = 0;

	for (; x < t.screen.cols && used + 12 < sizeof(text); x++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s",
					 screen_cell(&t.screen, y, x)->text);
	text[used] = '\0';
	return text;
}

/* A value that the view writes in its own way: the state of an upload, the kind of a key. */
static bool is_dressed(const struct widget_list *l, const struct column *c, const void *row)
{
	if (l->info->table.kind == ROW_ACCOUNT)
		return strcmp(c->name, "label") == 0 || strcmp(c->name, "watch_only") == 0;
	return l->info->table.kind == ROW_DATASET && strcmp(c->name, "state") == 0 &&
	       ((const struct snapshot_dataset *)row)->state == DATASET_UPLOADING;
}

/* Reads the columns of one drawn row from the left, each behind the one before. */
static size_t check_row(struct widget_list *l, int y, const void *row)
{
	const char *line = line_from(y, 0);
	size_t seen = 0;

	for (size_t i = 0; i < l->n_shown; i++) {
		const struct column *c = l->shown[i].column;
		char text[640];
		struct value v;

		if (c == NULL || is_dressed(l, c, row))
			continue;
		column_value(&v, c, l->rows.snapshot, row);
		widget_value_text(t.d, text, sizeof(text), c, &v,
				  l->shown[i].look.whole ? WIDGET_VALUE_WHOLE
							 : WIDGET_VALUE_NARROW);
		/* A long text is cut, a number never. */
		if (l->shown[i].look.max > 0)
			text[strnlen(text, 6)] = '\0';
		if (strstr(line, text) == NULL)
			fail_msg("%s of %s: \"%s\" is not in \"%s\"", c->name, l->rows.table->name,
				 text, line);
		line = strstr(line, text) + strlen(text);
		seen++;
	}
	return seen;
}

/* Checks every row of the list that is on the screen. Returns: how many values were compared. */
static size_t check_list(struct widget_list *l)
{
	size_t seen = 0;

	for (int y = 0; y < t.screen.rows; y++) {
		unsigned hit = screen_cell(&t.screen, y, 4)->hit;
		size_t place;

		if (hit < SCREEN_HIT_ROW)
			continue;
		place = l->top + (hit - SCREEN_HIT_ROW);
		assert_in_range(place, 0, l->order.n - 1);
		seen += check_row(l, y,
				  widget_order_row(&l->rows, l->order.rows != NULL
								     ? l->order.rows[place]
								     : place));
	}
	return seen;
}

static void every_cell_of_every_list_says_what_its_column_says(void **state)
{
	static const enum fixture_kind kinds[] = {FIXTURE_FULL, FIXTURE_DISPUTED, FIXTURE_FAULT,
						  FIXTURE_OFFLINE};

	(void)state;
	for (size_t k = 0; k < ARRAY_SIZE(kinds); k++) {
		size_t seen = 0;

		for (size_t i = 0; i < ARRAY_SIZE(views); i++) {
			script_open(&t, kinds[k], 60, 240, NULL);
			script_play(&t, views[i]);
			seen += check_list(view_list(t.d, view_shown(t.d)));
			script_close(&t);
		}
		assert_in_range(seen, 300, 100000);
	}
}

static void disputes_stand_in_their_own_list(void **state)
{
	(void)state;
	script_open(&t, FIXTURE_DISPUTED, 60, 200, NULL);
	script_play(&t, "6 !");
	assert_int_equal(view_list(t.d, VIEW_NODES)->info->table.kind, ROW_DISPUTE);
	assert_in_range(check_list(view_list(t.d, VIEW_NODES)), 5, 1000);
	script_close(&t);
}

static bool has_title(const struct widget_list *l, const char *title)
{
	for (size_t i = 0; i < l->n_shown; i++)
		if (strcmp(l->shown[i].look.title, title) == 0)
			return true;
	return false;
}

static void whose_row_it_is_shows_while_rows_differ_in_it(void **state)
{
	struct snapshot *s = fixture_snapshot(FIXTURE_FULL);

	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 120, NULL);
	script_play(&t, "5 t");
	assert_false(has_title(view_list(t.d, VIEW_CLAIMS), "ACCOUNT"));
	s->claims[1].account = s->accounts[1].address;
	fake_app_publish(t.app, s);
	script_play(&t, "");
	assert_true(has_title(view_list(t.d, VIEW_CLAIMS), "ACCOUNT"));
	assert_non_null(strstr(script_text(&t), "0xf39F…2266 laptop"));
	assert_non_null(strstr(script_text(&t), "0x3C44…93BC"));
	script_close(&t);
}

static void a_number_is_whole_or_its_cut_is_marked(void **state)
{
	struct snapshot *s = fixture_snapshot(FIXTURE_FULL);
	static const struct u256 large = {{0, 0, 1, 0}},
				 most = {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}};

	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	s->claims[0].amount.raw = large;
	fake_app_publish(t.app, s);
	script_play(&t, "5 t");
	assert_non_null(strstr(script_text(&t), "340 282 366 920 938 463 463.374 607"));
	s = fixture_snapshot(FIXTURE_FULL);
	s->claims[0].amount.raw = most;
	fake_app_publish(t.app, s);
	script_play(&t, "");
	assert_non_null(strstr(script_text(&t), "115 792 089 237"));
	assert_null(strstr(script_text(&t), "584 007"));
	assert_non_null(strstr(script_text(&t), "…  prepared"));
	script_close(&t);
}

static void likely_wrong_labels_come_first_by_their_finding(void **state)
{
	const struct preview *p;
	const struct widget_list *l;

	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	script_play(&t, "4 p 'n.jsonl' Enter s s s s s s");
	l = view_list(t.d, VIEW_PREVIEW);
	p = l->data;
	assert_string_equal(l->query.sort->name, "finding");
	for (size_t i = 1; i < l->order.n; i++)
		assert_true(preview_finding_of(&p->rows[l->order.rows[i - 1]]) <=
			    preview_finding_of(&p->rows[l->order.rows[i]]));
	assert_true(p->rows[l->order.rows[0]].suspicious);
	script_close(&t);
}

/* Each next row is not before the one above it, and equal rows stand as they came. */
static void check_order(struct widget_list *l, const struct column *c, bool reverse)
{
	struct widget_query q = {.sort = c, .reverse = reverse};
	struct widget_order o;

	assert_int_equal(widget_order_build(&o, &l->info->table, l->data, &q, NULL), STATUS_OK);
	assert_int_equal(o.n, l->rows.n);
	for (size_t i = 1; i < o.n; i++) {
		int order = column_compare(c, l->rows.snapshot,
					   widget_order_row(&l->rows, o.rows[i - 1]),
					   widget_order_row(&l->rows, o.rows[i]));

		assert_true(reverse ? order >= 0 : order <= 0);
		if (order == 0)
			assert_true(o.rows[i - 1] < o.rows[i]);
	}
	free(o.rows);
}

static void every_list_is_sorted_by_any_column_both_ways(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(views); i++) {
		struct widget_list *l;

		script_open(&t, FIXTURE_FULL, 60, 200, NULL);
		script_play(&t, views[i]);
		l = view_list(t.d, view_shown(t.d));
		for (size_t k = 0; k < l->rows.table->n; k++) {
			check_order(l, &l->rows.table->columns[k], false);
			check_order(l, &l->rows.table->columns[k], true);
		}
		script_close(&t);
	}
}

static void the_picture_of_epochs_is_of_one_token(void **state)
{
	struct snapshot *s = fixture_snapshot(FIXTURE_FULL);

	(void)state;
	script_open(&t, FIXTURE_FULL, 24, 80, NULL);
	assert_non_null(strstr(script_text(&t), "LAST 30"));
	assert_non_null(strstr(script_text(&t), "25.072 052 last  21.346 764 mean"));
	s->epochs[3].token.bytes[0] ^= 1;
	s->epochs[3].decimals = 6;
	fake_app_publish(t.app, s);
	script_play(&t, "");
	assert_non_null(strstr(script_text(&t), "LAST 29"));
	assert_non_null(strstr(script_text(&t), "25.072 052 last  21.072 824 mean"));
	script_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cell_of_every_list_says_what_its_column_says),
		cmocka_unit_test(disputes_stand_in_their_own_list),
		cmocka_unit_test(whose_row_it_is_shows_while_rows_differ_in_it),
		cmocka_unit_test(a_number_is_whole_or_its_cut_is_marked),
		cmocka_unit_test(every_list_is_sorted_by_any_column_both_ways),
		cmocka_unit_test(the_picture_of_epochs_is_of_one_token),
		cmocka_unit_test(likely_wrong_labels_come_first_by_their_finding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
