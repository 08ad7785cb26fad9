/*
 * Use cases off the UI thread. The dashboard starts them here; subcommands call the same use cases
 * directly. Each piece of work has a cancel flag, progress, and ends by one call of its `done` on
 * the UI thread, from work_poll().
 *
 * States: queued → running → ended (done called) ; cancelling is asked for and may come too late.
 */
#ifndef APP_WORK_H
#define APP_WORK_H

#include <stdbool.h>

#include "app/act.h"
#include "app/export.h"
#include "app/preview.h"
#include "app/snapshot.h"
#include "app/upload.h"
#include "base/secret.h"

struct app;
struct work;

/* How an ended piece of work is told. `error` has text when `status` is not STATUS_OK. */
struct work_result {
	enum status status;
	struct err error;
	char text[160];		       /* what was done, for the message line; may be "" */
	struct act *act;	       /* of prepare and sign; taken over by the receiver */
	struct preview *preview;       /* of a preview; taken over by the receiver */
	char *path;		       /* of a file written; taken over (free) */
	struct intake_question intake; /* of checking the intake key */
	bool reopen;	       /* the app must be closed and opened again: another network */
	struct secret *phrase; /* of revealing the phrase; taken over */
};

typedef void work_done(void *user, struct work_result *result);

struct work_progress {
	char what[64];	      /* "hashing records", "uploading" */
	uint64_t done, total; /* total 0: unknown */
	double rate;	      /* units of done a second; 0 unknown */
	const char *unit;     /* "records", "bytes" */
};

/* Starts the threads (store, net, workers). The dashboard only. */
MUST_CHECK enum status work_start(struct app *app, struct err *e);

/* Cancels, closes the signer, drains the store, joins; within 2 s. */
void work_stop(struct app *app);

/* Readable when there is something for work_poll(): a new snapshot, progress, or an ended work. */
int work_fd(const struct app *app);

/* Calls `done` of ended works. UI thread. */
void work_poll(struct app *app);

/* The newest snapshot, with a reference for the caller. Never NULL after work_start(). */
const struct snapshot *work_snapshot(struct app *app);

/* Asks a piece of work to stop; its `done` comes with ERR_CANCELLED. */
void work_cancel(struct app *app, struct work *w);

/* Copies the progress of `w`. False when it has ended or has none to tell. */
bool work_progress(struct app *app, const struct work *w, struct work_progress *out);

/* All start_… return NULL when out of memory (done is then not called). Secrets are taken over. */
struct work *start_sync(struct app *app, work_done *done, void *user);
struct work *start_unlock(struct app *app, struct secret *take_passphrase, work_done *done,
			  void *user);
struct work *start_lock(struct app *app, work_done *done, void *user);
struct work *start_create_vault(struct app *app, struct secret *take_passphrase, unsigned words,
				work_done *done, void *user);
struct work *start_restore_vault(struct app *app, struct secret *take_phrase,
				 struct secret *take_passphrase, work_done *done, void *user);
struct work *start_change_passphrase(struct app *app, struct secret *take_old,
				     struct secret *take_new, work_done *done, void *user);
struct work *start_reveal_phrase(struct app *app, struct secret *take_passphrase, work_done *done,
				 void *user);
struct work *start_add_account(struct app *app, const char *label, work_done *done, void *user);
struct work *start_watch(struct app *app, const struct address *address, const char *label,
			 work_done *done, void *user);
struct work *start_show_account(struct app *app, uint32_t index, work_done *done, void *user);
struct work *start_label_account(struct app *app, const struct address *address, const char *label,
				 work_done *done, void *user);
struct work *start_use_network(struct app *app, const char *name, work_done *done, void *user);

/* Datasets: hash and attest (an act to review), upload, verify, revoke, write a disclosure. */
struct work *start_prepare_commit(struct app *app, const char *path, const char *name,
				  const char *license, work_done *done, void *user);
struct work *start_upload(struct app *app, const struct hash *root, work_done *done, void *user);
/* Before the first upload: which key it goes to; the user types the confirmation. */
struct work *start_check_intake(struct app *app, work_done *done, void *user);
struct work *start_confirm_intake(struct app *app, const struct intake_question *q, work_done *done,
				  void *user);
struct work *start_prepare_revoke(struct app *app, const struct hash *uid, work_done *done,
				  void *user);
struct work *start_prove(struct app *app, const struct hash *root, uint64_t index,
			 const char *out_path, work_done *done, void *user);

/* A preview of a file against the current model; downloads the model when it is not there. */
struct work *start_preview(struct app *app, const char *path, work_done *done, void *user);

/*
 * A transfer of `amount` (decimal text) of a pinned token (its address, or the native symbol) from
 * the shown account: an act to review.
 */
struct work *start_prepare_send(struct app *app, const char *token, const char *amount,
				const struct address *to, work_done *done, void *user);

/* Claims. */
struct work *start_prepare_claim(struct app *app, const struct address *distributor,
				 work_done *done, void *user);
struct work *start_export_claim(struct app *app, struct act *take_act, const char *path,
				work_done *done, void *user);
struct work *start_import_claim(struct app *app, const char *path, work_done *done, void *user);
/* An own transaction that is signed, to be sent (again). */
struct work *start_open_transaction(struct app *app, const struct hash *hash, work_done *done,
				    void *user);
struct work *start_cancel_claim(struct app *app, uint64_t claim, work_done *done, void *user);
struct work *start_sign(struct app *app, struct act *take_act, work_done *done, void *user);
/* Ends once it is broadcast; what becomes of it comes with snapshots and events. */
struct work *start_send(struct app *app, struct act *take_act, work_done *done, void *user);

/* Audits every settled epoch; `full` fetches and redoes the whole documents. */
struct work *start_audit(struct app *app, bool full, work_done *done, void *user);

/* Writes a table, or a preview, as a new CSV file. */
struct work *start_export(struct app *app, enum export_kind kind, const char *path, work_done *done,
			  void *user);
struct work *start_export_preview(struct app *app, const struct preview *p, const char *path,
				  work_done *done, void *user);

/* Whether live attributions are on screen: polled every 5 s then, else every 60 s. */
void work_watch_live(struct app *app, bool watching);

/* Everything up to now counts as seen. */
void work_mark_seen(struct app *app);

/* The user pressed a key: postpones the idle lock. */
void work_touch(struct app *app);

#endif
