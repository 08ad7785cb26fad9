/*
 * The files of the user's networks folder. A profile whose nodes have a key in their addresses is
 * sealed for the vault's owner, or saved without those keys when the vault is locked.
 */
#ifndef BACKUP_SAVED_PROFILES_H
#define BACKUP_SAVED_PROFILES_H

#include "app/app.h"
#include "backup/report.h"
#include "backup/staged.h"

/* Whether a profile has an address with a key, so that saving all of it takes an open vault. */
bool has_profile_keys(const struct app *app);

/* Adds the profiles to `content`. Those that could not be saved whole are noted. */
MUST_CHECK enum status save_profiles(struct app *app, struct json *content,
				     struct backup_report *report, struct err *e);

/* The signer that opens sealed profiles; `door` is NULL when the passphrase was not given. */
struct profile_opener {
	struct door *door;
	const char *folder; /* where the profiles go */
};

/*
 * Checks the profiles in `content` and puts them in line. Sealed ones need the opened vault, else
 * they are left out and noted, as is one that this byline does not take.
 * Returns: STATUS_OK, ERR_PARSE for a row of another shape, ERR_MISMATCH for one that was sealed
 *          for another vault.
 */
MUST_CHECK enum status stage_profiles(struct staged *st, struct backup_report *report,
				      const struct profile_opener *opener,
				      const struct json *content, struct err *e);

#endif
