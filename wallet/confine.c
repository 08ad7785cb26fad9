/*
 * A filter names what the signer calls on glibc of Debian 12 and 13, with their arguments where an
 * argument decides: no memory that can be executed, no terminal input that nobody typed (TIOCSTI),
 * no signal to anybody else. There is no call that opens, connects or runs anything.
 */
#include "wallet/confine.h"

#include <errno.h>
#include <seccomp.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <termios.h>
#include <unistd.h>

/* Whether no process traces this one: a debugger that came before the protections would stay. */
static bool is_untraced(void)
{
	static const char name[] = "\nTracerPid:\t0\n";
	char text[4096];
	FILE *f = fopen("/proc/self/status", "re");
	size_t n;

	if (f == NULL)
		return false;
	n = fread(text, 1, sizeof(text) - 1, f);
	fclose(f);
	text[n] = '\0';
	return strstr(text, name) != NULL;
}

/* sodium_malloc() hides whether it could lock memory. */
static bool can_lock_memory(void)
{
	void *page = sodium_malloc(64);
	bool can = page != NULL && sodium_mlock(page, 64) == 0;

	sodium_free(page);
	return can;
}

uint32_t confine_process(pid_t parent)
{
	const struct rlimit none = {0, 0};
	uint32_t on = 0;

	if (setrlimit(RLIMIT_CORE, &none) == 0)
		on |= PROTECTION_NO_CORE;
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)
		on |= PROTECTION_NOT_DUMPABLE;
	/* In this order: a tracer that came before the line above is seen by the one below. */
	if (is_untraced())
		on |= PROTECTION_NOT_TRACED;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
		on |= PROTECTION_NO_PRIVILEGES;
	/*
	 * In this order too: a parent that ended before is not the parent any more. The signal
	 * lets a question put the terminal back.
	 */
	if (prctl(PR_SET_PDEATHSIG, SIGHUP) == 0 && getppid() == parent)
		on |= PROTECTION_ENDS;
	if (sodium_init() >= 0 && can_lock_memory())
		on |= PROTECTION_LOCKED_MEMORY;
	return on;
}

/* Calls that are allowed whatever their arguments are. */
static const int plain_calls[] = {
	SCMP_SYS(read),
	SCMP_SYS(write),
	SCMP_SYS(pread64),
	SCMP_SYS(sendto),
	SCMP_SYS(close),
	SCMP_SYS(poll),
	SCMP_SYS(ppoll),
	SCMP_SYS(futex),
	SCMP_SYS(brk),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(madvise),
	SCMP_SYS(mlock),
	SCMP_SYS(munlock),
	SCMP_SYS(getrandom),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(getpid),
	SCMP_SYS(gettid),
	SCMP_SYS(timerfd_settime),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(fdatasync),
	SCMP_SYS(flock),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
	SCMP_SYS(sysinfo), /* qsort() of glibc 2.36, for how much memory there is */
#ifdef BYLINE_SANITIZED
	SCMP_SYS(sigaltstack),
	SCMP_SYS(sched_yield),
	SCMP_SYS(readlink),
	SCMP_SYS(newfstatat),
	SCMP_SYS(openat),
	SCMP_SYS(mmap),
	SCMP_SYS(mprotect),
	SCMP_SYS(prctl),
#endif
};

static bool allow_plain_calls(scmp_filter_ctx f)
{
	for (size_t i = 0; i < sizeof(plain_calls) / sizeof(plain_calls[0]); i++)
		if (seccomp_rule_add(f, SCMP_ACT_ALLOW, plain_calls[i], 0) != 0)
			return false;
	return true;
}

/* Memory may be asked for and protected, but never made to be run. */
static bool allow_memory(scmp_filter_ctx f)
{
	const struct scmp_arg_cmp not_run = {
		.arg = 2, .op = SCMP_CMP_MASKED_EQ, .datum_a = PROT_EXEC, .datum_b = 0};

	return seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, not_run) == 0 &&
	       seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, not_run) == 0;
}

/* The modes and the size of a terminal. */
static bool allow_terminal(scmp_filter_ctx f)
{
	static const unsigned requests[] = {TCGETS, TCSETS, TCSETSW, TCSETSF, TIOCGWINSZ};

	for (size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
		const struct scmp_arg_cmp is_it = {
			.arg = 1, .op = SCMP_CMP_EQ, .datum_a = requests[i], .datum_b = 0};

		if (seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, is_it) != 0)
			return false;
	}
	return true;
}

/* A signal to the process itself, as abort() sends it. */
static bool allow_own_signals(scmp_filter_ctx f)
{
	const struct scmp_arg_cmp own = {
		.arg = 0, .op = SCMP_CMP_EQ, .datum_a = (scmp_datum_t)getpid(), .datum_b = 0};

	return seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, own) == 0 &&
	       seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(kill), 1, own) == 0;
}

bool confine_calls(void)
{
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_KILL_PROCESS);
	bool done = f != NULL && allow_plain_calls(f) && allow_memory(f) && allow_terminal(f) &&
		    allow_own_signals(f) && seccomp_load(f) == 0;

	seccomp_release(f);
	return done;
}

bool confine_is_widened(void)
{
#ifdef BYLINE_SANITIZED
	return true;
#else
	return false;
#endif
}

const char *confine_name(enum protection p)
{
	switch (p) {
	case PROTECTION_NO_CORE: return "no core dumps";
	case PROTECTION_NOT_DUMPABLE: return "closed to other processes";
	case PROTECTION_NOT_TRACED: return "not traced";
	case PROTECTION_NO_PRIVILEGES: return "no new privileges";
	case PROTECTION_LOCKED_MEMORY: return "memory never swapped";
	case PROTECTION_ENDS: return "ends with byline";
	case PROTECTION_CALLS: return "few system calls";
	}
	return "";
}
