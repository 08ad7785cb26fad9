/* Reads the rows of the cache that an account is judged by (audit/verdict.h). */
#ifndef APP_AUDITED_ROWS_H
#define APP_AUDITED_ROWS_H

#include "audit/entitlement.h"

/*
 * Reads the rows for `account`, inside a store job. Release them with audited_rows_release(), also
 * after a failure.
 */
MUST_CHECK enum status load_audited_rows(struct cache *cache, struct audited_rows *out,
					 const struct profile *profile,
					 const struct address *account, struct err *e);
void audited_rows_release(struct audited_rows *rows);

#endif
