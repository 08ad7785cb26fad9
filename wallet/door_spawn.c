/*
 * In reading order: the descriptors of the child, its signals, its arguments, starting it.
 *
 * The child gets an empty environment, and /dev/null for what every program expects to be open and
 * for what it is not lent.
 */
#include "wallet/door_spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <unistd.h>

#include "base/attr.h"
#include "wallet/journal_file.h"
#include "wallet/signer_process.h"

/* Descriptors for the child, by their numbers there less that of its socket; -1: none. */
#define LENT (SIGNER_PROCESS_JOURNAL - SIGNER_PROCESS_SOCKET + 1)

struct lent {
	int fd[LENT];
};

/* Whether the child gets its descriptor `number`. */
static bool has(const struct lent *lent, int number)
{
	return lent->fd[number - SIGNER_PROCESS_SOCKET] >= 0;
}

/* The sources are above the numbers of the child, so that none of them overwrites another one. */
static int describe_files(posix_spawn_file_actions_t *files, const struct lent *lent)
{
	int failed = 0;

	for (int fd = 0; fd <= SIGNER_PROCESS_JOURNAL && failed == 0; fd++) {
#ifdef BYLINE_SANITIZED
		/* A sanitizer's report would be lost. */
		if (fd == STDERR_FILENO)
			continue;
#endif
		failed = fd >= SIGNER_PROCESS_SOCKET && has(lent, fd)
				 ? posix_spawn_file_actions_adddup2(
					   files, lent->fd[fd - SIGNER_PROCESS_SOCKET], fd)
				 : posix_spawn_file_actions_addopen(files, fd, "/dev/null", O_RDWR,
								    0);
	}
	return failed == 0
		       ? posix_spawn_file_actions_addclosefrom_np(files, SIGNER_PROCESS_JOURNAL + 1)
		       : failed;
}

/* Signals are blocked in byline's threads and some are ignored there: neither is inherited. */
static int describe_signals(posix_spawnattr_t *how)
{
	sigset_t all, none;
	int failed;

	sigfillset(&all);
	sigemptyset(&none);
	failed = posix_spawnattr_setsigdefault(how, &all);
	if (failed == 0)
		failed = posix_spawnattr_setsigmask(how, &none);
	return failed == 0 ? posix_spawnattr_setflags(how, POSIX_SPAWN_SETSIGDEF |
								   POSIX_SPAWN_SETSIGMASK)
			   : failed;
}

/* The numbers of the child's arguments, as text. */
struct arguments {
	char text[SIGNER_PROCESS_ARGS - 1][24];
	char *argv[SIGNER_PROCESS_ARGS + 1];
};

static void write_arguments(struct arguments *a, const struct door *d, const struct lent *lent)
{
	static char name[] = SIGNER_PROCESS_NAME;
	const unsigned long ways =
		(has(lent, SIGNER_PROCESS_TERMINAL) ? (unsigned long)SIGNER_WAY_TERMINAL : 0) |
		(has(lent, SIGNER_PROCESS_LINES) ? (unsigned long)SIGNER_WAY_LINES : 0) |
		(has(lent, SIGNER_PROCESS_JOURNAL) ? (unsigned long)SIGNER_WAY_JOURNAL : 0) |
		(d->person.ascii ? (unsigned long)SIGNER_WAY_ASCII : 0);
	const unsigned long numbers[] = {(unsigned long)getpid(), d->capabilities, d->required,
					 d->person.idle, ways};

	a->argv[0] = name;
	for (size_t i = 0; i < ARRAY_SIZE(numbers); i++) {
		snprintf(a->text[i], sizeof(a->text[i]), "%lu", numbers[i]);
		a->argv[i + 1] = a->text[i];
	}
	a->argv[ARRAY_SIZE(numbers) + 1] = NULL;
}

static int spawn(struct door *d, const struct lent *lent)
{
	char *environment[] = {NULL};
	struct arguments a;
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	int failed;

	write_arguments(&a, d, lent);
	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&how);
	failed = describe_files(&files, lent);
	if (failed == 0)
		failed = describe_signals(&how);
	if (failed == 0)
		failed = posix_spawn(&d->pid, "/proc/self/exe", &files, &how, a.argv, environment);
	posix_spawnattr_destroy(&how);
	posix_spawn_file_actions_destroy(&files);
	return failed;
}

/* Moves a descriptor above those of the child, and closes it where it is `own`. -1 stays -1. */
static int above(int fd, bool own)
{
	const int moved = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, SIGNER_PROCESS_JOURNAL + 1);

	if (own && fd >= 0)
		close(fd);
	return moved;
}

enum status door_spawn(struct door *d, int socket, struct err *e)
{
	struct lent lent;
	int journal = -1, failed = 0;
	enum status s = d->person.journal != NULL
				? journal_file_open(&journal, d->person.journal, e)
				: STATUS_OK;

	if (s != STATUS_OK)
		return s;
	/* A byline without a terminal lends none. */
	lent = (struct lent){{above(socket, false),
			      above(open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY), true),
			      above(d->person.lines, false), above(journal, true)}};
	if (!has(&lent, SIGNER_PROCESS_SOCKET) ||
	    has(&lent, SIGNER_PROCESS_LINES) != (d->person.lines >= 0) ||
	    has(&lent, SIGNER_PROCESS_JOURNAL) != (d->person.journal != NULL))
		failed = errno;
	if (failed == 0)
		failed = spawn(d, &lent);
	for (size_t i = 0; i < LENT; i++)
		if (lent.fd[i] >= 0)
			close(lent.fd[i]);
	return failed == 0 ? STATUS_OK : err_set_errno(e, failed, "the signer cannot be started");
}
