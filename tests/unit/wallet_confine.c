/*
 * A confined process: it makes the calls that the signer makes, and any other kills it. Each
 * attempt is a child of its own.
 */
#include "wallet/confine.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/secret.h"
#include "tests/unit/wallet_vector.h"
#include "wallet/curve.h"

static void does_nothing(void)
{
}

/* The work of a signer: memory, locked memory, random numbers, a signature, a pipe. */
static void works(void)
{
	const struct hash digest = {.bytes = {1}};
	struct tx_signature sig;
	struct secret *key = NULL;
	struct curve *curve = NULL;
	void *large = malloc((size_t)64 * MIB);

	if (large == NULL || curve_new(&curve, NULL) != STATUS_OK ||
	    secret_new(&key, 32, NULL) != STATUS_OK)
		_exit(2);
	memset(large, 1, (size_t)64 * MIB);
	secret_bytes(key)[31] = 1;
	if (curve_sign(curve, &sig, &digest, secret_view(key)) != STATUS_OK)
		_exit(3);
	secret_free(key);
	free(large);
}

static void opens_a_socket(void)
{
	(void)socket(AF_INET, SOCK_STREAM, 0);
}

static void opens_a_file(void)
{
	(void)open("/dev/null", O_RDONLY);
}

static void makes_a_file(void)
{
	(void)open("/tmp/byline-confined", O_WRONLY | O_CREAT, 0600);
}

static void runs_a_program(void)
{
	static char *const argv[] = {NULL};

	execve("/bin/true", argv, argv);
}

static void starts_a_process(void)
{
	(void)fork();
}

static void maps_memory_that_can_run(void)
{
	(void)mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static void makes_memory_run(void)
{
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)mprotect(page, 4096, PROT_READ | PROT_EXEC);
}

static void types_into_the_terminal(void)
{
	(void)ioctl(STDIN_FILENO, TIOCSTI, "x");
}

static void signals_its_parent(void)
{
	kill(getppid(), SIGCONT);
}

static void reads_another_process(void)
{
	char byte;
	struct iovec here = {&byte, 1}, there = {&byte, 1};

	(void)process_vm_readv(getppid(), &here, 1, &there, 1, 0);
}

static void becomes_dumpable(void)
{
	prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
}

/* The state, as of waitpid(), of a child that confines itself and then does `attempt`. */
static int state_after(void (*attempt)(void))
{
	pid_t parent = getpid(), child = fork();
	int state = 0;

	if (child == 0) {
		uint32_t on = confine_process(parent);

		/* Valgrind and a debugger trace it. */
		if ((on | PROTECTION_NOT_TRACED) != (PROTECTION_ALL & ~PROTECTION_CALLS) ||
		    !confine_calls())
			_exit(1);
		attempt();
		_exit(0);
	}
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &state, 0), child);
	return state;
}

static void a_confined_process_can_do_its_work(void **state)
{
	(void)state;
	assert_int_equal(state_after(does_nothing), 0);
	assert_int_equal(state_after(works), 0);
}

static void any_other_call_kills_it(void **state)
{
	static void (*const attempts[])(void) = {
		opens_a_socket,	    opens_a_file,
		makes_a_file,	    runs_a_program,
		starts_a_process,   maps_memory_that_can_run,
		makes_memory_run,   types_into_the_terminal,
		signals_its_parent, reads_another_process,
		becomes_dumpable,
	};

	(void)state;
#ifdef BYLINE_SANITIZED
	skip(); /* a sanitizer needs files and memory of its own */
#endif
	for (size_t i = 0; i < ARRAY_SIZE(attempts); i++) {
		int after = state_after(attempts[i]);

		if (!WIFSIGNALED(after) || WTERMSIG(after) != SIGSYS)
			fail_msg("attempt %zu ended with state %d", i, after);
	}
}

static void one_that_lost_its_parent_says_so(void **state)
{
	pid_t child = fork();
	int after = 0;

	(void)state;
	if (child == 0)
		_exit((confine_process(1234567) & PROTECTION_ENDS) != 0);
	assert_int_equal(waitpid(child, &after, 0), child);
	assert_int_equal(after, 0);
}

/* Each protection has words, and no other bit has. */
static void each_protection_has_a_name(void **state)
{
	(void)state;
	for (uint32_t bit = 1; bit <= PROTECTION_ALL; bit <<= 1)
		assert_true(strlen(confine_name((enum protection)bit)) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_confined_process_can_do_its_work),
		cmocka_unit_test(any_other_call_kills_it),
		cmocka_unit_test(one_that_lost_its_parent_says_so),
		cmocka_unit_test(each_protection_has_a_name),
	};

	return cmocka_run_group_tests(tests, wallet_start, NULL);
}
