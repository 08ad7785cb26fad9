/*
 * The vault, accounts and the choice of network, off the UI thread.
 *
 * Each start_…() queues a piece of work and returns it. It returns NULL when out of memory; `done`
 * is not called then. Texts are copied. The signer asks for passphrases and phrases itself, on the
 * terminal that the UI lends it.
 */
#ifndef JOBS_START_VAULT_H
#define JOBS_START_VAULT_H

#include "jobs/work.h"

/* Opens the vault and starts its idle time. ERR_WRONG_PASSPHRASE and others: app/unlock.h. */
struct work *start_unlock(struct app *app, work_done *done, void *user);

/* Locks the vault: the signer forgets all keys. */
struct work *start_lock(struct app *app, work_done *done, void *user);

/* Makes a vault with a new phrase of so many words, which is shown, and opens it. */
struct work *start_create_vault(struct app *app, unsigned words, work_done *done, void *user);

/* Makes a vault from a phrase that the user wrote down and opens it. `has_password`: BIP-39's. */
struct work *start_restore_vault(struct app *app, bool has_password, work_done *done, void *user);

/* Encrypts the vault under a new passphrase. */
struct work *start_change_passphrase(struct app *app, work_done *done, void *user);

/* Shows the phrase of the vault. */
struct work *start_reveal_phrase(struct app *app, work_done *done, void *user);

/* Asks for words of the phrase, to see that the paper is right. */
struct work *start_drill_phrase(struct app *app, work_done *done, void *user);

/* Adds the next account of the vault, which is opened where it is locked. */
struct work *start_add_account(struct app *app, const char *label, work_done *done, void *user);

/* Adds an account by its address only: byline reads its figures and cannot sign for it. */
struct work *start_watch(struct app *app, const struct address *address, const char *label,
			 work_done *done, void *user);

/* Shows another account, which acts from then on. ERR_NOT_FOUND when it is not known any more. */
struct work *start_show_account(struct app *app, const struct address *account, work_done *done,
				void *user);

/* Gives an account another label, which the next unlock writes into the vault. */
struct work *start_label_account(struct app *app, const struct address *address, const char *label,
				 work_done *done, void *user);

/* Chooses another network. After success `reopen` of the result is set. */
struct work *start_use_network(struct app *app, const char *name, work_done *done, void *user);

#endif
