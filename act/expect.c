#include "act/expect.h"

#include "app/state.h"
#include "wallet/door_consent.h"

enum status expect_digest(struct app *app, const struct hash *digest, const char *words,
			  struct err *e)
{
	enum status s;

	pthread_mutex_lock(&app->shared->signer_lock);
	s = door_expect(app->shared->door, digest, words != NULL ? words : "", e);
	pthread_mutex_unlock(&app->shared->signer_lock);
	return s;
}
