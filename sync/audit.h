/*
 * The audit: whether the sums are right by which a contributor is paid. An audit cannot show that
 * influences, queries, accounts or the pool are honest; the report lists what it does not show.
 */
#ifndef SYNC_AUDIT_H
#define SYNC_AUDIT_H

#include "app/app.h"
#include "audit/soundness.h"

struct audit_report {
	bool full;
	struct audit_verdict verdict;
	struct audit_epoch *epochs; /* those of the verdict as rows to show, ascending */
	size_t n;
	const char *const *not_shown; /* sentences, NULL-ended; static */
};

/*
 * Audits every settled epoch of the app's datanet that is known, for one account: folds its leaves,
 * computes their amounts again, counts live attributions, compares the sum of all amounts with the
 * cumulative one. An epoch whose leaves were not read for this account is not audited.
 * In:      `full`  also fetch each whole document and compute all of it again
 * Returns: STATUS_OK with the report, whatever was found; ERR_NOT_FOUND when no epoch is settled;
 *          else why it could not be made.
 */
MUST_CHECK enum status audit_account(struct app *app, struct task *task, struct audit_report *out,
				     const struct address *account, bool full, struct err *e);

/* Frees what the report holds. */
void audit_report_release(struct audit_report *r);

#endif
