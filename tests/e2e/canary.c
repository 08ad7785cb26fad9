/*
 * Known secrets are looked for in the memory of every byline process, while byline runs as an
 * ordinary user and is read by root: at each prompt, after unlocking, after locking, by keys and by
 * subcommands; and in all that byline wrote. The signer alone may have them, and only while it
 * needs them. Each step first finds in the signer's memory a secret that has to be there, so that a
 * reader that sees nothing fails.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/secret.h"
#include "tests/harness/mlock_works.h"
#include "tests/harness/pty.h"
#include "wallet/bip32.h"
#include "wallet/bip39.h"
#include "wallet/curve.h"

#define NOBODY	   "65534"
#define PASSPHRASE "canary cellar 7193"
#define PHRASE	   "test test test test test test test test test test test junk"

static char work[64], home[80], program[80];
static struct pty *terminal;

/* --- the secrets --- */

#define FORMS 32

static struct canary {
	const char *name;
	uint8_t bytes[400];
	size_t len;
} canaries[FORMS];
static size_t n_canaries;

static void add(const char *name, const void *bytes, size_t len)
{
	struct canary *c = &canaries[n_canaries++];

	assert_true(n_canaries <= FORMS && len <= sizeof(c->bytes));
	c->name = name;
	memcpy(c->bytes, bytes, len);
	c->len = len;
}

/* A text as it is, and with four bytes for each character, as wide strings and cells have it. */
static void add_text(const char *name, const char *text)
{
	uint8_t wide[400] = {0};
	size_t n = strlen(text);

	add(name, text, n);
	for (size_t i = 0; i < n; i++)
		wide[4 * i] = (uint8_t)text[i];
	add(name, wide, 4 * n);
}

/* Bytes as they are, backwards (limbs of a number, the lowest first), and in hex. */
static void add_bytes(const char *name, const uint8_t *bytes, size_t len)
{
	uint8_t backwards[64];
	char hex[129];

	add(name, bytes, len);
	for (size_t i = 0; i < len; i++) {
		backwards[i] = bytes[len - 1 - i];
		snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
	}
	add(name, backwards, len);
	add(name, hex, 2 * len);
}

static void derive_canaries(void)
{
	struct secret *phrase = NULL, *entropy = NULL, *seed = NULL, *node = NULL;
	struct curve *curve = NULL;
	uint32_t path[] = {0x8000002c, 0x8000003c, 0x80000000, 0, 0};

	add_text("passphrase", PASSPHRASE);
	/* The part that is typed at first. */
	add_text("passphrase", "canary cel");
	add_text("phrase", "test test test");
	assert_int_equal(secret_copy(&phrase, PHRASE, strlen(PHRASE), NULL), STATUS_OK);
	assert_int_equal(bip39_entropy(&entropy, NULL, phrase, NULL), STATUS_OK);
	assert_int_equal(bip39_seed(&seed, phrase, NULL, NULL), STATUS_OK);
	assert_int_equal(curve_new(&curve, NULL), STATUS_OK);
	add_bytes("entropy", secret_view(entropy), secret_len(entropy));
	add_bytes("seed", secret_view(seed), 32);
	assert_int_equal(
		bip32_path(&node, curve, secret_view(seed), secret_len(seed), path, 5, NULL),
		STATUS_OK);
	add_bytes("key", secret_view(node), CURVE_KEY_SIZE);
	secret_free(phrase);
	secret_free(entropy);
	secret_free(seed);
	secret_free(node);
	curve_free(curve);
}

/* --- the reader --- */

/* The name of a secret in these bytes; NULL: there is none. `only`: that one is meant. */
static const char *find(const uint8_t *bytes, size_t len, const char *only)
{
	for (size_t i = 0; i < n_canaries; i++)
		if ((only == NULL || strcmp(canaries[i].name, only) == 0) &&
		    memmem(bytes, len, canaries[i].bytes, canaries[i].len) != NULL)
			return canaries[i].name;
	return NULL;
}

/* Looks through a process's memory, command line and environment. */
static const char *find_in_process(pid_t pid, const char *only)
{
	char path[64], line[512];
	const char *found = NULL;
	FILE *maps;
	int memory;

	snprintf(path, sizeof(path), "/proc/%ld/maps", (long)pid);
	maps = fopen(path, "re");
	snprintf(path, sizeof(path), "/proc/%ld/mem", (long)pid);
	memory = open(path, O_RDONLY | O_CLOEXEC);
	if (maps == NULL || memory < 0)
		fail_msg("%s: %s", path, strerror(errno));
	while (found == NULL && fgets(line, sizeof(line), maps) != NULL) {
		unsigned long from, to;
		uint8_t *bytes;
		ssize_t got;

		if (sscanf(line, "%lx-%lx", &from, &to) != 2 || to - from > (1ul << 30))
			continue;
		bytes = malloc(to - from);
		assert_non_null(bytes);
		/* Root reads what the process itself cannot, but for what the kernel keeps back. */
		got = pread(memory, bytes, to - from, (off_t)from);
		if (got > 0)
			found = find(bytes, (size_t)got, only);
		free(bytes);
	}
	fclose(maps);
	close(memory);
	return found;
}

