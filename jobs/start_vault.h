/*
 * The vault, accounts and the choice of network, off the UI thread.
 *
 * Each start_…() queues a piece of work and returns it, or NULL when out of memory; `done` is not
 * called then. Secrets and acts are taken over, also then. Texts are copied.
 */
#ifndef JOBS_START_VAULT_H
#define JOBS_START_VAULT_H

#include "base/secret.h"
#include "jobs/work.h"

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

#endif
