/* Handing a dataset to the datanet: sealed once, sent resumably. */
#ifndef SYNC_UPLOAD_H
#define SYNC_UPLOAD_H

#include "app/app.h"

/* What the user must confirm before the first upload, or when the datanet changed its key. */
struct intake_question {
	bool asked;   /* false: the key was confirmed before */
	bool changed; /* another key was confirmed before */
	char datanet[48];
	struct hash id; /* of the key */
	int64_t expires;
	char confirm[12]; /* what must be typed: the last eight digits of the id */
};

/*
 * Asks the datanet for its intake key, checks its signature, and says whether it must be confirmed.
 */
MUST_CHECK enum status check_intake(struct app *app, struct task *task, struct intake_question *out,
				    struct err *e);

/* The user typed the confirmation: this key is trusted from now on. */
MUST_CHECK enum status confirm_intake(struct app *app, const struct intake_question *q,
				      struct err *e);

/*
 * Uploads a dataset that is attested: checks the records against the root, seals them into the
 * spool, authorises, sends; resumes what was begun. The vault must be unlocked.
 * Returns: STATUS_OK, ERR_REFUSED when the intake key is not confirmed, ERR_LOCKED, ERR_CHANGED,
 *          ERR_CANCELLED (can be resumed), ERR_UNREACHABLE (can be resumed), ERR_REMOTE.
 */
MUST_CHECK enum status upload_dataset(struct app *app, struct task *task, const struct hash *root,
				      struct err *e);

#endif
