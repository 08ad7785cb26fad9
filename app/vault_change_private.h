/*
 * Writing the vault file: a new one, or another in place of the one that is open.
 *
 * The signer makes the bytes of the file. They are written, read back and handed to the signer
 * again before a change is reported as done, so that the keys in memory are those on disk.
 */
#ifndef APP_VAULT_CHANGE_PRIVATE_H
#define APP_VAULT_CHANGE_PRIVATE_H

#include "app/app.h"
#include "base/status.h"

struct buf;

struct door;

struct door_vault;

/*
 * Asks the signer for the bytes of a vault file, made from `args`, and puts them into `file`. `now`
 * is the vault that is changed; NULL for a new one.
 */
typedef enum status make_vault(struct door *door, struct buf *file, const struct door_vault *now,
			       const void *args, struct err *e);

/*
 * Writes the vault that `make` makes and leaves it open. Never overwrites a vault.
 * Returns: STATUS_OK, ERR_EXISTS, ERR_REFUSED when the app is read-only, ERR_NO_SPACE, a failure of
 *          `make`.
 */
MUST_CHECK enum status write_new_vault(struct app *app, make_vault *make, const void *args,
				       struct err *e);

/*
 * Replaces the file of the open vault by the one that `make` makes of it; the signer asks for the
 * passphrase. A file of version 1 stays beside it as vault.v1, since an earlier byline reads no
 * newer one. `what` completes the message "--read-only: will not …".
 * Returns: STATUS_OK, ERR_REFUSED, ERR_BUSY while another byline process changes the vault,
 *          ERR_CHANGED when another one changed it since it was opened, a failure of `make`.
 */
MUST_CHECK enum status change_vault(struct app *app, const char *what, make_vault *make,
				    const void *args, struct err *e);

/* Asks the signer for something that takes the vault's file, `now`, beside the open vault. */
typedef enum status ask_vault(struct door *door, const struct door_vault *now, void *args,
			      struct err *e);

/*
 * Reads the vault's file anew, since the signer compares it with the vault in use, and asks.
 * Returns: STATUS_OK, ERR_CHANGED when another byline process changed the vault, a failure of
 *          `ask`.
 */
MUST_CHECK enum status ask_with_vault(struct app *app, ask_vault *ask, void *args, struct err *e);

#endif
