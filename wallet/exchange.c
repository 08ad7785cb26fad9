/*
 * A message that holds a secret stands in memory that is locked, left out of core dumps and wiped
 * when it is freed. Such memory cannot grow, so its size is reckoned before.
 */
#include "wallet/exchange.h"

#include <string.h>

#include "base/cursor.h"
#include "wallet/channel.h"
#include "wallet/door_process.h"

/* Room for `cap` bytes, guarded where the message holds a secret; then `memory` is not NULL. */
static enum status make_room(struct buf *out, struct secret **memory, bool guarded, size_t cap,
			     struct err *e)
{
	*memory = NULL;
	buf_init(out, cap);
	return guarded ? wire_guarded(out, memory, cap, e) : STATUS_OK;
}

void exchange_end(struct exchange *x)
{
	if (x->format != NULL)
		wire_release(&x->reply, x->format);
	channel_release(&x->bytes, x->memory);
}

/* The members are not const, because those of a reply are freed. */
struct secret *exchange_lend(const struct secret *s)
{
	return (struct secret *)(uintptr_t)s;
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

/* Asks the signer of this process. */
static enum status ask_here(struct door *d, struct exchange *x, const struct buf *request,
			    struct err *e)
{
	bool secret = wire_has_secret(x->format);
	enum status s = make_room(&x->bytes, &x->memory, secret,
				  secret ? SIGNER_SECRET_REPLY_MAX : SIGNER_REPLY_MAX, e);

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

enum status exchange(struct door *d, struct exchange *x, enum signer_op op, const void *request,
		     struct err *e)
{
	const struct signer_op_terms *terms = signer_ops_terms((uint8_t)op);
	bool secret = wire_has_secret(terms->request);
	struct secret *memory = NULL;
	struct buf bytes = {0};
	enum status s;

	*x = (struct exchange){.format = terms->reply};
	s = make_room(&bytes, &memory, secret,
		      secret ? 1 + wire_size(terms->request, request) : SIGNER_REQUEST_MAX, e);
	if (s != STATUS_OK)
		return s;
	buf_add_byte(&bytes, (uint8_t)op);
	wire_write(&bytes, terms->request, request);
	s = buf_status(&bytes);
	if (s != STATUS_OK)
		s = err_set(e, s, "this is larger than anything the signer takes");
	else if (d->is_process)
		s = door_process_ask(d, &bytes, &x->bytes, &x->memory, e);
	else
		s = ask_here(d, x, &bytes, e);
	if (s == STATUS_OK)
		s = read_reply(x, e);
	channel_release(&bytes, memory);
	return s;
}

bool exchange_knows(const struct door *d, const struct hash *profile)
{
	for (unsigned i = 0; i < ARRAY_SIZE(d->handed) && i < d->n_handed; i++)
		if (hash_equal(&d->handed[i], profile))
			return true;
	return false;
}

void exchange_learn(struct door *d, const struct hash *profile)
{
	d->handed[d->n_handed++ % ARRAY_SIZE(d->handed)] = *profile;
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
