/*
 * The dashboard as a process on a pseudo-terminal: reading keys and pastes, giving the terminal
 * back, bytes written, wake-ups. Figures are fakes; the program is tests/screens/dashboard.c, whose
 * path is the argument.
 *
 * Each test opens its own process with open_dashboard(). A frame is over when the title has its
 * number, which BYLINE_TEST=1 switches on; tests wait for that, or for a text.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/harness/pty.h"
#include "tests/screens/fixture.h"

#define CLOCK "BYLINE_CLOCK=" FIXTURE_NOW_TEXT

static const char *program;

static struct pty *open_dashboard(const char *kind, const char *const *env, int rows, int cols)
{
	static const char *const usual[] = {CLOCK, NULL};
	const char *argv[] = {program, kind, NULL};

	return pty_start(argv, env != NULL ? env : usual, rows, cols);
}

static void sleep_ms(long ms)
{
	nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
}

static void the_first_frame_is_the_overview(void **state)
{
	struct pty *p = open_dashboard("full", NULL, 24, 80);

	(void)state;
	assert_true(pty_sync(p));
	assert_true(pty_has(p, "128.402 913 OPEN ✓"));
	assert_true(pty_alternate(p));
	pty_keys(p, "q");
	assert_int_equal(pty_exit(p), 0);
	pty_free(p);
}

static void keys_reach_views_and_forms(void **state)
{
	struct pty *p = open_dashboard("full", NULL, 24, 80);

	(void)state;
	assert_true(pty_sync(p));
	pty_keys(p, "3 j j");
	assert_true(pty_has(p, "3 of 30"));
	pty_keys(p, "2 C '~/notes.jsonl'");
	assert_true(pty_has(p, "~/notes.jsonl"));
	pty_free(p);
}

static bool is_block(unsigned long character)
{
	return character >= 0x2580 && character <= 0x259F;
}

/* Goes along the selected row of the overview. Returns: the cells of its picture. */
static int selected_pictures(struct pty *p)
{
	int y, x, n = 0;

	pty_cursor(p, &y, &x);
	for (x = 1; x < 119; x++) {
		struct pty_cell c;

		pty_cell(p, y, x, &c);
		assert_true(c.reversed);
		if (!is_block(c.character))
			continue;
		assert_true(c.inked);
		n++;
	}
	return n;
}

/* In reverse, a full block in the terminal's own background would be a hole in the bar. */
static void a_picture_is_no_hole_in_the_bar_of_a_selected_row(void **state)
{
	struct pty *p = open_dashboard("full", NULL, 40, 120);

	(void)state;
	assert_true(pty_sync(p));
	assert_in_range(selected_pictures(p), 2, 24);
	pty_free(p);
}

static void an_escape_is_a_key_at_once_and_arrows_survive_a_split(void **state)
{
	struct pty *p = open_dashboard("full", NULL, 24, 80);

	(void)state;
	assert_true(pty_sync(p));
	pty_keys(p, "3 Enter");
	assert_true(pty_has(p, "EPOCH 30"));
	pty_keys(p, "Esc");
	assert_false(pty_has(p, "EPOCH 30"));
	/* One arrow comes in three writes, closer together than a lone Esc is waited for. */
	pty_send(p, "\033", 1);
	sleep_ms(5);
	pty_send(p, "[", 1);
	sleep_ms(5);
	pty_send(p, "B", 1);
	assert_true(pty_wait(p, "2 of 30"));
	pty_free(p);
}

static void a_paste_is_not_read_as_keys(void **state)
{
	struct pty *p = open_dashboard("unlocked", NULL, 24, 80);
	char *large = malloc(1 << 20);

	(void)state;
	assert_non_null(large);
	memset(large, 'q', 1 << 20);
	large[(1 << 20) - 1] = '\0';
	assert_true(pty_sync(p));
	pty_paste(p, "q\nc2913\n");
	assert_true(pty_wait(p, "the paste was dropped"));
	pty_paste(p, large);
	assert_true(pty_wait(p, "the paste was dropped"));
	pty_keys(p, "7 w <0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266>");
	assert_true(pty_wait(p, "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"));
	free(large);
	pty_free(p);
}

