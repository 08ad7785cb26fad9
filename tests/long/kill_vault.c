/*
 * Everything that writes a vault or a backup, killed at 200 random instants, once before each
 * change of a file, and on a disk that is full from each such change on. Whatever came of it, the
 * keys of before sign as before, what was reported as done is there, and what was not is there
 * whole or not at all. The counts are printed.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/parse.h"
#include "base/random.h"
#include "base/secret.h"
#include "chain/eip191.h"
#include "tests/long/victim.h"

#define OLD    "the passphrase of before"
#define NEW    "the passphrase of after"
#define PHRASE "test test test test test test test test test test test junk"
#define KEY    "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"
/* The address of KEY, which is the phrase's second as well. */
#define KEY_ADDRESS "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"

/* Random kills of all acts together. */
#define KILLS 200

enum act { CREATE, RESTORE, UNLOCK, PASSWD, IMPORT, BACKUP, ACTS };

static const struct {
	const char *name;
	const char *arguments[6]; /* "@" stands for the file of the backup */
	const char *lines;
	bool fresh; /* begins without a vault */
} acts[ACTS] = {
	[CREATE] = {"create", {"init"}, NEW "\n", true},
	[RESTORE] = {"restore", {"restore"}, PHRASE "\n" NEW "\n", true},
	[UNLOCK] = {"unlock", {"account", "label", "0", "another name"}, OLD "\n", false},
	[PASSWD] = {"passwd", {"passwd"}, OLD "\n" NEW "\n", false},
	[IMPORT] = {"import",
		    {"account", "import", "--label", "brought"},
		    OLD "\n" KEY "\n",
		    false},
	[BACKUP] = {"backup", {"backup", "@"}, OLD "\n", false},
};

static char work[64], home[80], base[80], said[80], file[96], counted[96];
static unsigned n_kills, n_boundaries, n_full, n_whole;

/* How a run is disturbed. */
struct disturbance {
	long at;	  /* the call with this number; 0: none */
	const char *what; /* "kill" or "full" */
};

static pid_t spawn(const char *const *arguments, const char *lines, const struct disturbance *d)
{
	const char *argv[16] = {"byline", "--config-dir", home, "--passphrase-fd", "3"};
	const char *environment[12] = {NULL};
	char number[24];
	size_t n = 5;

	while (*arguments != NULL && n < 15) {
		argv[n++] = strcmp(*arguments, "@") == 0 ? file : *arguments;
		arguments++;
	}
	if (d != NULL) {
		const char *const step[] = {"LD_PRELOAD", getenv("STEP"), "STEP_BELOW", home,
					    "STEP_COUNT", counted,	  "STEP_AT",	number,
					    "STEP_DO",	  d->what};

		snprintf(number, sizeof(number), "%ld", d->at);
		memcpy(environment, step, sizeof(step));
	}
	return victim_start(argv, lines, said, environment);
}

static int run(const char *const *arguments, const char *lines)
{
	return victim_end(spawn(arguments, lines, NULL));
}

static bool said_has(const char *text)
{
	char buffer[8192];
	FILE *f = fopen(said, "re");
	size_t n = f != NULL ? fread(buffer, 1, sizeof(buffer) - 1, f) : 0;

	if (f != NULL)
		fclose(f);
	buffer[n] = '\0';
	return strstr(buffer, text) != NULL;
}

static void shell(const char *format, const char *a, const char *b)
{
	char command[512];

	snprintf(command, sizeof(command), format, a, b);
	assert_int_equal(system(command), 0);
}

/* The folder as it is before an act. */
static void begin(enum act act)
{
	shell("rm -rf %s %s", home, file);
	if (acts[act].fresh)
		shell("mkdir -m 700 %s%s", home, "");
	else
		shell("cp -a %s %s", base, home);
}

static bool has_vault(void)
{
	char path[120];

	snprintf(path, sizeof(path), "%s/data/vault", home);
	return access(path, F_OK) == 0;
}

/* Whether an account signs with this passphrase. */
static bool signs(const char *account, const char *passphrase)
{
	char hex[HASH_TEXT_SIZE], line[80];
	const char *const sign[] = {"--account", account,    "sign", "message",
				    "hello",	 "--expect", hex,    NULL};
	struct hash digest;

	eip191_digest(&digest, "hello", 5);
	hash_format(hex, &digest);
	snprintf(line, sizeof(line), "%s\n", passphrase);
	return run(sign, line) == 0;
}

/*
 * The vault opens with the old passphrase or with the new one. Returns: which. Opening a new vault
 * tells byline its accounts, which a kill may have kept from the cache.
 */
