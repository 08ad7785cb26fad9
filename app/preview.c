/* References to a preview, and the finding about a record. */
#include "app/preview.h"

#include <stdlib.h>

const struct preview *preview_ref(const struct preview *p)
{
	/* The counter alone changes; to everybody else a preview is constant. */
	atomic_fetch_add(&((struct preview *)(uintptr_t)p)->references, 1);
	return p;
}

void preview_unref(const struct preview *p)
{
	struct preview *last = (struct preview *)(uintptr_t)p;

	if (p == NULL || atomic_fetch_sub(&last->references, 1) != 1)
		return;
	free(last->rows);
	free(last);
}

/* A wrong label costs most: it teaches the model the opposite. */
enum preview_finding preview_finding_of(const struct preview_row *r)
{
	if (r->suspicious)
		return PREVIEW_WRONG_LABEL;
	if (r->duplicate_of != UINT64_MAX)
		return PREVIEW_DUPLICATE;
	return r->unknown_label ? PREVIEW_UNKNOWN_LABEL : PREVIEW_NO_FINDING;
}

const char *preview_finding_word(enum preview_finding f)
{
	switch (f) {
	case PREVIEW_WRONG_LABEL: return "label looks wrong";
	case PREVIEW_DUPLICATE: return "same as another record";
	case PREVIEW_UNKNOWN_LABEL: return "unknown label";
	case PREVIEW_NO_FINDING: break;
	}
	return "";
}
