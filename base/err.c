#include "base/err.h"

#include <stdio.h>
#include <string.h>

/*
 * Every failure that a person reads passes here, so a debugger's breakpoint on this function finds
 * its origin.
 */
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

enum status err_set_errno(struct err *e, int error, const char *format, ...)
{
	char text[LIMIT_ERR_TEXT];
	va_list ap;

	if (e == NULL)
		return status_from_errno(error);
	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	return err_set(e, status_from_errno(error), "%s: %s", text, strerror(error));
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
	/* The old message is a part of the new one, so the new one is put together beside it. */
	snprintf(joined, sizeof(joined), "%s: %s", text,
		 e->text[0] != '\0' ? e->text : status_phrase(code));
	joined[sizeof(e->text) - 1] = '\0';
	memcpy(e->text, joined, sizeof(e->text));
	return e->code;
}
