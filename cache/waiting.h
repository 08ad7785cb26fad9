/*
 * Datasets that wait for a network. One that is committed to while no network is chosen belongs to
 * none; the first network that is used takes it over.
 */
#ifndef CACHE_WAITING_H
#define CACHE_WAITING_H

#include <stdbool.h>

#include "cache/db.h"
#include "chain/hash.h"

/* The rows of such datasets are kept below a network of this name. No profile may have it. */
#define CACHE_WAITING "no-network"

/*
 * Makes `c` work on the datasets that wait. `make` adds the row that they hang on; it needs a
 * transaction, in which the dataset is put too. Without that row there are none, and no network is
 * selected.
 */
MUST_CHECK enum status cache_waiting_select(struct cache *c, bool make, struct err *e);

/*
 * Gives the datasets that wait to the selected network. A name that is taken there gets a number,
 * and a root that is there already keeps its row, which learns what this machine knows of it.
 * Writes nothing when none waits, and in a read-only cache.
 * In: root  of the only dataset to give; NULL: all
 */
MUST_CHECK enum status cache_waiting_take(struct cache *c, const struct hash *root, struct err *e);

#endif
