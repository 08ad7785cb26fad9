/*
 * The way of a request: signer_handle() puts an empty success into the reply, handle() checks the
 * capability, dispatch() calls the handler. After a failure signer_handle() wipes whatever the
 * handler appended and writes the status and the message instead.
 */
#include "wallet/signer.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/cursor.h"
#include "wallet/signer_keys.h"
#include "wallet/signer_policy.h"
#include "wallet/signer_seal.h"
#include "wallet/signer_text.h"
#include "wallet/signer_vault.h"
#include "wallet/signer_wire.h"

enum status signer_new(struct signer **out, struct err *e)
{
	struct signer *s = calloc(1, sizeof(*s));
	enum status st;

	*out = NULL;
	if (s == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
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
	curve_free(s->curve);
	free(s);
}

/* The capability that a request needs. */
static uint32_t capability_for(enum signer_op op)
{
	switch (op) {
	case SIGNER_STATE: return SIGNER_CAN_SEE;
	case SIGNER_OPEN:
	case SIGNER_CHECK:
	case SIGNER_LOCK: return SIGNER_CAN_UNLOCK;
	case SIGNER_CREATE:
	case SIGNER_RESTORE:
	case SIGNER_ADD_ACCOUNT:
	case SIGNER_LABEL_ACCOUNT:
	case SIGNER_CHANGE_PASSPHRASE: return SIGNER_CAN_CHANGE;
	case SIGNER_REVEAL: return SIGNER_CAN_REVEAL;
	case SIGNER_SIGN_TX: return SIGNER_CAN_SIGN_TX;
	case SIGNER_SIGN_CLAIM: return SIGNER_CAN_SIGN_CLAIM;
	case SIGNER_SIGN_TYPED: return SIGNER_CAN_SIGN_TYPED;
	case SIGNER_SIGN_MESSAGE: return SIGNER_CAN_SIGN_MESSAGE;
	case SIGNER_SIGN_UPLOAD: return SIGNER_CAN_SIGN_UPLOAD;
	case SIGNER_DATASET_KEYS: return SIGNER_CAN_DATASET_KEYS;
	case SIGNER_SEAL:
	case SIGNER_UNSEAL: return SIGNER_CAN_SEAL;
	case SIGNER_OP_END: break;
	}
	return 0; /* there is no such request */
}

/* There is no default, so that a new request without a handler does not compile. */
static enum status dispatch(struct signer_call *c, enum signer_op op)
{
	switch (op) {
	case SIGNER_STATE: return signer_vault_state(c);
	case SIGNER_CREATE: return signer_vault_create(c);
	case SIGNER_RESTORE: return signer_vault_restore(c);
	case SIGNER_OPEN: return signer_vault_open(c);
	case SIGNER_CHECK: return signer_vault_check(c);
	case SIGNER_LOCK: return signer_vault_lock(c);
	case SIGNER_ADD_ACCOUNT: return signer_vault_add_account(c);
	case SIGNER_LABEL_ACCOUNT: return signer_vault_label_account(c);
	case SIGNER_CHANGE_PASSPHRASE: return signer_vault_change_passphrase(c);
	case SIGNER_REVEAL: return signer_vault_reveal(c);
	case SIGNER_SIGN_TX: return signer_policy_sign_tx(c);
	case SIGNER_SIGN_CLAIM: return signer_policy_sign_claim(c);
	case SIGNER_SIGN_TYPED: return signer_text_sign_typed(c);
	case SIGNER_SIGN_MESSAGE: return signer_text_sign_message(c);
	case SIGNER_SIGN_UPLOAD: return signer_keys_sign_upload(c);
	case SIGNER_DATASET_KEYS: return signer_keys_for_dataset(c);
	case SIGNER_SEAL: return signer_seal(c);
	case SIGNER_UNSEAL: return signer_seal_open(c);
	case SIGNER_OP_END: break;
	}
	return signer_call_malformed(c);
}

static enum status handle(struct signer_call *c, uint8_t *op, uint32_t capabilities)
{
	uint32_t needed;

	if (cursor_left(&c->in) > SIGNER_REQUEST_MAX)
		return err_set(c->e, ERR_LIMIT, "the request is larger than the signer takes");
	if (cursor_u8(&c->in, op) != STATUS_OK || *op >= SIGNER_OP_END)
		return signer_call_malformed(c);
	needed = capability_for((enum signer_op) * op);
	if (needed == 0)
		return signer_call_malformed(c);
	if ((capabilities & needed) == 0)
		return err_set(c->e, ERR_REFUSED,
			       "this part of byline has no right to ask the signer for that");
	return dispatch(c, (enum signer_op) * op);
}

enum status signer_handle(struct signer *s, uint32_t capabilities, const uint8_t *request,
			  size_t len, struct buf *reply)
{
	struct err e = {0};
	struct signer_call c = {.signer = s, .in = cursor_of(request, len), .out = reply, .e = &e};
	size_t before = reply->len;
	uint8_t op = 0;
	enum status st, written;

	/* The handler appends its fields behind these two. */
	signer_wire_add_be32(reply, STATUS_OK);
	signer_wire_add_bytes(reply, "", 0);
	st = handle(&c, &op, capabilities);
	written = buf_status(reply);
	if (written != STATUS_OK || st == STATUS_OK)
		goto out;
	secret_wipe(reply->data + before, reply->len - before);
	reply->len = before;
	signer_wire_add_be32(reply, st);
	signer_wire_add_bytes(reply, e.text, strlen(e.text));
	if (op == SIGNER_RESTORE && st == ERR_PARSE) {
		signer_wire_add_be32(reply, c.fault.words);
		signer_wire_add_be32(reply, c.fault.word);
		signer_wire_add_bytes(reply, c.fault.nearest, strlen(c.fault.nearest));
	}
	written = buf_status(reply);
out:
	secret_wipe(&c.fault, sizeof(c.fault));
	return written != STATUS_OK ? written : st;
}
