/*
 * Messages of pictures: what a stick would have carried, wrapped and unwrapped. Files come first,
 * then the request to a device and its answer. Invariant: a signed file is written only when the
 * signature recovers to the act's account over the act's own signing hash.
 */
#include "act/picture.h"

#include <string.h>

#include "act/act_private.h"
#include "act/tx_document.h"
#include "base/cursor.h"
#include "base/file.h"
#include "base/json_write.h"
#include "chain/bundle_format.h"
#include "chain/keccak.h"
#include "chain/signed_bundle.h"
#include "ur/cbor.h"
#include "ur/eth_signature.h"
#include "wallet/recover.h"

/* Shown by the device beside the request. */
#define ORIGIN "byline"

static const struct {
	const char *format;
	enum picture_file kind;
} formats[] = {
	{BUNDLE_FORMAT_CLAIM, PICTURE_CLAIM},	      {BUNDLE_FORMAT_CLAIM_2, PICTURE_CLAIM},
	{BUNDLE_FORMAT_SIGNED, PICTURE_CLAIM_SIGNED}, {TX_DOCUMENT_UNSIGNED, PICTURE_TX},
	{TX_DOCUMENT_SIGNED, PICTURE_TX_SIGNED},
};

/* Whoever opens the file judges the rest of it. */
static enum status kind_of(enum picture_file *kind, const void *data, size_t len, struct err *e)
{
	struct json *doc = NULL;
	const char *format;
	enum status s = json_parse(&doc, data, len, e);

	if (s == STATUS_OK)
		s = json_get_text(&format, doc, "format", e);
	for (size_t i = 0; s == STATUS_OK && i < ARRAY_SIZE(formats); i++)
		if (strcmp(format, formats[i].format) == 0) {
			*kind = formats[i].kind;
			json_free(doc);
			return STATUS_OK;
		}
	json_free(doc);
	return err_set(e, s == STATUS_OK ? ERR_PARSE : s,
		       "it is neither a claim nor a transaction that byline wrote");
}

enum status read_file_message(struct buf *out, enum picture_file *kind, const char *path,
			      struct err *e)
{
	struct buf file;
	enum status s;

	buf_init(&file, LIMIT_SMALL_FILE);
	s = file_read(&file, path, e);
	if (s == STATUS_OK) {
		s = kind_of(kind, file.data, file.len, e);
		if (s != STATUS_OK)
			s = err_prefix(e, s, "%s", path);
	}
	if (s == STATUS_OK) {
		cbor_add_bytes(out, file.data, file.len);
		s = buf_status(out);
		if (s != STATUS_OK)
			s = err_set(e, s, "%s is too long for pictures; carry it as a file", path);
	}
	buf_release(&file);
	return s;
}

/* The bytes are encoded again from the transaction that was reviewed. */
enum status make_sign_request(struct buf *out, const struct act *act, const struct eth_path *path,
			      struct err *e)
{
	struct eth_request r = {.type = act->tx.type == TX_LEGACY ? ETH_DATA_LEGACY : ETH_DATA_TX,
				.chain_id = act->tx.chain_id,
				.path = *path,
				.address = act->from,
				.origin = ORIGIN};
	struct buf tx;
	enum status s = act->state == ACT_PREPARED
				? STATUS_OK
				: err_set(e, ERR_EXISTS, "this is signed already");

	if (s == STATUS_OK)
		s = require_whole(act, e);
	if (s == STATUS_OK)
		s = meaning_check(&act->descriptor.meaning, act->allowed, e);
	if (s != STATUS_OK)
		return s;
	buf_init(&tx, LIMIT_TX);
	s = tx_write_unsigned(&tx, &act->tx);
	if (s == STATUS_OK) {
		r.data = tx.data;
		r.len = tx.len;
		eth_request_id(r.id, &act->signing_hash);
		eth_request_write(out, &r);
		s = buf_status(out);
	}
	buf_release(&tx);
	return s == STATUS_OK ? s
			      : err_set(e, s, "the transaction is too long for pictures: %s",
					status_phrase(s));
}

enum status save_file_message(enum picture_file *kind, const char *path, const void *message,
			      size_t len, struct err *e)
{
	struct cursor c = cursor_of(message, len);
	const uint8_t *file;
	size_t n;
	enum status s = cbor_bytes(&c, &file, &n);

	if (s != STATUS_OK || cursor_left(&c) != 0)
		return err_set(e, ERR_PARSE, "the pictures carry no file");
	s = kind_of(kind, file, n, e);
	return s == STATUS_OK ? file_write_new(path, file, n, e) : s;
}

/* The answer need not name its request; if it does, it must be this one. */
static enum status read_answer(struct tx_signature *out, const struct act *act, const void *message,
			       size_t len, struct err *e)
{
	struct eth_signature answer;
	struct address signer;
	uint8_t id[ETH_REQUEST_ID_SIZE];
	enum status s = eth_signature_read(&answer, message, len, e);

	if (s != STATUS_OK)
		return s;
	eth_request_id(id, &act->signing_hash);
	if (answer.has_id && memcmp(id, answer.id, sizeof(id)) != 0)
		return err_set(e, ERR_MISMATCH,
			       "the device answers another request than the one of this act");
	s = eth_signature_of_tx(out, &answer, act->tx.chain_id, e);
	if (s != STATUS_OK)
		return s;
	if (recover_address(&signer, &act->signing_hash, out) != STATUS_OK ||
	    !address_equal(&signer, &act->from))
		return err_set(e, ERR_SIGNATURE,
			       "the device signed something else, or with another key than the "
			       "account's; compare the derivation path");
	return STATUS_OK;
}

/* As the signing machine names the bundle: by the hash of its canonical bytes. */
static enum status write_signed_claim(const char *path, struct act *act, struct buf *raw,
				      struct err *e)
{
	struct signed_bundle done;
	struct buf text;
	enum status s;

	signed_bundle_init(&done);
	buf_init(&text, LIMIT_SMALL_FILE);
	s = bundle_write(&text, &act->bundle);
	if (s == STATUS_OK) {
		keccak256(done.bundle.bytes, text.data, text.len);
		buf_clear(&text);
		buf_add(&done.raw_tx, raw->data, raw->len);
		s = signed_bundle_write(&text, &done);
	}
	s = s == STATUS_OK ? file_write_new(path, text.data, text.len, e)
			   : err_set(e, s, "%s cannot be written: %s", path, status_phrase(s));
	signed_bundle_release(&done);
	buf_release(&text);
	return s;
}

/* As sign_opened_act() writes it. */
static enum status write_signed_tx(const char *path, const struct buf *raw, struct err *e)
{
	struct json *doc = json_new_object();

	json_add_text(doc, "format", TX_DOCUMENT_SIGNED);
	json_add_hex(doc, "transaction", raw->data, raw->len);
	return tx_document_write(path, doc, e);
}

/* Nothing is written before the answer was checked. */
enum status save_device_answer(struct act *act, const char *path, const void *message, size_t len,
			       struct err *e)
{
	struct tx_signature sig;
	struct buf raw;
	enum status s = read_answer(&sig, act, message, len, e);

	if (s != STATUS_OK)
		return s;
	buf_init(&raw, LIMIT_TX);
	s = tx_write_signed(&raw, &act->tx, &sig);
	if (s != STATUS_OK)
		s = err_set(e, s, "the signed transaction cannot be encoded: %s", status_phrase(s));
	else if (act->kind == ACT_CLAIM)
		s = write_signed_claim(path, act, &raw, e);
	else
		s = write_signed_tx(path, &raw, e);
	buf_release(&raw);
	return s;
}
