/*
 * The signer's process beside the dashboard: when it starts, what it has, that its end is said and
 * locks the vault, and that it never outlives byline. The network's only node does not exist, since
 * none is needed.
 */
#include <dirent.h>
#include <errno.h>
#include <linux/capability.h>
#include <seccomp.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/json_write.h"
#include "tests/harness/mlock_works.h"
#include "tests/harness/pty.h"

#define PASSPHRASE "correct horse battery"

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

/* Reads /proc/PID/NAME; "" when it is gone or closed to others. */
static const char *proc_text(pid_t pid, const char *name)
{
	static char text[8192];
	char path[64];
	FILE *f;
	size_t n = 0;

	snprintf(path, sizeof(path), "/proc/%ld/%s", (long)pid, name);
	f = fopen(path, "re");
	if (f != NULL) {
		n = fread(text, 1, sizeof(text) - 1, f);
		fclose(f);
	}
	text[n] = '\0';
	return text;
}

static bool status_has(pid_t pid, const char *line)
{
	return strstr(proc_text(pid, "status"), line) != NULL;
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

		if (pid > 0 && status_has(pid, "Name:\tbyline-signer\n") && status_has(pid, parent))
			found = pid;
	}
	closedir(all);
	return found;
}

static size_t count_files(pid_t pid)
{
	char path[64];
	const struct dirent *one;
	size_t n = 0;
	DIR *files;

	snprintf(path, sizeof(path), "/proc/%ld/fd", (long)pid);
	files = opendir(path);
	while (files != NULL && (one = readdir(files)) != NULL)
		n += one->d_name[0] != '.';
	if (files != NULL)
		closedir(files);
	return n;
}

/* Waits for a text that comes after pty_forget(): questions of before stay on the screen. */
static void see_anew(const char *text)
{
	size_t len;

	for (int i = 0; i < PTY_DEADLINE_MS / 20; i++) {
		if (strstr(pty_written(terminal, &len), text) != NULL)
			return;
		pty_listen(terminal, 20);
	}
	fail_msg("\"%s\" does not come:\n%s", text, pty_text(terminal));
}

static void unlock(void)
{
	pty_forget(terminal);
	type("u");
	see_anew("Passphrase: ");
	type(PASSPHRASE "\r");
	see("unlocked");
}

static void it_starts_with_the_first_unlocking(void **state)
{
	(void)state;
	assert_int_equal(signer_now(), 0);
	unlock();
	assert_int_not_equal(signer_now(), 0);
}

/* Kernel's own words about the process. */
static void it_has_nothing_but_its_socket_a_terminal_a_timer_and_its_journal(void **state)
{
	pid_t signer = signer_now();

	(void)state;
	assert_true(status_has(signer, "\nSeccomp:\t2\n"));
	assert_true(status_has(signer, "\nNoNewPrivs:\t1\n"));
	assert_true(status_has(signer, "\nTracerPid:\t0\n"));
	assert_true(status_has(signer, "\nSigBlk:\t0000000000000000\n"));
	/* The C library ignores two signals of its own in whatever it spawns. */
	assert_true(status_has(signer, "\nSigIgn:\t0000000000000000\n") ||
		    status_has(signer, "\nSigIgn:\t0000000180000000\n"));
	assert_true(status_has(signer, "\nThreads:\t1\n"));
	assert_true(status_has(signer, "\nVmLck:\t       0 kB\n") != MLOCK_WORKS);
	assert_string_equal(proc_text(signer, "environ"), "");
	/*
	 * The three that every program has are /dev/null, as is the place of lines that nobody
	 * gives; the others are the socket, the terminal, the timer and the journal.
	 */
	if (geteuid() == 0)
		assert_int_equal(count_files(signer), 8);
}

static void one_that_was_stopped_goes_on(void **state)
{
	pid_t signer = signer_now();

	(void)state;
	assert_int_equal(kill(signer, SIGSTOP), 0);
	assert_int_equal(kill(signer, SIGCONT), 0);
	assert_int_equal(signer_now(), signer);
}

static void its_end_is_said_and_locks_the_vault(void **state)
{
	(void)state;
	assert_int_equal(kill(signer_now(), SIGKILL), 0);
	see("the signer was ended (Killed)");
	see("locked");
	assert_int_equal(signer_now(), 0);
	unlock();
	assert_int_not_equal(signer_now(), 0);
}

/* The signal by which a filter kills (wallet_confine.c has the filter). */
static void a_kill_by_the_system_is_told_apart(void **state)
{
	(void)state;
	assert_int_equal(kill(signer_now(), SIGSYS), 0);
	see("the signer was killed by the system, since it did what it may not");
	see("unlock it to start another");
	assert_int_equal(signer_now(), 0);
	unlock();
	assert_int_not_equal(signer_now(), 0);
}

static void locking_ends_it(void **state)
{
	pid_t signer = signer_now();

	(void)state;
	type("L");
	see(" locked");
	for (int i = 0; i < 100 && signer_now() == signer; i++)
		usleep(20000);
	assert_int_equal(signer_now(), 0);
}