static void a_paste_without_an_end_frees_the_keyboard_again(void **state)
{
	struct pty *p = open_dashboard("full", NULL, 24, 80);

	(void)state;
	assert_true(pty_sync(p));
	pty_send(p, "\033[200~abc", 9);
	assert_true(pty_wait(p, "the paste was dropped"));
	pty_keys(p, "8");
	assert_true(pty_has(p, "EVENTS"));
	pty_free(p);
}

/* The shell needs the modes of before, the main screen, a cursor, and no marks around pastes. */
static void assert_restored(struct pty *p)
{
	const struct termios *before = pty_first_modes(p);
	struct termios after;
	const char *written;
	size_t len;

	pty_modes(p, &after);
	assert_int_equal(after.c_lflag, before->c_lflag);
	assert_int_equal(after.c_iflag, before->c_iflag);
	assert_int_equal(after.c_oflag, before->c_oflag);
	assert_false(pty_alternate(p));
	assert_true(pty_cursor_visible(p));
	written = pty_written(p, &len);
	assert_non_null(strstr(written, "\033[?2004l"));
}

static void the_terminal_is_restored_after_a_signal(int sig, bool fatal)
{
	struct pty *p = open_dashboard("full", NULL, 24, 80);
	int status;

	assert_true(pty_sync(p));
	pty_forget(p);
	kill(pty_pid(p), sig);
	status = pty_exit(p);
	assert_int_not_equal(status, -1);
	assert_int_equal(WIFSIGNALED(status) != 0, fatal);
	assert_restored(p);
	pty_free(p);
}

static void the_terminal_is_restored_after_sigterm(void **state)
{
	(void)state;
	the_terminal_is_restored_after_a_signal(SIGTERM, false);
}

static void the_terminal_is_restored_after_sighup(void **state)
{
	(void)state;
	the_terminal_is_restored_after_a_signal(SIGHUP, false);
}

static void the_terminal_is_restored_after_a_crash(void **state)
{
	(void)state;
#if defined(__SANITIZE_ADDRESS__)
	skip();
#else
	the_terminal_is_restored_after_a_signal(SIGSEGV, true);
#endif
}

static void suspending_locks_the_vault_and_comes_back(void **state)
{
	struct pty *p = open_dashboard("unlocked", NULL, 24, 80);
	int status;

	(void)state;
	assert_true(pty_sync(p));
	assert_true(pty_has(p, "unlocked, locks in"));
	pty_send(p, "\032", 1);
	assert_int_equal(waitpid(pty_pid(p), &status, WUNTRACED), pty_pid(p));
	assert_true(WIFSTOPPED(status));
	pty_listen(p, 50);
	assert_restored(p);
	kill(pty_pid(p), SIGCONT);
	assert_true(pty_sync(p));
	assert_true(pty_alternate(p));
	assert_true(pty_has(p, " locked "));
	pty_keys(p, "q");
	assert_int_equal(pty_exit(p), 0);
	pty_free(p);
}

/* Between the two screens the signer would ask. */
static void the_terminal_is_lent_and_taken_back(void **state)
{
	struct pty *p = open_dashboard("full", NULL, 24, 80);
	const char *written;
	struct termios before, after;
	size_t len;

	(void)state;
	assert_true(pty_sync(p));
	pty_modes(p, &before);
	pty_forget(p);
	pty_keys(p, "u");
	assert_true(pty_has(p, "unlocked, locks in"));
	assert_true(pty_alternate(p));
	written = pty_written(p, &len);
	written = strstr(written, "\033[?1049l");
	assert_non_null(written);
	written = strstr(written, "The signer asks.");
	assert_non_null(written);
	assert_non_null(strstr(written, "\033[?1049h"));
	pty_modes(p, &after);
	assert_int_equal(after.c_lflag, before.c_lflag);
	assert_int_equal(after.c_iflag, before.c_iflag);
	pty_keys(p, "q");
	assert_int_equal(pty_exit(p), 0);
	assert_restored(p);
	pty_free(p);
}

