#include "chain/bundle.h"

#include <string.h>

#include "base/clock.h"
#include "base/hex.h"
#include "base/json.h"
#include "base/json_write.h"
#include "chain/member.h"

#define FORMAT_CLAIM  "byline-claim/1"
#define FORMAT_SIGNED "byline-signed/1"

void bundle_init(struct bundle *b)
{
	memset(b, 0, sizeof(*b));
	buf_init(&b->unsigned_tx, LIMIT_TX);
}

void bundle_release(struct bundle *b)
{
	if (b == NULL)
		return;
	buf_release(&b->unsigned_tx);
	bundle_init(b);
}

static void add_hash(struct json *o, const char *name, const struct hash *h)
{
	json_add_hex(o, name, h->bytes, sizeof(h->bytes));
}

static void add_time(struct json *o, const char *name, int64_t seconds)
{
	char text[CLOCK_RFC3339_SIZE];

	clock_format_rfc3339(text, seconds);
	json_add_text(o, name, text);
}

static enum status write_document(struct buf *out, struct json *take_doc)
{
	enum status s = take_doc == NULL ? ERR_MEMORY : json_write(out, take_doc);

	json_free(take_doc);
	return s;
}

enum status bundle_write(struct buf *out, const struct bundle *b)
{
	struct json *doc = json_new_object(), *proof = json_new_array();

	json_add_text(doc, "format", FORMAT_CLAIM);
	json_add_text(doc, "kind", "urd");
	json_add_text(doc, "network", b->network);
	json_add_u64(doc, "chain_id", b->chain_id);
	member_add_address(doc, "from", &b->from);
	json_add_hex(doc, "transaction", b->unsigned_tx.data, b->unsigned_tx.len);
	member_add_address(doc, "distributor", &b->distributor);
	member_add_address(doc, "account", &b->entitlement.account);
	member_add_address(doc, "token", &b->entitlement.token);
	member_add_u256(doc, "cumulative", &b->entitlement.cumulative.raw);
	member_add_u256(doc, "claimed", &b->claimed.raw);
	for (size_t i = 0; i < b->entitlement.n_proof; i++)
		add_hash(proof, NULL, &b->entitlement.proof[i]);
	json_add(doc, "proof", proof);
	add_hash(doc, "root", &b->root);
	json_add_u64(doc, "block", b->block);
	add_hash(doc, "block_hash", &b->block_hash);
	json_add_text(doc, "trust", trust_word(b->trust));
	add_time(doc, "prepared", b->prepared);
	add_time(doc, "expires", b->expires);
	return write_document(out, doc);
}

static enum status read_bytes(struct buf *out, const struct json *doc, const char *name,
			      struct err *e)
{
	const char *text;
	uint8_t *room;
	size_t len;
	enum status s = json_get_text(&text, doc, name, e);

	if (s != STATUS_OK)
		return s;
	len = strlen(text) / 2;
	room = buf_reserve(out, len);
	if (room == NULL)
		return err_set(e, buf_status(out), "\"%s\": %s", name,
			       status_phrase(buf_status(out)));
	s = hex_parse_var(room, &len, len, text, strlen(text));
	if (s != STATUS_OK)
		return err_set(e, ERR_PARSE, "\"%s\" is not 0x and hex digits", name);
	buf_grew(out, len);
	return STATUS_OK;
}

static enum status read_time(int64_t *out, const struct json *doc, const char *name, struct err *e)
{
	const char *text;
	enum status s = json_get_text(&text, doc, name, e);

	if (s == STATUS_OK && clock_parse_rfc3339(out, text, strlen(text)) != STATUS_OK)
		s = err_set(e, ERR_PARSE, "\"%s\" is not a time like 2026-11-21T14:02:11Z", name);
	return s;
}

static enum status read_trust(enum trust *out, const struct json *doc, struct err *e)
{
	const char *text;
	enum status s = json_get_text(&text, doc, "trust", e);

