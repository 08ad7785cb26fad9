/*
 * The way of a request: signer_handle() looks up its terms, checks the capability, reads the fields
 * and calls the handler (dispatch()); write_reply() writes the reply's fields after success, the
 * status and its message after a failure.
 */
#include "wallet/signer.h"

#include <stdlib.h>
#include <string.h>

#include "base/be.h"
#include "base/buf.h"
#include "base/cursor.h"
#include "wallet/signer_ask.h"
#include "wallet/signer_change.h"
#include "wallet/signer_consent.h"
#include "wallet/signer_find.h"
#include "wallet/signer_journal.h"
#include "wallet/signer_keys.h"
#include "wallet/signer_profile.h"
#include "wallet/signer_seal.h"
#include "wallet/signer_sign.h"
#include "wallet/signer_vault.h"

enum status signer_new(struct signer **out, struct err *e)
{
	struct signer *s = calloc(1, sizeof(*s));
	enum status st;

	*out = NULL;
	if (s == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	s->ask = (struct asker){.terminal = -1, .lines = -1, .owner = -1, .timer = -1};
	st = curve_new(&s->curve, e);
	if (st != STATUS_OK) {
		free(s);
		return st;
	}
	*out = s;
	return STATUS_OK;
}

void signer_free(struct signer *s)
{
	if (s == NULL)
		return;
	signer_vault_forget(s);
	signer_ask_drop(s);
	signer_consent_release(s);
	signer_journal_close(s);
	signer_profile_forget(s);
	curve_free(s->curve);
	free(s);
}

/* The descriptors stay the caller's. */
void signer_set_person(struct signer *s, struct asker person)
{
	s->ask = person;
}

int signer_timer(const struct signer *s)
{
	return s->ask.timer;
}

int signer_age(struct signer *s)
{
	return signer_ask_age(s);
}

/* By the table. There is no default: a new request without a handler does not compile. */
static enum status dispatch(struct signer_call *c, enum signer_op op, const void *in, void *out)
{
#define DISPATCH(name, capability, asks, handler, request, reply) \
	case SIGNER_##name: return handler(c, in, out);
	switch (op) {
		SIGNER_OPS(DISPATCH)
	case SIGNER_NO_OP:
	case SIGNER_OP_END: break;
	}
	return signer_call_malformed(c);
}

/* Reads the request and does it. Out: `out`, whose secrets the caller frees */
static enum status handle(struct signer_call *c, enum signer_op op, struct cursor *in,
			  union signer_any *out)
{
	const struct wire_format *format = signer_ops_terms((uint8_t)op)->request;
	union signer_any request;
	enum status s = wire_read(&request, format, in, c->e);

	if (s == ERR_PARSE || (s == STATUS_OK && cursor_left(in) > 0))
		s = signer_call_malformed(c);
	if (s == STATUS_OK)
		s = dispatch(c, op, &request, out);
	wire_release(&request, format);
	return s;
}

static void add_status(struct buf *reply, enum status s, const char *text)
{
	uint8_t word[4];

	be32_store(word, (uint32_t)s);
	buf_add(reply, word, sizeof(word));
	be32_store(word, (uint32_t)strlen(text));
	buf_add(reply, word, sizeof(word));
	buf_add_str(reply, text);
}

/* Checks the right, then handles the request. Out: `format`, the reply's */
static enum status handle_as_allowed(struct signer_call *c, uint32_t capabilities,
				     struct cursor *in, union signer_any *out,
				     const struct wire_format **format)
{
	const struct signer_op_terms *terms;
	uint8_t op = 0;

	if (cursor_left(in) > SIGNER_REQUEST_MAX)
		return err_set(c->e, ERR_LIMIT, "the request is larger than the signer takes");
	if (cursor_u8(in, &op) != STATUS_OK)
		return signer_call_malformed(c);
	terms = signer_ops_terms(op);
	if (terms->capability == 0)
		return signer_call_malformed(c);
	if ((capabilities & terms->capability) == 0)
		return err_set(c->e, ERR_REFUSED,
			       "this part of byline has no right to ask the signer for that");
	*format = terms->reply;
	c->signer->asked = c->signer->asked || terms->asks;
	return handle(c, (enum signer_op)op, in, out);
}

enum status signer_handle(struct signer *s, uint32_t capabilities, const uint8_t *request,
			  size_t len, struct buf *reply)
{
	const struct wire_format *format = signer_ops_terms(SIGNER_NO_OP)->reply;
	struct cursor in = cursor_of(request, len);
	union signer_any out;
	struct err e = {0};
	struct buf bytes;
	struct signer_call c = {.signer = s, .bytes = &bytes, .e = &e};
	enum status st;

	memset(&out, 0, sizeof(out));
	buf_init(&bytes, SIGNER_REPLY_MAX);
	st = handle_as_allowed(&c, capabilities, &in, &out, &format);
	if (st == STATUS_OK && buf_status(&bytes) != STATUS_OK)
		st = err_set(&e, buf_status(&bytes), "the signer's reply is larger than expected");
	add_status(reply, st, st == STATUS_OK ? "" : e.text);
	if (st == STATUS_OK)
		wire_write(reply, format, &out);
	wire_release(&out, format);
	buf_wipe(&bytes);
	secret_wipe(&c.fault, sizeof(c.fault));
	return buf_status(reply) != STATUS_OK ? buf_status(reply) : st;
}
