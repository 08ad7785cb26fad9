/*
 * The signer's question beside the dashboard, on a real pseudo-terminal: the dashboard steps back,
 * and it comes back whatever becomes of the question: an answer, Esc, wrong passphrases, a signer
 * that is killed or stopped, a window that changes its size, byline's own end. The network's only
 * node does not exist, since none is needed.
 */
#include <dirent.h>
#include <errno.h>
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

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/json_write.h"
#include "tests/harness/pty.h"

#define PASSPHRASE "correct horse battery"
#define ESC	   "\x1b"
#define CTRL_C	   "\x03"

/* The last word of twelve is another one than the rest. */
#define PHRASE "test test test test test test test test test test test junk"

static char work[64], home[80];
static struct pty *terminal;

static const char *program(void)
{
	return getenv("BYLINE") != NULL ? getenv("BYLINE") : "./byline";
}

static void see(const char *text)
{
	if (!pty_wait(terminal, text))
		fail_msg("\"%s\" does not come:\n%s", text, pty_text(terminal));
}

static void type(const char *text)
{
	pty_send(terminal, text, strlen(text));
}

/* Does something that is asked about, and waits for the question itself. */
static void ask(const char *key, const char *question)
{
	pty_forget(terminal);
	type(key);
	if (!pty_wait_written(terminal, question))
		fail_msg("\"%s\" is not asked:\n%s", question, pty_text(terminal));
	assert_false(pty_alternate(terminal));
}

/* The dashboard is there again, on its own screen, and takes keys. */
static void is_back(void)
{
	see(" NEXT ");
	assert_true(pty_alternate(terminal));
	assert_true(pty_sync(terminal));
	pty_keys(terminal, "8");
	see("EVENTS");
	pty_keys(terminal, "1");
}

/* Reads /proc/PID/status; "" when there is no such process. */
static const char *status_of(pid_t pid)
{
	static char text[8192];
	char path[64];
	FILE *f;
	size_t n = 0;

	snprintf(path, sizeof(path), "/proc/%ld/status", (long)pid);
	f = fopen(path, "re");
	if (f != NULL) {
		n = fread(text, 1, sizeof(text) - 1, f);
		fclose(f);
	}
	text[n] = '\0';
	return text;
}

/* The signer of the dashboard on the terminal; 0: it has none. */
static pid_t signer_now(void)
{
	DIR *all = opendir("/proc");
	const struct dirent *one;
	char parent[40];
	pid_t found = 0;

	assert_non_null(all);
	snprintf(parent, sizeof(parent), "\nPPid:\t%ld\n", (long)pty_pid(terminal));
	while (found == 0 && (one = readdir(all)) != NULL) {
		pid_t pid = (pid_t)strtol(one->d_name, NULL, 10);
		const char *status = pid > 0 ? status_of(pid) : "";

		if (strstr(status, "Name:\tbyline-signer\n") != NULL &&
		    strstr(status, parent) != NULL)
			found = pid;
	}
	closedir(all);
	return found;
}

static bool is_gone(pid_t pid)
{
	for (int i = 0; i < 100; i++) {
		if (kill(pid, 0) != 0 || strstr(status_of(pid), "State:\tZ") != NULL)
			return true;
		usleep(20000);
	}
	return false;
}

static void unlock(void)
{
	ask("u", "Passphrase: ");
	type(PASSPHRASE "\r");
	see("unlocked");
}

static void open_dashboard(void)
{
	const char *argv[] = {program(), "--config-dir", home, NULL};

	terminal = pty_start(argv, NULL, 40, 120);
	see(" locked ");
	assert_true(pty_sync(terminal));
}

static int start(void **state)
{
	(void)state;
	open_dashboard();
	return 0;
}

static int stop(void **state)
{
	(void)state;
	pty_free(terminal);
	terminal = NULL;
	return 0;
}

/* --- answers --- */

