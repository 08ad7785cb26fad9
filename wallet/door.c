/*
 * Every function here has the same shape: the fields of a request, an exchange, what the caller
 * wants of the reply. exchange_end() wipes the reply, also after a failure. The order is that of
 * the header: state, making and opening a vault, keys of datasets.
 */
#include "wallet/door.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/cursor.h"
#include "chain/hash.h"
#include "wallet/door_process.h"
#include "wallet/signer_call.h"
#include "wallet/vault_file.h"

enum status door_new(struct door **out, uint32_t capabilities, struct err *e)
{
	struct door *d = calloc(1, sizeof(*d));
	enum status s;

	*out = NULL;
	if (d == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	d->capabilities = capabilities;
	d->person = door_nobody;
	s = signer_new(&d->signer, e);
	if (s != STATUS_OK) {
		free(d);
		return s;
	}
	*out = d;
	return STATUS_OK;
}

/* Asks for something that has no reply but its status. */
static enum status tell(struct door *d, enum signer_op op, const void *request, struct err *e)
{
	struct exchange x;
	enum status s = exchange(d, &x, op, request, e);

	exchange_end(&x);
	return s;
}

void door_set_person(struct door *d, const struct door_person *person)
{
	d->person = *person;
	if (d->signer != NULL)
		d->signer->ask.lines = person->lines;
}

void door_set_lender(struct door *d, const struct door_lender *lender)
{
	d->lender = *lender;
}

void door_interrupt(struct door *d)
{
	if (d->is_process)
		door_process_interrupt(d);
}

/* The signer notices it where it asks, and its reply can still be read. */
void door_hang_up(struct door *d)
{
	if (d->is_process && d->pid != 0)
		(void)!shutdown(d->fd, SHUT_WR);
}

void door_end_questions(struct door *d)
{
	/* Where the terminal needs no preparation, a command is one series of questions. */
	if (!d->lent)
		return;
	d->lent = false;
	if (d->is_process ? d->pid != 0 : d->signer != NULL)
		(void)!tell(d, SIGNER_FORGET, NULL, NULL);
	d->lender.take_back(d->lender.user);
}

void door_free(struct door *d)
{
	if (d == NULL)
		return;
	door_process_end(d);
	signer_free(d->signer);
	free(d);
}

/* Takes one account of the reply to STATE. */
static enum status take_account(struct cursor *c, struct door_account *a, struct err *e)
{
	struct signer_account in;
	enum status s = wire_read(&in, signer_ops_account(), c, e);

	if (s != STATUS_OK || in.label.len >= sizeof(a->label) || in.path.len >= sizeof(a->path))
		return ERR_PARSE;
	*a = (struct door_account){.index = in.index, .address = in.address};
	memcpy(a->label, in.label.data, in.label.len);
	memcpy(a->path, in.path.data, in.path.len);
	return STATUS_OK;
}

enum status door_state(struct door *d, struct door_state *out, struct err *e)
{
	struct exchange x;
	const struct signer_state *state = &x.reply.state;
	enum status s = exchange(d, &x, SIGNER_STATE, NULL, e);
	struct cursor c;

	memset(out, 0, sizeof(*out));
	if (s == STATUS_OK) {
		out->open = state->open;
		out->unsaved = state->unsaved;
		out->generation = state->generation;
		out->words = state->words;
		out->has_password = state->password;
		out->drilled = state->drilled;
		c = cursor_of(state->accounts.data, state->accounts.len);
		/* Numbers of another process are checked like any. */
		while (s == STATUS_OK && cursor_left(&c) > 0)
			s = out->n < VAULT_ACCOUNTS ? take_account(&c, &out->accounts[out->n++], e)
						    : ERR_PARSE;
		if (s != STATUS_OK)
			s = exchange_malformed(e);
	}
	exchange_end(&x);
	return s;
}

enum status door_create(struct door *d, struct buf *file, unsigned words, bool show, struct err *e)
{
	const struct signer_create in = {.words = words > UINT8_MAX ? 0 : (uint8_t)words,
					 .show = show};

