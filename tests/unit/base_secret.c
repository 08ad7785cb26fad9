#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/random.h"
#include "base/secret.h"
#include "tests/harness/mlock_works.h"

static int start(void **state)
{
	(void)state;
	return secret_start(NULL) == STATUS_OK ? 0 : -1;
}

static void starting_switches_core_dumps_off(void **state)
{
	struct rlimit core;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_CORE, &core), 0);
	assert_int_equal(core.rlim_cur, 0);
	assert_int_equal(core.rlim_max, 0);
	assert_int_equal(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), 0);
}

static void a_secret_is_zero_until_written_and_as_long_as_asked(void **state)
{
	static const size_t lengths[] = {1, 16, 32, 64, 4096, 65536};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lengths); i++) {
		struct secret *s;

		assert_int_equal(secret_new(&s, lengths[i], NULL), STATUS_OK);
		assert_int_equal(secret_len(s), lengths[i]);
		for (size_t at = 0; at < lengths[i]; at++)
			assert_int_equal(secret_view(s)[at], 0);
		memset(secret_bytes(s), 0xA5, lengths[i]);
		assert_int_equal(secret_view(s)[lengths[i] - 1], 0xA5);
		secret_free(s);
	}
	secret_free(NULL);
}

static void a_copy_is_of_its_own(void **state)
{
	uint8_t original[] = {1, 2, 3};
	struct secret *s;

	(void)state;
	assert_int_equal(secret_copy(&s, original, sizeof(original), NULL), STATUS_OK);
	secret_wipe(original, sizeof(original));
	assert_memory_equal(original, "\0\0\0", 3);
	assert_memory_equal(secret_view(s), "\1\2\3", 3);
	secret_free(s);
}

/* Writes at `offset` of a secret of 32 bytes. The exit code is 0 when nothing stopped the write. */
static int write_at(ptrdiff_t offset)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		struct secret *s;

		signal(SIGSEGV, SIG_DFL);
		if (secret_new(&s, 32, NULL) != STATUS_OK)
			_exit(1);
		((volatile uint8_t *)secret_bytes(s))[offset] = 1;
		secret_free(s);
		_exit(0);
	}
	waitpid(pid, &status, 0);
	return status;
}

static void one_byte_past_a_secret_ends_the_program(void **state)
{
	(void)state;
	assert_int_equal(write_at(31), 0);
	assert_int_not_equal(write_at(32), 0);
	assert_int_not_equal(write_at(-1), 0);
	assert_int_not_equal(write_at(-4096), 0);
}

/* The "VmFlags:" of the kernel for the page of `address`. */
static void page_flags(char *out, size_t cap, const void *address)
{
	FILE *f = fopen("/proc/self/smaps", "r");
	char line[512];
	bool inside = false;

	out[0] = '\0';
	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL) {
		char *dash, *end;
		uintptr_t low = strtoul(line, &dash, 16), high;

		if (dash != line && *dash == '-') {
			high = strtoul(dash + 1, &end, 16);
			inside = (uintptr_t)address >= low && (uintptr_t)address < high;
		} else if (inside && strncmp(line, "VmFlags:", 8) == 0) {
			snprintf(out, cap, "%s", line);
		}
	}
	fclose(f);
}

static void secrets_are_locked_in_memory_and_left_out_of_dumps(void **state)
{
	struct secret *s;
	char flags[512];

	(void)state;
	assert_int_equal(secret_new(&s, 32, NULL), STATUS_OK);
	/* /proc/self belongs to the user only while dumps are allowed. */
	assert_int_equal(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), 0);
	page_flags(flags, sizeof(flags), secret_view(s));
	assert_int_equal(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), 0);
	secret_free(s);
	if (MLOCK_WORKS)
		assert_non_null(strstr(flags, " lo"));
	assert_non_null(strstr(flags, " dd"));
}

static void random_numbers_stay_below_their_bound_and_differ(void **state)
{
	uint8_t a[32], b[32];

	(void)state;
	random_fill(a, sizeof(a));
	random_fill(b, sizeof(b));
	assert_memory_not_equal(a, b, sizeof(a));
	assert_int_equal(random_below(1), 0);
	for (int i = 0; i < 1000; i++)
		assert_true(random_below(7) < 7);
}

/* How a child ends that reads a byte of the secret, and then writes it where `writes`. */
static int end_of_child(struct secret *s, bool writes)
{
	volatile uint8_t *bytes = secret_bytes(s);
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		uint8_t read_one;

		signal(SIGSEGV, SIG_DFL);
		read_one = bytes[0];
		if (writes)
			bytes[0] = 1;
		_exit(read_one == 0xA5 ? 0 : 1);
	}
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void a_closed_secret_cannot_be_read_until_it_is_opened(void **state)
{
	struct secret *s;

	(void)state;
	assert_int_equal(secret_new(&s, 32, NULL), STATUS_OK);
	secret_bytes(s)[0] = 0xA5;
	secret_close(s);
	assert_int_equal(secret_len(s), 32);
	assert_int_not_equal(end_of_child(s, false), 0);
	secret_open(s);
	assert_int_equal(end_of_child(s, false), 0);
	assert_int_not_equal(end_of_child(s, true), 0);
	secret_close(s);
	secret_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_closed_secret_cannot_be_read_until_it_is_opened),
		cmocka_unit_test(starting_switches_core_dumps_off),
		cmocka_unit_test(a_secret_is_zero_until_written_and_as_long_as_asked),
		cmocka_unit_test(a_copy_is_of_its_own),
		cmocka_unit_test(one_byte_past_a_secret_ends_the_program),
		cmocka_unit_test(secrets_are_locked_in_memory_and_left_out_of_dumps),
		cmocka_unit_test(random_numbers_stay_below_their_bound_and_differ),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
