/*
 * A sum in each row of the tables whose values are shown with a mark. A row that was changed by a
 * bad disk or by another program does not fit its sum, and is not shown as something that byline
 * knows. For the sources of cache/ only.
 *
 * Sums find damage, not malice: who can write the file can compute them too.
 */
#ifndef CACHE_SUMS_H
#define CACHE_SUMS_H

#include "cache/db.h"

/* Makes the SQL function row_sum() known to the handle. */
MUST_CHECK enum status cache_sums_register(struct cache *c, struct err *e);

/*
 * Sums the rows whose sum is NULL. A step of the schema that changes a table with sums sets them to
 * NULL, and ends with this in the same transaction.
 */
MUST_CHECK enum status cache_sums_fill(struct cache *c, struct err *e);

/*
 * Looks for rows that do not fit their sum, and has the handle keep the sums from then on. Such a
 * row is taken out: the next sync reads it again, and the log of its network says how many they
 * were. Of the user's own dataset only what the network said is taken out. A read-only handle
 * writes nothing; it does not see such rows, and no mark of such a dataset.
 * Out: c->damaged  how many rows did not fit
 */
MUST_CHECK enum status cache_sums_check(struct cache *c, struct err *e);

#endif
