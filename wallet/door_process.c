/*
 * In reading order: starting the process, its greeting, its end, a request.
 * A signer that has ended is locked, and every answer of it says so.
 *
 * The process is in the terminal's foreground group, so that Ctrl-C and Ctrl-Z reach it too.
 */
#include "wallet/door_process.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/be.h"
#include "base/buf.h"
#include "base/cursor.h"
#include "wallet/channel.h"
#include "wallet/confine.h"
#include "wallet/door_spawn.h"
#include "wallet/signer_process.h"

enum status door_process_new(struct door **out, uint32_t capabilities, uint32_t required,
			     struct err *e)
{
	struct door *d = calloc(1, sizeof(*d));

	*out = d;
	if (d == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	d->is_process = true;
	d->capabilities = capabilities;
	d->required = required;
	d->person = exchange_nobody;
	return STATUS_OK;
}

/* --- starting --- */

/* Names the required protections that are missing. */
static enum status check_protections(const struct door *d, struct err *e)
{
	const uint32_t lacking = d->required & ~d->protections;
	char missing[256] = "";
	size_t len = 0;

	for (uint32_t bit = 1; bit < PROTECTION_ALL && len < sizeof(missing); bit <<= 1)
		if ((lacking & bit) != 0)
			len += (size_t)snprintf(missing + len, sizeof(missing) - len, "%s%s",
						len > 0 ? ", " : "",
						confine_name((enum protection)bit));
	return len == 0 ? STATUS_OK
			: err_set(e, ERR_UNSUPPORTED,
				  "the system refuses the signer a protection (%s), so the vault "
				  "stays locked; %s",
				  missing,
				  lacking == PROTECTION_LOCKED_MEMORY ? "run: ulimit -l unlimited"
								      : "see: byline info");
}

static enum status take_greeting(struct door *d, struct err *e)
{
	struct signer_greeting greeting;
	struct secret *memory = NULL;
	struct cursor c;
	struct buf message;
	enum status s = channel_receive(d->fd, &message, &memory, 64, false, e);

	if (s == STATUS_OK) {
		c = cursor_of(message.data, message.len);
		s = wire_read(&greeting, signer_ops_greeting(), &c, e);
	}
	channel_release(&message, memory);
	if (s != STATUS_OK)
		return err_set(e, ERR_IO, "the signer could not start");
	d->protections = greeting.protections;
	d->greeted = true;
	return check_protections(d, e);
}

static enum status send_and_receive(struct door *d, const struct buf *request, struct buf *reply,
				    struct secret **memory, struct err *e)
{
	const struct signer_op_terms *terms = signer_ops_terms(request->data[0]);
	enum status s = channel_send(d->fd, request, NULL);

	return s == STATUS_OK ? channel_receive(d->fd, reply, memory, SIGNER_REPLY_MAX,
						wire_has_secret(terms->reply), e)
			      : s;
}

/* Tells a new process what may be signed without a question: only its first messages can. */
static enum status tell_expected(struct door *d, struct err *e)
{
	enum status s = STATUS_OK;

	for (unsigned i = 0; i < d->n_expected && s == STATUS_OK; i++) {
		const struct signer_expected in = {
			.digest = d->expected[i].digest,
			.words = {.data = (const uint8_t *)d->expected[i].words,
				  .len = strlen(d->expected[i].words)}};
		struct secret *memory = NULL;
		struct buf request, reply;

		buf_init(&request, KIB);
		buf_init(&reply, 0);
		buf_add_byte(&request, SIGNER_EXPECT);
		wire_write(&request, signer_ops_terms(SIGNER_EXPECT)->request, &in);
		s = send_and_receive(d, &request, &reply, &memory, e);
		if (s == STATUS_OK && (reply.len < 4 || be32_load(reply.data) != STATUS_OK))
			s = err_set(e, ERR_IO, "the signer did not take what --expect names");
		channel_release(&reply, memory);
		buf_release(&request);
	}
	return s;
}

static enum status start_process(struct door *d, struct err *e)
{
	int ends[2];
	enum status s;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return err_set_errno(e, errno, "the signer has no socket");
	d->fd = ends[0];
	s = door_spawn(d, ends[1], e);
	close(ends[1]);
	if (s != STATUS_OK) {
		close(ends[0]);
		d->pid = 0;
		return s;
	}
	d->n_handed = 0;
	s = take_greeting(d, e);
	if (s == STATUS_OK)
		s = tell_expected(d, e);
	if (s != STATUS_OK)
		door_process_end(d);
	return s;
}

/* --- its end --- */

/* Waits for the end of the process. Out: `state`, as of waitpid() */
static void reap(struct door *d, int *state)
{
	const pid_t pid = d->pid;

	*state = 0;
	/* A handler of signals that looks now finds no signer, not a descriptor of another's. */
	d->pid = 0;
	close(d->fd);
	while (waitpid(pid, state, 0) < 0 && errno == EINTR)
		continue;
}

/* The thread that waits reaps it; until then its number is no other process's. */
void door_process_interrupt(struct door *d)
{
	const pid_t pid = d->pid;

	if (pid != 0)
		kill(pid, SIGKILL);
}

void door_process_end(struct door *d)
{
	int state;

	if (d->pid == 0)
		return;
	kill(d->pid, SIGKILL);
	reap(d, &state);
}

static const char ended_text[] =
	"the signer has ended, and the vault is locked; unlock it to start another";

/* The signer has closed its socket without an answer. Returns: ERR_LOCKED, with the reason. */
static enum status tell_end(struct door *d, struct err *e)
{
	int state;

