/*
 * A vault and the cache belong together: the cache knows the vault's accounts, labels, own
 * transactions and datasets. When one of them was deleted, byline says so, and never begins anew as
 * if nothing had been.
 */
#ifndef APP_LOST_RECORDS_H
#define APP_LOST_RECORDS_H

#include "app/app.h"
#include "app/snapshot.h"

/* Room for the sentence, with its zero. */
#define LOST_RECORDS_SIZE sizeof(((struct snapshot *)0)->lost)

/*
 * Writes what is gone and what to do, for a person; "" when nothing is.
 * In:      vault     whether there is a vault here
 *          accounts  all that the cache knows
 * Returns: whether something is gone.
 */
bool describe_lost_records(char out[static LOST_RECORDS_SIZE], bool vault,
			   const struct snapshot_account *accounts, size_t n);

/*
 * As describe_lost_records(), of this app. It also looks for folders of datasets that no list has.
 * False when the cache cannot be read.
 */
bool look_for_lost_records(struct app *app, char out[static LOST_RECORDS_SIZE]);

/* Whether there is a vault here whose accounts the cache does not know. */
bool has_vault_without_records(struct app *app);

/* ERR_NOT_FOUND: there is no vault. Says so, or that the one whose accounts are known is gone. */
enum status refuse_no_vault(struct app *app, struct err *e);

/* ERR_NOT_FOUND: there is no account. Says so, or that the vault's accounts were forgotten. */
enum status refuse_no_account(struct app *app, struct err *e);

#endif
