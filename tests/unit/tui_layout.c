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

static const int sizes[][2] = {{10, 40}, {24, 80}, {40, 120}, {50, 143}, {60, 200}};

/* Every list of every view, as the keys that lead to it. */
static const char *const lists[] = {"1", "2",	"3",	 "3 t", "3 t t", "4 p 'notes.jsonl' Enter",
				    "5", "5 t", "5 t t", "6",	"6 t",	 "7",
				    "8", "8 t"};

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

/* Whether a cell holds a part of a bar or a column. */
static bool is_picture(const char *text)
{
	return memcmp(text, "\xE2\x96", 2) == 0 && (unsigned char)text[2] <= 0x8F;
}

/* A picture keeps its colour in the bar, where it would be a hole without one. */
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

					bool picture = is_picture(c->text);

					if (in_selected_row(x) &&
					    (!c->reverse ||
					     (c->style != STYLE_TEXT && c->style != STYLE_BOLD &&
					      !picture) ||
					     (picture && c->style != STYLE_ACCENT)))
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

/* The cells of a line from column `x` on, as text; valid until the next call. */
static const char *line_from(int y, int x)
{
	static char line[4096];
	size_t used = 0;

	line[0] = '\0';
	for (; x < t.screen.cols; x++) {
		const char *c = screen_cell(&t.screen, y, x)->text;

		memcpy(line + used, c, strlen(c) + 1);
		used += strlen(c);
	}
	return line;
}

/* Whether a line has the text at column `x` or beyond it. */
static bool shows_beyond(int x, const char *text)
{
	for (int y = 0; y < t.screen.rows; y++)
		if (strstr(line_from(y, x), text) != NULL)
			return true;
	return false;
}

/* The column behind the selected row's bar. */
static int list_end(void)
{
	int x = t.screen.cols;

	while (x > 0 && !in_selected_row(x - 1))
		x--;
	return x;
}

/* The lists whose rows have a page: all but the accounts, which Enter shows everywhere. */
static bool has_page(const char *keys)
{
	return strcmp(keys, "7") != 0;
}

static enum fixture_kind fixture_of(const char *keys)
{
	return strcmp(keys, "6 t") == 0 ? FIXTURE_DISPUTED : FIXTURE_FULL;
}

/* Takes the page's labels, and the first word of each text, from the screen that Enter opened. */
static size_t take_page(char out[][32])
{
	size_t n = 0;

	for (int y = 3; y < t.screen.rows - 2; y++) {
		const char *line = line_from(y, 3);
		const char *text;

		/* A preview's record goes on with its words and all that its file has of it. */
		if (strncmp(line, "WORDS THAT CARRIED", 18) == 0)
			break;
		if (y == 3 || line[0] == ' ' || strlen(line) < 18)
			continue;
		snprintf(out[n], 32, "%.15s", line);
		out[n][strcspn(out[n], " ")] = '\0';
		text = line_from(y, 19);
		snprintf(out[n + 1], 32, "%.20s", text);
		out[n + 1][strcspn(out[n + 1], " ")] = '\0';
		n += 2;
	}
	return n;
}

static void a_wide_screen_shows_beside_a_list_what_enter_would_show(void **state)
{
	static const int wide[][2] = {{50, 143}, {60, 200}, {60, 300}};
	static char page[128][32];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(wide); i++)
		for (size_t l = 0; l < ARRAY_SIZE(lists); l++) {
			int end;
			size_t n;

			if (!has_page(lists[l]))
				continue;
			open_at(fixture_of(lists[l]), wide[i]);
			script_play(&t, lists[l]);
			end = list_end();
			script_play(&t, "Enter");
			assert_int_equal(t.d->n_popups, 1);
			n = take_page(page);
			assert_in_range(n, 6, 64);
			script_play(&t, "Esc");
			for (size_t k = 0; k < n; k++)
				if (!shows_beyond(end, page[k]))
					fail_msg("%d columns, keys \"%s\": no \"%s\" beside the "
						 "list",
						 wide[i][1], lists[l], page[k]);
			script_close(&t);
		}
}

static void moving_the_selection_moves_what_stands_beside_it(void **state)
{
	static const int wide[] = {60, 200};

	(void)state;
	open_at(FIXTURE_FULL, wide);
	script_play(&t, "2");
	assert_true(shows_beyond(list_end(), "mails-2025"));
	script_play(&t, "j");
	assert_false(shows_beyond(list_end(), "mails-2025"));
	assert_true(shows_beyond(list_end(), "mails-holiday"));
	script_close(&t);
}

/* A narrow screen has no room for two, and speech would read both line by line. */
static void narrow_and_accessible_screens_have_nothing_beside_a_list(void **state)
{
	const struct dashboard_options accessible = {.accessible = true};
	static const int narrow[] = {40, 120};

	(void)state;
	open_at(FIXTURE_FULL, narrow);
	script_play(&t, "2");
	assert_int_equal(list_end(), 119);
	script_close(&t);
	script_open(&t, FIXTURE_FULL, 60, 200, &accessible);
	script_play(&t, "2");
	assert_int_equal(list_end(), 199);
	script_close(&t);
}

