/*
 * The backup drill: the signer asks for words of the phrase that was written down, in the dashboard
 * and by a command, and the vault keeps when they were right.
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

/* Answers the question for a word; the place is the number in it. */
static void answer_word(const char *wrong)
{
	const char *at;
	char answer[40];
	size_t len;
	int place;

	assert_true(pty_wait_written(desk.pty, "Word "));
	pty_listen(desk.pty, 50);
	at = strstr(pty_written(desk.pty, &len), "Word ");
	assert_int_equal(sscanf(at, "Word %d: ", &place), 1);
	snprintf(answer, sizeof(answer), "%s\r",
		 wrong != NULL ? wrong
		 : place == 12 ? "junk"
			       : "test");
	pty_forget(desk.pty);
	desk_type(answer);
}

static void a_drill_is_noted_and_a_wrong_word_is_not(void **state)
{
	(void)state;
	desk_unlock();
	pty_keys(desk.pty, "7");
	desk_see("last drill  never");
	desk_ask("d", "Passphrase: ");
	pty_forget(desk.pty);
	desk_type(DESK_PASSPHRASE "\r");
	answer_word("abandon");
	desk_see("of the phrase is another one");
	desk_see("last drill  never");
	desk_ask("d", "Passphrase: ");
	pty_forget(desk.pty);
	desk_type(DESK_PASSPHRASE "\r");
	for (int i = 0; i < 4; i++)
		answer_word(NULL);
	desk_see("the words were right");
	assert_false(pty_has(desk.pty, "last drill  never"));
	/* The vault keeps it: it is there after the next unlocking, too. */
	pty_keys(desk.pty, "q");
	assert_int_equal(pty_exit(desk.pty), 0);
	pty_free(desk.pty);
	desk_open();
	pty_keys(desk.pty, "7");
	desk_see("last drill  not known before the first unlock");
	desk_unlock();
	desk_see("last drill  ");
	assert_false(pty_has(desk.pty, "last drill  never"));
	assert_false(pty_has(desk.pty, "last drill  not known"));
}

static void the_drill_is_a_command_too(void **state)
{
	const char *argv[] = {desk_program(), "--config-dir", desk.home, "backup", "--drill", NULL};

	(void)state;
	pty_free(desk.pty);
	desk.pty = pty_start(argv, NULL, 40, 120);
	assert_true(pty_wait_written(desk.pty, "Passphrase: "));
	pty_forget(desk.pty);
	desk_type(DESK_PASSPHRASE "\r");
	for (int i = 0; i < 4; i++)
		answer_word(NULL);
	assert_int_equal(pty_exit(desk.pty), 0);
	desk_see("The words are right");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_start, desk_stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_drill_is_noted_and_a_wrong_word_is_not),
		TEST(the_drill_is_a_command_too),
	};

	return cmocka_run_group_tests(tests, desk_begin, desk_end);
}
