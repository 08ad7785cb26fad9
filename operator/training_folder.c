/*
 * Reads a dataset's folder: the manifest says where in a record text and label stand (extractor),
 * the framed records come in batches (add_records).
 */
#include "operator/training_folder.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/dir.h"
#include "base/file.h"
#include "dataset/extractor.h"
#include "dataset/reader.h"

static enum status add_records(struct corpus *c, uint64_t *skipped, struct reader *reader,
			       struct extractor *x, uint32_t group, struct err *e)
{
	struct reader_batch batch;
	enum status s = reader_next(reader, &batch, e);

	while (s == STATUS_OK && batch.n > 0) {
		for (size_t i = 0; i < batch.n && s == STATUS_OK; i++) {
			struct extractor_pair pair;

			s = extractor_read(x, &pair, batch.records[i].data, batch.records[i].len);
			if (s != STATUS_OK)
				break;
			if (pair.text_len == 0 || pair.label == NULL) {
				(*skipped)++;
				continue;
			}
			s = corpus_add(c, pair.text, pair.text_len, (const char *)pair.label,
				       pair.label_len, group, e);
			/* A model does not learn from a label that it does not have. */
			if (s == ERR_NOT_FOUND) {
				(*skipped)++;
				s = STATUS_OK;
			}
		}
		if (s == STATUS_OK)
			s = reader_next(reader, &batch, e);
	}
	return s;
}

enum status training_folder_add(struct corpus *c, uint64_t *skipped, struct keccak *manifests,
				const char *folder, uint32_t group, struct err *e)
{
	char *manifest_path = dir_join(folder, "manifest.json");
	char *records = dir_join(folder, "records");
	struct manifest manifest = {0};
	struct extractor *x = NULL;
	struct reader *reader = NULL;
	struct buf text;
	enum status s = STATUS_OK;

	buf_init(&text, LIMIT_SMALL_FILE);
	if (manifest_path == NULL || records == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	if (s == STATUS_OK)
		s = file_read(&text, manifest_path, e);
	if (s == STATUS_OK)
		s = manifest_parse(&manifest, text.data, text.len, e);
	if (s == STATUS_OK) {
		/* The artifact names what it was trained on by this hash over all manifests. */
		keccak_update(manifests, text.data, text.len);
		s = extractor_new(&x, &manifest, e);
	}
	if (s == STATUS_OK)
		s = reader_open_framed(&reader, records, manifest.records, e);
	if (s == STATUS_OK)
		s = add_records(c, skipped, reader, x, group, e);
	reader_close(reader);
	extractor_free(x);
	manifest_release(&manifest);
	buf_release(&text);
	free(manifest_path);
	free(records);
	return s;
}