static void enter_opens_the_page_of_a_received_payment(void **state)
{
	static const int size[] = {24, 80};

	(void)state;
	open_at(FIXTURE_FULL, size);
	script_play(&t, "5 t t Enter");
	assert_int_equal(t.d->n_popups, 1);
	assert_true(shows_beyond(0, "RECEIVED"));
	assert_true(shows_beyond(0, "Transaction"));
	script_close(&t);
}

/* The cells of bars and columns on the screen. */
static int pictures(void)
{
	int n = 0;

	for (int y = 0; y < t.screen.rows; y++)
		for (int x = 0; x < t.screen.cols; x++) {
			n += is_picture(screen_cell(&t.screen, y, x)->text);
		}
	return n;
}

static void pictures_grow_with_the_screen(void **state)
{
	static const char *const views[] = {"1", "2", "3", "4 p 'notes.jsonl' Enter"};
	static const int growing[][2] = {{24, 80}, {40, 120}, {60, 200}};

	(void)state;
	for (size_t v = 0; v < ARRAY_SIZE(views); v++) {
		int before = 0;

		for (size_t i = 0; i < ARRAY_SIZE(growing); i++) {
			open_at(FIXTURE_FULL, growing[i]);
			script_play(&t, views[v]);
			if (pictures() <= before * 5 / 4)
				fail_msg("keys \"%s\", %d columns: %d cells, as before %d",
					 views[v], growing[i][1], pictures(), before);
			before = pictures();
			script_close(&t);
		}
	}
}

static void sections_of_a_wide_overview_stand_side_by_side(void **state)
{
	static const int wide[] = {60, 200};
	bool beside = false;

	(void)state;
	open_at(FIXTURE_FULL, wide);
	for (int y = 0; y < 60; y++) {
		const char *line = line_from(y, 0);

		beside |= strstr(line, "ROYALTIES") != NULL && strstr(line, "PER EPOCH") != NULL &&
			  strstr(line, "NETWORK") != NULL;
	}
	assert_true(beside);
	script_close(&t);
}

static bool is_mark(const char *text)
{
	return strcmp(text, "✓") == 0 || strcmp(text, "≈") == 0 || strcmp(text, "·") == 0;
}

static bool is_blank(int y, int x)
{
	const struct screen_cell *c = screen_cell(&t.screen, y, x);

	return c == NULL || (c->width > 0 && strcmp(c->text, " ") == 0);
}

/* The blanks between a mark and the nearest text in its line. */
static int distance(int y, int x)
{
	int near = 1;

	while (near < t.screen.cols && is_blank(y, x - near) && is_blank(y, x + near))
		near++;
	return near - 1;
}

static void no_mark_stands_far_from_its_word(void **state)
{
	int marks = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++)
		for (size_t l = 0; l < ARRAY_SIZE(lists); l++) {
			open_at(fixture_of(lists[l]), sizes[i]);
			script_play(&t, lists[l]);
			for (int y = 0; y < t.screen.rows; y++)
				for (int x = 0; x < t.screen.cols; x++) {
					if (!is_mark(screen_cell(&t.screen, y, x)->text))
						continue;
					marks++;
					if (distance(y, x) > 4)
						fail_msg("%d columns, keys \"%s\": a mark alone at "
							 "%d,%d",
							 sizes[i][1], lists[l], y, x);
				}
			script_close(&t);
		}
	assert_in_range(marks, 100, 2000);
}

/* A finding about a record stands behind the record's text, not at the end of the line. */
static void a_finding_stands_behind_its_record(void **state)
{
	static const int wide[] = {60, 200};
	int found = 0;

	(void)state;
	open_at(FIXTURE_FULL, wide);
	script_play(&t, "4 p 'notes.jsonl' Enter G");
	for (int y = 0; y < 60; y++) {
		const char *line = line_from(y, 0);
		const char *at = strstr(line, "  label looks wrong");

		if (at == NULL || at >= line + 110)
			continue;
		assert_true(at > line && at[-1] != ' ');
		found++;
	}
	assert_in_range(found, 1, 2);
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
		PLAIN(a_wide_screen_shows_beside_a_list_what_enter_would_show),
		PLAIN(moving_the_selection_moves_what_stands_beside_it),
		PLAIN(narrow_and_accessible_screens_have_nothing_beside_a_list),
		PLAIN(enter_opens_the_page_of_a_received_payment),
		PLAIN(pictures_grow_with_the_screen),
		PLAIN(sections_of_a_wide_overview_stand_side_by_side),
		PLAIN(no_mark_stands_far_from_its_word),
		PLAIN(a_finding_stands_behind_its_record),
	};
	struct err e = {0};

	if (secret_start(&e) != STATUS_OK)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