/* Waits until a process has ended. */
static void expect_end(pid_t pid)
{
	for (int i = 0; i < 100 && kill(pid, 0) == 0 && !status_has(pid, "State:\tZ"); i++)
		usleep(20000);
	assert_true(kill(pid, 0) != 0 || status_has(pid, "State:\tZ"));
}

/* Keys before the question are no answer to it, and stand nowhere. */
static void a_passphrase_that_is_typed_too_early_is_not_shown(void **state)
{
	(void)state;
	pty_forget(terminal);
	type("u");
	see_anew("The signer asks.");
	type("canary");
	see_anew("Passphrase: ");
	pty_listen(terminal, 100);
	assert_false(pty_has(terminal, "canary"));
	type("\033");
	see("ROYALTIES");
}

static void it_ends_with_byline(void **state)
{
	pid_t signer;

	(void)state;
	unlock();
	signer = signer_now();
	assert_int_equal(kill(pty_pid(terminal), SIGKILL), 0);
	expect_end(signer);
}

static void at_its_own_question_it_ends_with_byline(void **state)
{
	const char *argv[] = {program(), "--config-dir", home, "sign", "message", "hello", NULL};
	pid_t signer;

	(void)state;
	pty_free(terminal);
	terminal = pty_start(argv, NULL, 40, 120);
	see("Passphrase:");
	type(PASSPHRASE "\r");
	see("Type SIGN to sign:");
	signer = signer_now();
	assert_int_not_equal(signer, 0);
	assert_int_equal(kill(pty_pid(terminal), SIGKILL), 0);
	expect_end(signer);
	/* The rest of the answer finds nobody, and no signature was printed. */
	pty_send(terminal, "SIGN\r", 5);
	pty_listen(terminal, 200);
	assert_false(pty_has(terminal, "0x0bfd0b1a"));
}

/* Runs byline to its end, answering its questions for a passphrase. */
static void must(const char *const *arguments, int passphrases)
{
	const char *argv[12] = {program(), "--config-dir", home};
	size_t n = 3;
	int status;

	while (*arguments != NULL && n < 11)
		argv[n++] = *arguments++;
	terminal = pty_start(argv, NULL, 40, 120);
	for (int i = 0; i < passphrases; i++) {
		see(i == 0 ? "assphrase:" : "Once more:");
		type(PASSPHRASE "\n");
	}
	status = pty_exit(terminal);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail_msg("byline: %s", pty_text(terminal));
	pty_free(terminal);
}

/* Writes the profile of the vectors, whose nodes are not there. */
static void write_profile(const char *path)
{
	struct json *doc = NULL;
	struct buf text, profile;
	FILE *f = fopen(path, "we");

	buf_init(&text, LIMIT_SMALL_FILE);
	buf_init(&profile, LIMIT_SMALL_FILE);
	assert_non_null(f);
	assert_int_equal(file_read(&text, "tests/vectors/wallet/signer.json", NULL), STATUS_OK);
	assert_int_equal(json_parse(&doc, text.data, text.len, NULL), STATUS_OK);
	assert_int_equal(json_write(&profile, json_get(doc, "profile")), STATUS_OK);
	fputs(buf_str(&profile), f);
	fclose(f);
	json_free(doc);
	buf_release(&text);
	buf_release(&profile);
}

/* --- systems that refuse a protection --- */

/* The kernel answers as one without seccomp does. */
static void lose_seccomp(void)
{
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_ALLOW);

	if (seccomp_rule_add(f, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(seccomp), 0) != 0 ||
	    seccomp_rule_add(f, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(prctl), 1,
			     (struct scmp_arg_cmp){.arg = 0,
						   .op = SCMP_CMP_EQ,
						   .datum_a = PR_SET_SECCOMP,
						   .datum_b = 0}) != 0 ||
	    seccomp_load(f) != 0)
		_exit(99);
}

/* No memory may be locked. The limit does not hold for whoever has the capability, as root does. */
static void lose_locked_memory(void)
{
	const struct rlimit none = {0, 0};

	if (setrlimit(RLIMIT_MEMLOCK, &none) != 0 ||
	    (geteuid() == 0 && prctl(PR_CAPBSET_DROP, CAP_IPC_LOCK, 0, 0, 0) != 0))
		_exit(99);
}

/* The signer has no socket, as where too many files are open. */
static void lose_socketpair(void)
{
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_ALLOW);

	if (seccomp_rule_add(f, SCMP_ACT_ERRNO(EMFILE), SCMP_SYS(socketpair), 0) != 0 ||
	    seccomp_load(f) != 0)
		_exit(99);
}

