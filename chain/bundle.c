/*
 * Writing and reading claim bundles.
 *
 * bundle_json() and read_claim() list the members in the same order; a URD's own are in add_urd()
 * and read_urd(), those of all other payers in chain/bundle_parts.c. A bundle that was read is
 * written again and compared with the input, so that nothing can be in the file that this program
 * did not understand.
 */
#include "chain/bundle.h"

#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/json_write.h"
#include "chain/bundle_format.h"
#include "chain/bundle_parts.h"
#include "chain/member.h"
#include "chain/tx_read.h"

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

static void add_time(struct json *o, const char *name, int64_t seconds)
{
	char text[CLOCK_RFC3339_SIZE];

	clock_format_rfc3339(text, seconds);
	json_add_text(o, name, text);
}

/* The members of a claim from a URD, which has one part and no words. */
static void add_urd(struct json *doc, const struct bundle *b)
{
	const struct entitlement *en = &b->parts[0].entitlement;

	member_add_address(doc, "distributor", &b->distributor);
	member_add_address(doc, "account", &en->account);
	member_add_address(doc, "token", &en->token);
	member_add_u256(doc, "cumulative", &en->cumulative.raw);
	member_add_u256(doc, "claimed", &b->claimed.raw);
	member_add_hashes(doc, "proof", en->proof, en->n_proof);
	member_add_hash(doc, "root", &b->root);
}

static bool is_urd(const struct bundle *b)
{
	return b->kind == DISTRIBUTOR_URD;
}

static struct json *bundle_json(const struct bundle *b)
{
	struct json *doc = json_new_object();

	json_add_text(doc, "format", is_urd(b) ? BUNDLE_FORMAT_CLAIM : BUNDLE_FORMAT_CLAIM_2);
	json_add_text(doc, "kind", payer_kind(b->kind)->name);
	json_add_text(doc, "network", b->network);
	json_add_u64(doc, "chain_id", b->chain_id);
	member_add_address(doc, "from", &b->from);
	json_add_hex(doc, "transaction", b->unsigned_tx.data, b->unsigned_tx.len);
	if (is_urd(b)) {
		add_urd(doc, b);
	} else {
		member_add_address(doc, "payer", &b->distributor);
		json_add(doc, "parts", bundle_parts_json(b->parts, b->n_parts));
	}
	json_add_u64(doc, "block", b->block);
	member_add_hash(doc, "block_hash", &b->block_hash);
	if (!is_urd(b))
		add_time(doc, "block_time", b->block_time);
	json_add_text(doc, "trust", trust_word(b->trust));
	add_time(doc, "prepared", b->prepared);
	add_time(doc, "expires", b->expires);
	return doc;
}

enum status bundle_write(struct buf *out, const struct bundle *b)
{
	return json_write_take(out, bundle_json(b));
}

static enum status read_time(int64_t *out, const struct json *doc, const char *name, struct err *e)
{
	const char *text;
	enum status s = json_get_text(&text, doc, name, e);

	if (s == STATUS_OK && clock_parse_rfc3339(out, text, strlen(text)) != STATUS_OK)
		s = err_set(e, ERR_PARSE, "\"%s\" is not a time like 2026-11-21T14:02:11Z", name);
	return s;
}

/* How well the online machine knew the root: one of trust_word()'s words. */
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
	return s != STATUS_OK ? s
			      : err_set(e, ERR_PARSE,
					"\"trust\" is none of proven, agreed, reported, disputed, "
					"unknown");
}

/* The one claim of a URD, and the root under which it is proven. */
static enum status read_urd(struct bundle *out, const struct json *doc, struct err *e)
{
	struct entitlement *en = &out->parts[0].entitlement;
	enum status s = member_address(&out->distributor, doc, "distributor", e);