/* Every byline process of the user: the signers, or the others. */
static size_t all_processes(pid_t *out, size_t cap, bool signers)
{
	DIR *all = opendir("/proc");
	const struct dirent *one;
	size_t n = 0;

	assert_non_null(all);
	while ((one = readdir(all)) != NULL) {
		char path[64], exe[256] = "", comm[64] = "";
		FILE *f;
		ssize_t len;

		snprintf(path, sizeof(path), "/proc/%.20s/exe", one->d_name);
		len = readlink(path, exe, sizeof(exe) - 1);
		if (len <= 0 || strncmp(exe, program, strlen(program)) != 0)
			continue;
		snprintf(path, sizeof(path), "/proc/%.20s/comm", one->d_name);
		f = fopen(path, "re");
		if (f != NULL && fgets(comm, sizeof(comm), f) != NULL && n < cap &&
		    (strcmp(comm, "byline-signer\n") == 0) == signers)
			out[n++] = (pid_t)strtol(one->d_name, NULL, 10);
		if (f != NULL)
			fclose(f);
	}
	closedir(all);
	return n;
}

static pid_t the_signer(void)
{
	pid_t found[4];

	assert_int_equal(all_processes(found, 4, true), 1);
	return found[0];
}

/* Neither byline itself nor any file has a secret; the signer has those that are named. */
static void only_the_signer_has(const char *has, const char *has_not)
{
	pid_t others[8];
	size_t n = all_processes(others, 8, false);
	char command[512];

	assert_true(n > 0);
	for (size_t i = 0; i < n; i++) {
		const char *found = find_in_process(others[i], NULL);

		if (found != NULL)
			fail_msg("byline (%ld) has the %s", (long)others[i], found);
	}
	if (has != NULL)
		assert_non_null(find_in_process(the_signer(), has));
	if (has_not != NULL && find_in_process(the_signer(), has_not) != NULL)
		fail_msg("the signer still has the %s", has_not);
	snprintf(command, sizeof(command),
		 "! grep -rlFa -e '%s' -e 'test test test' %s /tmp/core* 2>/dev/null", PASSPHRASE,
		 home);
	assert_int_equal(system(command), 0);
}

/* --- byline as an ordinary user --- */

