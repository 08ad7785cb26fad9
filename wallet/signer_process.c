/*
 * In reading order: beginning (protections, then the greeting that tells them), one request, the
 * loop. Everything that opens a file happens in begin_confined(), before the system calls are
 * confined and before a secret is read.
 *
 * Invariant: a signer that lacks a required protection reads no request.
 */
#include "wallet/signer_process.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/parse.h"
#include "wallet/ask_keys.h"
#include "wallet/channel.h"
#include "wallet/confine.h"
#include "wallet/signer_journal.h"
#include "wallet/signer_ops.h"
#include "wallet/wire.h"

bool signer_process_is(int argc, char **argv)
{
	return argc == SIGNER_PROCESS_ARGS && strcmp(argv[0], SIGNER_PROCESS_NAME) == 0;
}

static bool greet(uint32_t protections)
{
	const struct signer_greeting greeting = {.protections = protections};
	struct buf message;
	bool sent;

	buf_init(&message, 64);
	wire_write(&message, signer_ops_greeting(), &greeting);
	sent = buf_status(&message) == STATUS_OK &&
	       channel_send(SIGNER_PROCESS_SOCKET, &message, NULL) == STATUS_OK;
	buf_release(&message);
	return sent;
}

/* The number in an argument, which byline wrote; `otherwise` stands for one that cannot be read. */
static uint32_t number_in(const char *argument, uint32_t otherwise)
{
	uint64_t n;

	return parse_u64(&n, argument, strlen(argument)) == STATUS_OK && n <= UINT32_MAX
		       ? (uint32_t)n
		       : otherwise;
}

/* Ends the process, and its keys with it. A question leaves the terminal as it was. */
static void end_stopped(int signal)
{
	(void)signal;
	ask_keys_abandon();
	_exit(SIGNER_PROCESS_STOPPED);
}

/* A timer of the clock that also goes on while the machine is suspended. -1 without one. */
static int make_timer(uint32_t seconds)
{
	const struct itimerspec after = {.it_value.tv_sec = seconds};
	int fd = seconds > 0 ? timerfd_create(CLOCK_BOOTTIME, TFD_NONBLOCK) : -1;

	return fd >= 0 && timerfd_settime(fd, 0, &after, NULL) == 0 ? fd : -1;
}

/* The person, as far as byline has lent a way. */
static struct asker person_of(char **argv)
{
	const uint32_t ways = number_in(argv[5], 0);
	const uint32_t idle = number_in(argv[4], 1);

	return (struct asker){
		.terminal = (ways & SIGNER_WAY_TERMINAL) != 0 ? SIGNER_PROCESS_TERMINAL : -1,
		.lines = (ways & SIGNER_WAY_LINES) != 0 ? SIGNER_PROCESS_LINES : -1,
		.owner = SIGNER_PROCESS_SOCKET,
		.timer = make_timer(idle),
		.idle = idle,
		.ascii = (ways & SIGNER_WAY_ASCII) != 0,
	};
}

/*
 * Takes the protections and greets. Whoever stops the terminal, leaves it, or asks for it from the
 * background locks the vault.
 * Returns: the signer; NULL when it may not be used.
 */
static struct signer *begin_confined(char **argv)
{
	static const int ending[] = {SIGTSTP, SIGHUP, SIGTERM, SIGQUIT, SIGTTIN, SIGTTOU};
	const struct asker person = person_of(argv);
	uint32_t required = number_in(argv[3], PROTECTION_ALL), on;
	struct signer *signer = NULL;

	for (size_t i = 0; i < ARRAY_SIZE(ending); i++)
		signal(ending[i], end_stopped);
	on = confine_process((pid_t)number_in(argv[1], 0));
	prctl(PR_SET_NAME, SIGNER_PROCESS_NAME, 0, 0, 0);
	tzset();
	/* A vault that would never lock itself is not opened. */
	if ((person.timer < 0 && person.idle > 0) || signer_new(&signer, NULL) != STATUS_OK)
		return NULL;
	signer_set_person(signer, person);
	if (confine_calls())
		on |= PROTECTION_CALLS;
	if ((number_in(argv[5], 0) & SIGNER_WAY_JOURNAL) != 0)
		signer_journal_open(signer, SIGNER_PROCESS_JOURNAL);
	if (greet(on) && (on & required) == required)
		return signer;
	signer_free(signer);
	return NULL;
}

/* Makes room for the reply to `op`, in guarded memory where it holds secrets. */
static enum status make_reply(struct buf *reply, struct secret **memory, uint8_t op)
{
	*memory = NULL;
	if (wire_has_secret(signer_ops_terms(op)->reply))
		return wire_guarded(reply, memory, SIGNER_SECRET_REPLY_MAX, NULL);
	buf_init(reply, SIGNER_REPLY_MAX);
	return STATUS_OK;
}

/* Serves one request. Returns: whether there may be another one. */
static bool serve(struct signer *signer, uint32_t capabilities)
{
	struct secret *none, *reply_memory = NULL;
	struct buf request, reply = {0};
	uint8_t op = 0;
	enum status s = channel_receive(SIGNER_PROCESS_SOCKET, &request, &none, SIGNER_REQUEST_MAX,
					false, NULL);
	bool locks = false;

	if (s == STATUS_OK) {
		op = request.data[0];
		s = make_reply(&reply, &reply_memory, op);
	}
	if (s == STATUS_OK) {
		locks = signer_handle(signer, capabilities, request.data, request.len, &reply) ==
				STATUS_OK &&
			op == SIGNER_LOCK;
		s = buf_status(&reply);
	}
	channel_release(&request, none);
	if (s == STATUS_OK)
		s = channel_send(SIGNER_PROCESS_SOCKET, &reply, NULL);
	channel_release(&reply, reply_memory);
	return s == STATUS_OK && !locks;
}

/* Waits for a request. Returns: false when the time is up before one comes. */
static bool await_request(struct signer *signer)
{
	struct pollfd wait[] = {{.fd = SIGNER_PROCESS_SOCKET, .events = POLLIN},
				{.fd = signer_timer(signer), .events = POLLIN}};

	/* A passphrase whose time is over goes also when nobody asks for anything. */
	while (poll(wait, ARRAY_SIZE(wait), signer_age(signer)) <= 0)
		continue;
	return wait[1].revents == 0;
}

/* A locked signer has nothing more to do: the next unlocking starts another one. */
_Noreturn void signer_process_run(char **argv)
{
	uint32_t capabilities = number_in(argv[2], 0);
	struct signer *signer = begin_confined(argv);
	bool in_time = true;

	while (signer != NULL && (in_time = await_request(signer)) && serve(signer, capabilities))
		continue;
	signer_free(signer);
	_exit(in_time ? 0 : SIGNER_PROCESS_IDLE);
}
