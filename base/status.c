#include "base/status.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

const char *status_phrase(enum status s)
{
	static const char *const phrases[] = {
#define X(name, phrase) [name] = phrase,
		STATUS_LIST(X)
#undef X
	};

	return (size_t)s < ARRAY_SIZE(phrases) ? phrases[s] : "unknown error";
}

const char *status_name(enum status s)
{
	static const char *const names[] = {
#define X(name, phrase) [name] = #name,
		STATUS_LIST(X)
#undef X
	};

	return (size_t)s < ARRAY_SIZE(names) ? names[s] : "ERR_UNKNOWN";
}

enum status err_set(struct err *e, enum status code, const char *format, ...)
{
	va_list ap;

	if (e == NULL)
		return code;
	e->code = code;
	va_start(ap, format);
	vsnprintf(e->text, sizeof(e->text), format, ap);
	va_end(ap);
	return code;
}

enum status err_prefix(struct err *e, enum status code, const char *format, ...)
{
	char text[LIMIT_ERR_TEXT];
	char joined[2 * LIMIT_ERR_TEXT + 2];
	va_list ap;

	if (e == NULL)
		return code;
	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	if (e->code == STATUS_OK)
		e->code = code;
	snprintf(joined, sizeof(joined), "%s: %s", text,
		 e->text[0] != '\0' ? e->text : status_phrase(code));
	joined[sizeof(e->text) - 1] = '\0';
	memcpy(e->text, joined, sizeof(e->text));
	return e->code;
}

enum status status_from_errno(int error)
{
	switch (error) {
	case ENOMEM: return ERR_MEMORY;
	case ENOSPC:
	case EDQUOT: return ERR_NO_SPACE;
	case EACCES:
	case EPERM:
	case EROFS: return ERR_PERMISSION;
	case EEXIST: return ERR_EXISTS;
	case ENOENT:
	case ENOTDIR: return ERR_NOT_FOUND;
	default: return ERR_IO; /* errno is an open set */
	}
}
