/* A document that parses is written in one canonical form, which parses again to the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/json_scan.h"
#include "base/json_write.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct json *doc, *again;
	struct buf first, second;
	struct err e = {0};

	if (json_parse(&doc, data, size, &e) != STATUS_OK) {
		require(doc == NULL && e.code != STATUS_OK && e.text[0] != '\0');
		return 0;
	}
	require(json_scan(data, size, NULL) == STATUS_OK);
	buf_init(&first, 8 * size + 64);
	buf_init(&second, 8 * size + 64);
	/* Numbers that are no safe integers have no canonical form here. */
	if (json_write(&first, doc) == STATUS_OK) {
		require(json_parse(&again, first.data, first.len, &e) == STATUS_OK);
		require(json_write(&second, again) == STATUS_OK);
		require(first.len == second.len && memcmp(first.data, second.data, first.len) == 0);
		json_free(again);
	}
	json_free(doc);
	buf_release(&first);
	buf_release(&second);
	return 0;
}