	reap(d, &state);
	/* Ctrl-C reaches both, and a key that is being derived is given up. */
	if (WIFSIGNALED(state) && WTERMSIG(state) == SIGINT)
		return err_set(e, ERR_CANCELLED, "cancelled");
	if (WIFSIGNALED(state) && WTERMSIG(state) == SIGSYS)
		return err_set(e, ERR_LOCKED,
			       "the signer was killed by the system, since it did what it may not; "
			       "the vault is locked: unlock it to start another, and please report "
			       "this as a bug");
	if (WIFEXITED(state) && WEXITSTATUS(state) == SIGNER_PROCESS_IDLE)
		return err_set(e, ERR_LOCKED,
			       "the vault locked itself, since nothing was confirmed for a while");
	if (WIFEXITED(state) && WEXITSTATUS(state) == SIGNER_PROCESS_STOPPED)
		return err_set(e, ERR_LOCKED,
			       "the vault locked itself, since the terminal was stopped or closed");
	if (WIFSIGNALED(state))
		return err_set(e, ERR_LOCKED,
			       "the signer was ended (%s), and the vault is locked; unlock it to "
			       "start another",
			       strsignal(WTERMSIG(state)));
	return err_set(e, ERR_LOCKED, "%s", ended_text);
}

bool door_process_has_ended(struct door *d, struct err *e)
{
	struct pollfd socket = {.fd = d->fd, .events = POLLIN};

	/* A request has met the end, and told it. */
	if (d->pid == 0) {
		(void)!err_set(e, ERR_LOCKED, "%s", ended_text);
		return true;
	}
	/* Nobody asked, so that anything to be read is the end. */
	if (poll(&socket, 1, 0) <= 0)
		return false;
	(void)!tell_end(d, e);
	return true;
}

enum status door_process_try(struct door *d, struct err *e)
{
	enum status s = start_process(d, e);

	door_process_end(d);
	return s == ERR_UNSUPPORTED ? STATUS_OK : s;
}

/* --- a request --- */

/* The requests that open a vault, or make one. */
static bool needs_process(uint8_t op)
{
	return op == SIGNER_OPEN || op == SIGNER_CREATE || op == SIGNER_RESTORE;
}

/* The reply of a signer that does not run: a locked one has nothing to tell. */
static enum status answer_as_locked(struct buf *reply, uint8_t op, struct err *e)
{
	static const union signer_any nothing;
	static const uint8_t success[8] = {0}; /* the status, no text */

	if (op != SIGNER_STATE && op != SIGNER_LOCK)
		return err_set(e, ERR_LOCKED, "the vault is locked; unlock it first");
	buf_init(reply, KIB);
	buf_add(reply, success, sizeof(success));
	wire_write(reply, signer_ops_terms(op)->reply, &nothing);
	return buf_status(reply) == STATUS_OK ? STATUS_OK : err_set(e, ERR_MEMORY, "out of memory");
}

enum status door_process_ask(struct door *d, const struct buf *request, struct buf *reply,
			     struct secret **memory, struct err *e)
{
	const uint8_t op = request->data[0];
	enum status s = STATUS_OK;
	int state;

	*memory = NULL;
	buf_init(reply, 0);
	if (d->pid == 0 && !needs_process(op))
		return answer_as_locked(reply, op, e);
	if (d->pid == 0)
		s = start_process(d, e);
	if (s != STATUS_OK)
		return s;
	s = send_and_receive(d, request, reply, memory, e);
	if (s == ERR_NOT_FOUND || s == ERR_IO)
		return tell_end(d, e);
	if (s != STATUS_OK)
		door_process_end(d);
	else if (op == SIGNER_LOCK)
		reap(d, &state);
	return s;
}
