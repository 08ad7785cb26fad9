/* The steps of a sync; each stores what it learned and stands alone. */
#ifndef APP_SYNC_PRIVATE_H
#define APP_SYNC_PRIVATE_H

#include "app/session_private.h"
#include "app/snapshot.h"

struct cache;

struct sync_context {
	struct app *app;
	struct task *task;
	struct session *session;
	struct snapshot_account *accounts; /* all that are known */
	size_t n_accounts;
	/*
	 * Proven about the distributors by sync_figures(), for the datanet's claims to be folded
	 * to.
	 */
	struct distributor_facts {
		const struct profile_distributor *pinned;
		bool known;
		enum trust trust; /* of all below: the worst of code hash and slots */
		struct hash root, ipfs_hash;
	} distributors[LIMIT_DISTRIBUTORS];
};

/*
 * Finds the agreed block; undoes what hung off abandoned blocks; notices another chain behind the
 * same profile (a restarted devnet) and drops its rows.
 */
MUST_CHECK enum status sync_block(struct sync_context *c, struct err *e);

/* Balances, roots, claimed amounts, funds: proven at the agreed block. */
MUST_CHECK enum status sync_figures(struct sync_context *c, struct err *e);

/* Finds the accounts' commitments in the registry and reads their state. */
MUST_CHECK enum status sync_datasets(struct sync_context *c, struct err *e);

/*
 * After an undo, inside its store job: events of `account` above block `last_good`, and statements
 * that are no longer there, are asked for again.
 */
MUST_CHECK enum status rewind_datasets(struct cache *cache, const struct address *account,
				       uint64_t last_good, struct err *e);
MUST_CHECK enum status rewind_statements(struct cache *cache, const struct address *account,
					 struct err *e);

/*
 * Tells an event once: the same `text` of the same `topic` is not told again before it changed;
 * NULL says that all is well now.
 */
void tell_once(struct app *app, const char *topic, const char *text);

/* tell_once() of what an audit found; names the account where there are several. */
void tell_finding(struct sync_context *c, const struct snapshot_account *account,
		  const char *finding);

/* " of LABEL" or " of 0x12…ab" where there are several accounts, else "". */
#define WHOSE_SIZE 80
void whose(char out[static WHOSE_SIZE], const struct sync_context *c,
	   const struct snapshot_account *account);

/* tell_once() of a step that ended with `s`: its error when the datanet said what is false. */
void tell_outcome(struct app *app, const char *topic, enum status s, const struct err *e);

/*
 * The datanet names something of a `topic` that the agreed block does not have: number `what`. Made
 * above that block it is seen a few blocks later; `overdue` says that this excuse is gone.
 */
MUST_CHECK enum status note_missing(struct sync_context *c, bool *overdue, const char *topic,
				    uint64_t what, struct err *e);
/* It is there, or no longer named. */
MUST_CHECK enum status note_found(struct sync_context *c, const char *topic, struct err *e);

/* Who the datanet is (its signature checked), its model, epoch and intake. */
MUST_CHECK enum status sync_datanet(struct sync_context *c, struct err *e);

/*
 * Asks the datanet who it is and checks that the pinned address signed the answer. ERR_SIGNATURE, …
 */
MUST_CHECK enum status check_datanet(struct app *app, struct session *session,
				     struct datanet_info *info, struct err *e);

/* The accounts' claims, folded to the proven roots. */
MUST_CHECK enum status sync_claims(struct sync_context *c, struct err *e);

/* New statements with the accounts' own leaves, proven and recomputed. */
MUST_CHECK enum status sync_statements(struct sync_context *c, struct err *e);

/* New live attributions; where the datanet's list was read to its end, count_attributions(). */
MUST_CHECK enum status sync_attributions(struct sync_context *c, struct err *e);

/*
 * Compares the attributions of an account's epochs with their leaves, once each. Every one up to
 * the newest statement that was read must be in the cache, unless it was trimmed.
 */
MUST_CHECK enum status count_attributions(struct sync_context *c,
					  const struct snapshot_account *account, struct err *e);

/* What the datanet says of the accounts' datasets. */
MUST_CHECK enum status sync_intake(struct sync_context *c, struct err *e);

/* How the nodes did, and their disputes. */
MUST_CHECK enum status sync_nodes(struct sync_context *c, struct err *e);

#endif