static void the_first_frame_starts_no_signer(void **state)
{
	(void)state;
	assert_int_equal(signer_now(), 0);
	pty_keys(terminal, "7");
	see("its protections are not known before the first unlock");
	pty_keys(terminal, "2 5 8 9 1");
	assert_int_equal(signer_now(), 0);
}

/* The vault's view then has what the signer told of itself. */
static void an_answer_brings_the_dashboard_back(void **state)
{
	(void)state;
	unlock();
	is_back();
	pty_keys(terminal, "7");
	see("last drill  never");
	assert_false(pty_has(terminal, "not known"));
	assert_false(pty_has(terminal, "missing"));
	/* A build with sanitizers has a wider filter, and says so. */
	assert_true(pty_has(terminal, "few system calls          in force") ||
		    pty_has(terminal, "few system calls          test build"));
}

static void esc_and_ctrl_c_bring_it_back_locked(void **state)
{
	static const char *const keys[] = {ESC, CTRL_C, "half of it" ESC, "half of it" CTRL_C};

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		ask("u", "Passphrase: ");
		type(keys[i]);
		see(" NEXT ");
		see(" locked ");
		is_back();
	}
	unlock();
	is_back();
}

static void three_wrong_passphrases_end_the_question(void **state)
{
	(void)state;
	ask("u", "Passphrase: ");
	for (int i = 0; i < 3; i++) {
		if (i > 0)
			assert_true(pty_wait_written(terminal, "Passphrase: "));
		assert_false(pty_alternate(terminal));
		pty_forget(terminal);
		type("not the passphrase\r");
	}
	see("wrong passphrase");
	see(" locked ");
	is_back();
	unlock();
}

/* Nothing that is typed is shown, neither at the question nor before it is there. */
static void a_passphrase_that_is_typed_too_early_is_not_shown(void **state)
{
	(void)state;
	for (int i = 0; i < 5; i++) {
		pty_forget(terminal);
		type("u");
		pty_listen(terminal, i);
		/* Whatever of it comes before the question is no key of the dashboard either. */
		type(",,early,,");
		assert_true(pty_wait_written(terminal, "Passphrase: "));
		type(",,late,,");
		pty_listen(terminal, 100);
		assert_null(strstr(pty_written(terminal, &(size_t){0}), ",,"));
		type(ESC);
		see(" NEXT ");
		assert_true(pty_sync(terminal));
	}
}

/* --- the signer's own fate --- */

static void a_signer_that_is_killed_at_its_question_is_said_and_another_one_starts(void **state)
{
	pid_t first;

	(void)state;
	ask("u", "Passphrase: ");
	type("correct");
	first = signer_now();
	assert_int_not_equal(first, 0);
	assert_int_equal(kill(first, SIGKILL), 0);
	see("the signer was ended (Killed)");
	see(" locked ");
	is_back();
	unlock();
	assert_int_not_equal(signer_now(), first);
}

/* The vault that was open is not shown as open any more. */
static void a_signer_that_is_killed_at_a_later_question_leaves_the_vault_locked(void **state)
{
	(void)state;
	unlock();
	pty_keys(terminal, "7");
	ask("d", "Passphrase: ");
	assert_int_equal(kill(signer_now(), SIGKILL), 0);
	see("the signer was ended (Killed)");
	see(" locked ");
	is_back();
	unlock();
}

