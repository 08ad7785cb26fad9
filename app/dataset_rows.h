/* Steps that committing, proving and uploading share: a dataset's row, its folder and its keys. */
#ifndef APP_DATASET_ROWS_H
#define APP_DATASET_ROWS_H

#include "app/app.h"
#include "base/secret.h"
#include "cache/datasets.h"

/* A dataset named by its root or by the uid of its attestation; the other one is NULL. */
struct wanted_dataset {
	const struct hash *root, *uid;
	struct address datanet;	  /* the profile's; set by load_dataset() */
	struct cache_dataset row; /* likewise; of several with the root that of `datanet` */
};

/* Reads the row of a dataset. Returns: STATUS_OK, ERR_NOT_FOUND. */
MUST_CHECK enum status load_dataset(struct app *app, struct wanted_dataset *w, struct err *e);

struct store;

/*
 * Opens the folder of a dataset committed to here. Close `out` with store_close().
 * Returns: STATUS_OK, ERR_NOT_FOUND, ERR_DAMAGED when the manifest is not the one committed to:
 *          nothing proven from it would hold against the chain.
 */
MUST_CHECK enum status open_dataset(struct app *app, struct store **out,
				    const struct cache_dataset *row, struct err *e);

/*
 * Makes the row of a dataset whose folder is open: committed to here, not attested.
 * In: `name`      NULL: made of the file name in `path`
 *     `replaces`  uid of the version that it replaces, or NULL
 */
struct cache_dataset make_dataset_row(const struct store *st, const char *path, const char *name,
				      const struct hash *replaces);

/* Roots of datasets. */
struct root_list {
	struct hash *roots;
	size_t n;
};

/* Lists the datasets that have a folder here. The caller frees `roots`. */
MUST_CHECK enum status list_datasets_on_disk(const struct app *app, struct root_list *out,
					     struct err *e);

/* The keys of a dataset, which the signer derives from the vault and the dataset's nonce. */
struct dataset_keys {
	struct secret *salt_key; /* salts each record's leaf */
	struct secret *blind;	 /* hides the manifest's hash */
	struct secret *dedupe;	 /* keys the fingerprints that find duplicates */
};

/* Asks the signer for the keys. Returns: STATUS_OK, ERR_LOCKED; free_dataset_keys() after both. */
MUST_CHECK enum status release_dataset_keys(struct app *app, struct dataset_keys *out,
					    const struct hash *nonce, struct err *e);

/* Wipes the keys. */
void free_dataset_keys(struct dataset_keys *k);

/* A reader_watch that reports progress to the task `user` and stops when that is cancelled. */
bool watch_reader(void *user, uint64_t done, uint64_t total);

/* ERR_UNSUPPORTED when the profile names no attestation service. */
MUST_CHECK enum status require_eas(struct app *app, struct err *e);

#endif
