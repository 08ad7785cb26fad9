/*
 * One table of everything that the cache holds: what a backup saves of it and how that comes back,
 * or why the network brings it back by itself. A test opens a cache and fails when a table of the
 * database has no line here.
 */
#ifndef BACKUP_SAVED_H
#define BACKUP_SAVED_H

#include "backup/merge.h"

/* Whose rows a table has, and so where its list stands in a backup. */
enum saved_scope {
	SAVED_ONCE,	  /* in the backup itself */
	SAVED_BY_CHAIN,	  /* in each of "chains" */
	SAVED_BY_NETWORK, /* in each of "networks" */
};

struct saved_table {
	const char *name;    /* in the database */
	const char *rebuilt; /* why it is not saved; NULL when it is */
	enum saved_scope scope;
	enum backup_part part;
	const char *member; /* the list in a backup */
	save_rows *save;
	merge_rows *merge;
};

extern const struct saved_table saved_tables[];
extern const size_t saved_tables_n;

/*
 * Adds all saved rows of the cache to `content`. `cache` works on another network afterwards.
 * Returns: STATUS_OK, a failure of the cache; a list that cannot be read whole fails it.
 */
MUST_CHECK enum status save_all_rows(struct cache *cache, struct json *content, struct err *e);

/*
 * Adds to the cache what is absent, inside the caller's transaction of the database.
 * Out: counts and notes in `report`
 */
MUST_CHECK enum status merge_all_rows(struct cache *cache, struct backup_report *report,
				      const struct json *content, struct err *e);

/* Counts the rows in `content` as `added`, and its networks. */
void count_saved_rows(struct backup_report *report, const struct json *content);

#endif
