/*
 * Messages of one exchange. Both begin as ordinary buffers with a ceiling; the guarded variants put
 * memory below them that is locked, left out of core dumps and wiped when it is freed. Such memory
 * cannot grow, so its size is reckoned before the message is begun.
 */
#include "wallet/exchange.h"

#include "base/buf.h"
#include "base/cursor.h"

static void init(struct exchange *x)
{
	*x = (struct exchange){0};
	buf_init(&x->request, SIGNER_REQUEST_MAX);
	buf_init(&x->reply, SIGNER_REPLY_MAX);
}

void exchange_begin(struct exchange *x, enum signer_op op)
{
	init(x);
	buf_add_byte(&x->request, (uint8_t)op);
}

enum status exchange_begin_guarded(struct exchange *x, enum signer_op op, size_t cap, struct err *e)
{
	enum status s;

	init(x);
	s = signer_wire_guarded(&x->request, &x->request_memory, 1 + cap, e);
	if (s == STATUS_OK)
		buf_add_byte(&x->request, (uint8_t)op);
	return s;
}

enum status exchange_guard_reply(struct exchange *x, size_t cap, struct err *e)
{
	/* In front of the fields: status and length, 8 bytes, and the text. */
	return signer_wire_guarded(&x->reply, &x->reply_memory, 8 + LIMIT_ERR_TEXT + cap, e);
}

void exchange_end(struct exchange *x)
{
	if (x->request_memory == NULL)
		buf_wipe(&x->request);
	if (x->reply_memory == NULL)
		buf_wipe(&x->reply);
	secret_free(x->request_memory);
	secret_free(x->reply_memory);
}

enum status exchange_malformed(struct err *e)
{
	return err_set(e, ERR_PARSE,
		       "the signer's reply cannot be read; please report this as a bug");
}

enum status exchange_ask(struct door *d, struct exchange *x, struct err *e)
{
	const uint8_t *text;
	uint32_t code = 0;
	size_t len = 0;
	enum status s = buf_status(&x->request);

	if (d->signer == NULL)
		return err_set(e, ERR_LOCKED,
			       "the signer has ended, because this computer was out of memory; "
			       "start byline again to sign");
	if (s != STATUS_OK)
		return err_set(e, s, "this is larger than anything the signer takes");
	s = signer_handle(d->signer, d->capabilities, x->request.data, x->request.len, &x->reply);
	if (buf_status(&x->reply) != STATUS_OK)
		return err_set(e, s, "the signer's reply is larger than expected");
	x->fields = cursor_of(x->reply.data, x->reply.len);
	/* The reply repeats the status. A difference means that one of them was garbled. */
	if (cursor_be32(&x->fields, &code) != STATUS_OK ||
	    signer_wire_take_bytes(&x->fields, &text, &len) != STATUS_OK || code != (uint32_t)s)
		return exchange_malformed(e);
	return s == STATUS_OK ? s : err_set(e, s, "%.*s", (int)len, (const char *)text);
}

void exchange_add_secret(struct exchange *x, const struct secret *s)
{
	signer_wire_add_bytes(&x->request, s != NULL ? secret_view(s) : (const uint8_t *)"",
			      s != NULL ? secret_len(s) : 0);
}

size_t exchange_field_size(const struct secret *s)
{
	return 4 + (s != NULL ? secret_len(s) : 0);
}

enum status exchange_ask_for(struct door *d, struct exchange *x, struct buf *out, struct err *e)
{
	const uint8_t *data;
	size_t len;
	enum status s = exchange_ask(d, x, e);

	if (s != STATUS_OK)
		return s;
	s = signer_wire_take_bytes(&x->fields, &data, &len);
	if (s != STATUS_OK || cursor_left(&x->fields) > 0)
		return exchange_malformed(e);
	buf_add(out, data, len);
	s = buf_status(out);
	return s == STATUS_OK ? s
			      : err_set(e, s, "there is no room for the signer's reply: %s",
					status_phrase(s));
}
