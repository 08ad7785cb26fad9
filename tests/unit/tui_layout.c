/*
 * How screens use their room: the selection's bar, the footer's keys, what stands beside a list on
 * a wide terminal, and where marks stand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "tests/screens/script.h"

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

#define PLAIN(f) cmocka_unit_test(f)

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLAIN(the_selected_row_of_every_list_is_one_unbroken_bar),
		PLAIN(every_list_of_the_full_fixture_has_a_selected_row),
	};
	struct err e = {0};

	if (secret_start(&e) != STATUS_OK)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
