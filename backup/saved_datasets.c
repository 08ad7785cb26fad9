#include "backup/saved_datasets.h"

#include <stdlib.h>
#include <string.h>

#include "backup/saved_rows.h"
#include "cache/datasets.h"

static int by_row(const void *a, const void *b)
{
	const struct cache_dataset *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

/* In the order in which the rows were made, so that lists have the same order again. */
enum status save_datasets(struct cache *cache, struct json *into, struct err *e)
{
	struct cache_dataset *rows = NULL;
	struct json *list = json_new_array();
	size_t n = 0;
	enum status s = cache_datasets_all(cache, &rows, &n, e);

	if (n > 0)
		qsort(rows, n, sizeof(*rows), by_row);
	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		struct json *row = json_new_object();

		member_field_write(row, &saved_dataset_row, &rows[i]);
		json_add(list, NULL, row);
	}
	free(rows);
	json_add(into, "datasets", list);
	return s;
}

/* The name that the user gave: one that a sync made up consists of the root. */
static void take_name(struct cache_dataset *row, const struct cache_dataset *saved)
{
	if (row->local || !saved->local)
		return;
	memcpy(row->name, saved->name, sizeof(row->name));
	memcpy(row->kind, saved->kind, sizeof(row->kind));
	memcpy(row->source, saved->source, sizeof(row->source));
	row->created_at = saved->created_at;
	row->local = true;
}

/*
 * Finds the row here that the saved one is: that of its attestation, else, when one of the two has
 * none, that of its root.
 */
static struct cache_dataset *find(struct cache_dataset *rows, size_t n,
				  const struct cache_dataset *saved)
{
	struct cache_dataset *same_root = NULL;

	for (size_t i = 0; i < n; i++) {
		if (!hash_is_zero(&saved->uid) && hash_equal(&rows[i].uid, &saved->uid))
			return &rows[i];
		if (hash_equal(&rows[i].root, &saved->root) &&
		    (hash_is_zero(&rows[i].uid) || hash_is_zero(&saved->uid)))
			same_root = &rows[i];
	}
	return same_root;
}

/*
 * A dataset that a sync found on the chain gets the name and the place of its folder. One whose
 * folder was found without its row gets its attestation.
 */
static enum status complete(struct merge *m, struct cache_dataset *row,
			    const struct cache_dataset *saved, struct err *e)
{
	struct cache_dataset joined = *row;

	if (hash_is_zero(&row->uid) && !hash_is_zero(&saved->uid)) {
		joined = *saved;
		joined.id = row->id;
		joined.created_at = row->created_at;
		joined.local = row->local || saved->local;
		if (row->local)
			memcpy(joined.name, row->name, sizeof(joined.name));
	} else {
		take_name(&joined, saved);
	}
	*row = joined;
	return cache_datasets_put(m->cache, &joined, e);
}

enum status merge_datasets(struct merge *m, const struct json *from, struct err *e)
{
	struct cache_dataset *here = NULL;
	size_t n = 0;
	enum status s = cache_datasets_all(m->cache, &here, &n, e);

	for (const struct json *row = json_first(json_get(from, "datasets"));
	     row != NULL && s == STATUS_OK; row = json_next(row)) {
		struct cache_dataset saved, *known;

		s = member_field_read(&saved, &saved_dataset_row, row, NULL, e);
		if (s == STATUS_OK && hash_is_zero(&saved.root))
			s = err_set(e, ERR_PARSE, "a dataset has no root");
		if (s != STATUS_OK)
			break;
		known = find(here, n, &saved);
		merge_count(m, BACKUP_DATASETS, known == NULL);
		s = known != NULL ? complete(m, known, &saved, e)
				  : cache_datasets_put(m->cache, &saved, e);
	}
	free(here);
	return s;
}
