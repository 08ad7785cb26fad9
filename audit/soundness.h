/* How sound the epochs of an account were found. */
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

/* One epoch in the report of an audit. */
struct audit_epoch {
	uint64_t epoch;
	enum audit_state state;
	char finding[160]; /* the difference when it is a fault; else a remark */
	bool counted;	   /* the live attributions seen were compared with the leaves */
	struct tokens own; /* assigned to the shown account */
};

/*
 * A part of the audit's answer, which has a line and a colour of its own; the first matters most.
 */
struct audit_part {
	struct sentence said; /* "28 of 30 epochs paid in full" */
	enum trust trust;     /* how it is known */
};

#define AUDIT_PARTS 3

#endif
