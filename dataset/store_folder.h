/* Inside the store: its files, and folders that are under construction. */
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

/* A folder beside its place, locked (flock) as long as its builder lives; the lock moves along. */
struct store_folder {
	char *path;
	int lock;
};

/* Makes an empty one below `datasets`, and deletes those whose builder died. */
MUST_CHECK enum status store_folder_new(struct store_folder *f, const char *datasets,
					struct err *e);

/* Deletes the folder unless it was placed; releases. */
void store_folder_drop(struct store_folder *f);

/* Makes it durable and gives it its name. ERR_EXISTS. */
MUST_CHECK enum status store_folder_place(struct store_folder *f, const char *datasets,
					  const char *name, struct err *e);

/* A new file in it for writing (0600); store_folder_end() makes it durable and closes it. */
MUST_CHECK enum status store_folder_begin(const struct store_folder *f, FILE **out,
					  const char *name, struct err *e);
MUST_CHECK enum status store_folder_end(const struct store_folder *f, FILE *take_file,
					const char *name, struct err *e);

/* Begin, write, end. */
MUST_CHECK enum status store_folder_write(const struct store_folder *f, const char *name,
					  const void *data, size_t len, struct err *e);

/*
 * Whether the store_build() of `root` is not closed yet, in any process: its builder may still
 * remove the folder. A builder that died holds nothing.
 */
bool store_folder_is_held(const char *datasets, const struct hash *root);

/* Deletes the folder. */
MUST_CHECK enum status store_folder_remove(const char *datasets, const struct hash *root,
					   struct err *e);

#endif