/* Runs byline in `folder` after `lose`, with the passphrase on descriptor 0. Out: what it says */
static int run_without(void (*lose)(void), const char *folder, const char *const *arguments,
		       char out[static 4096])
{
	const char *argv[12] = {program(), "--config-dir", folder, "--passphrase-fd", "0"};
	int said[2], given[2], after = 0;
	size_t n = 5, len = 0;
	ssize_t got;
	pid_t child;

	while (*arguments != NULL && n < 11)
		argv[n++] = *arguments++;
	assert_int_equal(pipe(said), 0);
	assert_int_equal(pipe(given), 0);
	child = fork();
	if (child == 0) {
		dup2(given[0], 0);
		dup2(said[1], 1);
		dup2(said[1], 2);
		close(given[1]);
		close(said[0]);
		/* Nobody is at a terminal. */
		if (setsid() < 0)
			_exit(97);
		lose();
		execv(argv[0], (char *const *)(uintptr_t)argv);
		_exit(98);
	}
	close(given[0]);
	close(said[1]);
	assert_int_equal(write(given[1], PASSPHRASE "\n", sizeof(PASSPHRASE)), sizeof(PASSPHRASE));
	close(given[1]);
	while (len < 4095 && (got = read(said[0], out + len, 4095 - len)) > 0)
		len += (size_t)got;
	out[len] = '\0';
	close(said[0]);
	assert_int_equal(waitpid(child, &after, 0), child);
	return WIFEXITED(after) ? WEXITSTATUS(after) : -1;
}

static void without_a_filter_the_vault_opens_only_as_configured(void **state)
{
	/* cast hash-message hello */
	static const char *const sign[] = {
		"sign",
		"message",
		"hello",
		"--expect",
		"0x50b2c43fd39106bafbba0da34fc430e1f91e3c96ea2acee2bc34119f92b37750",
		NULL};
	static const char *const info[] = {"info", NULL};
	char said[4096], path[120];
	FILE *config;

	(void)state;
	assert_int_equal(run_without(lose_seccomp, home, sign, said), 1);
	assert_non_null(strstr(said, "refuses the signer a protection (few system calls)"));
	assert_null(strstr(said, "\n0x"));
	snprintf(path, sizeof(path), "%s/config.ini", home);
	config = fopen(path, "ae");
	assert_non_null(config);
	fputs("\nunprotected_signer = yes\n", config);
	fclose(config);
	assert_int_equal(run_without(lose_seccomp, home, sign, said), 0);
	assert_non_null(strstr(said, "\n0x"));
	assert_int_equal(run_without(lose_seccomp, home, info, said), 0);
	assert_non_null(strstr(strstr(said, "missing"), "few system calls"));
}

static void of_a_signer_that_cannot_start_no_protection_is_claimed(void **state)
{
	static const char *const info[] = {"info", "--json", NULL};
	char said[4096];

	(void)state;
	assert_int_equal(run_without(lose_socketpair, home, info, said), 0);
	assert_non_null(strstr(said, "\"failure\":"));
	assert_non_null(strstr(said, "\"keys\":null"));
	assert_non_null(strstr(said, "\"in_force\":null"));
	assert_non_null(strstr(said, "\"missing\":null"));
}

static void without_locked_memory_no_vault_is_made(void **state)
{
	static const char *const init[] = {"init", NULL};
	char said[4096], folder[100], vault[120];

	(void)state;
	if (!MLOCK_WORKS)
		skip();
	snprintf(folder, sizeof(folder), "%s/other", work);
	snprintf(vault, sizeof(vault), "%s/data/vault", folder);
	assert_int_equal(run_without(lose_locked_memory, folder, init, said), 1);
	assert_non_null(strstr(said, "refuses the signer a protection (memory never swapped)"));
	assert_non_null(strstr(said, "ulimit -l unlimited"));
	assert_int_not_equal(access(vault, F_OK), 0);
}

static int open_all(void **state)
{
	char path[100];
	const char *const add[] = {"network", "add", path, "--use", NULL};
	const char *const init[] = {"init", NULL};
	const char *argv[] = {program(), "--config-dir", home, NULL};

	(void)state;
	snprintf(work, sizeof(work), "/tmp/byline-test-XXXXXX");
	if (mkdtemp(work) == NULL)
		return -1;
	snprintf(home, sizeof(home), "%s/home", work);
	snprintf(path, sizeof(path), "%s/net.json", work);
	write_profile(path);
	must(add, 0);
	must(init, 2);
	terminal = pty_start(argv, NULL, 40, 120);
	see("locked");
	return 0;
}

static int close_all(void **state)
{
	char command[128];

	(void)state;
	pty_free(terminal);
	snprintf(command, sizeof(command), "rm -rf %s", work);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_starts_with_the_first_unlocking),
		cmocka_unit_test(it_has_nothing_but_its_socket_a_terminal_a_timer_and_its_journal),
		cmocka_unit_test(one_that_was_stopped_goes_on),
		cmocka_unit_test(its_end_is_said_and_locks_the_vault),
		cmocka_unit_test(a_kill_by_the_system_is_told_apart),
		cmocka_unit_test(locking_ends_it),
		cmocka_unit_test(a_passphrase_that_is_typed_too_early_is_not_shown),
		cmocka_unit_test(it_ends_with_byline),
		cmocka_unit_test(at_its_own_question_it_ends_with_byline),
		cmocka_unit_test(without_a_filter_the_vault_opens_only_as_configured),
		cmocka_unit_test(of_a_signer_that_cannot_start_no_protection_is_claimed),
		cmocka_unit_test(without_locked_memory_no_vault_is_made),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
