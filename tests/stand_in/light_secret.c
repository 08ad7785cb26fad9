/*
 * base/secret.h from malloc(), for fuzzing. sodium_malloc() takes a dozen system calls for each
 * secret, which is most of the time of a small input; and the sanitizers know nothing of its
 * memory. Here one byte too far, a use after the end and a use of a closed secret are reports.
 */
#include "base/secret.h"

#include <sanitizer/asan_interface.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

struct secret {
	size_t len;
	uint8_t *bytes;
};

enum status secret_start(struct err *e)
{
	return sodium_init() < 0 ? err_set(e, ERR_UNSUPPORTED, "libsodium cannot start")
				 : STATUS_OK;
}

enum status secret_new(struct secret **out, size_t len, struct err *e)
{
	struct secret *s = malloc(sizeof(*s));

	*out = NULL;
	if (s == NULL)
		return err_set(e, ERR_MEMORY, "out of memory for a secret");
	s->len = len;
	s->bytes = calloc(1, len);
	if (s->bytes == NULL) {
		free(s);
		return err_set(e, ERR_MEMORY, "out of memory for a secret");
	}
	*out = s;
	return STATUS_OK;
}

enum status secret_copy(struct secret **out, const void *data, size_t len, struct err *e)
{
	enum status s = secret_new(out, len, e);

	if (s == STATUS_OK)
		memcpy((*out)->bytes, data, len);
	return s;
}

void secret_free(struct secret *s)
{
	if (s == NULL)
		return;
	ASAN_UNPOISON_MEMORY_REGION(s->bytes, s->len);
	/* A pointer that is left meets no secret that could pass for the right one. */
	memset(s->bytes, 0xdd, s->len);
	free(s->bytes);
	free(s);
}

uint8_t *secret_bytes(struct secret *s)
{
	return s->bytes;
}

const uint8_t *secret_view(const struct secret *s)
{
	return s->bytes;
}

size_t secret_len(const struct secret *s)
{
	return s->len;
}

void secret_close(struct secret *s)
{
	ASAN_POISON_MEMORY_REGION(s->bytes, s->len);
}

void secret_open(struct secret *s)
{
	ASAN_UNPOISON_MEMORY_REGION(s->bytes, s->len);
}

void secret_wipe(void *data, size_t len)
{
	sodium_memzero(data, len);
}
