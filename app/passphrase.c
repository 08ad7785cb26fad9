/* Each act has its request to the signer, which asks for the passphrase. */
#include "app/passphrase.h"

#include "app/state.h"
#include "app/vault_change_private.h"
#include "app/vault_state_private.h"
#include "base/buf.h"
#include "base/clock.h"
#include "wallet/door_change.h"

/* The signer asks for passphrases, and shows the phrase: none of them comes here. */
static enum status make_reencrypted(struct door *door, struct buf *file,
				    const struct door_vault *now, const void *args, struct err *e)
{
	(void)args;
	return door_change_passphrase(door, file, now, e);
}

enum status change_passphrase(struct app *app, struct err *e)
{
	return change_vault(app, "change the passphrase", make_reencrypted, NULL, e);
}

static enum status make_drilled(struct door *door, struct buf *file, const struct door_vault *now,
				const void *args, struct err *e)
{
	(void)args;
	return door_drill(door, file, now, (uint64_t)clock_now(), e);
}

enum status verify_phrase(struct app *app, struct err *e)
{
	return change_vault(app, "note the drill", make_drilled, NULL, e);
}

/* The file is read anew, since the signer compares it with the vault in use. */
enum status reveal_phrase(struct app *app, struct err *e)
{
	struct door_vault now = {.file = NULL};
	struct buf file;
	enum status s = read_vault_file(app, &file, e);

	now.file = file.data;
	now.len = file.len;
	pthread_mutex_lock(&app->shared->signer_lock);
	if (s == STATUS_OK)
		s = door_reveal(app->shared->door, &now, e);
	pthread_mutex_unlock(&app->shared->signer_lock);
	buf_release(&file);
	if (s == ERR_CHANGED)
		s = err_set(e, s,
			    "another byline process changed the vault; lock and unlock it, then "
			    "try again");
	return s;
}
