/*
 * How screens use their room: the selection's bar, the footer's keys, what stands beside a list on
 * a wide terminal, and where marks stand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "tests/screens/script.h"
#include "tui/dashboard_can.h"

static struct script t;

static const int sizes[][2] = {{10, 40}, {24, 80}, {40, 120}, {50, 140}, {60, 200}};

/* Every list of every view, as the keys that lead to it. */
static const char *const lists[] = {"1",   "2", "3", "3 t", "3 t t", "4 p 'notes.jsonl' Enter",
				    "5",   "5 t", "6", "6 t", "7",    "8",
				    "8 t"};

static void open_at(enum fixture_kind kind, const int size[2])
{
	script_open(&t, kind, size[0], size[1], NULL);
}

/* Whether a click on the cell selects the row that the cursor is on. */
static bool in_selected_row(int x)
{
	const struct screen_cell *c = screen_cell(&t.screen, t.screen.cursor_y, x);

	return c->hit >= SCREEN_HIT_ROW;
}

static void the_selected_row_of_every_list_is_one_unbroken_bar(void **state)
{
	(void)state;
	for (int k = 0; k < FIXTURE_MANY; k++)
		for (size_t i = 0; i < ARRAY_SIZE(sizes); i++)
			for (size_t l = 0; l < ARRAY_SIZE(lists); l++) {
				open_at((enum fixture_kind)k, sizes[i]);
				script_play(&t, lists[l]);
				for (int x = 0; x < t.screen.cols; x++) {
					const struct screen_cell *c =
						screen_cell(&t.screen, t.screen.cursor_y, x);

					if (in_selected_row(x) &&
					    (!c->reverse ||
					     (c->style != STYLE_TEXT && c->style != STYLE_BOLD)))
						fail_msg("%s, keys \"%s\", %d columns: a gap at %d",
							 fixture_name((enum fixture_kind)k),
							 lists[l], t.screen.cols, x);
				}
				script_close(&t);
			}
}

/* The test above would pass on a screen without rows. */
static void every_list_of_the_full_fixture_has_a_selected_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++)
		for (size_t l = 0; l < ARRAY_SIZE(lists); l++) {
			int n = 0;

			open_at(strcmp(lists[l], "6 t") == 0 ? FIXTURE_DISPUTED : FIXTURE_FULL,
				sizes[i]);
			script_play(&t, lists[l]);
			for (int x = 0; x < t.screen.cols; x++)
				n += in_selected_row(x);
			assert_in_range(n, 38, t.screen.cols);
			script_close(&t);
		}
}

/* The last line of the screen; valid until the next call. */
static const char *footer(void)
{
	static char line[1024];
	size_t used = 0;

	for (int x = 0; x < t.screen.cols; x++) {
		const char *c = screen_cell(&t.screen, t.screen.rows - 1, x)->text;

		memcpy(line + used, c, strlen(c) + 1);
		used += strlen(c);
	}
	return line;
}

/* Whether the footer has the action's key and word. */
static bool in_footer(enum action a)
{
	char key[KEY_NAME_SIZE], hint[64];

	key_print(key, t.d->keymap.keys[a][0]);
	snprintf(hint, sizeof(hint), " %s %s", key, action_info(a)->hint);
	return strstr(footer(), hint) != NULL;
}

static bool belongs_in_footer(enum action a)
{
	const char *why;

	return (action_info(a)->flags & ACTION_HINT) != 0 && t.d->keymap.keys[a][0] != 0 &&
	       dashboard_can(t.d, a, &why);
}

static void a_footer_that_leaves_keys_out_says_so(void **state)
{
	int cut = 0, whole = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++)
		for (size_t l = 0; l < ARRAY_SIZE(lists); l++) {
			bool out = false;

			open_at(FIXTURE_UNLOCKED, sizes[i]);
			script_play(&t, lists[l]);
			for (int a = 0; a < ACTION_PALETTE; a++)
				out |= belongs_in_footer((enum action)a) &&
				       !in_footer((enum action)a);
			assert_int_equal(strstr(footer(), "…  ") != NULL, out);
			assert_int_equal(strstr(footer(), "? more") != NULL, out);
			assert_int_equal(strstr(footer(), "? help") != NULL, !out);
			assert_non_null(strstr(footer(), "q quit"));
			assert_true(!belongs_in_footer(ACTION_OPEN) || in_footer(ACTION_OPEN));
			cut += out;
			whole += !out;
			script_close(&t);
		}
	assert_in_range(cut, 10, 100);
	assert_in_range(whole, 10, 100);
}

static void the_help_has_every_key_that_the_footer_left_out(void **state)
{
	static const int narrow[] = {24, 80};
	bool out[ACTION_COUNT];

	(void)state;
	for (size_t l = 0; l < ARRAY_SIZE(lists); l++) {
		open_at(FIXTURE_UNLOCKED, narrow);
		script_play(&t, lists[l]);
		for (int a = 0; a < ACTION_PALETTE; a++)
			out[a] = belongs_in_footer((enum action)a) && !in_footer((enum action)a);
		assert_int_equal(screen_resize(&t.screen, 200, 120), STATUS_OK);
		script_play(&t, "?");
		for (int a = 0; a < ACTION_PALETTE; a++)
			if (out[a])
				assert_non_null(
					strstr(script_text(&t), action_info((enum action)a)->help));
		script_close(&t);
	}
}

static void a_narrow_pop_up_keeps_its_way_out_and_says_that_keys_are_left_out(void **state)
{
	static const int small[] = {10, 40};

	(void)state;
	open_at(FIXTURE_FULL, small);
	script_play(&t, "c");
	assert_non_null(strstr(footer(), "Enter cancel"));
	assert_non_null(strstr(footer(), "…  Esc back"));
	assert_null(strstr(footer(), "y copy"));
	assert_int_equal(screen_resize(&t.screen, 24, 80), STATUS_OK);
	script_play(&t, "");
	assert_non_null(strstr(footer(), "y copy hash  Esc back"));
	assert_null(strstr(footer(), "…"));
	script_close(&t);
}

#define PLAIN(f) cmocka_unit_test(f)

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLAIN(the_selected_row_of_every_list_is_one_unbroken_bar),
		PLAIN(every_list_of_the_full_fixture_has_a_selected_row),
		PLAIN(a_footer_that_leaves_keys_out_says_so),
		PLAIN(the_help_has_every_key_that_the_footer_left_out),
		PLAIN(a_narrow_pop_up_keeps_its_way_out_and_says_that_keys_are_left_out),
	};
	struct err e = {0};

	if (secret_start(&e) != STATUS_OK)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
