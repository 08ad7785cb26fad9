/* The schema of the database, as steps. For the sources of cache/ only. */
#ifndef CACHE_MIGRATIONS_H
#define CACHE_MIGRATIONS_H

#include <stddef.h>

/* The steps that lead to the schema, oldest first: SQL statements. Out: n. Static. */
const char *const *cache_migrations(size_t *n);

#endif
