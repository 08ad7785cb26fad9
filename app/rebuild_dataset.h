/*
 * Folders of datasets that are not on this machine, made again from the records. The vault's seed
 * gives the salts for the dataset's nonce; root and manifest must come out as committed to.
 */
#ifndef APP_REBUILD_DATASET_H
#define APP_REBUILD_DATASET_H

#include "app/dataset_rows.h"
#include "dataset/store_build.h"

/* Whether the dataset has a folder here. */
bool has_dataset_folder(const struct app *app, const struct hash *root);

/*
 * Finds the manifest that a restore put beside the folders, DATASETS/ROOT.manifest.json: it waits
 * for its records.
 * Out:     path  the caller frees; NULL when out of memory
 * Returns: whether the file is there.
 */
bool find_waiting_manifest(const struct app *app, char **path, const struct hash *root);

/*
 * Builds the folder of a dataset again.
 * In:      plan  source, kind, attester, licence, and the places of text and label; what is NULL of
 *                the last is taken from the waiting manifest, or found by the manifest's hash
 *          keys  those of the dataset's nonce
 * Returns: as store_build() for an attested commitment.
 */
MUST_CHECK enum status rebuild_dataset(struct app *app, struct task *task, struct store **out,
				       const struct cache_dataset *row,
				       const struct dataset_keys *keys,
				       const struct store_plan *plan, struct err *e);

/*
 * As open_dataset(). A folder that is missing is built again when the records are where they were;
 * the vault must be unlocked for that.
 */
MUST_CHECK enum status find_dataset_folder(struct app *app, struct task *task, struct store **out,
					   const struct cache_dataset *row, struct err *e);

#endif
