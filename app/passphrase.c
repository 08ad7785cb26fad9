#include "app/passphrase.h"

#include "app/state.h"
#include "app/vault_change_private.h"
#include "app/vault_state_private.h"
#include "base/buf.h"
#include "wallet/door_change.h"

/* The signer keeps no passphrase: each call here brings it, and the file, along. */
static enum status make_reencrypted(struct door *door, struct buf *file,
				    const struct door_vault *now, const void *args, struct err *e)
{
	return door_change_passphrase(door, file, now, args, e);
}

enum status change_passphrase(struct app *app, const struct secret *old,
			      const struct secret *passphrase, struct err *e)
{
	/* An empty passphrase is no secret at all, and would be no argument. */
	if (passphrase == NULL)
		return err_set(e, ERR_USAGE, "the passphrase is empty");
	return change_vault(app, "change the passphrase", old, make_reencrypted, passphrase, e);
}

/* The file is read anew, since the signer compares it with the vault in use. */
enum status reveal_phrase(struct app *app, struct secret **phrase, const struct secret *passphrase,
			  struct err *e)
{
	struct door_vault now = {.passphrase = passphrase};
	struct buf file;
	enum status s = read_vault_file(app, &file, e);

	*phrase = NULL;
	now.file = file.data;
	now.len = file.len;
	pthread_mutex_lock(&app->shared->signer_lock);
	if (s == STATUS_OK)
		s = door_reveal(app->shared->door, phrase, &now, e);
	pthread_mutex_unlock(&app->shared->signer_lock);
	buf_release(&file);
	if (s == ERR_CHANGED)
		s = err_set(e, s,
			    "another byline process changed the vault; lock and unlock it, then "
			    "try again");
	return s;
}