/* The times that the process went to sleep and woke, from /proc. */
static long context_switches(pid_t pid)
{
	char path[64], line[256];
	long n = -1;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	f = fopen(path, "r");
	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL)
		sscanf(line, "voluntary_ctxt_switches: %ld", &n);
	fclose(f);
	return n;
}

static void an_idle_dashboard_neither_writes_nor_wakes(void **state)
{
	struct pty *p = open_dashboard("stale", NULL, 24, 80);
	long before;

	(void)state;
	assert_true(pty_sync(p));
	pty_listen(p, 200);
	before = context_switches(pty_pid(p));
	assert_int_equal(pty_listen(p, 3000), 0);
	assert_int_equal(context_switches(pty_pid(p)), before);
	pty_free(p);
}

static void an_unchanged_frame_writes_nothing_but_its_mark(void **state)
{
	struct pty *p = open_dashboard("full", NULL, 24, 80);
	const char *written;
	size_t len;

	(void)state;
	assert_true(pty_sync(p));
	pty_keys(p, "3 g");
	pty_forget(p);
	pty_keys(p, "g");
	written = pty_written(p, &len);
	assert_null(strstr(written, "\033[?2026h"));
	pty_free(p);
}

static void one_row_down_costs_few_bytes(void **state)
{
	struct pty *p = open_dashboard("full", NULL, 40, 120);
	size_t len;

	(void)state;
	assert_true(pty_sync(p));
	pty_keys(p, "3 j");
	pty_forget(p);
	pty_keys(p, "j");
	pty_written(p, &len);
	assert_in_range(len, 1, 900);
	pty_free(p);
}

static void the_hardware_cursor_follows_the_selection(void **state)
{
	struct pty *p = open_dashboard("full", NULL, 24, 80);
	int y, x, below;

	(void)state;
	assert_true(pty_sync(p));
	pty_keys(p, "3");
	pty_cursor(p, &y, &x);
	pty_keys(p, "j");
	pty_cursor(p, &below, &x);
	assert_int_equal(below, y + 1);
	pty_free(p);
}

static void remote_names_cannot_reorder_or_escape(void **state)
{
	struct pty *p = open_dashboard("hostile", NULL, 24, 80);
	const char *written;
	size_t len;

	(void)state;
	assert_true(pty_sync(p));
	pty_keys(p, "2 8 1");
	written = pty_written(p, &len);
	assert_null(strstr(written, "\xE2\x80\xAE"));
	assert_true(pty_has(p, "日本語"));
	pty_free(p);
}

static void copying_sends_the_address_to_the_clipboard(void **state)
{
	struct pty *p = open_dashboard("full", NULL, 24, 80);
	const char *written;
	size_t len;

	(void)state;
	assert_true(pty_sync(p));
	pty_keys(p, "7 y");
	written = pty_written(p, &len);
	/* 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266 in base64 */
	assert_non_null(strstr(
		written, "\033]52;c;MHhmMzlGZDZlNTFhYWQ4OEY2RjRjZTZhQjg4MjcyNzljZmZGYjkyMjY2\a"));
	pty_free(p);
}

static void click(struct pty *p, const char *bytes)
{
	pty_send(p, bytes, strlen(bytes));
}

