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
	free(last->source);
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

enum preview_advice preview_advice_of(const struct preview *p)
{
	if (p->helpful + p->harmful + p->neutral == 0)
		return PREVIEW_NOTHING_SCORED;
	if (p->suspicious > 0)
		return PREVIEW_MEND_LABELS;
	/* A share below a two-thousandth shows as 0.0 %. */
	return p->has_share && p->share < 0.0005 ? PREVIEW_EARNS_NOTHING : PREVIEW_COMMIT;
}

/* Fewer places would show most changes as equal, more than the model's numbers do not hold. */
#define LEAST_PLACES 2
#define MOST_PLACES  6

void preview_change_text(struct preview_change_text *out, const struct preview *p)
{
	bool lowers = p->change <= 0;
	double low = 100 * (lowers ? -p->change_high : p->change_low);
	double high = 100 * (lowers ? -p->change_low : p->change_high);
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
		 100 * (lowers ? -p->change : p->change));
}
