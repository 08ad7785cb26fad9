/* Events about a state that lasts: logged when it begins or changes, not with every sync. */
#ifndef SYNC_FINDING_H
#define SYNC_FINDING_H

#include "cache/settings.h"
#include "sync/context.h"

/*
 * Logs an event once: the same `text` of the same `topic` (CACHE_SETTING_LOGGED_…) is not logged
 * again for the profile's datanet before it changed. NULL means that all is well now.
 */
void tell_once(struct app *app, enum cache_setting topic, const char *text);

/*
 * As tell_once(), which takes the text of an error: a sentence whose amounts are values, about
 * `account`, or about none (NULL).
 */
void tell_sentence_once(struct app *app, enum cache_setting topic, const struct address *account,
			const struct sentence *text);

/* Logs the finding of an audit as tell_once() does; names the account where there are several. */
void tell_finding(struct sync_context *c, const struct snapshot_account *account,
		  const struct sentence *finding);

#define OWNER_SIZE 80

/* Writes " of LABEL" or " of 0x12…ab" where there are several accounts, else "". */
void name_owner(char out[static OWNER_SIZE], const struct sync_context *c,
		const struct snapshot_account *account);

/*
 * Logs how a step of the sync ended, as tell_once() does. Only errors that mean a false answer are
 * events; a datanet that is down is none.
 */
void tell_outcome(struct app *app, enum cache_setting topic, enum status s, const struct err *e);

/* As tell_once(), about a service that gave no answer, which proves nothing false. */
void tell_silence(struct app *app, enum cache_setting topic, const char *text);

#endif