static void clicks_select_rows_and_views_when_the_mouse_is_on(void **state)
{
	static const char *const env[] = {CLOCK, NULL};
	const char *argv[] = {program, "full", "--mouse", NULL};
	struct pty *p = pty_start(argv, env, 24, 80);

	(void)state;
	assert_true(pty_sync(p));
	/* Row 2, column 25: the tab of the scores. */
	click(p, "\033[<0;25;2M\033[<0;25;2m");
	assert_true(pty_wait(p, "EPOCHS"));
	click(p, "\033[<0;10;12M\033[<0;10;12m");
	assert_true(pty_wait(p, "3 of 30"));
	click(p, "\033[<65;10;12M");
	assert_true(pty_wait(p, "4 of 30"));
	pty_free(p);
}

static void a_million_rows_keep_the_keys_alive(void **state)
{
	struct pty *p = open_dashboard("many", NULL, 40, 120);

	(void)state;
	assert_true(pty_sync(p));
	pty_keys(p, "3 t t");
	assert_true(pty_has(p, "1 of 1 000 000"));
	pty_send(p, "sssss", 5);
	pty_send(p, "jjj", 3);
	assert_true(pty_wait(p, "INFLUENCE▲"));
	assert_true(pty_sync(p));
	pty_keys(p, "G");
	assert_true(pty_has(p, "1 000 000 of 1 000 000"));
	pty_free(p);
}

static void random_keys_never_break_it(void **state)
{
	struct pty *p = open_dashboard("unlocked", NULL, 24, 80);
	unsigned x = 12345;

	(void)state;
	assert_true(pty_sync(p));
	for (int i = 0; i < 3000; i++) {
		char c;

		x = x * 1103515245 + 12345;
		c = (char)(x >> 16 & 0x7f);
		/* Other tests quit and suspend; here these keys would end the run. */
		if (c == 'q' || c == 3 || c == 26 || c == 0)
			c = 'j';
		pty_send(p, &c, 1);
		if (i % 250 == 0)
			pty_resize(p, 3 + (int)(x >> 8 & 31), 10 + (int)(x >> 13 & 127));
	}
	pty_resize(p, 24, 80);
	assert_true(pty_sync(p));
	assert_int_equal(kill(pty_pid(p), 0), 0);
	pty_free(p);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_frame_is_the_overview),
		cmocka_unit_test(keys_reach_views_and_forms),
		cmocka_unit_test(a_picture_is_no_hole_in_the_bar_of_a_selected_row),
		cmocka_unit_test(an_escape_is_a_key_at_once_and_arrows_survive_a_split),
		cmocka_unit_test(a_paste_is_not_read_as_keys),
		cmocka_unit_test(a_paste_without_an_end_frees_the_keyboard_again),
		cmocka_unit_test(the_terminal_is_restored_after_sigterm),
		cmocka_unit_test(the_terminal_is_restored_after_sighup),
		cmocka_unit_test(the_terminal_is_restored_after_a_crash),
		cmocka_unit_test(suspending_locks_the_vault_and_comes_back),
		cmocka_unit_test(the_terminal_is_lent_and_taken_back),
		cmocka_unit_test(an_idle_dashboard_neither_writes_nor_wakes),
		cmocka_unit_test(an_unchanged_frame_writes_nothing_but_its_mark),
		cmocka_unit_test(one_row_down_costs_few_bytes),
		cmocka_unit_test(the_hardware_cursor_follows_the_selection),
		cmocka_unit_test(remote_names_cannot_reorder_or_escape),
		cmocka_unit_test(copying_sends_the_address_to_the_clipboard),
		cmocka_unit_test(clicks_select_rows_and_views_when_the_mouse_is_on),
		cmocka_unit_test(a_million_rows_keep_the_keys_alive),
		cmocka_unit_test(random_keys_never_break_it),
	};

	int failed;

	if (argc != 2) {
		fprintf(stderr, "usage: %s DASHBOARD\n", argv[0]);
		return 2;
	}
	program = argv[1];
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	printf("terminal: %d passed, %d failed\n", (int)(sizeof(tests) / sizeof(tests[0])) - failed,
	       failed);
	return failed != 0;
}
