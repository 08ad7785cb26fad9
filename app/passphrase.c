/* Each act has its request to the signer, which asks for the passphrase. */
#include "app/passphrase.h"

#include "app/vault_change_private.h"
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

/* The signer shows it on its terminal; nothing of it is in the answer. */
static enum status show_phrase(struct door *door, const struct door_vault *now, void *args,
			       struct err *e)
{
	(void)args;
	return door_reveal(door, now, e);
}

enum status reveal_phrase(struct app *app, struct err *e)
{
	return ask_with_vault(app, show_phrase, NULL, e);
}
