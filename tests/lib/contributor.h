/*
 * A contributor for tests: byline's app on a configuration folder of its own, with the profile of a
 * local network. Whatever goes wrong here fails the running test.
 */
#ifndef TESTS_LIB_CONTRIBUTOR_H
#define TESTS_LIB_CONTRIBUTOR_H

#include "act/act.h"
#include "app/open.h"
#include "app/session_private.h"
#include "app/snapshot.h"
#include "base/secret.h"
#include "sync/audit.h"
#include "sync/sync.h"
#include "tests/lib/devnet.h"

#define CONTRIBUTOR_PASSPHRASE "correct horse battery staple"

struct contributor {
	const struct devnet *net;
	char dir[128];
	struct app_options options;
	struct app *app;
	struct task task;
	struct sync_report report;   /* the last sync's */
	struct err err;		     /* the last expectation's */
	const struct snapshot *seen; /* the last one looked at */
};

/* Makes the folder and opens the app on network "devnet", without a vault. */
void contributor_begin(struct contributor *c, const struct devnet *net);
/* The same in a new folder below `where`. */
void contributor_begin_in(struct contributor *c, const struct devnet *net, const char *where);
/* Closes everything and removes the folder. One that never began is allowed. */
void contributor_end(struct contributor *c);

/* Closes the app and forgets all that was not stored; contributor_reopen() opens it again. */
void contributor_close(struct contributor *c);

/* Like a new process: closes the app, forgets all that was not stored, and opens it again. */
void contributor_reopen(struct contributor *c, bool offline);

/* Writes the network's profile, whose ports change with every start, over the earlier one. */
void contributor_write_profile(struct contributor *c, const struct devnet *net);

/* Replaces `text`, which is there once, in that profile, and reopens the app. */
void contributor_alter_profile(struct contributor *c, const char *text, const char *by);

/* Makes the vault of the network's phrase, which stays open; or opens it again. */
void contributor_restore(struct contributor *c);
void contributor_unlock(struct contributor *c);

/* Watches an account of devnet.json. */
void contributor_watch(struct contributor *c, const char *name);

/* Syncs once in the running session and returns what sync_network() did; c->report says more. */
enum status contributor_sync(struct contributor *c);

/* The same in a new session, as a subcommand does: nothing is remembered about any node. */
enum status contributor_sync_afresh(struct contributor *c);

/* Audits the shown account; syncs first, unless offline. The report is released by the caller. */
void contributor_audit(struct contributor *c, struct audit_report *r, bool full);

/* The state of the cache; valid until the next look. */
const struct snapshot *contributor_look(struct contributor *c);

/* A node of the snapshot by name. */
const struct snapshot_node *snapshot_node_named(const struct snapshot *s, const char *name);

/* The newest event whose text contains `part`, or NULL. */
const struct snapshot_event *snapshot_event_with(const struct snapshot *s, const char *part);

/* The line of an act's review with this label, or NULL. */
const struct act_fact *act_line_with(const struct act *act, const char *label);

/* "DIR/name" in the contributor's folder; valid until the next eight. */
const char *contributor_path(const struct contributor *c, const char *name);

/* Fails unless `got` is `want`; tells the message of `e`. */
#define expect_status(got, want, e) expect_status_at((got), (want), (e), __FILE__, __LINE__)
void expect_status_at(enum status got, enum status want, const struct err *e, const char *file,
		      int line);

/* Fails unless `text` contains `part`. */
#define expect_in(text, part) expect_in_at((text), (part), __FILE__, __LINE__)
void expect_in_at(const char *text, const char *part, const char *file, int line);

#endif