static void start(const char *const *arguments)
{
	const char *argv[24] = {
		"/usr/bin/setpriv", "--reuid=" NOBODY, "--regid=" NOBODY, "--clear-groups",
		"--inh-caps=-all",  program,	       "--config-dir",	  home};
	size_t n = 8;

	while (*arguments != NULL && n < 23)
		argv[n++] = *arguments++;
	terminal = pty_start(argv, NULL, 40, 120);
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

static void end(int status)
{
	int ended = pty_exit(terminal);

	if (!WIFEXITED(ended) || WEXITSTATUS(ended) != status)
		fail_msg("byline: %s", pty_text(terminal));
	pty_free(terminal);
	terminal = NULL;
}

/* A moment for what was typed to be read. */
static void settle(void)
{
	pty_listen(terminal, 300);
}

static void restoring_leaves_nothing_in_the_command(void **state)
{
	static const char *const restore[] = {"restore", NULL};

	(void)state;
	start(restore);
	see("One address of this phrase");
	type("\r");
	see("Recovery phrase:");
	type("test test test test");
	settle();
	only_the_signer_has("phrase", NULL);
	type(" test test test test test test test junk\r");
	see("New passphrase:");
	type("canary cel");
	settle();
	only_the_signer_has("passphrase", NULL);
	type("lar 7193\r");
	see("Once more:");
	only_the_signer_has("entropy", NULL);
	type(PASSPHRASE "\r");
	end(0);
}

static void signing_leaves_nothing_in_the_command(void **state)
{
	static const char *const sign[] = {"sign", "message", "hello", NULL};

	(void)state;
	start(sign);
	see("Passphrase:");
	type(PASSPHRASE);
	settle();
	only_the_signer_has("passphrase", NULL);
	type("\r");
	see("Type SIGN to sign:");
	only_the_signer_has("key", "seed");
	only_the_signer_has(NULL, "entropy");
	type("SIGN\r");
	end(0);
}

static void the_phrase_is_shown_by_the_signer_alone(void **state)
{
	static const char *const show[] = {"backup", "--show-phrase", NULL};

	(void)state;
	start(show);
	see("Passphrase:");
	type(PASSPHRASE "\r");
	see("Press Enter");
	only_the_signer_has("phrase", NULL);
	type("\r");
	end(0);
}

static void the_dashboard_never_has_them(void **state)
{
	static const char *const none[] = {NULL};

	(void)state;
	start(none);
	see("locked");
	only_the_signer_has(NULL, NULL);
	type("u");
	see("Passphrase:");
	type(PASSPHRASE);
	settle();
	only_the_signer_has("passphrase", NULL);
	type("\r");
	see("unlocked");
	settle();
	/* Kept are the accounts' keys; what they came from is gone. */
	only_the_signer_has("key", "passphrase");
	only_the_signer_has(NULL, "phrase");
	only_the_signer_has(NULL, "entropy");
	only_the_signer_has(NULL, "seed");
}

/* As a debugger of the same user would begin, which gcore is. */
static int attach_as_nobody(pid_t pid)
{
	pid_t child = fork();
	int ended = 0;

	if (child == 0) {
		char path[64];

		if (setgid(65534) != 0 || setuid(65534) != 0)
			_exit(99);
		snprintf(path, sizeof(path), "/proc/%ld/mem", (long)pid);
		if (open(path, O_RDONLY | O_CLOEXEC) >= 0)
			_exit(1);
		_exit(ptrace(PTRACE_SEIZE, pid, NULL, NULL) == 0 ? 2 : 0);
	}
	assert_int_equal(waitpid(child, &ended, 0), child);
	return WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
}

static void no_process_of_the_user_reads_either(void **state)
{
	pid_t dashboard[2];

	(void)state;
	assert_int_equal(all_processes(dashboard, 2, false), 1);
	assert_int_equal(attach_as_nobody(the_signer()), 0);
	assert_int_equal(attach_as_nobody(dashboard[0]), 0);
}

/* The pages with a key are locked, by the kernel's own account of each mapping. */
static void the_pages_of_the_keys_are_locked(void **state)
{
	const pid_t pid = the_signer();
	char path[64], line[512];
	unsigned long from = 0, to = 0, held = 0;
	int memory;
	FILE *maps;

	(void)state;
	snprintf(path, sizeof(path), "/proc/%ld/mem", (long)pid);
	memory = open(path, O_RDONLY | O_CLOEXEC);
	snprintf(path, sizeof(path), "/proc/%ld/smaps", (long)pid);
	maps = fopen(path, "re");
	assert_true(maps != NULL && memory >= 0);
	while (fgets(line, sizeof(line), maps) != NULL) {
		unsigned long kib, begins, ends;
		uint8_t *bytes;
		ssize_t got;

		if (sscanf(line, "%lx-%lx ", &begins, &ends) == 2) {
			from = begins;
			to = ends;
			continue;
		}
		if (sscanf(line, "Locked: %lu kB", &kib) != 1 || to - from > (1ul << 30))
			continue;
		bytes = malloc(to - from);
		assert_non_null(bytes);
		got = pread(memory, bytes, to - from, (off_t)from);
		if (got > 0 && find(bytes, (size_t)got, "key") != NULL) {
			held++;
			if (MLOCK_WORKS && kib * 1024 < to - from)
				fail_msg("of %lx-%lx, which has a key, %lu KiB are locked", from,
					 to, kib);
		}
		free(bytes);
	}
	assert_true(held > 0);
	fclose(maps);
	close(memory);
}

static void locking_leaves_nobody_who_has_them(void **state)
{
	pid_t found[4];

	(void)state;
	type("L");
	see(" locked");
	for (int i = 0; i < 100 && all_processes(found, 4, true) > 0; i++)
		usleep(20000);
	assert_int_equal(all_processes(found, 4, true), 0);
	only_the_signer_has(NULL, NULL);
	type("q");
	end(0);
}

/* --- the folder --- */

static int open_all(void **state)
{
	char command[640];

	(void)state;
	if (geteuid() != 0) {
		print_error("only root reads the memory of others: run this as root\n");
		return -1;
	}
	if (secret_start(NULL) != STATUS_OK)
		return -1;
	snprintf(work, sizeof(work), "/tmp/byline-test-XXXXXX");
	if (mkdtemp(work) == NULL)
		return -1;
	snprintf(home, sizeof(home), "%s/home", work);
	snprintf(program, sizeof(program), "%s/byline", work);
	snprintf(command, sizeof(command),
		 "mkdir -m 700 %s && cp %s %s && chmod 755 %s %s && chown -R " NOBODY ":" NOBODY
		 " %s",
		 home, getenv("BYLINE") != NULL ? getenv("BYLINE") : "./byline", program, work,
		 program, work);
	if (system(command) != 0)
		return -1;
	derive_canaries();
	return 0;
}

static int close_all(void **state)
{
	char command[128];

	(void)state;
	if (terminal != NULL)
		pty_free(terminal);
	snprintf(command, sizeof(command), "rm -rf %s", work);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(restoring_leaves_nothing_in_the_command),
		cmocka_unit_test(signing_leaves_nothing_in_the_command),
		cmocka_unit_test(the_phrase_is_shown_by_the_signer_alone),
		cmocka_unit_test(the_dashboard_never_has_them),
		cmocka_unit_test(no_process_of_the_user_reads_either),
		cmocka_unit_test(the_pages_of_the_keys_are_locked),
		cmocka_unit_test(locking_leaves_nobody_who_has_them),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