	out->n_parts = 1;
	if (s == STATUS_OK)
		s = member_address(&en->account, doc, "account", e);
	if (s == STATUS_OK)
		s = member_address(&en->token, doc, "token", e);
	if (s == STATUS_OK)
		s = member_u256(&en->cumulative.raw, doc, "cumulative", e);
	if (s == STATUS_OK)
		s = member_u256(&out->claimed.raw, doc, "claimed", e);
	if (s == STATUS_OK)
		s = member_hashes(en->proof, &en->n_proof, LIMIT_MERKLE_DEPTH, doc, "proof", e);
	if (s == STATUS_OK)
		s = member_hash(&out->root, doc, "root", e);
	return s;
}

static enum status read_other(struct bundle *out, const struct json *doc, struct err *e)
{
	enum status s = member_address(&out->distributor, doc, "payer", e);

	if (s == STATUS_OK)
		s = bundle_parts_read(out->parts, &out->n_parts, doc, e);
	return s == STATUS_OK ? read_time(&out->block_time, doc, "block_time", e) : s;
}

/* The block at which the online machine looked, and how long its answer holds. */
static enum status read_circumstances(struct bundle *out, const struct json *doc, struct err *e)
{
	enum status s = json_get_u64(&out->block, doc, "block", e);

	if (s == STATUS_OK)
		s = member_hash(&out->block_hash, doc, "block_hash", e);
	if (s == STATUS_OK)
		s = read_trust(&out->trust, doc, e);
	if (s == STATUS_OK)
		s = read_time(&out->prepared, doc, "prepared", e);
	if (s == STATUS_OK)
		s = read_time(&out->expires, doc, "expires", e);
	return s;
}

/* A URD's claims keep their own format, so that a byline of before signs them too. */
static enum status read_kind(struct bundle *out, const struct json *doc, struct err *e)
{
	const char *format = json_text(json_get(doc, "format"));
	const char *kind = json_text(json_get(doc, "kind"));
	const bool second = format != NULL && strcmp(format, BUNDLE_FORMAT_CLAIM_2) == 0;
	enum status s = second ? STATUS_OK : bundle_format(doc, BUNDLE_FORMAT_CLAIM, e);

	if (s != STATUS_OK)
		return s;
	if (kind == NULL || payer_kind_named(&out->kind, kind) == NULL || is_urd(out) == second)
		return err_set(e, ERR_UNSUPPORTED,
			       "\"kind\": this byline knows no such payer in \"%s\"; the other "
			       "machine may have a newer byline",
			       format);
	return STATUS_OK;
}

static enum status read_claim(struct bundle *out, const struct json *doc, struct err *e)
{
	enum status s = read_kind(out, doc, e);

	if (s == STATUS_OK)
		s = member_text(out->network, sizeof(out->network), doc, "network", e);
	if (s == STATUS_OK)
		s = json_get_u64(&out->chain_id, doc, "chain_id", e);
	if (s == STATUS_OK)
		s = member_address(&out->from, doc, "from", e);
	if (s == STATUS_OK)
		s = member_bytes(&out->unsigned_tx, doc, "transaction", e);
	if (s == STATUS_OK)
		s = is_urd(out) ? read_urd(out, doc, e) : read_other(out, doc, e);
	return s == STATUS_OK ? read_circumstances(out, doc, e) : s;
}

/* The bytes to be signed must be a transaction at least; bundle_check() reads what it does. */
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
	enum status s;

	bundle_init(out);
	if (len > LIMIT_SMALL_FILE)
		return err_set(e, ERR_LIMIT,
			       "the file is larger than any claim; is it the right one?");
	s = json_parse(&doc, data, len, e);
	if (s != STATUS_OK)
		return s;
	s = read_claim(out, doc, e);
	json_free(doc);
	if (s == STATUS_OK)
		s = json_write_same(bundle_json(out), data, len, e);
	if (s == STATUS_OK)
		s = check_transaction(out, e);
	if (s != STATUS_OK)
		bundle_release(out);
	return s;
}
