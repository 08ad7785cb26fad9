/* Parts that opening, creating and changing a vault share. */
#ifndef APP_VAULT_STATE_PRIVATE_H
#define APP_VAULT_STATE_PRIVATE_H

#include "app/app.h"
#include "app/snapshot_vault.h"
#include "base/status.h"

struct buf;

/*
 * Reads the vault file, still encrypted, into `file`, which the caller releases in any case.
 * Returns: STATUS_OK, ERR_NOT_FOUND without a vault, ERR_DAMAGED when the file is too large for
 *          one.
 */
MUST_CHECK enum status read_vault_file(struct app *app, struct buf *file, struct err *e);

/*
 * Asks the signer whether the vault is open now and keeps the answer for is_unlocked(), with the
 * rest for load_vault_state(). Called with the lock of the signer held, after every request that
 * may have opened or changed the vault.
 */
void note_vault_state(struct app *app);

/* Reads what the signer said last, without asking it. A drill stays known in a locked vault. */
void load_vault_state(struct snapshot_vault *out, struct app *app);

/*
 * Writes the open vault's accounts into the cache, so that they are known while it is locked. Does
 * nothing when the app is read-only.
 */
MUST_CHECK enum status remember_vault_accounts(struct app *app, struct err *e);

#endif
