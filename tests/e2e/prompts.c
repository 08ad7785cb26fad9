/*
 * The signer's question beside the dashboard, on a real pseudo-terminal: the dashboard steps back,
 * and it comes back whatever becomes of the question: an answer, Esc, wrong passphrases, a signer
 * that is killed or stopped, a window that changes its size, byline's own end. The network's only
 * node does not exist, since none is needed.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/harness/desk.h"

#define ESC    "\x1b"
#define CTRL_C "\x03"

/* --- answers --- */

static void the_first_frame_starts_no_signer(void **state)
{
	(void)state;
	assert_int_equal(desk_signer(), 0);
	pty_keys(desk.pty, "7");
	desk_see("its protections are not known before the first unlock");
	pty_keys(desk.pty, "2 5 8 9 1");
	assert_int_equal(desk_signer(), 0);
}

/* The vault's view then has what the signer told of itself. */
static void an_answer_brings_the_dashboard_back(void **state)
{
	(void)state;
	desk_unlock();
	desk_is_back();
	pty_keys(desk.pty, "7");
	desk_see("last drill  never");
	assert_false(pty_has(desk.pty, "not known"));
	assert_false(pty_has(desk.pty, "missing"));
	/* A build with sanitizers has a wider filter, and says so. */
	assert_true(pty_has(desk.pty, "few system calls          in force") ||
		    pty_has(desk.pty, "few system calls          test build"));
}

static void esc_and_ctrl_c_bring_it_back_locked(void **state)
{
	static const char *const keys[] = {ESC, CTRL_C, "half of it" ESC, "half of it" CTRL_C};

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		desk_ask("u", "Passphrase: ");
		desk_type(keys[i]);
		desk_see(" NEXT ");
		desk_see(" locked ");
		desk_is_back();
	}
	desk_unlock();
	desk_is_back();
}

static void three_wrong_passphrases_end_the_question(void **state)
{
	(void)state;
	desk_ask("u", "Passphrase: ");
	for (int i = 0; i < 3; i++) {
		if (i > 0)
			assert_true(pty_wait_written(desk.pty, "Passphrase: "));
		assert_false(pty_alternate(desk.pty));
		pty_forget(desk.pty);
		desk_type("not the passphrase\r");
	}
	desk_see("this is not the passphrase of the vault");
	desk_see(" locked ");
	desk_is_back();
	desk_unlock();
}

/*
 * Nothing that is typed is shown, neither at the question nor before it is there. The keys come
 * while the dashboard steps back and the signer starts.
 */
static void a_passphrase_that_is_typed_too_early_is_not_shown(void **state)
{
	static const char last[] = "back to the dashboard.";

	(void)state;
	for (int i = 0; i < 3; i++) {
		const char *at = NULL;
		size_t len;

		pty_forget(desk.pty);
		desk_type("u");
		for (int k = 0;
		     k < 2000 && strstr(pty_written(desk.pty, &len), "Passphrase: ") == NULL; k++) {
			desk_type(",");
			pty_listen(desk.pty, 1);
		}
		assert_true(pty_wait_written(desk.pty, "Passphrase: "));
		desk_type(",,late,,");
		pty_listen(desk.pty, 100);
		at = strstr(pty_written(desk.pty, &len), last);
		assert_non_null(at);
		assert_string_equal(at + strlen(last), "\r\nPassphrase: ");
		desk_type(ESC);
		desk_see(" NEXT ");
		assert_true(pty_sync(desk.pty));
	}
}

/* --- the signer's own fate --- */

static void a_signer_that_is_killed_at_its_question_is_said_and_another_one_starts(void **state)
{
	pid_t first;

	(void)state;
	desk_ask("u", "Passphrase: ");
	desk_type("correct");
	first = desk_signer();
	assert_int_not_equal(first, 0);
	assert_int_equal(kill(first, SIGKILL), 0);
	desk_see("the signer was ended (Killed)");
	desk_see(" locked ");
	desk_is_back();
	desk_unlock();
	assert_int_not_equal(desk_signer(), first);
}

/* A stopped signer has read nothing of it when it is killed. */
static void what_was_typed_for_a_killed_signer_is_no_key(void **state)
{
	pid_t signer;

	(void)state;
	desk_ask("u", "Passphrase: ");
	signer = desk_signer();
	assert_int_equal(kill(signer, SIGSTOP), 0);
	desk_type("quit and q");
	assert_int_equal(kill(signer, SIGKILL), 0);
	desk_see("the signer was ended (Killed)");
	desk_is_back();
}