static void a_signer_that_is_stopped_at_its_question_goes_on(void **state)
{
	pid_t signer;

	(void)state;
	ask("u", "Passphrase: ");
	signer = signer_now();
	assert_int_equal(kill(signer, SIGSTOP), 0);
	type(PASSPHRASE "\r");
	pty_listen(terminal, 500);
	assert_false(pty_alternate(terminal));
	assert_int_equal(kill(signer, SIGCONT), 0);
	see("unlocked");
	assert_int_equal(signer_now(), signer);
	is_back();
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

		ask("u", "Passphrase: ");
		pty_resize(terminal, sizes[i][0], sizes[i][1]);
		type(ESC);
		see(" NEXT ");
		pty_keys(terminal, "6 1");
		meanwhile = strdup(pty_text(terminal));
		assert_non_null(meanwhile);
		/* A whole frame, drawn anew, is the same. */
		pty_keys(terminal, "Ctrl-L");
		assert_string_equal(meanwhile, pty_text(terminal));
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
		const struct termios *before = pty_first_modes(terminal);
		pid_t signer;

		ask("u", "Passphrase: ");
		type("correct");
		signer = signer_now();
		assert_int_not_equal(signer, 0);
		assert_int_equal(kill(pty_pid(terminal), signals[i]), 0);
		assert_int_not_equal(pty_exit(terminal), -1);
		assert_true(is_gone(signer));
		pty_modes(terminal, &after);
		assert_int_equal(after.c_lflag, before->c_lflag);
		assert_int_equal(after.c_iflag, before->c_iflag);
		assert_int_equal(after.c_oflag, before->c_oflag);
		assert_false(pty_alternate(terminal));
		assert_true(pty_cursor_visible(terminal));
		pty_free(terminal);
		open_dashboard();
	}
}

static void a_killed_byline_takes_the_signer_with_it(void **state)
{
	pid_t signer;

	(void)state;
	ask("u", "Passphrase: ");
	signer = signer_now();
	assert_int_equal(kill(pty_pid(terminal), SIGKILL), 0);
	assert_true(is_gone(signer));
}

/* --- the drill --- */

/* Answers the question for a word; the place is the number in it. */
static void answer_word(const char *wrong)
{
	const char *at;
	char answer[40];
	size_t len;
	int place;

	assert_true(pty_wait_written(terminal, "Word "));
	pty_listen(terminal, 50);
	at = strstr(pty_written(terminal, &len), "Word ");
	assert_int_equal(sscanf(at, "Word %d: ", &place), 1);
	snprintf(answer, sizeof(answer), "%s\r",
		 wrong != NULL ? wrong
		 : place == 12 ? "junk"
			       : "test");
	pty_forget(terminal);
	type(answer);
}

static void a_drill_is_noted_and_a_wrong_word_is_not(void **state)
{
	(void)state;
	unlock();
	pty_keys(terminal, "7");
	see("last drill  never");
	ask("d", "Passphrase: ");
	pty_forget(terminal);
	type(PASSPHRASE "\r");
	answer_word("abandon");
	see("of the phrase is another one");
	see("last drill  never");
	ask("d", "Passphrase: ");
	pty_forget(terminal);
	type(PASSPHRASE "\r");
	for (int i = 0; i < 4; i++)
		answer_word(NULL);
	see("the words were right");
	assert_false(pty_has(terminal, "last drill  never"));
	/* The vault keeps it: it is there after the next unlocking, too. */
	pty_keys(terminal, "q");
	assert_int_equal(pty_exit(terminal), 0);
	pty_free(terminal);
	open_dashboard();
	pty_keys(terminal, "7");
	see("last drill  not known before the first unlock");
	unlock();
	see("last drill  ");
	assert_false(pty_has(terminal, "last drill  never"));
	assert_false(pty_has(terminal, "last drill  not known"));
}

static void the_drill_is_a_command_too(void **state)
{
	const char *argv[] = {program(), "--config-dir", home, "backup", "--drill", NULL};

	(void)state;
	pty_free(terminal);
	terminal = pty_start(argv, NULL, 40, 120);
	assert_true(pty_wait_written(terminal, "Passphrase: "));
	pty_forget(terminal);
	type(PASSPHRASE "\r");
	for (int i = 0; i < 4; i++)
		answer_word(NULL);
	assert_int_equal(pty_exit(terminal), 0);
	see("The words are right");
}

/* --- the idle lock --- */

static void write_idle_lock(const char *seconds)
{
	char path[120], text[64];

	snprintf(path, sizeof(path), "%s/config.ini", home);
	snprintf(text, sizeof(text), "network = devnet\nidle_lock = %s\n", seconds);
	assert_int_equal(file_write(path, text, strlen(text), NULL), STATUS_OK);
}

