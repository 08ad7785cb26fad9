/* References to a preview, the finding about a record, and what the whole of it means. */
#include "models/preview.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
	free(last->names);
	free(last->lacking);
	free(last->rules);
	free(last->source);
	free(last);
}

/* A wrong label costs most: it teaches the model the opposite. */
enum preview_finding preview_finding_of(const struct preview_row *r)
{
	if (r->broken)
		return PREVIEW_BROKEN_LINE;
	if (r->suspicious)
		return PREVIEW_WRONG_LABEL;
	if (r->contradicted)
		return PREVIEW_CONTRADICTION;
	if (r->duplicate_of != UINT64_MAX)
		return PREVIEW_DUPLICATE;
	if (r->no_label)
		return PREVIEW_NO_LABEL;
	return r->unknown_label ? PREVIEW_UNKNOWN_LABEL : PREVIEW_NO_FINDING;
}

const char *preview_finding_word(enum preview_finding f)
{
	switch (f) {
	case PREVIEW_BROKEN_LINE: return "broken line";
	case PREVIEW_WRONG_LABEL: return "label looks wrong";
	case PREVIEW_CONTRADICTION: return "same words, another label";
	case PREVIEW_DUPLICATE: return "same as another record";
	case PREVIEW_NO_LABEL: return "no label";
	case PREVIEW_UNKNOWN_LABEL: return "unknown label";
	case PREVIEW_NO_FINDING: break;
	}
	return "";
}

/* Short forms for programs; sentences for people are in models/tell_preview.h. */
const char *preview_foreign_word(enum preview_foreign f)
{
	switch (f) {
	case PREVIEW_IS_SCORED: break;
	case PREVIEW_NO_TEXT: return "no text";
	case PREVIEW_NO_WORDS: return "no words";
	case PREVIEW_NO_LABELS: return "no labels";
	case PREVIEW_FOREIGN_LABELS: return "other labels";
	}
	return "";
}

/* The first that holds: a file that is not for the model has nothing to mend. */
enum preview_advice preview_advice_of(const struct preview *p)
{
	if (p->foreign != PREVIEW_IS_SCORED || p->helpful + p->harmful + p->neutral == 0)
		return PREVIEW_NOTHING_SCORED;
	if (p->crafted != PREVIEW_NOT_CRAFTED)
		return PREVIEW_LOOKS_CRAFTED;
	if (p->suspicious > 0 || p->contradictions > 0)
		return PREVIEW_MEND_LABELS;
	if (p->all.known && p->all.low > 0)
		return PREVIEW_WOULD_HARM;
	if (!p->all.has_share && p->helpful == 0 && p->harmful > 0)
		return PREVIEW_EARNS_NOTHING;
	/* A share below a two-thousandth shows as 0.0 %. */
	return p->all.has_share && p->all.share < 0.0005 ? PREVIEW_EARNS_NOTHING : PREVIEW_COMMIT;
}

/* Fewer places would show most changes as equal, more than the model's numbers do not hold. */
#define LEAST_PLACES 2
#define MOST_PLACES  6

void preview_change_text(struct preview_change_text *out, const struct preview_outcome *o)
{
	bool lowers = o->change <= 0;
	double low = 100 * (lowers ? -o->high : o->low);
	double high = 100 * (lowers ? -o->low : o->high);
	char from[24], to[24];
	int places = LEAST_PLACES;

	out->verb = lowers ? "lower" : "raise";
	for (;; places++) {
		snprintf(from, sizeof(from), "%.*f", places, low);
		snprintf(to, sizeof(to), "%.*f", places, high);
		if (strcmp(from, to) != 0 || places == MOST_PLACES)
			break;
	}
	out->interval[0] = '\0';
	if (strcmp(from, to) != 0)
		snprintf(out->interval, sizeof(out->interval), "%s to %s %%", from, to);
	else
		places = LEAST_PLACES;
	snprintf(out->by, sizeof(out->by), "%.*f %%", places,
		 100 * (lowers ? -o->change : o->change));
}
