/*
 * Writing and reading signed claims; as chain/bundle.c, a file that was read is written again and
 * compared.
 */
#include "chain/signed_bundle.h"

#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/json_write.h"
#include "chain/bundle_format.h"
#include "chain/member.h"

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

static struct json *signed_bundle_json(const struct signed_bundle *b)
{
	struct json *doc = json_new_object();

	json_add_text(doc, "format", BUNDLE_FORMAT_SIGNED);
	member_add_hash(doc, "bundle", &b->bundle);
	json_add_hex(doc, "transaction", b->raw_tx.data, b->raw_tx.len);
	return doc;
}

enum status signed_bundle_write(struct buf *out, const struct signed_bundle *b)
{
	return json_write_take(out, signed_bundle_json(b));
}

enum status signed_bundle_read(struct signed_bundle *out, const void *data, size_t len,
			       struct err *e)
{
	struct json *doc;
	enum status s;

	signed_bundle_init(out);
	if (len > LIMIT_SMALL_FILE)
		return err_set(e, ERR_LIMIT,
			       "the file is larger than any signed claim; is it the right one?");
	s = json_parse(&doc, data, len, e);
	if (s != STATUS_OK)
		return s;
	s = bundle_format(doc, BUNDLE_FORMAT_SIGNED, e);
	if (s == STATUS_OK)
		s = member_hash(&out->bundle, doc, "bundle", e);
	if (s == STATUS_OK)
		s = member_bytes(&out->raw_tx, doc, "transaction", e);
	json_free(doc);
	if (s == STATUS_OK)
		s = json_write_same(signed_bundle_json(out), data, len, e);
	if (s != STATUS_OK)
		signed_bundle_release(out);
	return s;
}
