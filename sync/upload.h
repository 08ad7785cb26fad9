/* Uploading a dataset to the datanet. An upload that was interrupted continues where it stood. */
#ifndef SYNC_UPLOAD_H
#define SYNC_UPLOAD_H

#include "app/app.h"

/*
 * The intake key of a datanet, which the user confirms before the first upload and whenever the
 * datanet changed it.
 */
struct intake_question {
	bool asked;   /* the user must confirm the key; false: confirmed before */
	bool changed; /* the user confirmed another key before */
	char datanet[48];
	struct hash id;	  /* names the key: keccak256 of it */
	int64_t expires;  /* when the key expires, in seconds since 1970 */
	char confirm[12]; /* the text that the user types: the last eight digits of the id */
};

/*
 * Asks the datanet for its intake key, checks the signature on it, and says whether the user must
 * confirm it.
 * Returns: STATUS_OK, ERR_SIGNATURE, ERR_EXPIRED, or why the datanet could not be asked.
 */
MUST_CHECK enum status check_intake(struct app *app, struct task *task, struct intake_question *out,
				    struct err *e);

/* Stores that the user confirmed this key; uploads are sealed for it from now on. */
MUST_CHECK enum status confirm_intake(struct app *app, const struct intake_question *q,
				      struct err *e);

/*
 * Asks the datanet whether a dataset has arrived there, from this machine or another. Its sealed
 * file is deleted then. Needs neither the vault nor the records.
 * Out:     `arrived`  false also for a dataset that the datanet rejected: it may be sent again
 * Returns: STATUS_OK, ERR_NOT_FOUND for a dataset that is not attested, or why the datanet could
 *          not be asked.
 */
MUST_CHECK enum status check_arrival(struct app *app, struct task *task, bool *arrived,
				     const struct hash *root, struct err *e);

/*
 * Uploads a dataset that is attested: checks the records against the root, seals them into the
 * spool, signs a permission, sends. Continues an upload that was begun earlier, and sends nothing
 * when all has arrived. The vault must be unlocked.
 * Returns: STATUS_OK, ERR_BUSY while another byline uploads it, ERR_REFUSED when the intake key is
 *          not confirmed, ERR_LOCKED, ERR_CHANGED, ERR_CANCELLED (can be resumed),
 *          ERR_UNREACHABLE (can be resumed), ERR_REMOTE.
 */
MUST_CHECK enum status upload_dataset(struct app *app, struct task *task, const struct hash *root,
				      struct err *e);

#endif
