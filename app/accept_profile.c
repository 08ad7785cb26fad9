#include "app/accept_profile.h"

#include "app/state.h"
#include "app/vault_change_private.h"
#include "wallet/door_consent.h"

static enum status make_accepting(struct door *door, struct buf *file, const struct door_vault *now,
				  const void *args, struct err *e)
{
	return door_accept_profile(door, file, now, args, e);
}

enum status accept_profile(struct app *app, struct err *e)
{
	struct hash profile;
	bool accepted = false;
	enum status s;

	pthread_mutex_lock(&app->shared->signer_lock);
	s = door_sign_profile(app->shared->door, &profile, &accepted, app->profile, e);
	pthread_mutex_unlock(&app->shared->signer_lock);
	return s != STATUS_OK || accepted
		       ? s
		       : change_vault(app, "accept a network", make_accepting, &profile, e);
}
