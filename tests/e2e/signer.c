/*
 * The signer's process beside the dashboard: when it starts, what it has, that its end is said and
 * locks the vault, and that it never outlives byline. The network's only node does not exist, since
 * none is needed.
 */
#include <dirent.h>
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

static void unlock(void)
{
	type("u");
	see("Passphrase");
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
static void it_has_nothing_but_its_socket(void **state)
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
	assert_false(status_has(signer, "\nVmLck:\t       0 kB\n"));
	assert_string_equal(proc_text(signer, "environ"), "");
	/* The three that every program has are /dev/null. */
	if (geteuid() == 0)
		assert_int_equal(count_files(signer), 4);
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

static void it_ends_with_byline(void **state)
{
	pid_t signer;

	(void)state;
	unlock();
	signer = signer_now();
	assert_int_equal(kill(pty_pid(terminal), SIGKILL), 0);
	for (int i = 0; i < 100 && kill(signer, 0) == 0 && !status_has(signer, "State:\tZ"); i++)
		usleep(20000);
	assert_true(kill(signer, 0) != 0 || status_has(signer, "State:\tZ"));
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
		cmocka_unit_test(it_has_nothing_but_its_socket),
		cmocka_unit_test(one_that_was_stopped_goes_on),
		cmocka_unit_test(its_end_is_said_and_locks_the_vault),
		cmocka_unit_test(locking_ends_it),
		cmocka_unit_test(it_ends_with_byline),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
