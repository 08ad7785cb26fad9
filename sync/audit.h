/*
 * The audit that no network offers its contributors: are the sums right that I am paid by?
 * It does not show that influence, queries, accounts or the pool are honest, and says so.
 */
#ifndef SYNC_AUDIT_H
#define SYNC_AUDIT_H

#include "app/app.h"
#include "app/snapshot.h"

struct audit_report {
	bool full;
	struct audit_epoch *epochs; /* ascending */
	size_t n;
	size_t sound, faulty, counted;
	size_t waiting;	   /* of the sound: settled, and not in the root in force yet */
	bool all_sound;	   /* nothing is wrong and nothing unknown */
	bool paid_in_full; /* nor does anything wait for a root */
	bool chain_whole;  /* every statement names the one before, back to the first */
	bool sum_known;	   /* both sides are, of the root in force */
	bool sum_matches;  /* known, and own sum = cumulative */
	bool has_own_sum, has_cumulative;
	struct tokens own_sum, cumulative;
	enum trust cumulative_trust;
	enum trust trust;	      /* the worst of what the verdict rests on */
	char verdict[240];	      /* "30 of 30 epochs paid in full" */
	const char *const *not_shown; /* sentences, NULL-ended; static */
};

/*
 * Audits every settled epoch that is known, for the shown account. Own: leaves folded, amounts
 * recomputed, live attributions counted, own sum compared. An epoch whose leaves were not read for
 * this account is not audited.
 * Full: each whole document fetched and redone.
 * Returns: STATUS_OK with the report, whatever was found; else why it could not be made.
 */
MUST_CHECK enum status audit_epochs(struct app *app, struct task *task, struct audit_report *out,
				    bool full, struct err *e);
void audit_report_release(struct audit_report *r);

#endif
