/*
 * Typed documents: nothing crashes, a refusal has its reason, and a document that is accepted has
 * one digest, also after it was written canonically and read again.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json_write.h"
#include "tests/unit/eip712_digest.h"

/*
 * Canonical writing refuses numbers that are no safe integers; such a document has no digest
 * either.
 */
static void check_again(const struct json *document, const struct hash *expected)
{
	struct json *again;
	struct hash found;
	struct err e = {0};
	struct buf text;

	buf_init(&text, 16 * MIB);
	if (json_write(&text, document) != STATUS_OK ||
	    json_parse(&again, text.data, text.len, &e) != STATUS_OK ||
	    eip712_digest(&found, NULL, again, &e) != STATUS_OK || !hash_equal(&found, expected))
		abort();
	json_free(again);
	buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct eip712_summary summary;
	struct json *document;
	struct hash digest;
	struct err e = {0};
	enum status s;

	if (size > LIMIT_TYPED_DATA || json_parse(&document, data, size, &e) != STATUS_OK)
		return 0;
	s = eip712_digest(&digest, &summary, document, &e);
	if ((s == STATUS_OK) != (e.text[0] == '\0'))
		abort();
	if (s == STATUS_OK)
		check_again(document, &digest);
	json_free(document);
	return 0;
}
