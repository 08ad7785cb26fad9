/* Names of tokens that no profile pins and that payers owe. */
#ifndef SYNC_FOREIGN_NAMES_H
#define SYNC_FOREIGN_NAMES_H

#include "cache/foreign_tokens.h"
#include "client/anchor.h"
#include "sync/context.h"

/*
 * Asks a token for symbol() and decimals(), as the nodes agree on them. The text is cleaned and
 * cut; whether it imitates another token's is not decided here.
 * Out:     `out` without symbol and decimals when the contract has not both, when it counts in more
 *          decimals than byline shows, and when nodes that can agree do not
 * Returns: STATUS_OK, a failure of call_read().
 */
MUST_CHECK enum status read_foreign_name(struct nodes *nodes, struct cache_foreign_token *out,
					 const struct anchor *anchor, const struct address *token,
					 struct err *e);

/*
 * Reads and stores the names of foreign tokens among the rows of dues: first those that were never
 * read, then the oldest. One that cannot be read keeps no other from being read.
 * Returns: STATUS_OK, a failure of read_foreign_name() or of the cache.
 */
MUST_CHECK enum status read_foreign_names(struct sync_context *c, struct err *e);

#endif
