/*
 * The rules of a comparison, as functions of values: what a share is worth, in which order models
 * stand and why, and the words for it. Invariant: two amounts are compared only when they are of
 * one token on one chain.
 */
#include "models/comparison.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct comparison *comparison_new(void)
{
	struct comparison *c = calloc(1, sizeof(*c));

	if (c != NULL)
		atomic_init(&c->references, 1);
	return c;
}

const struct comparison *comparison_ref(const struct comparison *c)
{
	/* The counter alone changes; to everybody else a comparison is constant. */
	atomic_fetch_add(&((struct comparison *)(uintptr_t)c)->references, 1);
	return c;
}

void comparison_unref(const struct comparison *c)
{
	struct comparison *last = (struct comparison *)(uintptr_t)c;

	if (c == NULL || atomic_fetch_sub(&last->references, 1) != 1)
		return;
	free(last->models);
	free(last->labels);
	free(last->names);
	free(last->rules);
	free(last->source);
	free(last->language);
	free(last->license);
	free(last);
}

const char *comparison_verdict_word(enum comparison_verdict v)
{
	switch (v) {
	case COMPARISON_TAKEN: return "taken";
	case COMPARISON_NO_FILE: return "no file";
	case COMPARISON_MODALITY: return "modality";
	case COMPARISON_LANGUAGE: return "language";
	case COMPARISON_LICENSE: return "licence";
	case COMPARISON_LABELS: return "labels";
	}
	return "";
}

const char *comparison_mapping_word(enum comparison_mapping m)
{
	switch (m) {
	case COMPARISON_MAPPED: return "mapped";
	case COMPARISON_PROPOSED: return "proposed";
	case COMPARISON_NO_LIKE: return "none alike";
	}
	return "";
}

const char *comparison_order_word(enum comparison_order o)
{
	return o == COMPARISON_BY_WORTH ? "worth" : "share";
}

const char *comparison_order_reason(enum comparison_order o)
{
	switch (o) {
	case COMPARISON_BY_WORTH:
		return "The models stand in the order of what they would bring in the same time, "
		       "since all pay in one token";
	case COMPARISON_BY_SHARE_TOKENS:
		return "The models stand in the order of shares, since they pay in different "
		       "tokens, whose amounts nobody here can compare";
	case COMPARISON_BY_SHARE_POOLS:
		return "The models stand in the order of shares, since no settled epoch of some is "
		       "known";
	}
	return "";
}

const char *comparison_assumptions(void)
{
	return "if pools stay like those of the last epochs, nobody else joins, queries stay like "
	       "the publishers' held-out records, and all of it is accepted";
}

size_t comparison_names_of(const char *names[static LIMIT_CLASSES], const struct comparison *c,
			   const struct compared_model *m)
{
	for (size_t i = 0; i < m->n_names; i++)
		names[i] = c->names[m->first_name + i];
	return m->n_names;
}

/* An attestation that is not on chain yet may state a licence, which nobody can know by now. */
void comparison_weights_text(char *out, size_t cap, const struct compared_model *m)
{
	if (m->weights[0] != '\0')
		snprintf(out, cap, "%s, %s", m->weights, model_state_word(m->weights_state));
	else if (m->weights_state == MODEL_WAITING)
		snprintf(out, cap, "not known: its attestation is not on chain yet");
	else
		snprintf(out, cap, "not stated");
}

/* A share has nine digits here, more than the model's numbers hold. */
#define SHARE_UNITS 1000000000

void comparison_set_worth(struct compared_model *m)
{
	struct u256 part, whole = u256_from_u64(SHARE_UNITS), epochs;

	if (!m->has_share || m->pool.epochs == 0)
		return;
	part = u256_from_u64((uint64_t)llround(m->share * SHARE_UNITS));
	epochs = u256_from_u64(m->pool.epochs);
	m->has_worth = u256_muldiv(&m->worth.raw, &m->pool.sum.raw, &part, &whole) == STATUS_OK &&
		       u256_div(&m->worth.raw, NULL, &m->worth.raw, &epochs) == STATUS_OK;
}

static bool same_token(const struct compared_model *a, const struct compared_model *b)
{
	return a->pool.chain_id == b->pool.chain_id &&
	       address_equal(&a->pool.token, &b->pool.token);
}

/* An unknown pool goes before different tokens: its model could not be placed even in one token. */
static enum comparison_order choose_order(const struct comparison *c)
{
	const struct compared_model *first = NULL;
	enum comparison_order order = COMPARISON_BY_WORTH;

	for (size_t i = 0; i < c->n_models; i++) {
		const struct compared_model *m = &c->models[i];

		if (m->verdict != COMPARISON_TAKEN)
			continue;
		if (!m->has_worth)
			return COMPARISON_BY_SHARE_POOLS;
		if (first == NULL)
			first = m;
		if (!same_token(first, m))
			order = COMPARISON_BY_SHARE_TOKENS;
	}
	return order;
}

/* The mean length of an epoch, or the same for all where it is not known. */
static struct u256 epoch_length(const struct compared_model *m)
{
	uint64_t seconds = m->pool.epochs > 0 ? m->pool.seconds / m->pool.epochs : 0;

	return u256_from_u64(seconds > 0 ? seconds : 1);
}

/* Whether `a` brings more in the same time: worth a / length a > worth b / length b. */
static bool brings_more(const struct compared_model *a, const struct compared_model *b)
{
	struct u256 x = epoch_length(b), y = epoch_length(a);

	if (u256_mul(&x, &x, &a->worth.raw) != STATUS_OK ||
	    u256_mul(&y, &y, &b->worth.raw) != STATUS_OK)
		return u256_compare(&a->worth.raw, &b->worth.raw) > 0;
	return u256_compare(&x, &y) > 0;
}

/* Whether `a` stands before `b`. Equal ones keep their order. */
static bool is_better(const struct compared_model *a, const struct compared_model *b,
		      enum comparison_order order)
{
	double a_share = a->has_share ? a->share : -1, b_share = b->has_share ? b->share : -1;

	if (a->verdict != COMPARISON_TAKEN || b->verdict != COMPARISON_TAKEN)
		return a->verdict == COMPARISON_TAKEN && b->verdict != COMPARISON_TAKEN;
	return order == COMPARISON_BY_WORTH ? brings_more(a, b) : a_share > b_share;
}

/* There are as many models as a person follows: an insertion sort is stable and short. */
void comparison_rank(struct comparison *c)
{
	c->order = choose_order(c);
	c->taken = 0;
	for (size_t i = 1; i < c->n_models; i++) {
		struct compared_model moved = c->models[i];
		size_t at = i;

		for (; at > 0 && is_better(&moved, &c->models[at - 1], c->order); at--)
			c->models[at] = c->models[at - 1];
		c->models[at] = moved;
	}
	for (size_t i = 0; i < c->n_models; i++) {
		bool taken = c->models[i].verdict == COMPARISON_TAKEN;

		c->taken += taken;
		c->models[i].rank = taken ? (uint32_t)c->taken : 0;
	}
}
