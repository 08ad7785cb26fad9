#include "influence/panel.h"

#include <stdlib.h>

#include "influence/fingerprints.h"
#include "influence/scorer.h"

/* A model of a panel. */
struct seat {
	struct scorer *scorer;
	size_t leader;	 /* the first model of its recipe, whose features it takes; maybe itself */
	struct sparse x; /* a leader's features of the record at hand */
};

struct panel {
	struct seat *seats;
	size_t n;
	struct fingerprints seen;
	size_t records;
};

enum status panel_new(struct panel **out, const struct artifact *const *models, size_t n,
		      struct err *e)
{
	struct panel *p = calloc(1, sizeof(*p));
	enum status s = STATUS_OK;

	*out = NULL;
	if (p != NULL)
		p->seats = calloc(n + 1, sizeof(*p->seats));
	if (p == NULL || p->seats == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		struct seat *seat = &p->seats[p->n++];

		while (!recipe_equal(&models[seat->leader]->recipe, &models[i]->recipe))
			seat->leader++;
		s = scorer_new(&seat->scorer, models[i], 0, e);
	}
	if (s == STATUS_OK)
		*out = p;
	else
		panel_free(p);
	return s;
}

void panel_free(struct panel *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->n; i++)
		scorer_free(p->seats[i].scorer);
	fingerprints_release(&p->seen);
	free(p->seats);
	free(p);
}

/*
 * Equal texts have equal fingerprints under every recipe, so those of the first one find the
 * duplicates for all models.
 */
enum status panel_score(struct panel *p, struct scored *scores, const int *classes,
			const void *text, size_t len, struct err *e)
{
	uint32_t number = (uint32_t)p->records, first = number;
	uint64_t fingerprint = 0;

	if (p->records == LIMIT_CORPUS_RECORDS)
		return err_set(e, ERR_LIMIT, "more than %zu records", LIMIT_CORPUS_RECORDS);
	if (fingerprints_reserve(&p->seen, p->records) != STATUS_OK)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < p->n; i++) {
		struct seat *seat = &p->seats[i];
		uint64_t own;

		if (seat->leader == i)
			scorer_features(seat->scorer, &seat->x, &own, text, len);
		if (i == 0) {
			fingerprint = own;
			fingerprints_prefetch(&p->seen, fingerprint);
		}
		scorer_score(seat->scorer, &scores[i], p->seats[seat->leader].x, classes[i]);
	}
	if (p->n > 0)
		first = fingerprints_enter(&p->seen, fingerprint, number);
	for (size_t i = 0; i < p->n; i++) {
		scores[i].duplicate_of = first;
		scores[i].flags |= first != number ? SCORE_DUPLICATE : 0;
	}
	p->records++;
	return STATUS_OK;
}
