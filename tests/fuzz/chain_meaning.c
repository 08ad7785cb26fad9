/*
 * The meaning of any bytes as a document, call or message: nothing crashes, what is dangerous has
 * words of its own and is refused when nobody asked for it, and what is shown of it has no control
 * characters. The first byte chooses: a typed document, the calldata of a contract, or a message,
 * which may be a request to sign in.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/reveal.h"
#include "chain/eip712_text.h"
#include "chain/meaning.h"
#include "chain/meaning_message.h"
#include "chain/sign_in.h"

static const struct address signer = {{1}}, contract = {{2}};

static void check_meaning(const struct meaning *m)
{
	struct err e = {0};
	enum status s = meaning_check(m, 0, &e);

	if ((s == STATUS_OK) != (m->dangers == 0 && m->whole && !m->never))
		abort();
	if ((s == STATUS_OK) != (e.text[0] == '\0') || (s != STATUS_OK && s != ERR_REFUSED))
		abort();
	if (m->whole && m->dangers != 0 && (m->words[0] == '\0' || m->n == 0))
		abort();
	if ((meaning_check(m, DANGER_ALL, NULL) == STATUS_OK) != (m->whole && !m->never))
		abort();
}

/* Shown text is UTF-8 whose only control is the line end. */
static void check_shown(const struct buf *out)
{
	if (buf_status(out) != STATUS_OK || !reveal_is_text(out->data, out->len) ||
	    (out->len > 0 && (memchr(out->data, '\t', out->len) != NULL ||
			      memchr(out->data, '\r', out->len) != NULL)))
		abort();
}

static void try_document(const uint8_t *data, size_t size)
{
	const struct meaning_view view = {.signer = &signer, .now = 1790000000};
	struct eip712_document d;
	struct json *json;
	struct meaning m;
	struct buf out;

	if (json_parse(&json, data, size, NULL) != STATUS_OK)
		return;
	if (eip712_open(&d, json, NULL) == STATUS_OK) {
		meaning_of_document(&m, &d, &view);
		check_meaning(&m);
		/* A document of no row is never taken for a known one. */
		if (!m.known && (m.dangers & DANGER_UNKNOWN) == 0)
			abort();
		buf_init(&out, 64 * MIB);
		eip712_text(&out, &d, 2, false);
		check_shown(&out);
		buf_release(&out);
	}
	eip712_release(&d);
	json_free(json);
}

static void try_call(const uint8_t *data, size_t size)
{
	const struct meaning_view view = {.signer = &signer};
	struct meaning m;

	meaning_of_call(&m, &contract, data, size, &view);
	check_meaning(&m);
	if (!m.known && (m.dangers & DANGER_UNKNOWN) == 0)
		abort();
}

static bool is_within(const struct sign_in_part *p, const char *text, size_t size)
{
	return p->at == NULL || (p->at >= text && (size_t)(p->at - text) <= size &&
				 p->len <= size - (size_t)(p->at - text));
}

/* Whoever names the domain of a request needs no danger's name, and nobody else goes without. */
static void try_sign_in(const char *text, size_t size, const struct meaning *unnamed)
{
	char domain[MEANING_WORDS_SIZE];
	struct meaning m;
	struct sign_in s;

	if (sign_in_read(&s, text, size, NULL) != STATUS_OK) {
		if (sign_in_resembles(text, size) && unnamed->dangers == 0)
			abort();
		return;
	}
	if (!is_within(&s.domain, text, size) || !is_within(&s.statement, text, size) ||
	    !is_within(&s.uri, text, size) || !is_within(&s.nonce, text, size) ||
	    !is_within(&s.request_id, text, size) || s.domain.len == 0 || s.nonce.len < 8)
		abort();
	if (!sign_in_resembles(text, size) || (unnamed->dangers & DANGER_SIGN_IN) == 0)
		abort();
	if (s.domain.len >= sizeof(domain))
		return;
	snprintf(domain, sizeof(domain), "%.*s", (int)s.domain.len, s.domain.at);
	meaning_message_for(
		&m, text, size,
		&(struct meaning_view){.signer = &s.address, .now = s.issued, .domain = domain});
	check_meaning(&m);
	if (sign_in_is_own_uri(&s) && !s.delegates && m.dangers != 0)
		abort();
	meaning_message_for(&m, text, size, &(struct meaning_view){.signer = &contract});
	if (!address_equal(&contract, &s.address) && !m.never)
		abort();
}

static void try_message(const uint8_t *data, size_t size)
{
	struct meaning m;
	struct buf out;

	meaning_message_for(&m, data, size, &(struct meaning_view){.now = 0});
	check_meaning(&m);
	try_sign_in((const char *)data, size, &m);
	buf_init(&out, 64 * MIB);
	eip712_text_lines(&out, data, size, 2, false);
	check_shown(&out);
	buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0 || size > LIMIT_TYPED_DATA)
		return 0;
	switch (data[0] % 3) {
	case 0: try_document(data + 1, size - 1); break;
	case 1: try_call(data + 1, size - 1); break;
	default: try_message(data + 1, size - 1); break; /* an open set: any byte */
	}
	return 0;
}
