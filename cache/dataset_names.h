/*
 * The names of datasets. A name is for people and holds on this machine; root and uid name a
 * dataset everywhere.
 */
#ifndef CACHE_DATASET_NAMES_H
#define CACHE_DATASET_NAMES_H

#include "cache/datasets.h"

/*
 * Changes d->name so that no dataset with another root has it: "mails", "mails-2", "mails-3", …
 * Attestations of one root share their name. Call it in the transaction that puts `d`.
 */
MUST_CHECK enum status cache_dataset_names_make_unique(struct cache *c, struct cache_dataset *d,
						       struct err *e);

/*
 * Finds the dataset that a person names: by its whole name; else by root or uid, as a list shows it
 * or by its beginning (hash_is_meant()). Of a root that is attested to several datanets the
 * profile's is found, unless the uid of another attestation is given.
 * Returns: STATUS_OK; ERR_NOT_FOUND; ERR_USAGE when several datasets are meant, naming them.
 */
MUST_CHECK enum status cache_dataset_names_find(struct cache *c, struct cache_dataset *out,
						const char *name, struct err *e);

/* The same among the datasets of all networks; of several rows of one root a local one is found. */
MUST_CHECK enum status cache_dataset_names_find_anywhere(struct cache *c, struct cache_dataset *out,
							 const char *name, struct err *e);

#endif
