/*
 * Leaves of payers' trees, and lines of their books, by which accounts of this machine are owed
 * something; and what the last sync found of each. Payers of royalties (URD) are not among them:
 * their figures are in cache/figures.h.
 */
#ifndef CACHE_DUES_H
#define CACHE_DUES_H

#include "cache/db.h"
#include "chain/payer.h"
#include "chain/trust.h"

/* Where byline knows a row from. Stored as numbers (cache/stored.c). */
enum cache_due_source {
	CACHE_DUE_SERVICE, /* the payer's own service, which is asked again */
	CACHE_DUE_FILE,	   /* a file that the user brought */
	CACHE_DUE_NAMED,   /* the user named it: a pod, the vault of an IP */
	CACHE_DUE_FORMER,  /* the service gave it before; it may still be in force */
};

/* The findings of a sync about a row. */
struct cache_due_state {
	struct payer_finding finding; /* PAYER_UNTOLD and zero before the first judging */
	struct wei gas;		      /* estimated fee of a claim; 0 = not known */
	enum trust trust;	      /* the worst of the words that decided, and of the funds */
	uint64_t block;		      /* at which the words were read */
	int64_t as_of;		      /* the time of that block; 0 = never judged */
};

struct cache_due {
	int64_t id; /* given by the cache */
	struct address payer;
	struct entitlement leaf;
	/*
	 * The root that the leaf and its proof lead to (payer_fold()); zero for a kind without
	 * trees. The same amount stands in several trees, each with another proof, and until a
	 * new tree is in force the proof of the one before is needed.
	 */
	struct hash root;
	enum cache_due_source source;
	char origin[128];   /* the file's name, or the service's address; "" for none */
	int64_t expires_at; /* by the service or file; 0 = it gives no such time */
	int64_t added_at;
	struct cache_due_state state; /* put by cache_dues_judged() alone */
};

/*
 * Adds rows. A row is one by payer, account, token, series, index, cumulative amount and root; one
 * that is there already gets the proof of the new one and stays otherwise, unless the user brought
 * the new one: then the row is the user's from now on, which backups save.
 * Out: each row's id
 */
MUST_CHECK enum status cache_dues_put(struct cache *c, struct cache_due *rows, size_t n,
				      struct err *e);

/*
 * Puts the whole answer of a payer's service about an account: what the service gave before and
 * does not give now becomes CACHE_DUE_FORMER.
 */
MUST_CHECK enum status cache_dues_answered(struct cache *c, const struct address *payer,
					   const struct address *account, struct cache_due *rows,
					   size_t n, struct err *e);

/* Lists all rows of the network with their states, by payer, account, token, series, index, id. */
MUST_CHECK enum status cache_dues_all(struct cache *c, struct cache_due **out, size_t *n,
				      struct err *e);

/* Stores the states of `n` rows, by their ids, in the place of those of before. */
MUST_CHECK enum status cache_dues_judged(struct cache *c, const struct cache_due *rows, size_t n,
					 struct err *e);

/* Deletes a row and its state. It is no error when there is none. */
MUST_CHECK enum status cache_dues_remove(struct cache *c, int64_t id, struct err *e);

#endif
