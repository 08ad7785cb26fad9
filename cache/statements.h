/*
 * Score statements of datanets, one for each epoch of each, with the finding of an audit about the
 * statement itself: its place in the chain of statements, and its whole document. A finding about
 * one account is a verdict (cache/verdicts.h).
 */
#ifndef CACHE_STATEMENTS_H
#define CACHE_STATEMENTS_H

#include "cache/db.h"
#include "chain/sentence.h"
#include "chain/statement.h"
#include "chain/trust.h"

/* Stored as numbers (cache/stored.c). */
enum cache_audit {
	CACHE_AUDIT_NOT_RUN = 0,
	CACHE_AUDIT_OWN_SOUND = 1,
	CACHE_AUDIT_FULL_SOUND = 2,
	CACHE_AUDIT_FAULT = 3,
	CACHE_AUDIT_NOT_AUDITABLE = 4,
};

struct cache_statement {
	struct address datanet;
	struct hash uid;
	struct hash previous;	    /* uid of the statement before (refUID) */
	struct statement statement; /* its distributor is the payer */
	int64_t attested_at;
	uint64_t block; /* at which it was read; 0: unknown */
	enum trust trust;
	enum cache_audit audit;
	struct sentence finding;
};

/* Adds a statement, or replaces that of its datanet's epoch. The same uid keeps its audit. */
MUST_CHECK enum status cache_statements_put(struct cache *c, const struct cache_statement *st,
					    struct err *e);

/* Stores the audit and finding of `st` under its datanet and epoch. ERR_NOT_FOUND. */
MUST_CHECK enum status cache_statements_audit(struct cache *c, const struct cache_statement *st,
					      struct err *e);

/* Reads the statement of a datanet's epoch. ERR_NOT_FOUND. */
MUST_CHECK enum status cache_statements_get(struct cache *c, struct cache_statement *out,
					    const struct address *datanet, uint64_t epoch,
					    struct err *e);

/* Lists those of a datanet, newest epoch first. */
MUST_CHECK enum status cache_statements_all(struct cache *c, struct cache_statement **out,
					    size_t *n, const struct address *datanet,
					    struct err *e);

#endif
