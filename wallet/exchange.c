/*
 * A message that holds a secret stands in memory that is locked, left out of core dumps and wiped
 * when it is freed. Such memory cannot grow, so its size is reckoned before.
 */
#include "wallet/exchange.h"

#include <string.h>

#include "base/cursor.h"

/* A reply with secrets has at most so many bytes of them, with their lengths. */
#define SECRETS_MAX (3 * (4 + 256))

/* Room for `cap` bytes, guarded where the message holds a secret; then `memory` is not NULL. */
static enum status make_room(struct buf *out, struct secret **memory, bool guarded, size_t cap,
			     struct err *e)
{
	*memory = NULL;
	buf_init(out, cap);
	return guarded ? wire_guarded(out, memory, cap, e) : STATUS_OK;
}

static void give_back(struct buf *b, struct secret *memory)
{
	if (memory == NULL)
		buf_wipe(b);
	secret_free(memory);
}

void exchange_end(struct exchange *x)
{
	if (x->format != NULL)
		wire_release(&x->reply, x->format);
	give_back(&x->bytes, x->memory);
}

enum status exchange_malformed(struct err *e)
{
	return err_set(e, ERR_PARSE,
		       "the signer's reply cannot be read; please report this as a bug");
}

/* Reads status, text and fields of the reply, which the signer gave with the status `s`. */
static enum status read_reply(struct exchange *x, enum status s, struct err *e)
{
	struct cursor c = cursor_of(x->bytes.data, x->bytes.len);
	const uint8_t *text = NULL;
	uint32_t code = 0, len = 0;

	/* The reply repeats the status. A difference means that one of them was garbled. */
	if (cursor_be32(&c, &code) != STATUS_OK || cursor_be32(&c, &len) != STATUS_OK ||
	    cursor_take(&c, &text, len) != STATUS_OK || code != (uint32_t)s)
		return exchange_malformed(e);
	if (s != STATUS_OK)
		return err_set(e, s, "%.*s", (int)len, (const char *)text);
	s = wire_read(&x->reply, x->format, &c, e);
	return s == ERR_PARSE || (s == STATUS_OK && cursor_left(&c) > 0) ? exchange_malformed(e)
									 : s;
}

static enum status ask(struct door *d, struct exchange *x, const struct buf *request, struct err *e)
{
	enum status s = buf_status(request);

	if (d->signer == NULL)
		return err_set(e, ERR_LOCKED,
			       "the signer has ended, because this computer was out of memory; "
			       "start byline again to sign");
	if (s != STATUS_OK)
		return err_set(e, s, "this is larger than anything the signer takes");
	s = signer_handle(d->signer, d->capabilities, request->data, request->len, &x->bytes);
	if (buf_status(&x->bytes) != STATUS_OK)
		return err_set(e, s, "the signer's reply is larger than expected");
	return read_reply(x, s, e);
}

enum status exchange(struct door *d, struct exchange *x, enum signer_op op, const void *request,
		     struct err *e)
{
	const struct signer_op_terms *terms = signer_ops_terms((uint8_t)op);
	bool asks_secret = wire_has_secret(terms->request);
	bool gives_secret = wire_has_secret(terms->reply);
	struct secret *memory = NULL;
	struct buf bytes = {0};
	enum status s;

	*x = (struct exchange){.format = terms->reply};
	s = make_room(&x->bytes, &x->memory, gives_secret,
		      gives_secret ? 8 + LIMIT_ERR_TEXT + SECRETS_MAX : SIGNER_REPLY_MAX, e);
	if (s == STATUS_OK)
		s = make_room(&bytes, &memory, asks_secret,
			      asks_secret ? 1 + wire_size(terms->request, request)
					  : SIGNER_REQUEST_MAX,
			      e);
	if (s == STATUS_OK) {
		buf_add_byte(&bytes, (uint8_t)op);
		wire_write(&bytes, terms->request, request);
		s = ask(d, x, &bytes, e);
	}
	give_back(&bytes, memory);
	return s;
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
