/* Events about a state that lasts: logged when it begins or changes, not with every round. */
#ifndef SYNC_FINDING_H
#define SYNC_FINDING_H

#include "sync/context.h"

/*
 * Tells an event once: the same `text` of the same `topic` is not told again before it changed;
 * NULL says that all is well now.
 */
void tell_once(struct app *app, const char *topic, const char *text);

/* tell_once() of what an audit found; names the account where there are several. */
void tell_finding(struct sync_context *c, const struct snapshot_account *account,
		  const char *finding);

/* " of LABEL" or " of 0x12…ab" where there are several accounts, else "". */
#define OWNER_SIZE 80
void name_owner(char out[static OWNER_SIZE], const struct sync_context *c,
		const struct snapshot_account *account);

/* tell_once() of a step that ended with `s`: its error when the datanet said what is false. */
void tell_outcome(struct app *app, const char *topic, enum status s, const struct err *e);

#endif