	for (int t = TRUST_NONE; s == STATUS_OK && t <= TRUST_PROVEN; t++) {
		if (strcmp(trust_word((enum trust)t), text) == 0) {
			*out = (enum trust)t;
			return STATUS_OK;
		}
	}
	return s != STATUS_OK ? s : err_set(e, ERR_PARSE, "\"trust\" is not a word of byline's");
}

static enum status read_proof(struct entitlement *en, const struct json *doc, struct err *e)
{
	const struct json *proof;
	enum status s = json_get_array(&proof, doc, "proof", e);

	if (s == STATUS_OK && json_count(proof) > LIMIT_MERKLE_DEPTH)
		s = err_set(e, ERR_LIMIT, "\"proof\" has more than %d steps", LIMIT_MERKLE_DEPTH);
	if (s != STATUS_OK)
		return s;
	for (const struct json *h = json_first(proof); h != NULL; h = json_next(h)) {
		const char *text = json_text(h);

		if (text == NULL ||
		    hash_parse(&en->proof[en->n_proof], text, strlen(text)) != STATUS_OK)
			return err_set(e, ERR_PARSE, "\"proof[%zu]\" is not 0x and 64 hex digits",
				       en->n_proof);
		en->n_proof++;
	}
	return STATUS_OK;
}

static enum status read_entitlement(struct bundle *out, const struct json *doc, struct err *e)
{
	struct entitlement *en = &out->entitlement;
	enum status s = member_address(&en->account, doc, "account", e);

	if (s == STATUS_OK)
		s = member_address(&en->token, doc, "token", e);
	if (s == STATUS_OK)
		s = member_u256(&en->cumulative.raw, doc, "cumulative", e);
	if (s == STATUS_OK)
		s = member_u256(&out->claimed.raw, doc, "claimed", e);
	if (s == STATUS_OK)
		s = read_proof(en, doc, e);
	if (s == STATUS_OK)
		s = json_get_hex(out->root.bytes, 32, doc, "root", e);
	return s;
}

static enum status read_circumstances(struct bundle *out, const struct json *doc, struct err *e)
{
	enum status s = json_get_u64(&out->block, doc, "block", e);

	if (s == STATUS_OK)
		s = json_get_hex(out->block_hash.bytes, 32, doc, "block_hash", e);
	if (s == STATUS_OK)
		s = read_trust(&out->trust, doc, e);
	if (s == STATUS_OK)
		s = read_time(&out->prepared, doc, "prepared", e);
	if (s == STATUS_OK)
		s = read_time(&out->expires, doc, "expires", e);
	return s;
}

static enum status read_format(const struct json *doc, const char *format, struct err *e)
{
	const char *text = json_text(json_get(doc, "format"));

	if (text != NULL && strcmp(text, format) == 0)
		return STATUS_OK;
	if (text != NULL && strcmp(text, FORMAT_CLAIM) == 0)
		return err_set(e, ERR_PARSE, "this claim is not signed yet; sign it first");
	if (text != NULL && strcmp(text, FORMAT_SIGNED) == 0)
		return err_set(e, ERR_PARSE, "this claim is signed already; send it");
	return err_set(e, ERR_PARSE, "\"format\" is not \"%s\"", format);
}

static enum status read_claim(struct bundle *out, const struct json *doc, struct err *e)
{
	const char *kind = json_text(json_get(doc, "kind"));
	enum status s = read_format(doc, FORMAT_CLAIM, e);

	if (s == STATUS_OK && (kind == NULL || strcmp(kind, "urd") != 0))
		s = err_set(e, ERR_UNSUPPORTED, "\"kind\" is not \"urd\"");
	out->kind = DISTRIBUTOR_URD;
	if (s == STATUS_OK)
		s = member_text(out->network, sizeof(out->network), doc, "network", e);
	if (s == STATUS_OK)
		s = json_get_u64(&out->chain_id, doc, "chain_id", e);
	if (s == STATUS_OK)
		s = member_address(&out->from, doc, "from", e);
	if (s == STATUS_OK)
		s = read_bytes(&out->unsigned_tx, doc, "transaction", e);
	if (s == STATUS_OK)
		s = member_address(&out->distributor, doc, "distributor", e);
	if (s == STATUS_OK)
		s = read_entitlement(out, doc, e);
	return s == STATUS_OK ? read_circumstances(out, doc, e) : s;
}

