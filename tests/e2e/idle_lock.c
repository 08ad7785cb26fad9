/* The idle lock of the signer, beside a dashboard that notices it and says so. */
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

#include "base/file.h"
#include "tests/harness/desk.h"

static void write_idle_lock(const char *seconds)
{
	char path[120], text[64];

	snprintf(path, sizeof(path), "%s/config.ini", desk.home);
	snprintf(text, sizeof(text), "network = devnet\nidle_lock = %s\n", seconds);
	assert_int_equal(file_write(path, text, strlen(text), NULL), STATUS_OK);
}

static int start_hurried(void **state)
{
	write_idle_lock("6");
	return desk_start(state);
}

static int stop_hurried(void **state)
{
	write_idle_lock("300");
	return desk_stop(state);
}

/* The signer counts from the last answer to it, however busy the keyboard is. */
static void the_signers_idle_lock_is_noticed_and_said(void **state)
{
	pid_t signer;

	(void)state;
	desk_unlock();
	signer = desk_signer();
	assert_int_not_equal(signer, 0);
	for (int i = 0; i < 25; i++) {
		desk_type("j");
		pty_listen(desk.pty, 300);
	}
	desk_see(" locked ");
	assert_true(desk_is_gone(signer));
	assert_int_equal(desk_signer(), 0);
	pty_keys(desk.pty, "8");
	assert_true(pty_has(desk.pty, "the vault locked itself") ||
		    pty_has(desk.pty, "locked after 6 s"));
}

static void a_question_that_nobody_answers_ends(void **state)
{
	(void)state;
	desk_ask("u", "Passphrase: ");
	desk_see("since nothing was typed");
	desk_is_back();
	desk_unlock();
}

#define HURRIED(f) cmocka_unit_test_setup_teardown(f, start_hurried, stop_hurried)

int main(void)
{
	const struct CMUnitTest tests[] = {
		HURRIED(the_signers_idle_lock_is_noticed_and_said),
		HURRIED(a_question_that_nobody_answers_ends),
	};

	return cmocka_run_group_tests(tests, desk_begin, desk_end);
}
