/*
 * Claims and transfers, and signing and sending of every act, off the UI thread.
 *
 * Each start_…() queues a piece of work and returns it. It returns NULL when out of memory; `done`
 * is not called then. Secrets and acts are taken over in both cases. Texts are copied.
 */
#ifndef JOBS_START_ACT_H
#define JOBS_START_ACT_H

#include "act/claim_batch.h"
#include "jobs/work.h"

/*
 * Prepares a transfer of `amount` (decimal text) of a pinned token (its address, or the native
 * symbol) from the shown account, which is `from` as the user saw it. The result has the act to
 * review. ERR_CHANGED when another account acts by now.
 */
struct work *start_prepare_send(struct app *app, const struct address *from, const char *token,
				const char *amount, const struct address *to, work_done *done,
				void *user);

/*
 * Prepares the claims of what the wishes name, all of them of the network of `app`
 * (act/claim_batch.h). The result has the act to review, with those that follow it.
 * In: 1 <= n <= CLAIM_WISHES; the wishes are copied
 */
struct work *start_claims(struct app *app, const struct claim_wish *wishes, size_t n,
			  work_done *done, void *user);

/* Writes the claim to a new file, to be signed on an offline machine. The result has the path. */
struct work *start_export_claim(struct app *app, struct act *take_act, const char *path,
				work_done *done, void *user);

/* Reads a claim's file, signed or not. The result has the act to review. */
struct work *start_import_claim(struct app *app, const char *path, work_done *done, void *user);

/* Opens an own transaction that is signed. The result has the act, to be sent (again). */
struct work *start_open_transaction(struct app *app, const struct hash *hash, work_done *done,
				    void *user);

/* Prepares the transaction that cancels claim number `claim`. The result has the act to review. */
struct work *start_cancel_claim(struct app *app, uint64_t claim, work_done *done, void *user);

/* Gives up a draft that was never signed, for nothing. The result's text says where its file is. */
struct work *start_forget_claim(struct app *app, uint64_t claim, work_done *done, void *user);

/* Signs an act with the unlocked vault. The result has the act again, also after a failure. */
struct work *start_sign(struct app *app, struct act *take_act, work_done *done, void *user);

/*
 * Sends a signed act. Ends once a node took the transaction; snapshots and events tell what becomes
 * of it. The result has the act again, also after a failure.
 */
struct work *start_send(struct app *app, struct act *take_act, work_done *done, void *user);

#endif
