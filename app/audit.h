/*
 * The audit that no network offers its contributors: are the sums right that I am paid by?
 * It does not show that influence, queries, accounts or the pool are honest, and says so.
 */
#ifndef APP_AUDIT_H
#define APP_AUDIT_H

#include "app/app.h"
#include "app/snapshot.h"

struct audit_epoch {
	uint64_t epoch;
	enum audit_state state;
	char finding[160]; /* of a fault: what differs and by how much */
	struct tokens own; /* what the shown account was assigned */
};

struct audit_report {
	bool full;
	struct audit_epoch *epochs; /* ascending */
	size_t n;
	size_t sound, faulty;
	bool chain_whole; /* statements without gaps up to the one the distributor pays */
	bool sum_matches; /* own sum = proven cumulative */
	struct tokens own_sum, cumulative;
	enum trust cumulative_trust;
	char verdict[160];	      /* "30 of 30 epochs paid in full" */
	const char *const *not_shown; /* sentences, NULL-ended; static */
};

/*
 * Audits every epoch up to the proven one. Own: leaves folded, amounts recomputed, own sum
 * compared.
 * Full: each whole document fetched and redone.
 * Returns: STATUS_OK with the report, whatever was found; else why it could not be made.
 */
MUST_CHECK enum status audit_epochs(struct app *app, struct task *task, struct audit_report *out,
				    bool full, struct err *e);
void audit_report_release(struct audit_report *r);

#endif
