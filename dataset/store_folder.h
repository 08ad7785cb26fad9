/*
 * The folders of the store: the names of their files, how a folder is built, and how one is
 * removed.
 */
#ifndef DATASET_STORE_FOLDER_H
#define DATASET_STORE_FOLDER_H

#include <stdbool.h>
#include <stdio.h>

#include "base/err.h"
#include "chain/hash.h"

#define STORE_MANIFEST	   "manifest.json"
#define STORE_LEAVES	   "leaves"
#define STORE_FINGERPRINTS "fingerprints"
#define STORE_SOURCE	   "source.json"
#define STORE_RECORDS	   "records"

/*
 * A folder that is being built beside its place. It is locked (flock) as long as its builder lives,
 * and the lock stays when it is renamed.
 */
struct store_folder {
	char *path;
	int lock;
};

/*
 * Makes an empty folder below `datasets`, and deletes those whose builder died. Returns: as
 * dir_ensure().
 */
MUST_CHECK enum status store_folder_new(struct store_folder *f, const char *datasets,
					struct err *e);

/* Deletes the folder unless it was placed, and releases the lock. */
void store_folder_drop(struct store_folder *f);

/* Makes the folder durable and gives it its name. ERR_EXISTS when the name is taken. */
MUST_CHECK enum status store_folder_place(struct store_folder *f, const char *datasets,
					  const char *name, struct err *e);

/* Deletes the folders below `datasets` whose builder died. A living builder holds a lock. */
void store_folder_sweep(const char *datasets);

/*
 * Begin opens a new file in the folder for writing (0600); end makes it durable and closes it.
 * ERR_NO_SPACE, ERR_IO.
 */
MUST_CHECK enum status store_folder_begin(const struct store_folder *f, FILE **out,
					  const char *name, struct err *e);
MUST_CHECK enum status store_folder_end(const struct store_folder *f, FILE *take_file,
					const char *name, struct err *e);

/* Writes a whole file: begin, write, end. */
MUST_CHECK enum status store_folder_write(const struct store_folder *f, const char *name,
					  const void *data, size_t len, struct err *e);

/*
 * Whether the builder of `root` still holds its folder, in any process. It may yet remove the
 * folder. A builder that died holds nothing.
 */
bool store_folder_is_held(const char *datasets, const struct hash *root);

/* Deletes the folder of `root`. ERR_NOT_FOUND, ERR_PERMISSION, ERR_IO. */
MUST_CHECK enum status store_folder_remove(const char *datasets, const struct hash *root,
					   struct err *e);

#endif
