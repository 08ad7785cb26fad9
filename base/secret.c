/*
 * Guarded memory from sodium_malloc(): pages around it that nobody may touch, and a canary before
 * it.
 *
 * The struct itself lies in guarded memory too, so that a stray write cannot change its length.
 */
#include "base/secret.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

struct secret {
	size_t len;
	uint8_t *bytes; /* from sodium_malloc() */
};

enum status secret_start(struct err *e)
{
	struct rlimit none = {0, 0};

	if (sodium_init() < 0)
		return err_set(e, ERR_UNSUPPORTED,
			       "libsodium cannot start: the system offers no random numbers");
	if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		return err_set(e, ERR_UNSUPPORTED, "cannot switch core dumps off: %s",
			       strerror(errno));
	return STATUS_OK;
}

enum status secret_new(struct secret **out, size_t len, struct err *e)
{
	struct secret *s = sodium_malloc(sizeof(*s));

	*out = NULL;
	if (s == NULL)
		return err_set(e, ERR_MEMORY, "out of memory for a secret");
	s->len = len;
	s->bytes = sodium_malloc(len);
	if (s->bytes == NULL) {
		sodium_free(s);
		return err_set(e, ERR_MEMORY, "out of memory for a secret");
	}
	/*
	 * sodium_malloc() has tried to lock the memory and hides whether it could. Locking twice
	 * does no harm and tells.
	 */
	if (sodium_mlock(s->bytes, len) != 0) {
		secret_free(s);
		return err_set(e, ERR_PERMISSION,
			       "cannot keep secrets out of swap: the limit of locked memory is too "
			       "low; run: ulimit -l unlimited");
	}
	memset(s->bytes, 0, len);
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
	sodium_free(s->bytes);
	sodium_free(s);
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

/* A kernel that refuses to close leaves the secret as it was: readable, and still guarded. */
void secret_close(struct secret *s)
{
	sodium_mprotect_noaccess(s->bytes);
}

/* One that refuses to open would leave bytes that end the process at their first use. */
void secret_open(struct secret *s)
{
	sodium_mprotect_readonly(s->bytes);
}

void secret_wipe(void *data, size_t len)
{
	sodium_memzero(data, len);
}
