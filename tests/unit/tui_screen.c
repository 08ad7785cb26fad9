/* The grid: what is drawn lands in cells, never beside them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "tests/screens/dump.h"
#include "tui/screen_mark.h"

static struct screen grid;

static int open_grid(void **state)
{
	(void)state;
	memset(&grid, 0, sizeof(grid));
	return screen_resize(&grid, 3, 10) == STATUS_OK ? 0 : -1;
}

static int close_grid(void **state)
{
	(void)state;
	screen_release(&grid);
	return 0;
}

static void assert_text(const char *want)
{
	struct buf b;

	buf_init(&b, KIB);
	screen_dump(&b, &grid, false);
	assert_string_equal(buf_str(&b), want);
	buf_release(&b);
}

static void text_stops_at_the_edge(void **state)
{
	(void)state;
	assert_int_equal(screen_text(&grid, screen_all(&grid), 0, 6, STYLE_TEXT, "abcdefgh"), 4);
	assert_int_equal(screen_text(&grid, screen_all(&grid), 5, 0, STYLE_TEXT, "below"), 0);
	assert_text("      abcd\n\n\n");
}

static void a_wide_character_is_never_cut_in_half(void **state)
{
	(void)state;
	/* Column 9 has room for one cell, and the character needs two. */
	screen_text(&grid, screen_all(&grid), 0, 7, STYLE_TEXT, "日本");
	assert_text("       日\n\n\n");
	screen_text(&grid, screen_all(&grid), 0, 8, STYLE_TEXT, "x");
	assert_text("        x\n\n\n");
}

static void combining_marks_stay_with_their_letter(void **state)
{
	(void)state;
	assert_int_equal(screen_text(&grid, screen_all(&grid), 0, 0, STYLE_TEXT, "e\xCC\x81x"), 2);
	assert_string_equal(screen_cell(&grid, 0, 0)->text, "e\xCC\x81");
	assert_string_equal(screen_cell(&grid, 0, 1)->text, "x");
}

static void a_mark_flood_does_not_overflow_its_cell(void **state)
{
	char text[128] = "e";

	(void)state;
	for (int i = 0; i < 40; i++)
		memcpy(text + 1 + 2 * i, "\xCC\x81", 3);
	assert_int_equal(screen_text(&grid, screen_all(&grid), 0, 0, STYLE_TEXT, text), 1);
	assert_true(strlen(screen_cell(&grid, 0, 0)->text) < sizeof(grid.cells[0].text));
}

static void an_ascii_grid_holds_only_ascii(void **state)
{
	(void)state;
	grid.ascii = true;
	screen_text(&grid, screen_all(&grid), 0, 0, STYLE_TEXT, "✓≈…日ü▁█");
	assert_text("+=.???.#\n\n\n");
	grid.ascii = false;
}

static void fitted_text_says_that_it_was_cut(void **state)
{
	(void)state;
	screen_fit(&grid, screen_all(&grid), 0, 0, 5, STYLE_TEXT, "abcdefgh");
	screen_right(&grid, screen_all(&grid), 1, 0, 10, STYLE_TEXT, "abc");
	assert_text("abcd…\n       abc\n\n");
}

static void wrapping_leaves_nothing_out(void **state)
{
	(void)state;
	assert_int_equal(screen_wrap(&grid, screen_all(&grid), 0, 0, 3, 10, STYLE_TEXT,
				     "ab 0123456789abcdef"),
			 3);
	assert_text("ab\n0123456789\nabcdef\n");
}

static void an_area_confines_what_is_drawn_into_it(void **state)
{
	struct screen_area part = screen_part(screen_all(&grid), 1, 2, 1, 4);

	(void)state;
	screen_text(&grid, part, 0, 0, STYLE_TEXT, "abcdefgh");
	screen_text(&grid, part, 1, 0, STYLE_TEXT, "no");
	screen_mark_reverse(&grid, part, 0, 0, 99);
	assert_text("\n  abcd\n\n");
	assert_true(screen_cell(&grid, 1, 5)->reverse);
	assert_false(screen_cell(&grid, 1, 6)->reverse);
	/* Areas outside of areas are empty, not negative. */
	part = screen_part(part, 9, 9, 9, 9);
	assert_int_equal(part.h, 0);
	assert_int_equal(part.w, 0);
}

static void sizes_are_kept_within_reason(void **state)
{
	struct screen s = {0};

	(void)state;
	assert_int_equal(screen_resize(&s, 0, -5), STATUS_OK);
	assert_int_equal(s.rows * s.cols, 1);
	assert_int_equal(screen_resize(&s, 1 << 20, 3), STATUS_OK);
	assert_int_equal(s.rows, SCREEN_SIDE_MAX);
	screen_release(&s);
}

static void a_split_area_has_all_its_cells_but_the_gutter(void **state)
{
	struct screen_area left, right;
	const struct screen_area a = {2, 5, 7, 100};

	(void)state;
	assert_true(screen_split(&left, &right, a, 40, 20, 30));
	assert_int_equal(right.w, 30);
	assert_int_equal(left.w, 100 - 30 - SCREEN_GUTTER);
	assert_int_equal(left.x, 5);
	assert_int_equal(right.x, left.x + left.w + SCREEN_GUTTER);
	assert_int_equal(right.y, 2);
	assert_int_equal(right.h, 7);
	assert_true(screen_split(&left, &right, a, 40, 20, 1000));
	assert_int_equal(left.w, 40);
	assert_int_equal(right.w, 57);
	assert_true(screen_split(&left, &right, a, 77, 20, 30));
	assert_int_equal(right.w, 20);
	assert_false(screen_split(&left, &right, a, 78, 20, 30));
	assert_int_equal(left.w, 100);
	assert_int_equal(right.w, 0);
	assert_false(screen_split(&left, &right, (struct screen_area){0, 0, 1, 0}, 0, 0, 9));
	assert_int_equal(left.w, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_grid, close_grid)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(text_stops_at_the_edge),
		TEST(a_wide_character_is_never_cut_in_half),
		TEST(combining_marks_stay_with_their_letter),
		TEST(a_mark_flood_does_not_overflow_its_cell),
		TEST(an_ascii_grid_holds_only_ascii),
		TEST(fitted_text_says_that_it_was_cut),
		TEST(wrapping_leaves_nothing_out),
		TEST(an_area_confines_what_is_drawn_into_it),
		TEST(sizes_are_kept_within_reason),
		TEST(a_split_area_has_all_its_cells_but_the_gutter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
