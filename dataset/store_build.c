/*
 * From a source to a folder of the store.
 *
 * store_build() opens the source and an empty folder; fill() then runs commitment_tree_build() over
 * the records, whose hook on_records() writes fingerprints and, if asked, the records themselves.
 * Manifest and source.json come last, when everything is known, and the folder gets its name only
 * when it is complete. Invariant: the key of the fingerprints is in a record's headroom only while
 * its batch is hashed.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/be.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/json_write.h"
#include "base/secret.h"
#include "base/text.h"
#include "chain/keccak.h"
#include "chain/keccak_many.h"
#include "dataset/commitment_tree.h"
#include "dataset/manifest_guess.h"
#include "dataset/store_build.h"
#include "dataset/store_folder.h"

/* A folder that is being built while the records pass. */
struct building {
	const struct store_plan *plan;
	struct reader *reader;
	struct store_folder folder;
	FILE *fingerprints;
	FILE *records; /* NULL unless the records are kept */
	struct manifest manifest;
	reader_watch *watch;
	void *user;
	uint8_t hashes[READER_BATCH][KECCAK_SIZE];
	const uint8_t *messages[READER_BATCH];
	size_t lengths[READER_BATCH];
};

/* Writes the fingerprints of a batch. The key takes the place of the salt, before each record. */
static enum status write_fingerprints(struct building *b, const struct reader_batch *batch,
				      struct err *e)
{
	for (size_t i = 0; i < batch->n; i++) {
		const struct reader_record *r = &batch->records[i];

		memcpy(r->data - READER_HEADROOM, b->plan->dedupe_key, READER_HEADROOM);
		b->messages[i] = r->data - READER_HEADROOM;
		b->lengths[i] = READER_HEADROOM + r->len;
	}
	keccak_many(b->hashes, b->messages, b->lengths, batch->n);
	errno = 0;
	for (size_t i = 0; i < batch->n; i++) {
		secret_wipe(batch->records[i].data - READER_HEADROOM, READER_HEADROOM);
		fwrite(b->hashes[i], 1, STORE_FINGERPRINT, b->fingerprints);
	}
	if (ferror(b->fingerprints) != 0)
		return err_set_errno(e, errno, "cannot write fingerprints");
	return STATUS_OK;
}

static enum status keep_records(struct building *b, const struct reader_batch *batch, struct err *e)
{
	errno = 0;
	for (size_t i = 0; i < batch->n; i++) {
		const struct reader_record *r = &batch->records[i];

		be64_store(r->data - 8, r->len);
		fwrite(r->data - 8, 1, 8 + r->len, b->records);
	}
	if (ferror(b->records) != 0)
		return err_set_errno(e, errno, "cannot keep records");
	return STATUS_OK;
}

/* Takes a batch after it was hashed. The first one shows where text and label are. */
static enum status on_records(void *user, const struct reader_batch *batch, struct err *e)
{
	struct building *b = user;
	const struct reader_record *first = &batch->records[0];
	const uint8_t *header;
	size_t header_len;
	enum status s = STATUS_OK;

	if (batch->first == 0) {
		header = reader_header(b->reader, &header_len);
		s = manifest_guess(&b->manifest, b->plan->kind, header, header_len, first->data,
				   first->len, b->plan->text_name, b->plan->label_name, e);
	}
	if (s == STATUS_OK)
		s = write_fingerprints(b, batch, e);
	if (s == STATUS_OK && b->records != NULL)
		s = keep_records(b, batch, e);
	return s;
}

static bool on_progress(void *user, uint64_t done, uint64_t total)
{
	const struct building *b = user;

	return b->watch == NULL || b->watch(b->user, done, total);
}

static enum status write_manifest(struct building *b, const struct commitment_tree *tree,
				  struct err *e)
{
	struct manifest *m = &b->manifest;
	struct buf bytes;
	enum status s;

	m->records = tree->records;
	m->bytes = tree->bytes;
	m->root = tree->root;
	m->nonce = b->plan->nonce;
	m->blind = b->plan->blind;
	memcpy(m->license, b->plan->license, strlen(b->plan->license) + 1);
	buf_init(&bytes, LIMIT_SMALL_FILE);
	s = manifest_write(&bytes, m);
	if (s == STATUS_OK)
		s = store_folder_write(&b->folder, STORE_MANIFEST, bytes.data, bytes.len, e);
	else
		s = err_set(e, s, "cannot write the manifest: %s", status_phrase(s));
	buf_release(&bytes);
	return s;
}

static enum status write_source(struct building *b, const char *path, struct err *e)
{
	struct json *o = json_new_object();
	struct reader_source origin;
	struct buf bytes;
	enum status s;

