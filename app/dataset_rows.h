/* What commit, prove and upload share: a dataset's row and its keys. */
#ifndef APP_DATASET_ROWS_H
#define APP_DATASET_ROWS_H

#include "app/app.h"
#include "base/secret.h"
#include "cache/datasets.h"

/* One of `root` and `uid` says which; the other is NULL. */
struct wanted_dataset {
	const struct hash *root, *uid;
	struct cache_dataset row;
};
MUST_CHECK enum status load_dataset(struct app *app, struct wanted_dataset *w, struct err *e);

struct store;

/*
 * Opens the files of a dataset committed to here. ERR_DAMAGED when the manifest is another than the
 * one committed to: nothing that is said from it would hold against the chain.
 */
MUST_CHECK enum status open_dataset(struct app *app, struct store **out,
				    const struct cache_dataset *row, struct err *e);

/*
 * The row of a dataset whose folder is open: committed to here, not attested.
 * In: `name` NULL: after the file name in `path`; `replaces` the uid of the version it replaces, or
 *     NULL.
 */
struct cache_dataset make_dataset_row(const struct store *st, const char *path, const char *name,
				      const struct hash *replaces);

/* The roots of all datasets that have a folder here. The caller frees the array. */
struct root_list {
	struct hash *roots;
	size_t n;
};
MUST_CHECK enum status list_datasets_on_disk(const struct app *app, struct root_list *out,
					     struct err *e);

/* The keys of a dataset, released by the signer; wiped by free_dataset_keys(). */
struct dataset_keys {
	struct secret *salt_key, *blind, *dedupe;
};
MUST_CHECK enum status release_dataset_keys(struct app *app, struct dataset_keys *out,
					    const struct hash *nonce, struct err *e);
void free_dataset_keys(struct dataset_keys *k);

/* A reader_watch that tells the task (`user`) how far it is and stops when that is cancelled. */
bool watch_reader(void *user, uint64_t done, uint64_t total);

/* ERR_UNSUPPORTED when the profile names no attestation service. */
MUST_CHECK enum status require_eas(struct app *app, struct err *e);

#endif
