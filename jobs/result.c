#include "jobs/result.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "act/act.h"

void release_result(struct work_result *r)
{
	free_act(r->act);
	preview_unref(r->preview);
	free(r->path);
	secret_free(r->phrase);
}

void tell_result(struct work_result *r, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(r->text, sizeof(r->text), format, ap);
	va_end(ap);
}
