/*
 * Uploads by tus. In reading order: creating one, asking for the offset, sending a chunk, and the
 * loop of tus_send(), which asks for the offset again after every failure.
 *
 * Invariant: u->offset is never above what the server named last, so a lost chunk is sent again and
 * no byte is left out.
 */
#include "client/tus.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/base64.h"
#include "base/buf.h"
#include "base/parse.h"
#include "base/random.h"
#include "client/problem.h"
#include "client/url.h"

#define VERSION_HEADER "Tus-Resumable: 1.0.0"

/* Upload-Metadata of five hashes, numbers and a signature takes about 700 bytes. */
#define METADATA_LIMIT (4 * KIB)

/* The pause after the first failure. It doubles each time: 0.5, 1, 2, 4, 8 s. */
#define PAUSE_MS 500

/* A chunk may take long on a slow line, but it must keep moving. The server answers from disk. */
static const struct http_limits limits_tus = {
	.connect_ms = 4000, .overall_ms = 10 * 60 * 1000, .stall_ms = 20000, .reply = 64 * KIB};

/* Makes an absolute URL of a Location, and refuses one on another server than the endpoint's. */
static enum status resolve(char out[static TUS_URL_SIZE], const char *endpoint,
			   const char *location, struct err *e)
{
	size_t origin;
	int len;

	if (location[0] == '\0')
		return err_set(e, ERR_REMOTE, "the server gave no address for the upload");
	if (location[0] == '/' && location[1] != '/') {
		const char *host = strstr(endpoint, "://");

		host = host != NULL ? host + 3 : endpoint;
		origin = (size_t)(host - endpoint) + strcspn(host, "/?#");
		len = snprintf(out, TUS_URL_SIZE, "%.*s%s", (int)origin, endpoint, location);
	} else {
		len = snprintf(out, TUS_URL_SIZE, "%s", location);
	}
	if (len < 0 || len >= TUS_URL_SIZE)
		return err_set(e, ERR_LIMIT,
			       "the server's address for the upload is longer than %d bytes",
			       TUS_URL_SIZE);
	if (!url_same_origin(endpoint, out))
		return err_set(e, ERR_MISMATCH,
			       "the server wants the upload to go to another server, which byline "
			       "refuses");
	return STATUS_OK;
}

enum status tus_create(struct transport *t, struct tus_upload *u, const char *endpoint,
		       const struct tus_metadata *metadata, size_t n, struct err *e)
{
	struct http_header location = {.name = "Location"};
	char length[64];
	struct buf line;
	/* The second takes out the type of a body, which libcurl would add by itself. */
	const char *headers[4] = {VERSION_HEADER, "Content-Type:", length};
	struct http_exchange x = {.method = HTTP_POST,
				  .url = endpoint,
				  .headers = headers,
				  .n_headers = ARRAY_SIZE(headers),
				  .limits = limits_tus,
				  .wanted = &location,
				  .n_wanted = 1};
	enum status s;

	buf_init(&line, METADATA_LIMIT);
	buf_add_str(&line, "Upload-Metadata: ");
	for (size_t i = 0; i < n; i++) {
		buf_addf(&line, "%s%s ", i > 0 ? "," : "", metadata[i].key);
		base64_add(&line, metadata[i].value, strlen(metadata[i].value));
	}
	headers[3] = buf_str(&line);
	snprintf(length, sizeof(length), "Upload-Length: %llu", (unsigned long long)u->size);
	s = buf_status(&line);
	if (s == STATUS_OK)
		s = transport_perform_one(t, &x, e);
	if (s == STATUS_OK && x.http_status != 201)
		s = problem_of(&x, e);
	if (s == STATUS_OK)
		s = resolve(u->url, endpoint, location.value, e);
	u->offset = 0;
	if (s != STATUS_OK)
		u->url[0] = '\0';
	http_exchange_release(&x);
	buf_release(&line);
	return s;
}

/* Takes the offset that the server named, which must lie within the file. */
static enum status take_offset(struct tus_upload *u, const char *text, struct err *e)
{
	uint64_t offset;

	if (parse_u64(&offset, text, strlen(text)) != STATUS_OK || offset > u->size)
		return err_set(e, ERR_REMOTE, "the server named a position outside the file");
	u->offset = offset;
	return STATUS_OK;
}

/* Forgets the address of an upload that the server no longer knows. */
static enum status forget_if_gone(struct tus_upload *u, enum status s)
{
	if (s == ERR_NOT_FOUND) {
		u->url[0] = '\0';
		u->offset = 0;
	}
	return s;
}

