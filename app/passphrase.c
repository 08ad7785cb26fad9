#include "app/passphrase.h"

#include "app/state.h"
#include "app/vault_change_private.h"

struct passphrases {
	const struct secret *old, *new;
};

static enum status make_reencrypted(struct door *door, struct buf *file, const void *args,
				    struct err *e)
{
	const struct passphrases *p = args;

	return door_change_passphrase(door, file, p->old, p->new, e);
}

enum status change_passphrase(struct app *app, const struct secret *old,
			      const struct secret *passphrase, struct err *e)
{
	const struct passphrases p = {old, passphrase};

	return change_vault(app, "change the passphrase", make_reencrypted, &p, e);
}

enum status reveal_phrase(struct app *app, struct secret **phrase, const struct secret *passphrase,
			  struct err *e)
{
	enum status s;

	pthread_mutex_lock(&app->shared->signer_lock);
	s = door_reveal(app->shared->door, phrase, passphrase, e);
	pthread_mutex_unlock(&app->shared->signer_lock);
	return s;
}
