/*
 * Rows of a backup on their way into the cache. All of it happens inside one transaction of the
 * database: a row that cannot be read ends it, and nothing is kept.
 */
#ifndef BACKUP_MERGE_H
#define BACKUP_MERGE_H

#include "backup/report.h"
#include "cache/db.h"

/* A transaction of the backup and the row that it is here. */
struct merged_tx {
	int64_t in_backup, here;
	bool added;
};

struct merge {
	struct cache *cache;
	struct backup_report *report;
	struct merged_tx *txs; /* those of all chains; merge_all_rows() frees them */
	size_t n_txs;
};

/* Counts a row of `part` that was added or was there already. */
static inline void merge_count(struct merge *m, enum backup_part part, bool added)
{
	struct backup_tally *tally = &m->report->parts[part];

	if (added)
		tally->added++;
	else
		tally->there++;
}

/* Appends the rows of the selected network or chain to `into`, under a member of its own. */
typedef enum status save_rows(struct cache *cache, struct json *into, struct err *e);

/*
 * Adds to the cache those rows of that member of `from` that are absent. A member that is missing
 * has no rows.
 * Returns: STATUS_OK, ERR_PARSE for a row that cannot be, a failure of the cache.
 */
typedef enum status merge_rows(struct merge *m, const struct json *from, struct err *e);

#endif