/* Asks the server how many bytes it has. Errors as tus_send(). */
static enum status ask_offset(struct transport *t, struct tus_upload *u, struct err *e)
{
	static const char *const headers[] = {VERSION_HEADER};
	struct http_header wanted[] = {{.name = "Upload-Offset"}, {.name = "Upload-Length"}};
	struct http_exchange x = {.method = HTTP_HEAD,
				  .url = u->url,
				  .headers = headers,
				  .n_headers = ARRAY_SIZE(headers),
				  .limits = limits_tus,
				  .wanted = wanted,
				  .n_wanted = ARRAY_SIZE(wanted)};
	uint64_t size = u->size;
	const char *length = wanted[1].value;
	enum status s = transport_perform_one(t, &x, e);

	if (s == STATUS_OK && x.http_status != 200 && x.http_status != 204)
		s = forget_if_gone(u, problem_of(&x, e));
	if (s == STATUS_OK && length[0] != '\0' &&
	    (parse_u64(&size, length, strlen(length)) != STATUS_OK || size != u->size))
		s = err_set(
			e, ERR_CHANGED,
			"the server expects another file than this one; start the upload again");
	if (s == STATUS_OK)
		s = take_offset(u, wanted[0].value, e);
	http_exchange_release(&x);
	return s;
}

static enum status read_chunk(uint8_t *out, size_t len, int fd, uint64_t at, struct err *e)
{
	while (len > 0) {
		ssize_t got = pread(fd, out, len, (off_t)at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_set(e, status_from_errno(errno),
				       "cannot read the sealed file: %s", strerror(errno));
		if (got == 0)
			return err_set(
				e, ERR_CHANGED,
				"the sealed file is shorter than it was; start the upload again");
		out += got;
		at += (uint64_t)got;
		len -= (size_t)got;
	}
	return STATUS_OK;
}

/* Sends the chunk at u->offset. ERR_EXISTS when the server has another offset. */
static enum status send_chunk(struct transport *t, struct tus_upload *u, int fd, uint8_t *chunk,
			      struct err *e)
{
	uint64_t left = u->size - u->offset;
	size_t len = left < TUS_CHUNK ? (size_t)left : TUS_CHUNK;
	struct http_header wanted = {.name = "Upload-Offset"};
	char offset[64];
	const char *const headers[] = {VERSION_HEADER,
				       "Content-Type: application/offset+octet-stream", offset};
	struct http_exchange x = {.method = HTTP_PATCH,
				  .url = u->url,
				  .headers = headers,
				  .n_headers = ARRAY_SIZE(headers),
				  .body = chunk,
				  .body_len = len,
				  .limits = limits_tus,
				  .wanted = &wanted,
				  .n_wanted = 1};
	uint64_t before = u->offset;
	enum status s = read_chunk(chunk, len, fd, u->offset, e);

	snprintf(offset, sizeof(offset), "Upload-Offset: %llu", (unsigned long long)u->offset);
	if (s == STATUS_OK)
		s = transport_perform_one(t, &x, e);
	if (s == STATUS_OK && x.http_status != 204 && x.http_status != 200)
		s = forget_if_gone(u, problem_of(&x, e));
	if (s == STATUS_OK)
		s = take_offset(u, wanted.value, e);
	if (s == STATUS_OK && (u->offset <= before || u->offset - before > len)) {
		u->offset = before;
		s = err_set(e, ERR_REMOTE, "the server claims to have more or less than was sent");
	}
	http_exchange_release(&x);
	return s;
}

/* Says whether trying again may help. */
static bool passes(enum status s)
{
	return s == ERR_UNREACHABLE || s == ERR_TIMEOUT || s == ERR_REMOTE || s == ERR_BUSY ||
	       s == ERR_EXISTS;
}

enum status tus_send(struct transport *t, struct tus_upload *u, int fd,
		     enum status (*progress)(void *arg, const struct tus_upload *u), void *arg,
		     struct err *e)
{
	uint8_t *chunk = malloc(TUS_CHUNK);
	bool offset_known = false;
	unsigned failures = 0;
	uint64_t furthest = 0;
	enum status s = chunk != NULL ? STATUS_OK : ERR_MEMORY;

	while (s == STATUS_OK) {
		s = offset_known ? send_chunk(t, u, fd, chunk, e) : ask_offset(t, u, e);
		if (s == STATUS_OK && progress != NULL) {
			s = progress(arg, u);
			if (s != STATUS_OK)
				break;
		}
		if (s == STATUS_OK) {
			if (u->offset > furthest) {
				furthest = u->offset;
				failures = 0;
			}
			offset_known = true;
			if (u->offset == u->size)
				break;
		} else if (passes(s) && ++failures < TUS_TRIES) {
			uint32_t pause = (uint32_t)PAUSE_MS << (failures - 1);

			offset_known = false;
			s = transport_sleep(t, pause + random_below(pause / 2));
		}
	}
	if (s == ERR_EXISTS)
		s = err_set(e, ERR_REMOTE,
			    "the server refuses the very position that it named before");
	free(chunk);
	return s;
}