static const char *opens(enum act act)
{
	static const char *const add_account[] = {"account", "new", NULL};

	if (acts[act].fresh && run(add_account, NEW "\n") != 0)
		return NULL;
	if (act != CREATE && act != RESTORE && signs("0", OLD))
		return OLD;
	return signs("0", NEW) ? NEW : NULL;
}

/* Nothing is lost, and what was reported as done is done. */
static void judge(enum act act, bool done)
{
	static const char *const check[] = {"backup", "--check", "@", NULL};
	static const char *const list[] = {"account", "list", NULL};
	const char *passphrase;

	n_whole += done;
	if (acts[act].fresh && !has_vault()) {
		assert_false(done);
		return;
	}
	passphrase = opens(act);
	if (passphrase == NULL)
		fail_msg("after %s no passphrase opens the vault", acts[act].name);
	if (act == PASSWD && done)
		assert_string_equal(passphrase, NEW);
	if (act == IMPORT && done)
		assert_true(signs(KEY_ADDRESS, OLD));
	if (act == UNLOCK && done) {
		assert_int_equal(run(list, ""), 0);
		assert_true(said_has("another name"));
	}
	/* A backup is there whole, or not at all. */
	if (act == BACKUP && (done || access(file, F_OK) == 0))
		assert_int_equal(run(check, OLD "\n"), 0);
}

static void random_kills(void **state)
{
	(void)state;
	for (unsigned i = 0; i < KILLS; i++) {
		const enum act act = (enum act)(i % ACTS);
		static useconds_t whole[ACTS];
		int64_t began = clock_monotonic_ms();
		pid_t pid;

		begin(act);
		if (whole[act] == 0) {
			assert_int_equal(run(acts[act].arguments, acts[act].lines), 0);
			whole[act] = (useconds_t)(clock_monotonic_ms() - began + 1) * 1000;
			begin(act);
		}
		pid = spawn(acts[act].arguments, acts[act].lines, NULL);
		usleep(random_below(whole[act]));
		kill(pid, SIGKILL);
		n_kills++;
		judge(act, victim_end(pid) == 0);
	}
}

/* As many calls that change a file as the act makes when nobody disturbs it. */
static long count_calls(enum act act)
{
	const struct disturbance none = {.at = 0, .what = "kill"};
	uint64_t calls = 0;
	struct buf text;

	begin(act);
	assert_int_equal(victim_end(spawn(acts[act].arguments, acts[act].lines, &none)), 0);
	buf_init(&text, KIB);
	assert_int_equal(file_read(&text, counted, NULL), STATUS_OK);
	assert_int_equal(parse_u64(&calls, buf_str(&text), text.len - 1), STATUS_OK);
	buf_release(&text);
	assert_true(calls > 0);
	return (long)calls;
}

static void disturb_each(const char *what, unsigned *n)
{
	for (int act = 0; act < ACTS; act++) {
		const long calls = count_calls((enum act)act);

		for (long at = 1; at <= calls; at++) {
			const struct disturbance d = {.at = at, .what = what};

			begin((enum act)act);
			judge((enum act)act,
			      victim_end(spawn(acts[act].arguments, acts[act].lines, &d)) == 0);
			++*n;
		}
	}
}

static void a_kill_before_each_change_of_a_file(void **state)
{
	(void)state;
	disturb_each("kill", &n_boundaries);
}

static void a_full_disk_from_each_change_of_a_file_on(void **state)
{
	(void)state;
	disturb_each("full", &n_full);
}

static int make_base(void **state)
{
	static const char *const restore[] = {"restore", NULL};

	(void)state;
	if (getenv("STEP") == NULL || secret_start(NULL) != STATUS_OK)
		return -1;
	snprintf(work, sizeof(work), "/tmp/byline-test-XXXXXX");
	if (mkdtemp(work) == NULL)
		return -1;
	snprintf(home, sizeof(home), "%s/home", work);
	snprintf(base, sizeof(base), "%s/base", work);
	snprintf(said, sizeof(said), "%s/said", work);
	snprintf(file, sizeof(file), "%s/copy.backup", home);
	snprintf(counted, sizeof(counted), "%s/count", work);
	begin(CREATE);
	if (run(restore, PHRASE "\n" OLD "\n") != 0)
		return -1;
	shell("mv %s %s", home, base);
	return 0;
}

static int tell_counts(void **state)
{
	char command[128];

	(void)state;
	print_message("%u random kills, %u kills before a change, %u full disks; %u of these acts "
		      "ended well\n",
		      n_kills, n_boundaries, n_full, n_whole);
	snprintf(command, sizeof(command), "rm -rf %s", work);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_kills),
		cmocka_unit_test(a_kill_before_each_change_of_a_file),
		cmocka_unit_test(a_full_disk_from_each_change_of_a_file_on),
	};

	return cmocka_run_group_tests(tests, make_base, tell_counts);
}