	return exchange_for_file(d, file, SIGNER_CREATE, &in, e);
}

/* Says what is wrong with the phrase, and returns ERR_PARSE. */
static enum status take_fault(const struct signer_restored *in, struct bip39_fault *fault,
			      struct err *e)
{
	if (in->nearest.len >= sizeof(fault->nearest))
		return exchange_malformed(e);
	*fault = (struct bip39_fault){.words = in->words, .word = in->word};
	memcpy(fault->nearest, in->nearest.data, in->nearest.len);
	return err_set(e, ERR_PARSE, "this is no recovery phrase");
}

enum status door_restore(struct door *d, struct buf *file, struct bip39_fault *fault,
			 bool has_password, struct err *e)
{
	const struct signer_restore in = {.password = has_password};
	struct bip39_fault wrong = {0};
	struct exchange x;
	enum status s = exchange(d, &x, SIGNER_RESTORE, &in, e);

	if (s == STATUS_OK && x.reply.restored.file.len == 0) {
		s = take_fault(&x.reply.restored, &wrong, e);
		if (fault != NULL)
			*fault = wrong;
	}
	if (s == STATUS_OK) {
		buf_add(file, x.reply.restored.file.data, x.reply.restored.file.len);
		s = buf_status(file);
	}
	exchange_end(&x);
	return s;
}

static enum status open_file(struct door *d, const void *file, size_t len, bool again,
			     struct err *e)
{
	const struct signer_open in = {.file = {.data = file, .len = len}, .again = again};
	enum status s = vault_file_check_size(len, e);

	if (s == STATUS_OK)
		s = tell(d, SIGNER_OPEN, &in, e);
	if (s == STATUS_OK)
		exchange_forget(d);
	return s;
}

enum status door_open(struct door *d, const void *file, size_t len, struct err *e)
{
	return open_file(d, file, len, false, e);
}

enum status door_open_again(struct door *d, const void *file, size_t len, struct err *e)
{
	return open_file(d, file, len, true, e);
}

enum status door_check(struct door *d, const void *file, size_t len, struct err *e)
{
	const struct signer_file in = {.file = {.data = file, .len = len}};
	enum status s = tell(d, SIGNER_CHECK, &in, e);

	/* Another vault may have accepted other profiles. */
	if (s == STATUS_OK)
		exchange_forget(d);
	return s;
}

void door_protections(const struct door *d, struct door_protections *out)
{
	*out = (struct door_protections){.is_process = d->is_process,
					 .known = d->greeted,
					 .in_force = d->protections,
					 .required = d->required};
}

enum status door_try(struct door *d, struct err *e)
{
	return d->is_process && !d->greeted ? door_process_try(d, e) : STATUS_OK;
}

bool door_has_ended(struct door *d, struct err *e)
{
	return d->is_process && door_process_has_ended(d, e);
}

/* A locked signer that lacks memory is still better than one that stays open. */
void door_lock(struct door *d)
{
	/* The request needs memory and can fail. Ending the signer cannot, and wipes as well. */
	if (tell(d, SIGNER_LOCK, NULL, NULL) == STATUS_OK)
		return;
	door_process_end(d);
	signer_free(d->signer);
	d->signer = NULL;
}

/* Hands a secret of the reply to the caller, who wants it or not (NULL). */
static void hand_over(struct secret **out, struct secret **from)
{
	if (out == NULL)
		return;
	*out = *from;
	*from = NULL;
}

enum status door_dataset_keys(struct door *d, struct secret **salt_key, struct secret **blind,
			      struct secret **dedupe, const struct hash *nonce, struct err *e)
{
	struct secret **outs[] = {salt_key, blind, dedupe};
	const struct signer_nonce in = {.nonce = *nonce};
	struct exchange x;
	struct signer_keys *keys = &x.reply.keys;
	enum status s = exchange(d, &x, SIGNER_DATASET_KEYS, &in, e);

	for (size_t i = 0; i < ARRAY_SIZE(outs); i++)
		if (outs[i] != NULL)
			*outs[i] = NULL;
	if (s == STATUS_OK && (keys->salt == NULL || secret_len(keys->salt) != 32 ||
			       keys->blind == NULL || secret_len(keys->blind) != 32 ||
			       keys->dedupe == NULL || secret_len(keys->dedupe) != 32))
		s = exchange_malformed(e);
	/* A caller that gets an error gets no key at all. */
	if (s == STATUS_OK) {
		hand_over(salt_key, &keys->salt);
		hand_over(blind, &keys->blind);
		hand_over(dedupe, &keys->dedupe);
	}
	exchange_end(&x);
	return s;
}
