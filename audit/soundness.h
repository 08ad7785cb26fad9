/*
 * How sound the epochs of an account were found: the answers of the audit, which the screens show.
 */
#ifndef AUDIT_SOUNDNESS_H
#define AUDIT_SOUNDNESS_H

#include "chain/amount.h"
#include "chain/sentence.h"

/* The result of an audit for one epoch. */
enum audit_state {
	AUDIT_NOT_RUN,	   /* for this account */
	AUDIT_OWN_SOUND,   /* own leaves proven, amounts recomputed, counts compared */
	AUDIT_OWN_WAITING, /* the same, and not in the root in force yet */
	AUDIT_FULL_SOUND,  /* the whole document redone */
	AUDIT_FAULT,	   /* `finding` says what and by how much */
	AUDIT_NOT_AUDITABLE,
};

/* Whether the payments that the chain's events show add up to what a distributor says it paid. */
enum received_state {
	RECEIVED_UNKNOWN,   /* the paid amount is not known */
	RECEIVED_SEARCHING, /* they do not, and the chain was not searched to its beginning yet */
	RECEIVED_COMPLETE,  /* they do, so that no payment is missing */
	RECEIVED_MISSING,   /* some payment was not found: nodes hide its event */
	RECEIVED_EXCESS,    /* more than was paid: some event is false */
};

/* One epoch in the report of an audit. */
struct audit_epoch {
	uint64_t epoch;
	enum audit_state state;
	struct sentence finding; /* the difference when it is a fault; else a remark */
	bool counted;		 /* the live attributions seen were compared with the leaves */
	struct tokens own;	 /* assigned to the shown account */
};

/* The answer for one epoch of an account. */
struct epoch_verdict {
	enum audit_state state;	 /* not run: nobody looked at this account's leaves */
	struct sentence finding; /* the difference when it is a fault; else a remark, or empty */
	bool counted;		 /* the live attributions were compared with the leaves */
};

/* Two sums of one account: its amounts of the epochs, and what the distributors entitle it to. */
struct entitlement_check {
	/*
	 * Both sums belong to one root: the root in force and the statement it pays are still those
	 * that the claim was folded to. A claim that is newer than the newest block, or that the
	 * datanet withholds, leaves this false.
	 */
	bool known;
	bool matches; /* known, and own == cumulative for every distributor */
	/*
	 * The rest describes one distributor: the first one that pays by a misnamed root, else the
	 * first whose sums differ, else the first whose sums are not known, else the first.
	 */
	bool has_paid;		  /* `paid` and `own` are known */
	uint64_t paid;		  /* the epoch whose statement the root pays; 0 before the first */
	bool misnamed;		  /* that statement names another root than the one in force */
	struct tokens own;	  /* sum over the epochs up to `paid` */
	bool has_cumulative;	  /* the account's leaf in the root in force is known */
	struct tokens cumulative; /* as that leaf says */
	enum trust trust;	  /* the lesser of both sides; when known, of all distributors */
};

/*
 * A part of the audit's answer, which has a line and a colour of its own; the first matters most.
 */
struct audit_part {
	struct sentence said; /* "28 of 30 epochs paid in full" */
	enum trust trust;     /* how it is known */
};

#define AUDIT_PARTS 3

/* Room for all parts as a person reads them. */
#define AUDIT_TEXT_SIZE (AUDIT_PARTS * (SENTENCE_TEXT_SIZE + 2))

/* The answer for an account as a whole. */
struct audit_verdict {
	struct epoch_verdict *epochs; /* one for each statement, in their order */
	size_t n;
	size_t sound, faulty, unread, counted;
	size_t waiting;		      /* sound ones that the root in force does not pay yet */
	bool chain_whole;	      /* every statement names the one before, back to the first */
	struct entitlement_check sum; /* own sum against what the distributors entitle to */
	enum trust trust;	      /* the worst of what the answer rests on */
	bool all_sound;		      /* every epoch sound, the chain whole, the sums equal */
	bool paid_in_full;	      /* all sound, and none waits for a root; tests read it */
	struct audit_part parts[AUDIT_PARTS];
	size_t n_parts;		    /* 0 without an epoch */
	char text[AUDIT_TEXT_SIZE]; /* the parts, with "; " between them */
};

/* Writes `n` parts of the answer with "; " between them. */
void soundness_text(char *out, size_t cap, const struct audit_part *parts, size_t n,
		    const struct value_style *style);

#endif
