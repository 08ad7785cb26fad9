/*
 * Answers whether an account is paid in full. The audit, the balance and the screens all show this
 * one answer. Pure: the rows of the cache are arguments.
 */
#ifndef AUDIT_VERDICT_H
#define AUDIT_VERDICT_H

#include "audit/entitlement.h"
#include "audit/soundness.h"

struct epoch_verdict {
	enum audit_state state; /* not run: nobody looked at this account's leaves */
	char finding[160];	/* the difference when it is a fault; else a remark, or "" */
	bool counted;		/* the live attributions were compared with the leaves */
};

struct audit_verdict {
	struct epoch_verdict *epochs; /* one for each statement, in their order */
	size_t n;
	size_t sound, faulty, unread, counted;
	size_t waiting;		      /* sound ones that the root in force does not pay yet */
	bool chain_whole;	      /* every statement names the one before, back to the first */
	struct entitlement_check sum; /* own sum against what the distributors entitle to */
	enum trust trust;	      /* the worst of what the answer rests on */
	bool all_sound;		      /* every epoch sound, the chain whole, the sums equal */
	bool paid_in_full;	      /* all sound, and none waits for a root */
	struct audit_part parts[AUDIT_PARTS];
	size_t n_parts; /* 0 without an epoch */
	char text[240]; /* the parts, with "; " between them */
};

/*
 * Judges each epoch and the account as a whole.
 * Out:     `out`  released with audit_verdict_release()
 * Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status reach_verdict(struct audit_verdict *out, const struct audited_rows *rows,
				     struct err *e);

/* Frees the epochs. A zeroed verdict may be released too. */
void audit_verdict_release(struct audit_verdict *v);

#endif
