/*
 * A reply that holds a secret stands in memory that is locked, left out of core dumps and wiped
 * when it is freed. No request holds one.
 */
#include "wallet/exchange.h"

#include <string.h>

#include "base/cursor.h"
#include "wallet/channel.h"
#include "wallet/door_process.h"

const struct door_person door_nobody = {.lines = -1};

void exchange_end(struct exchange *x)
{
	if (x->format != NULL)
		wire_release(&x->reply, x->format);
	channel_release(&x->bytes, x->memory);
}

enum status exchange_malformed(struct err *e)
{
	return err_set(e, ERR_PARSE,
		       "the signer's reply cannot be read; please report this as a bug");
}

/* Reads status, text and fields of the reply. */
static enum status read_reply(struct exchange *x, struct err *e)
{
	struct cursor c = cursor_of(x->bytes.data, x->bytes.len);
	const uint8_t *text = NULL;
	uint32_t code = 0, len = 0;
	enum status s;

	if (cursor_be32(&c, &code) != STATUS_OK || cursor_be32(&c, &len) != STATUS_OK ||
	    cursor_take(&c, &text, len) != STATUS_OK || code > ERR_ANSWER)
		return exchange_malformed(e);
	if (code != STATUS_OK)
		return err_set(e, (enum status)code, "%.*s", (int)len, (const char *)text);
	s = wire_read(&x->reply, x->format, &c, e);
	return s == ERR_PARSE || (s == STATUS_OK && cursor_left(&c) > 0) ? exchange_malformed(e)
									 : s;
}

/* Asks the signer of this process. The reply stands where that of another process would. */
static enum status ask_here(struct door *d, struct exchange *x, const struct buf *request,
			    struct err *e)
{
	enum status s = STATUS_OK;

	if (wire_has_secret(x->format))
		s = wire_guarded(&x->bytes, &x->memory, SIGNER_SECRET_REPLY_MAX, e);
	else
		buf_init(&x->bytes, SIGNER_REPLY_MAX);
	if (s != STATUS_OK)
		return s;
	if (d->signer == NULL)
		return err_set(e, ERR_LOCKED,
			       "the signer has ended, because this computer was out of memory; "
			       "start byline again to sign");
	s = signer_handle(d->signer, d->capabilities, request->data, request->len, &x->bytes);
	return buf_status(&x->bytes) == STATUS_OK
		       ? STATUS_OK
		       : err_set(e, s, "the signer's reply is larger than expected");
}

/* The terminal is lent at the first question of a series, and stays so until its end. */
static enum status lend_terminal(struct door *d, struct err *e)
{
	if (d->lent || d->lender.lend == NULL)
		return STATUS_OK;
	d->lent = d->lender.lend(d->lender.user);
	return d->lent ? STATUS_OK : err_set(e, ERR_CANCELLED, "cancelled");
}

enum status exchange(struct door *d, struct exchange *x, enum signer_op op, const void *request,
		     struct err *e)
{
	const struct signer_op_terms *terms = signer_ops_terms((uint8_t)op);
	struct buf bytes;
	enum status s = terms->asks ? lend_terminal(d, e) : STATUS_OK;

	*x = (struct exchange){.format = terms->reply};
	buf_init(&bytes, SIGNER_REQUEST_MAX);
	if (s == STATUS_OK) {
		buf_add_byte(&bytes, (uint8_t)op);
		wire_write(&bytes, terms->request, request);
		s = buf_status(&bytes);
		if (s != STATUS_OK)
			s = err_set(e, s, "this is larger than anything the signer takes");
	}
	if (s == STATUS_OK)
		s = d->is_process ? door_process_ask(d, &bytes, &x->bytes, &x->memory, e)
				  : ask_here(d, x, &bytes, e);
	if (s == STATUS_OK)
		s = read_reply(x, e);
	buf_release(&bytes);
	return s;
}

/* A profile that gave way to others is handed over again. */
bool exchange_knows(const struct door *d, const struct hash *profile, bool *accepted)
{
	for (unsigned i = 0; i < ARRAY_SIZE(d->handed) && i < d->n_handed; i++) {
		if (!hash_equal(&d->handed[i].profile, profile))
			continue;
		*accepted = d->handed[i].accepted;
		return true;
	}
	return false;
}

void exchange_learn(struct door *d, const struct hash *profile, bool accepted)
{
	const unsigned at = d->n_handed++ % ARRAY_SIZE(d->handed);

	d->handed[at].profile = *profile;
	d->handed[at].accepted = accepted;
}

void exchange_forget(struct door *d)
{
	memset(d->handed, 0, sizeof(d->handed));
	d->n_handed = 0;
}

enum status exchange_for_file(struct door *d, struct buf *out, enum signer_op op,
			      const void *request, struct err *e)
{
	struct exchange x;
	enum status s = exchange(d, &x, op, request, e);

	if (s == STATUS_OK) {
		buf_add(out, x.reply.file.file.data, x.reply.file.file.len);
		s = buf_status(out);
		if (s != STATUS_OK)
			s = err_set(e, s, "there is no room for the signer's reply: %s",
				    status_phrase(s));
	}
	exchange_end(&x);
	return s;
}
