#include "ur/sampler.h"

#include <stdlib.h>

/* Two stacks in one array: small columns grow from its front, large ones from its end. */
struct alias_columns {
	uint32_t *at;
	uint32_t small, large, n;
};

/* The reference compares with 1 and no margin, so that this must too. */
static void push_column(struct alias_columns *c, const double *scaled, uint32_t i)
{
	if (scaled[i] < 1)
		c->at[c->small++] = i;
	else
		c->at[c->n - ++c->large] = i;
}

/* A column is full when its own chance and one alias fill it; the alias gives the rest away. */
static void fill_columns(struct sampler *s, double *scaled, struct alias_columns *c)
{
	for (uint32_t i = c->n; i-- > 0;)
		push_column(c, scaled, i);
	while (c->small > 0 && c->large > 0) {
		const uint32_t a = c->at[--c->small], g = c->at[c->n - c->large--];

		s->chance[a] = scaled[a];
		s->alias[a] = g;
		scaled[g] += scaled[a] - 1;
		push_column(c, scaled, g);
	}
	for (; c->large > 0; c->large--)
		s->chance[c->at[c->n - c->large]] = 1;
	/* Small ones are left by rounding alone. */
	while (c->small > 0)
		s->chance[c->at[--c->small]] = 1;
}

enum status sampler_init(struct sampler *s, const double *weights, uint32_t n)
{
	double *scaled = calloc(n, sizeof(*scaled)), sum = 0;
	struct alias_columns c = {.at = calloc(n, sizeof(uint32_t)), .n = n};
	enum status status = ERR_MEMORY;

	s->chance = calloc(n, sizeof(*s->chance));
	s->alias = calloc(n, sizeof(*s->alias));
	s->n = n;
	if (scaled != NULL && c.at != NULL && s->chance != NULL && s->alias != NULL) {
		for (uint32_t i = 0; i < n; i++)
			sum += weights[i];
		for (uint32_t i = 0; i < n; i++)
			scaled[i] = weights[i] * (double)n / sum;
		fill_columns(s, scaled, &c);
		status = STATUS_OK;
	}
	free(scaled);
	free(c.at);
	if (status != STATUS_OK)
		sampler_release(s);
	return status;
}

void sampler_release(struct sampler *s)
{
	free(s->chance);
	free(s->alias);
	*s = (struct sampler){.n = 0};
}

uint32_t sampler_next(const struct sampler *s, struct xoshiro *x)
{
	const uint32_t column = (uint32_t)xoshiro_below(x, s->n);

	return xoshiro_double(x) < s->chance[column] ? column : s->alias[column];
}