	reader_source(b->reader, &origin);
	json_add_text(o, "format", "byline-source/1");
	json_add_hex(o, "attester", b->plan->attester.bytes, sizeof(b->plan->attester.bytes));
	json_add_text(o, "path", path);
	json_add_u64(o, "size", origin.size);
	json_add_u64(o, "mtime_ns", (uint64_t)origin.mtime_ns);
	json_add_bool(o, "kept", b->plan->keep);
	buf_init(&bytes, LIMIT_SMALL_FILE);
	s = json_write_take(&bytes, o);
	if (s == STATUS_OK)
		s = store_folder_write(&b->folder, STORE_SOURCE, bytes.data, bytes.len, e);
	else
		s = err_set(e, s, "cannot describe the source: %s", status_phrase(s));
	buf_release(&bytes);
	return s;
}

static enum status end_file(struct building *b, FILE **file, const char *name, struct err *e)
{
	FILE *ending = *file;

	*file = NULL;
	return ending != NULL ? store_folder_end(&b->folder, ending, name, e) : STATUS_OK;
}

/* Reads the source and writes all files of the folder. */
static enum status fill(struct building *b, struct commitment_tree *tree, const char *source,
			struct err *e)
{
	struct commitment_hooks hooks = {.records = on_records, .watch = on_progress, .user = b};
	enum status s = store_folder_begin(&b->folder, &b->fingerprints, STORE_FINGERPRINTS, e);

	if (s == STATUS_OK && b->plan->keep)
		s = store_folder_begin(&b->folder, &b->records, STORE_RECORDS, e);
	if (s == STATUS_OK)
		s = commitment_tree_build(tree, b->reader, &b->plan->attester, b->plan->salt_key,
					  &hooks, e);
	if (s == STATUS_OK)
		s = end_file(b, &b->fingerprints, STORE_FINGERPRINTS, e);
	if (s == STATUS_OK)
		s = end_file(b, &b->records, STORE_RECORDS, e);
	if (s == STATUS_OK)
		s = store_folder_write(&b->folder, STORE_LEAVES, tree->nodes,
				       tree->records * sizeof(*tree->nodes), e);
	if (s == STATUS_OK)
		s = write_manifest(b, tree, e);
	return s == STATUS_OK ? write_source(b, source, e) : s;
}

static enum status check_plan(const struct store_plan *plan, const char *source, struct err *e)
{
	int error = errno;

	if (source == NULL)
		return err_set_errno(e, error, "cannot open %s", plan->source);
	if (!text_is_utf8(source, strlen(source)))
		return err_set(e, ERR_PARSE, "the path %s is not UTF-8; rename the file or folder",
			       plan->source);
	if (strlen(plan->license) >= MANIFEST_LICENSE)
		return err_set(e, ERR_LIMIT, "the license is longer than %d bytes",
			       MANIFEST_LICENSE - 1);
	return STATUS_OK;
}

enum status store_build(struct store **out, const char *datasets, const struct store_plan *plan,
			reader_watch *watch, void *user, struct err *e)
{
	struct building *b = calloc(1, sizeof(*b));
	struct commitment_tree tree = {0};
	char *source = realpath(plan->source, NULL);
	char name[HASH_TEXT_SIZE];
	enum status s = check_plan(plan, source, e);

	*out = NULL;
	if (b == NULL) {
		free(source);
		return err_set(e, ERR_MEMORY, "out of memory");
	}
	*b = (struct building){.plan = plan, .watch = watch, .user = user, .folder.lock = -1};
	if (s == STATUS_OK)
		s = reader_open(&b->reader, source, plan->kind, e);
	if (s == STATUS_OK)
		s = store_folder_new(&b->folder, datasets, e);
	if (s == STATUS_OK)
		s = fill(b, &tree, source, e);
	if (s == STATUS_OK) {
		hash_format(name, &tree.root);
		s = store_folder_place(&b->folder, datasets, name, e);
	}
	if (b->fingerprints != NULL)
		fclose(b->fingerprints);
	if (b->records != NULL)
		fclose(b->records);
	reader_close(b->reader);
	if (s == STATUS_OK)
		s = store_open(out, datasets, &tree.root, e);
	if (s == STATUS_OK) {
		(*out)->nodes = tree.nodes;
		tree.nodes = NULL;
		(*out)->lock = b->folder.lock;
		b->folder.lock = -1;
	}
	store_folder_drop(&b->folder);
	commitment_tree_release(&tree);
	manifest_release(&b->manifest);
	free(b);
	free(source);
	return s;
}
