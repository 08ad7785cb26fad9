/*
 * Score statements of datanets, one per epoch of each, and what an audit found in each as such: its
 * place in the chain of statements, its whole document. What concerns one account is a verdict
 * (cache/verdicts.h).
 */
#ifndef CACHE_STATEMENTS_H
#define CACHE_STATEMENTS_H

#include "cache/db.h"
#include "chain/statement.h"
#include "chain/trust.h"

/* Stored; never renumber. */
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
	struct hash previous;	    /* refUID */
	struct statement statement; /* payer and token: its `distributor` and `token` */
	int64_t attested_at;
	uint64_t block; /* where it was seen; 0 = unknown */
	enum trust trust;
	enum cache_audit audit;
	char finding[160];
};

/* Adds, or replaces by datanet and epoch. A replaced statement of the same uid keeps its audit. */
MUST_CHECK enum status cache_statements_put(struct cache *c, const struct cache_statement *st,
					    struct err *e);

/* Records the audit and finding of `st`, by its datanet and epoch. ERR_NOT_FOUND. */
MUST_CHECK enum status cache_statements_audit(struct cache *c, const struct cache_statement *st,
					      struct err *e);

/* ERR_NOT_FOUND. */
MUST_CHECK enum status cache_statements_get(struct cache *c, struct cache_statement *out,
					    const struct address *datanet, uint64_t epoch,
					    struct err *e);

/* Those of one datanet, newest epoch first. */
MUST_CHECK enum status cache_statements_all(struct cache *c, struct cache_statement **out,
					    size_t *n, const struct address *datanet,
					    struct err *e);

#endif
