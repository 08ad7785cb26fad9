/*
 * In reading order: beginning (protections, then the greeting that tells them), one request, the
 * loop. Everything that opens a file happens in begin_confined(), before the system calls are
 * confined and before a secret is read.
 *
 * Invariant: a signer that lacks a required protection reads no request.
 */
#include "wallet/signer_process.h"

#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/parse.h"
#include "wallet/channel.h"
#include "wallet/confine.h"
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

/* Takes the protections and greets. Returns: the signer; NULL when it may not be used. */
static struct signer *begin_confined(char **argv)
{
	uint32_t required = number_in(argv[3], PROTECTION_ALL);
	uint32_t on = confine_process((pid_t)number_in(argv[1], 0));
	struct signer *signer = NULL;

	prctl(PR_SET_NAME, SIGNER_PROCESS_NAME, 0, 0, 0);
	tzset();
	if (signer_new(&signer, NULL) != STATUS_OK)
		return NULL;
	if (confine_calls())
		on |= PROTECTION_CALLS;
	if (greet(on) && (on & required) == required)
		return signer;
	signer_free(signer);
	return NULL;
}

static bool asks_secret(uint8_t op)
{
	return wire_has_secret(signer_ops_terms(op)->request);
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
	struct secret *request_memory, *reply_memory = NULL;
	struct buf request, reply = {0};
	uint8_t op = 0;
	enum status s = channel_receive(SIGNER_PROCESS_SOCKET, &request, &request_memory,
					SIGNER_REQUEST_MAX, asks_secret, NULL);
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
	channel_release(&request, request_memory);
	if (s == STATUS_OK)
		s = channel_send(SIGNER_PROCESS_SOCKET, &reply, NULL);
	channel_release(&reply, reply_memory);
	return s == STATUS_OK && !locks;
}

/* A locked signer has nothing more to do: the next unlocking starts another one. */
_Noreturn void signer_process_run(char **argv)
{
	uint32_t capabilities = number_in(argv[2], 0);
	struct signer *signer = begin_confined(argv);

	while (signer != NULL && serve(signer, capabilities))
		continue;
	signer_free(signer);
	_exit(0);
}
