/* Events about a state that lasts: logged when it begins or changes, not with every round. */
#ifndef SYNC_FINDING_H
#define SYNC_FINDING_H

#include "cache/settings.h"
#include "sync/context.h"

/*
 * Logs an event once: the same `text` of the same `topic` (CACHE_SETTING_LOGGED_…) is not logged
 * again before it changed. NULL means that all is well now.
 */
void tell_once(struct app *app, enum cache_setting topic, const char *text);

/* tell_once() of what an audit found; names the account where there are several. */
void tell_finding(struct sync_context *c, const struct snapshot_account *account,
		  const char *finding);

/* " of LABEL" or " of 0x12…ab" where there are several accounts, else "". */
#define OWNER_SIZE 80
void name_owner(char out[static OWNER_SIZE], const struct sync_context *c,
		const struct snapshot_account *account);

/* tell_once() of a step that ended with `s`: its error when the datanet said what is false. */
void tell_outcome(struct app *app, enum cache_setting topic, enum status s, const struct err *e);

#endif
