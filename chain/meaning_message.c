/*
 * Personal messages. Text is for people and gives nothing away by itself. Bytes are for programs:
 * wallets and contracts take such a signature for one of a transaction or of another document, of
 * which the bytes are the hash (Safe's eth_sign signatures, ERC-4337 accounts).
 */
#include "chain/meaning_message.h"

#include <stdio.h>

#include "base/reveal.h"
#include "chain/meaning_sign_in.h"
#include "chain/rlp.h"
#include "chain/sign_in.h"
#include "chain/tx_read.h"

/* The preimages of signatures other than transactions begin with a byte of their own. */
#define AUTHORISATION  0x05 /* EIP-7702: 0x05 ‖ rlp([chain id, address, nonce]) */
#define TYPED_DOCUMENT 0x19 /* EIP-712: 0x19 0x01 ‖ 32 domain ‖ 32 hash */

/* Whether these are the bytes of an EIP-7702 authorisation. Out: the code that would be obeyed. */
static bool is_authorisation(struct address *code, const uint8_t *data, size_t len)
{
	struct cursor all = cursor_of(data, len), list;
	struct u256 number;

	if (len == 0 || data[0] != AUTHORISATION)
		return false;
	all.at++;
	return rlp_take_list(&all, &list) == STATUS_OK &&
	       rlp_take_u256(&list, &number) == STATUS_OK &&
	       rlp_take_fixed(&list, code->bytes, sizeof(code->bytes)) == STATUS_OK &&
	       rlp_take_u256(&list, &number) == STATUS_OK && cursor_left(&list) == 0;
}

static bool is_transaction(const uint8_t *data, size_t len)
{
	struct tx tx;
	bool is = tx_read_unsigned(&tx, data, len, NULL) == STATUS_OK;

	if (is)
		tx_release(&tx);
	return is;
}

static void tell_bytes(struct meaning *m, const uint8_t *data, size_t len)
{
	struct sentence *s = &m->gives[m->n++];
	struct address code;
	char text[ADDRESS_TEXT_SIZE];

	if (is_authorisation(&code, data, len)) {
		address_format(text, &code);
		m->dangers |= DANGER_CONTROL;
		sentence_add(s,
			     "an authorisation (EIP-7702): the account would obey the code of %s, "
			     "which may take everything in it",
			     text);
	} else if (len == 66 && data[0] == TYPED_DOCUMENT && data[1] == 1) {
		sentence_add(s, "the hashes of a typed document (EIP-712), which may be anything");
	} else if (is_transaction(data, len)) {
		sentence_add(s, "the bytes of a whole transaction, which belong into a file for "
				"byline tx sign");
	} else {
		sentence_add(s,
			     "%zu bytes that are no text: only the program that asks for them "
			     "knows their meaning",
			     len);
	}
}

/* A person who named a domain meant a sign-in, and nothing else is signed in its place. */
static void refuse_other(struct meaning *m)
{
	m->never = true;
	m->n = m->decisive = 0;
	m->gives[m->n] = (struct sentence){.n = 0};
	sentence_add(&m->gives[m->n++], "a domain was named, and the message is no sign-in "
					"(EIP-4361)");
}

static void tell_other(struct meaning *out, const void *message, size_t len)
{
	const uint8_t *data = message;

	if (reveal_is_text(message, len)) {
		snprintf(out->title, sizeof(out->title), "Message");
		return;
	}
	if (len == sizeof(struct hash)) {
		snprintf(out->title, sizeof(out->title), "Hash as a message");
		out->dangers = DANGER_HASH;
		sentence_add(&out->gives[out->n++],
			     "32 bytes that are no text: most likely the hash of a transaction or "
			     "order of another wallet, which would be signed unread");
		snprintf(out->words, sizeof(out->words), "HASH 0x%02x%02x", data[0], data[1]);
		return;
	}
	snprintf(out->title, sizeof(out->title), "Bytes as a message");
	out->dangers = DANGER_BYTES;
	tell_bytes(out, data, len);
	if (sign_in_resembles(message, len)) {
		out->dangers |= DANGER_SIGN_IN;
		out->decisive = out->n;
		sentence_add(&out->gives[out->n++],
			     "they look like a sign-in (EIP-4361) and are none: a site that takes "
			     "them for one may let anybody in as this account");
	}
	snprintf(out->words, sizeof(out->words), "%s of %zu",
		 (out->dangers & DANGER_CONTROL) != 0 ? "CONTROL BYTES" : "BYTES", len);
}

void meaning_message_for(struct meaning *out, const void *message, size_t len,
			 const struct meaning_view *view)
{
	*out = (struct meaning){.whole = true, .known = true};
	if (reveal_is_text(message, len) && meaning_sign_in_tell(out, message, len, view))
		return;
	tell_other(out, message, len);
	if (view->domain != NULL)
		refuse_other(out);
}
