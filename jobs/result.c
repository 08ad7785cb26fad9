/* One place that frees what results lead to, and two that set the line which says what was done. */
#include "jobs/result.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "act/act.h"

/* A person may leave the forms while the claims wait, and requests own them meanwhile. */
void free_brought_claims(struct brought_claims *b)
{
	if (b != NULL)
		release_brought_claims(b);
	free(b);
}

/* Pointers whose content somebody took over are NULL by then. */
void release_result(struct work_result *r)
{
	free_act(r->act);
	preview_unref(r->preview);
	comparison_unref(r->comparison);
	free_whole_record(r->record);
	free_brought_claims(r->brought);
	free(r->path);
}

void tell_result(struct work_result *r, const char *format, ...)
{
	char text[SENTENCE_TEXT_SIZE];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	r->text = (struct sentence){.n = 0};
	sentence_add(&r->text, "%s", text);
}

/* Amounts stay amounts, which the screen may hide. */
void tell_audit(struct work_result *r, const struct audit_part *parts, size_t n)
{
	r->text = (struct sentence){.n = 0};
	for (size_t i = 0; i < n; i++) {
		sentence_add(&r->text, "%s", i > 0 ? "; " : "");
		sentence_add_sentence(&r->text, &parts[i].said);
	}
}
