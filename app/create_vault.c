/*
 * New and restored vaults are made by the signer, which alone sees words and keys. A copy of a
 * vault file is taken as it is, once its passphrase was tried.
 */
#include "app/create_vault.h"

#include "app/state.h"
#include "app/unlock.h"
#include "app/vault_change_private.h"
#include "app/vault_state.h"
#include "base/buf.h"
#include "base/file.h"

/* Arguments of make_created() and make_restored(). */
struct creation {
	unsigned words;
	bool shows;	   /* the new phrase, on the terminal */
	bool has_password; /* BIP-39's passphrase belongs to the phrase */
};

static enum status make_created(struct door *door, struct buf *file, const struct door_vault *now,
				const void *args, struct err *e)
{
	const struct creation *c = args;

	(void)now;
	return door_create(door, file, c->words, c->shows, e);
}

enum status create_vault(struct app *app, unsigned words, bool shows, struct err *e)
{
	const struct creation c = {.words = words, .shows = shows};

	return write_new_vault(app, make_created, &c, e);
}

/* Only the number and the neighbour of a wrong word are named: the phrase itself is a secret. */
static enum status explain_phrase(const struct bip39_fault *fault, struct err *e)
{
	if (fault->word > 0 && fault->nearest[0] != '\0')
		return err_set(e, ERR_PARSE, "word %u is not in the list; did you mean \"%s\"?",
			       fault->word, fault->nearest);
	if (fault->word > 0)
		return err_set(e, ERR_PARSE, "word %u is not in the English list of BIP-39",
			       fault->word);
	if (bip39_entropy_size(fault->words) == 0)
		return err_set(e, ERR_PARSE, "a phrase has 12, 15, 18, 21 or 24 words; this has %u",
			       fault->words);
	return err_set(e, ERR_PARSE,
		       "the words do not fit each other (checksum): one is wrong or misplaced");
}

static enum status make_restored(struct door *door, struct buf *file, const struct door_vault *now,
				 const void *args, struct err *e)
{
	const struct creation *c = args;
	struct bip39_fault fault = {0};
	enum status s = door_restore(door, file, &fault, c->has_password, e);

	(void)now;
	return s == ERR_PARSE ? explain_phrase(&fault, e) : s;
}

enum status restore_vault(struct app *app, bool has_password, struct err *e)
{
	const struct creation c = {.has_password = has_password};

	return write_new_vault(app, make_restored, &c, e);
}

/* Whether the passphrase opens these bytes, found out before anything is written. */
static enum status try_open(struct app *app, const struct buf *file, struct err *e)
{
	enum status s;

	pthread_mutex_lock(&app->shared->signer_lock);
	s = door_open(app->shared->door, file->data, file->len, e);
	pthread_mutex_unlock(&app->shared->signer_lock);
	return s;
}

enum status restore_vault_file(struct app *app, const char *path, struct err *e)
{
	struct buf file;
	enum status s = require_no_vault(app, e);

	if (s != STATUS_OK)
		return s;
	buf_init(&file, LIMIT_VAULT);
	s = file_read(&file, path, e);
	if (s == STATUS_OK)
		s = try_open(app, &file, e);
	if (s == STATUS_OK)
		s = paths_ensure(&app->shared->paths, e);
	if (s == STATUS_OK)
		s = file_write_new(app->shared->paths.vault, file.data, file.len, e);
	buf_release(&file);
	/* Opens the file on disk, and not the bytes in memory, so that a bad copy shows now. */
	if (s == STATUS_OK)
		return unlock_vault(app, e);
	lock_vault(app);
	return s;
}
