/*
 * utf8proc works on code points that the caller keeps: here in guarded memory.
 */
#include "base/nfkd.h"

#include <utf8proc.h>

#include "base/disclose.h"

#define NFKD (UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT)
#define NFKC (UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT)

bool nfkd_is_ascii(const struct secret *text)
{
	uint8_t all = 0;

	for (size_t i = 0; i < secret_len(text); i++)
		all |= secret_view(text)[i];
	return disclose(all >> 7) == 0;
}

static enum status normalize(struct secret **out, const struct secret *text, utf8proc_option_t form,
			     struct err *e)
{
	const utf8proc_uint8_t *from = secret_view(text);
	utf8proc_ssize_t len = (utf8proc_ssize_t)secret_len(text), n;
	struct secret *memory = NULL;
	utf8proc_int32_t *points;
	enum status s;

	*out = NULL;
	/* ASCII is in every form. It needs no table of Unicode's, which a letter would index. */
	if (nfkd_is_ascii(text))
		return secret_copy(out, from, secret_len(text), e);
	n = utf8proc_decompose(from, len, NULL, 0, form);
	if (n < 0)
		return secret_copy(out, from, secret_len(text), e);
	/* utf8proc_reencode() writes the text over the code points and adds a zero. */
	s = secret_new(&memory, ((size_t)n + 1) * sizeof(*points), e);
	if (s != STATUS_OK)
		return s;
	points = (utf8proc_int32_t *)(void *)secret_bytes(memory);
	n = utf8proc_decompose(from, len, points, n, form);
	n = utf8proc_reencode(points, n, form);
	s = secret_copy(out, secret_view(memory), (size_t)n, e);
	secret_free(memory);
	return s;
}

enum status nfkd_secret(struct secret **out, const struct secret *text, struct err *e)
{
	return normalize(out, text, NFKD, e);
}

enum status nfkd_secret_composed(struct secret **out, const struct secret *text, struct err *e)
{
	return normalize(out, text, NFKC, e);
}
