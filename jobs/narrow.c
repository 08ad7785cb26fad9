/*
 * copy_tables() copies the wanted rows of each table, in the order of `tables`, and then mends what
 * points at a row by its index: owners, and the datasets and models of earnings.
 *
 * Invariant: a row's new index is known before a row that points at it is copied or mended.
 */
#include "jobs/narrow.h"

#include <stdlib.h>
#include <string.h>

#include "app/snapshot_asked.h"
#include "app/snapshot_dues.h"
#include "app/snapshot_models.h"
#include "base/attr.h"

/* A table of the snapshot whose rows begin with their owner. */
struct narrowed_table {
	size_t rows, n, size; /* offsets of the pointer and of the count, and bytes of a row */
	bool own;	      /* a row of no known account is not the wanted one's either */
};

#define TABLE(name, is_own)                                                           \
	{                                                                             \
		offsetof(struct snapshot, name), offsetof(struct snapshot, n_##name), \
			sizeof(*((struct snapshot *)NULL)->name), is_own              \
	}

enum { DATANETS, DATASETS, MODELS, POINTED_AT };

static const struct narrowed_table tables[] = {
	[DATANETS] = TABLE(datanets, false),
	[DATASETS] = TABLE(datasets, true),
	[MODELS] = TABLE(models, false),
	TABLE(standings, true),
	TABLE(coins, true),
	TABLE(royalties, true),
	TABLE(dues, true),
	TABLE(epochs, true),
	TABLE(scores, true),
	TABLE(attributions, true),
	TABLE(nodes, false),
	TABLE(disputes, false),
	TABLE(asked, true),
	TABLE(claims, true),
	TABLE(received, true),
	TABLE(txs, true),
	TABLE(events, false),
};

struct copying {
	const struct snapshot *from;
	struct snapshot *to;
	uint16_t network, account;    /* the wanted ones; SNAPSHOT_NONE: all */
	uint32_t *places[POINTED_AT]; /* the new index of each row; UINT32_MAX: left out */
};

static bool is_wanted(const struct copying *c, const struct snapshot_owner *of, bool own)
{
	if (c->network != SNAPSHOT_NONE && of->network != SNAPSHOT_NONE &&
	    of->network != c->network)
		return false;
	return c->account == SNAPSHOT_NONE || of->account == c->account ||
	       (!own && of->account == SNAPSHOT_NONE);
}

static uint32_t place_of(const struct copying *c, int table, uint32_t index)
{
	const size_t n = table == DATASETS ? c->from->n_datasets
			 : table == MODELS ? c->from->n_models
					   : c->from->n_datanets;

	return index < n ? c->places[table][index] : UINT32_MAX;
}

/* UINT32_MAX becomes SNAPSHOT_NONE, which is its lower half. */
static void mend_owner(const struct copying *c, struct snapshot_owner *of)
{
	if (c->network != SNAPSHOT_NONE && of->network != SNAPSHOT_NONE)
		of->network = 0;
	of->datanet = (uint16_t)place_of(c, DATANETS, of->datanet);
}

static bool copy_table(struct copying *c, size_t which)
{
	const struct narrowed_table *t = &tables[which];
	const uint8_t *rows;
	uint8_t *copies;
	size_t n, kept = 0;
	struct snapshot_owner of;

	/* Tables are pointers of different types; copying the bytes needs no cast between them. */
	memcpy(&rows, (const uint8_t *)c->from + t->rows, sizeof(rows));
	memcpy(&n, (const uint8_t *)c->from + t->n, sizeof(n));
	copies = malloc(n * t->size + 1);
	if (which < POINTED_AT)
		c->places[which] = malloc((n + 1) * sizeof(uint32_t));
	memcpy((uint8_t *)c->to + t->rows, &copies, sizeof(copies));
	if (copies == NULL || (which < POINTED_AT && c->places[which] == NULL))
		return false;
	for (size_t i = 0; i < n; i++) {
		memcpy(&of, rows + i * t->size, sizeof(of));
		if (which < POINTED_AT)
			c->places[which][i] = UINT32_MAX;
		if (!is_wanted(c, &of, t->own))
			continue;
		if (which < POINTED_AT)
			c->places[which][i] = (uint32_t)kept;
		mend_owner(c, &of);
		memcpy(copies + kept * t->size, rows + i * t->size, t->size);
		memcpy(copies + kept++ * t->size, &of, sizeof(of));
	}
	memcpy((uint8_t *)c->to + t->n, &kept, sizeof(kept));
	return true;
}

/* The network that is shown stands first, those that are left out behind it. */
static bool copy_networks(struct copying *c)
{
	const struct snapshot *from = c->from;
	struct snapshot *to = c->to;
	size_t n = from->n_networks + from->n_hidden, at = 0;

	to->networks = malloc((n + 1) * sizeof(*to->networks));
	if (to->networks == NULL)
		return false;
	if (c->network != SNAPSHOT_NONE)
		to->networks[at++] = from->networks[c->network];
	for (size_t i = 0; i < n; i++)
		if (i != c->network)
			to->networks[at++] = from->networks[i];
	if (c->network != SNAPSHOT_NONE) {
		to->one_network = true;
		to->n_networks = 1;
		to->n_hidden = n - 1;
	}
	return true;
}

static bool copy_accounts(struct copying *c)
{
	size_t size = c->from->n_accounts * sizeof(*c->from->accounts);

	c->to->accounts = malloc(size + 1);
	if (c->to->accounts == NULL)
		return false;
	if (size > 0)
		memcpy(c->to->accounts, c->from->accounts, size);
	c->to->one_account |= c->account != SNAPSHOT_NONE;
	return true;
}

static bool copy_tables(struct copying *c)
{
	struct snapshot *to = c->to;
	bool done = copy_networks(c) && copy_accounts(c);

	for (size_t i = 0; i < ARRAY_SIZE(tables) && done; i++)
		done = copy_table(c, i);
	if (!done)
		return false;
	for (size_t i = 0; i < to->n_scores; i++)
		to->scores[i].dataset = place_of(c, DATASETS, to->scores[i].dataset);
	for (size_t i = 0; i < to->n_attributions; i++) {
		struct snapshot_attribution *a = &to->attributions[i];

		a->dataset = place_of(c, DATASETS, a->dataset);
		a->model = (uint16_t)place_of(c, MODELS, a->model);
	}
	for (size_t i = 0; i < c->from->n_epochs; i++)
		to->hidden_faults += c->from->epochs[i].audit == AUDIT_FAULT &&
				     !is_wanted(c, &c->from->epochs[i].of, true);
	for (size_t i = 0; i < c->from->n_events; i++)
		to->hidden_acts += c->from->events[i].unseen &&
				   strcmp(c->from->events[i].area, "act") == 0 &&
				   !is_wanted(c, &c->from->events[i].of, false);
	return true;
}

static uint16_t network_named(const struct snapshot *s, const char *name)
{
	for (size_t i = 0; i < s->n_networks && name[0] != '\0'; i++)
		if (strcmp(s->networks[i].name, name) == 0)
			return (uint16_t)i;
	return SNAPSHOT_NONE;
}

static uint16_t account_of(const struct snapshot *s, const struct narrowing *by)
{
	if (by->one_account && s->has_account && address_is_zero(&by->account))
		return (uint16_t)s->account;
	for (size_t i = 0; i < s->n_accounts && by->one_account; i++)
		if (address_equal(&s->accounts[i].address, &by->account))
			return (uint16_t)i;
	return SNAPSHOT_NONE;
}

/* Members that are no tables are copied as they are. */
static struct snapshot *new_like(const struct snapshot *s)
{
	struct snapshot *to = snapshot_new();

	if (to == NULL)
		return NULL;
	*to = *s;
	for (size_t i = 0; i < ARRAY_SIZE(tables); i++)
		memset((uint8_t *)to + tables[i].rows, 0, sizeof(void *));
	to->networks = NULL;
	to->accounts = NULL;
	return to;
}

const struct snapshot *narrow_snapshot(const struct snapshot *s, const struct narrowing *by)
{
	struct copying c = {.from = s,
			    .to = new_like(s),
			    .network = network_named(s, by->network),
			    .account = account_of(s, by)};
	bool done = c.to != NULL && copy_tables(&c);

	for (size_t i = 0; i < POINTED_AT; i++)
		free(c.places[i]);
	if (!done && c.to != NULL) {
		snapshot_unref(c.to);
		return NULL;
	}
	return c.to;
}