/* The vault that was open is not shown as open any more. */
static void a_signer_that_is_killed_at_a_later_question_leaves_the_vault_locked(void **state)
{
	(void)state;
	desk_unlock();
	pty_keys(desk.pty, "7");
	desk_ask("d", "Passphrase: ");
	assert_int_equal(kill(desk_signer(), SIGKILL), 0);
	desk_see("the signer was ended (Killed)");
	desk_see(" locked ");
	desk_is_back();
	desk_unlock();
}

static void a_signer_that_is_stopped_at_its_question_goes_on(void **state)
{
	pid_t signer;

	(void)state;
	desk_ask("u", "Passphrase: ");
	signer = desk_signer();
	assert_int_equal(kill(signer, SIGSTOP), 0);
	desk_type(DESK_PASSPHRASE "\r");
	pty_listen(desk.pty, 500);
	assert_false(pty_alternate(desk.pty));
	assert_int_equal(kill(signer, SIGCONT), 0);
	desk_see("unlocked");
	assert_int_equal(desk_signer(), signer);
	desk_is_back();
}

/* --- byline's own --- */

/* The cells of the longest rule; those of a whole frame are as long as the window is wide. */
static int widest_rule(const char *text)
{
	static const char cell[] = "\u2500";
	int widest = 0;

	for (int n = 0; *text != '\0'; text += n > 0 ? sizeof(cell) - 1 : 1) {
		n = strncmp(text, cell, sizeof(cell) - 1) == 0 ? n + 1 : 0;
		widest = n > widest ? n : widest;
	}
	return widest;
}

static void a_window_that_is_resized_meanwhile_is_drawn_right(void **state)
{
	static const int sizes[][2] = {{24, 80}, {50, 160}, {24, 80}, {40, 120}};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		char *meanwhile;

		desk_ask("u", "Passphrase: ");
		pty_resize(desk.pty, sizes[i][0], sizes[i][1]);
		desk_type(ESC);
		desk_see(" NEXT ");
		pty_keys(desk.pty, "6 1");
		meanwhile = strdup(pty_text(desk.pty));
		assert_non_null(meanwhile);
		/* A whole frame, drawn anew, is the same. */
		pty_keys(desk.pty, "Ctrl-L");
		assert_string_equal(meanwhile, pty_text(desk.pty));
		assert_int_equal(widest_rule(meanwhile), sizes[i][1]);
		free(meanwhile);
	}
}

/* The modes of before, the main screen and the cursor; and neither process is left. */
static void a_signal_to_byline_ends_both_and_restores_the_terminal(void **state)
{
	static const int signals[] = {SIGTERM, SIGHUP};

	(void)state;
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		struct termios after;
		const struct termios *before = pty_first_modes(desk.pty);
		pid_t signer;

		desk_ask("u", "Passphrase: ");
		desk_type("correct");
		signer = desk_signer();
		assert_int_not_equal(signer, 0);
		assert_int_equal(kill(pty_pid(desk.pty), signals[i]), 0);
		assert_int_not_equal(pty_exit(desk.pty), -1);
		assert_true(desk_is_gone(signer));
		pty_modes(desk.pty, &after);
		assert_int_equal(after.c_lflag, before->c_lflag);
		assert_int_equal(after.c_iflag, before->c_iflag);
		assert_int_equal(after.c_oflag, before->c_oflag);
		assert_false(pty_alternate(desk.pty));
		assert_true(pty_cursor_visible(desk.pty));
		pty_free(desk.pty);
		desk_open();
	}
}

static void a_killed_byline_takes_the_signer_with_it(void **state)
{
	pid_t signer;

	(void)state;
	desk_ask("u", "Passphrase: ");
	signer = desk_signer();
	assert_int_equal(kill(pty_pid(desk.pty), SIGKILL), 0);
	assert_true(desk_is_gone(signer));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_start, desk_stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_first_frame_starts_no_signer),
		TEST(an_answer_brings_the_dashboard_back),
		TEST(esc_and_ctrl_c_bring_it_back_locked),
		TEST(three_wrong_passphrases_end_the_question),
		TEST(a_passphrase_that_is_typed_too_early_is_not_shown),
		TEST(a_signer_that_is_killed_at_its_question_is_said_and_another_one_starts),
		TEST(what_was_typed_for_a_killed_signer_is_no_key),
		TEST(a_signer_that_is_killed_at_a_later_question_leaves_the_vault_locked),
		TEST(a_signer_that_is_stopped_at_its_question_goes_on),
		TEST(a_window_that_is_resized_meanwhile_is_drawn_right),
		TEST(a_signal_to_byline_ends_both_and_restores_the_terminal),
		TEST(a_killed_byline_takes_the_signer_with_it),
	};

	return cmocka_run_group_tests(tests, desk_begin, desk_end);
}