static int start_hurried(void **state)
{
	write_idle_lock("2");
	return start(state);
}

static int stop_hurried(void **state)
{
	write_idle_lock("300");
	return stop(state);
}

/* The signer counts from the last answer to it, however busy the keyboard is. */
static void the_signers_idle_lock_is_noticed_and_said(void **state)
{
	pid_t signer;

	(void)state;
	unlock();
	signer = signer_now();
	for (int i = 0; i < 12; i++) {
		type("j");
		pty_listen(terminal, 300);
	}
	see(" locked ");
	assert_true(is_gone(signer));
	assert_int_equal(signer_now(), 0);
	pty_keys(terminal, "8");
	assert_true(pty_has(terminal, "the vault locked itself") ||
		    pty_has(terminal, "locked after 2 s"));
}

static void a_question_that_nobody_answers_ends(void **state)
{
	(void)state;
	ask("u", "Passphrase: ");
	see("since nothing was typed");
	is_back();
	unlock();
}

/* --- the beginning --- */

/* The profile of the vectors, whose nodes are not there. */
static void write_profile(const char *path)
{
	struct json *doc = NULL;
	struct buf text, profile;

	buf_init(&text, LIMIT_SMALL_FILE);
	buf_init(&profile, LIMIT_SMALL_FILE);
	assert_int_equal(file_read(&text, "tests/vectors/wallet/signer.json", NULL), STATUS_OK);
	assert_int_equal(json_parse(&doc, text.data, text.len, NULL), STATUS_OK);
	assert_int_equal(json_write(&profile, json_get(doc, "profile")), STATUS_OK);
	assert_int_equal(file_write(path, profile.data, profile.len, NULL), STATUS_OK);
	json_free(doc);
	buf_release(&text);
	buf_release(&profile);
}

static int open_all(void **state)
{
	char path[100], command[700];

	(void)state;
	snprintf(work, sizeof(work), "/tmp/byline-test-XXXXXX");
	if (mkdtemp(work) == NULL)
		return -1;
	snprintf(home, sizeof(home), "%s/home", work);
	snprintf(path, sizeof(path), "%s/net.json", work);
	write_profile(path);
	snprintf(command, sizeof(command),
		 "%s --config-dir %s network add %s --use >/dev/null && printf '" PHRASE
		 "\\n" PASSPHRASE "\\n' >%s/lines && %s --config-dir %s --passphrase-fd 3 restore "
		 "3<%s/lines >/dev/null",
		 program(), home, path, work, program(), home, work);
	return system(command);
}

static int close_all(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", work);
	return system(command);
}

#define TEST(f)	   cmocka_unit_test_setup_teardown(f, start, stop)
#define HURRIED(f) cmocka_unit_test_setup_teardown(f, start_hurried, stop_hurried)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_first_frame_starts_no_signer),
		TEST(an_answer_brings_the_dashboard_back),
		TEST(esc_and_ctrl_c_bring_it_back_locked),
		TEST(three_wrong_passphrases_end_the_question),
		TEST(a_passphrase_that_is_typed_too_early_is_not_shown),
		TEST(a_signer_that_is_killed_at_its_question_is_said_and_another_one_starts),
		TEST(a_signer_that_is_killed_at_a_later_question_leaves_the_vault_locked),
		TEST(a_signer_that_is_stopped_at_its_question_goes_on),
		TEST(a_window_that_is_resized_meanwhile_is_drawn_right),
		TEST(a_signal_to_byline_ends_both_and_restores_the_terminal),
		TEST(a_killed_byline_takes_the_signer_with_it),
		TEST(a_drill_is_noted_and_a_wrong_word_is_not),
		TEST(the_drill_is_a_command_too),
		HURRIED(the_signers_idle_lock_is_noticed_and_said),
		HURRIED(a_question_that_nobody_answers_ends),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