/* Written again it must give the same bytes: no unknown member, no second spelling. */
static enum status compare_bytes(struct buf *again, enum status written, const void *data,
				 size_t len, struct err *e)
{
	bool same =
		written == STATUS_OK && again->len == len && memcmp(again->data, data, len) == 0;

	buf_release(again);
	if (written == ERR_MEMORY)
		return err_set(e, ERR_MEMORY, "out of memory");
	return same ? STATUS_OK
		    : err_set(e, ERR_PARSE,
			      "not in canonical form, or with members that byline does not know");
}

static enum status check_transaction(const struct bundle *b, struct err *e)
{
	struct tx tx;
	enum status s;

	tx_init(&tx);
	s = tx_read_unsigned(&tx, b->unsigned_tx.data, b->unsigned_tx.len, e);
	tx_release(&tx);
	return s == STATUS_OK ? s : err_prefix(e, s, "\"transaction\"");
}

enum status bundle_read(struct bundle *out, const void *data, size_t len, struct err *e)
{
	struct json *doc;
	struct buf again;
	enum status s;

	bundle_init(out);
	if (len > LIMIT_SMALL_FILE)
		return err_set(e, ERR_LIMIT, "larger than a claim bundle can be");
	s = json_parse(&doc, data, len, e);
	if (s != STATUS_OK)
		return s;
	s = read_claim(out, doc, e);
	json_free(doc);
	buf_init(&again, LIMIT_SMALL_FILE);
	if (s == STATUS_OK)
		s = compare_bytes(&again, bundle_write(&again, out), data, len, e);
	if (s == STATUS_OK)
		s = check_transaction(out, e);
	if (s != STATUS_OK)
		bundle_release(out);
	return s;
}

void signed_bundle_init(struct signed_bundle *b)
{
	memset(b, 0, sizeof(*b));
	buf_init(&b->raw_tx, LIMIT_TX);
}

void signed_bundle_release(struct signed_bundle *b)
{
	if (b == NULL)
		return;
	buf_release(&b->raw_tx);
	signed_bundle_init(b);
}

enum status signed_bundle_write(struct buf *out, const struct signed_bundle *b)
{
	struct json *doc = json_new_object();

	json_add_text(doc, "format", FORMAT_SIGNED);
	add_hash(doc, "bundle", &b->bundle);
	json_add_hex(doc, "transaction", b->raw_tx.data, b->raw_tx.len);
	return write_document(out, doc);
}

enum status signed_bundle_read(struct signed_bundle *out, const void *data, size_t len,
			       struct err *e)
{
	struct json *doc;
	struct buf again;
	enum status s;

	signed_bundle_init(out);
	if (len > LIMIT_SMALL_FILE)
		return err_set(e, ERR_LIMIT, "larger than a signed bundle can be");
	s = json_parse(&doc, data, len, e);
	if (s != STATUS_OK)
		return s;
	s = read_format(doc, FORMAT_SIGNED, e);
	if (s == STATUS_OK)
		s = json_get_hex(out->bundle.bytes, 32, doc, "bundle", e);
	if (s == STATUS_OK)
		s = read_bytes(&out->raw_tx, doc, "transaction", e);
	json_free(doc);
	buf_init(&again, LIMIT_SMALL_FILE);
	if (s == STATUS_OK)
		s = compare_bytes(&again, signed_bundle_write(&again, out), data, len, e);
	if (s != STATUS_OK)
		signed_bundle_release(out);
	return s;
}
