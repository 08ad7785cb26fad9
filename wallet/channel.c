/*
 * Both ends trust the kernel to tell who is there and nothing else: a length is checked before any
 * memory is asked for.
 */
#include "wallet/channel.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/be.h"
#include "base/buf.h"
#include "wallet/wire.h"

#define VERSION	    1
#define HEADER_SIZE 5

/* Ends that close their socket are told of by the result, not by SIGPIPE. */
static enum status send_all(int fd, const uint8_t *data, size_t len, struct err *e)
{
	while (len > 0) {
		ssize_t sent = send(fd, data, len, MSG_NOSIGNAL);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0)
			return err_set(e, ERR_IO, "the signer cannot be asked: %s",
				       strerror(errno));
		data += sent;
		len -= (size_t)sent;
	}
	return STATUS_OK;
}

enum status channel_send(int fd, const struct buf *message, struct err *e)
{
	uint8_t header[HEADER_SIZE] = {VERSION};
	enum status s;

	if (message->len > UINT32_MAX)
		return err_set(e, ERR_LIMIT, "a message is too long for the signer");
	be32_store(header + 1, (uint32_t)message->len);
	s = send_all(fd, header, sizeof(header), e);
	return s == STATUS_OK ? send_all(fd, message->data, message->len, e) : s;
}

/* Returns: STATUS_OK; ERR_NOT_FOUND when the end comes before the first byte, ERR_IO later. */
static enum status read_all(int fd, uint8_t *out, size_t len, struct err *e)
{
	size_t got = 0;

	while (got < len) {
		ssize_t n = read(fd, out + got, len - got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno != ECONNRESET)
			return err_set(e, ERR_IO, "the signer cannot be read: %s", strerror(errno));
		if (n <= 0)
			return err_set(e, got == 0 ? ERR_NOT_FOUND : ERR_IO,
				       "the signer's connection has ended");
		got += (size_t)n;
	}
	return STATUS_OK;
}

enum status channel_receive(int fd, struct buf *message, struct secret **memory, size_t cap,
			    bool guarded, struct err *e)
{
	uint8_t header[HEADER_SIZE];
	size_t len = 0;
	enum status s;

	*memory = NULL;
	buf_init(message, 0);
	s = read_all(fd, header, sizeof(header), e);
	if (s != STATUS_OK)
		return s;
	len = be32_load(header + 1);
	if (header[0] != VERSION || len == 0)
		return err_set(e, ERR_PARSE, "the signer speaks another version");
	if (len > cap)
		return err_set(e, ERR_LIMIT, "a message is longer than the signer's longest");
	if (guarded)
		s = wire_guarded(message, memory, len, e);
	else
		buf_init(message, len);
	if (s == STATUS_OK && buf_reserve(message, len) == NULL)
		s = err_set(e, buf_status(message), "out of memory for a message of the signer");
	if (s == STATUS_OK)
		s = read_all(fd, message->data, len, e);
	if (s == STATUS_OK)
		buf_grew(message, len);
	return s == ERR_NOT_FOUND ? ERR_IO : s;
}

void channel_release(struct buf *message, struct secret *memory)
{
	if (memory == NULL)
		buf_wipe(message);
	secret_free(memory);
}
