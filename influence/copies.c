/*
 * The known rows are filed by feature, so that a row of the set meets only those that share one
 * with it.
 */
#include "influence/copies.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct posting {
	uint32_t row;
	float value;
};

/* A known row, and its product with a row of the set. */
struct acquaintance {
	double length, product;
	size_t by; /* the row of the set, from 1, that met it last */
};

/* Entries in the order of their features; those of feature d begin at first[d]. */
struct filing {
	size_t buckets;
	size_t *first; /* [D+1] */
	struct posting *entry;
	struct acquaintance *met; /* the known rows */
	uint32_t *near;		  /* those that one row of the set meets */
};

/* The constant is the same in every text. Rows of a file need not have it last, or at all. */
static bool is_word(const struct filing *f, uint32_t feature)
{
	return feature + 1 < f->buckets;
}

static void file_entries(struct filing *f, const struct corpus *known)
{
	size_t at = 0;

	for (size_t k = 0; k < known->first[known->n]; k++)
		f->first[known->index[k]]++;
	/* Counts become ends, and filing backwards turns each into a beginning. */
	for (size_t d = 0; d <= f->buckets; d++) {
		at += f->first[d];
		f->first[d] = at;
	}
	for (size_t i = known->n; i-- > 0;) {
		struct sparse x = corpus_row(known, i);
		double squares = 0;

		for (size_t j = 0; j < x.n; j++) {
			f->entry[--f->first[x.index[j]]] =
				(struct posting){(uint32_t)i, x.value[j]};
			if (is_word(f, x.index[j]))
				squares += (double)x.value[j] * (double)x.value[j];
		}
		f->met[i] = (struct acquaintance){.length = sqrt(squares)};
	}
}

/* Adds up the products of `x` with the known rows. Returns how many are near it. */
static size_t meet(struct filing *f, struct sparse x, size_t number)
{
	size_t near = 0;

	for (size_t j = 0; j < x.n; j++) {
		if (!is_word(f, x.index[j]))
			continue;
		for (size_t k = f->first[x.index[j]]; k < f->first[x.index[j] + 1]; k++) {
			struct acquaintance *met = &f->met[f->entry[k].row];

			if (met->by != number) {
				met->by = number;
				met->product = 0;
				f->near[near++] = f->entry[k].row;
			}
			met->product += (double)f->entry[k].value * (double)x.value[j];
		}
	}
	return near;
}

enum status copies_find(bool *repeated, size_t *copies, const struct corpus *known,
			const struct corpus *set, double nearness)
{
	struct filing f = {.buckets = known->recipe.buckets};
	enum status s = ERR_MEMORY;

	*copies = 0;
	f.first = calloc(f.buckets + 1, sizeof(*f.first));
	f.entry = malloc((known->first[known->n] + 1) * sizeof(*f.entry));
	f.met = calloc(known->n + 1, sizeof(*f.met));
	f.near = malloc((known->n + 1) * sizeof(*f.near));
	if (f.first != NULL && f.entry != NULL && f.met != NULL && f.near != NULL) {
		s = STATUS_OK;
		memset(repeated, 0, known->n * sizeof(*repeated));
		file_entries(&f, known);
	}
	for (size_t i = 0; i < set->n && s == STATUS_OK; i++) {
		size_t near = meet(&f, corpus_row(set, i), i + 1);
		bool any = false;

		/* A row of a text has the length 1, or no words. */
		for (size_t k = 0; k < near; k++) {
			const struct acquaintance *met = &f.met[f.near[k]];

			if (met->length > 0 && met->product >= nearness * met->length)
				any = repeated[f.near[k]] = true;
		}
		*copies += any;
	}
	free(f.first);
	free(f.entry);
	free(f.met);
	free(f.near);
	return s;
}
