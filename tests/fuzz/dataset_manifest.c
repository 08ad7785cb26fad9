/*
 * Manifests: one that is read writes the same bytes, and records of any kind are taken apart in
 * bounds.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "dataset/extractor.h"
#include "dataset/manifest_guess.h"

static volatile unsigned sum;

static void extract_any(const uint8_t *data, size_t size)
{
	static const struct manifest kinds[] = {
		{.kind = READER_LINES,
		 .text = MANIFEST_TEXT_KEY,
		 .label = MANIFEST_LABEL_KEY,
		 .text_name = "text",
		 .label_name = "label"},
		{.kind = READER_FILES,
		 .text = MANIFEST_TEXT_CONTENT,
		 .label = MANIFEST_LABEL_FOLDER},
	};

	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		struct extractor *x;
		struct extractor_pair p;
		struct manifest m = {0};

		if (extractor_new(&x, &kinds[i], NULL) != STATUS_OK ||
		    extractor_read(x, &p, data, size) != STATUS_OK)
			abort();
		/* Every byte of the text can be read. */
		for (size_t k = 0; k < p.text_len; k++)
			sum += p.text[k];
		extractor_free(x);
		(void)!manifest_guess(&m, READER_LINES, NULL, 0, data, size, NULL, NULL, NULL);
		manifest_release(&m);
		(void)!manifest_guess(&m, READER_CSV, data, size, NULL, 0, NULL, NULL, NULL);
		manifest_release(&m);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct manifest m;
	struct buf b;

	buf_init(&b, LIMIT_SMALL_FILE);
	if (manifest_parse(&m, data, size, NULL) == STATUS_OK) {
		if (manifest_write(&b, &m) != STATUS_OK || b.len != size ||
		    memcmp(b.data, data, size) != 0)
			abort();
		manifest_release(&m);
	}
	buf_release(&b);
	extract_any(data, size);
	return 0;
}
