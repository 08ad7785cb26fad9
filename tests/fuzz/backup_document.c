/*
 * Backups: any file, and any content. What is taken in can be read again, is saved as it was read,
 * and is all there when it is restored once more.
 */
#include <stdint.h>
#include <stdlib.h>

#include "backup/document.h"
#include "backup/saved.h"
#include "base/json_write.h"
#include "cache/handle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Adds the content to the cache. Returns the number of new rows; UINT64_MAX: it was refused. */
static uint64_t merge(struct cache *cache, const struct json *content)
{
	struct backup_report report;
	uint64_t added = 0;
	enum status s;

	report_init(&report);
	if (cache_begin(cache, NULL) != STATUS_OK)
		abort();
	s = merge_all_rows(cache, &report, content, NULL);
	if (s != STATUS_OK)
		cache_rollback(cache);
	else if (cache_commit(cache, NULL) != STATUS_OK)
		abort();
	for (int i = 0; i < BACKUP_PARTS; i++)
		added += report.parts[i].added;
	report_release(&report);
	return s == STATUS_OK ? added : UINT64_MAX;
}

static void restore_any(const struct json *content)
{
	struct json *saved = json_new_object();
	struct cache *cache;

	if (cache_open(&cache, ":memory:", false, NULL) != STATUS_OK)
		abort();
	if (merge(cache, content) != UINT64_MAX) {
		if (save_all_rows(cache, saved, NULL) != STATUS_OK || merge(cache, saved) != 0)
			abort();
	}
	json_free(saved);
	cache_close(cache);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct backup_document doc;
	struct json *content;

	if (parse_document(&doc, data, size, NULL) == STATUS_OK)
		restore_any(doc.content);
	release_document(&doc);
	/* Nobody guesses a digest, so that the content is tried without one, too. */
	if (json_parse(&content, data, size, NULL) == STATUS_OK) {
		restore_any(content);
		json_free(content);
	}
	return 0;
}
