/*
 * From a source to a folder of the store.
 *
 * store_build() opens the source and an empty folder; fill() then runs commitment_tree_build() over
 * the records, whose hook on_records() looks for text in them, writes fingerprints and, if asked,
 * the records themselves. Manifest and source.json come last, when everything is known, and the
 * folder gets its name only when it is complete. A folder that is built again for an attested
 * commitment is complete only with its root and manifest.
 *
 * Invariant: the key of the fingerprints is in a record's headroom only while its batch is hashed.
 * Invariant: records of another commitment are taken only as their fingerprints there say.
 * Invariant: a manifest depends on records, seed and choices alone, so that it can be made again on
 * another machine: no path, no time.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/be.h"
#include "base/buf.h"
#include "base/secret.h"
#include "base/text.h"
#include "chain/keccak.h"
#include "chain/keccak_many.h"
#include "dataset/commitment_tree.h"
#include "dataset/extractor.h"
#include "dataset/manifest_fit.h"
#include "dataset/manifest_guess.h"
#include "dataset/store_build.h"
#include "dataset/store_folder.h"
#include "dataset/store_records.h"
#include "dataset/store_source.h"

/* A folder that is being built while the records pass. */
struct building {
	const struct store_plan *plan;
	struct reader *reader;
	struct store_folder folder;
	FILE *fingerprints;
	FILE *records; /* NULL unless the records are kept */
	struct manifest manifest;
	struct extractor *extractor;
	uint64_t without_text;			/* records so far */
	uint8_t (*expected)[STORE_FINGERPRINT]; /* fingerprints of the copied one, or NULL */
	struct buf first; /* the first record, to find the places of an attested manifest */
	reader_watch *watch;
	void *user;
	uint8_t hashes[READER_BATCH][KECCAK_SIZE];
	const uint8_t *messages[READER_BATCH];
	size_t lengths[READER_BATCH];
};

/* The file may have been edited since it was committed to. */
static enum status match_copied(const struct building *b, const struct reader_batch *batch,
				struct err *e)
{
	const struct store *copied = b->plan->copied;
	size_t i = 0;

	while (i < batch->n && batch->first + i < copied->manifest.records &&
	       memcmp(b->hashes[i], b->expected[batch->first + i], STORE_FINGERPRINT) == 0)
		i++;
	return i == batch->n ? STATUS_OK
			     : err_set(e, ERR_CHANGED,
				       "record %llu of %s is not what was committed to; put the "
				       "file back as it was, or commit to it anew",
				       (unsigned long long)(batch->first + i), copied->source);
}

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
	return b->expected != NULL ? match_copied(b, batch, e) : STATUS_OK;
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

/* A file of kept records has no header that would say where text and label are. */
static enum status copy_places(struct manifest *m, const struct manifest *from, struct err *e)
{
	*m = (struct manifest){.kind = from->kind, .text = from->text, .label = from->label};
	memcpy(m->text_name, from->text_name, sizeof(m->text_name));
	memcpy(m->label_name, from->label_name, sizeof(m->label_name));
	m->header = from->header != NULL ? strdup(from->header) : NULL;
	return m->header != NULL || from->header == NULL ? STATUS_OK
							 : err_set(e, ERR_MEMORY, "out of memory");
}

/* Finds out from the first batch where text and label are. */
static enum status begin_records(struct building *b, const struct reader_batch *batch,
				 struct err *e)
{
	const struct reader_record *first = &batch->records[0];
	const struct store_plan *plan = b->plan;
	enum status s = plan->copied != NULL
				? copy_places(&b->manifest, &plan->copied->manifest, e)
				: manifest_guess_batch(&b->manifest, plan->kind, b->reader, batch,
						       plan->text_name, plan->label_name, e);

	if (s == STATUS_OK)
		s = extractor_new(&b->extractor, &b->manifest, e);
	if (b->plan->attested != NULL)
		buf_add(&b->first, first->data, first->len);
	return s == STATUS_OK && buf_status(&b->first) != STATUS_OK
		       ? err_set(e, ERR_MEMORY, "out of memory")
		       : s;
}

/*
 * Looks for the text of each record, as a preview and a model's training will. A broken line is
 * refused while it can still be mended: a commitment cannot.
 */
static enum status look_for_text(struct building *b, const struct reader_batch *batch,
				 struct err *e)
{
	/* A whole line is its own text, and no line is empty. */
	if (b->manifest.text == MANIFEST_TEXT_RECORD)
		return STATUS_OK;
	for (size_t i = 0; i < batch->n; i++) {
		const struct reader_record *r = &batch->records[i];
		struct extractor_pair pair;

		if (extractor_read(b->extractor, &pair, r->data, r->len) != STATUS_OK)
			return err_set(e, ERR_MEMORY, "out of memory");
		if (pair.broken)
			return reader_misplaced(b->reader, r, extractor_refuse(r->data, r->len, e),
						e);
		b->without_text += pair.text_len == 0;
	}
	return STATUS_OK;
}

/* Takes a batch after it was hashed. */
static enum status on_records(void *user, const struct reader_batch *batch, struct err *e)
{
	struct building *b = user;
	enum status s = batch->first == 0 ? begin_records(b, batch, e) : STATUS_OK;

	if (s == STATUS_OK)
		s = look_for_text(b, batch, e);
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

/* Compares with the attested commitment, and finds the places that its manifest names. */
static enum status match_attested(struct building *b, struct err *e)
{
	const struct store_attested *attested = b->plan->attested;
	const struct store_plan *plan = b->plan;

	if (!hash_equal(&b->manifest.root, &attested->root))
		return err_set(e, ERR_CHANGED, "%s has other records than those attested",
			       plan->source);
	return manifest_fit(&b->manifest, &attested->manifest, b->first.data, b->first.len,
			    plan->text_name != NULL || plan->label_name != NULL, e);
}

static enum status write_manifest(struct building *b, const struct commitment_tree *tree,
				  struct err *e)
{
	struct manifest *m = &b->manifest;
	struct buf bytes;
	enum status s = STATUS_OK;

	m->records = tree->records;
	m->bytes = tree->bytes;
	m->root = tree->root;
	m->nonce = b->plan->nonce;
	m->blind = b->plan->blind;
	memcpy(m->license, b->plan->license, strlen(b->plan->license) + 1);
	if (b->plan->copied != NULL && m->records != b->plan->copied->manifest.records)
		s = err_set(e, ERR_CHANGED,
			    "%s has only %llu of the %llu records committed to; put it back as it "
			    "was",
			    b->plan->copied->source, (unsigned long long)m->records,
			    (unsigned long long)b->plan->copied->manifest.records);
	if (s == STATUS_OK && b->plan->attested != NULL)
		s = match_attested(b, e);
	if (s != STATUS_OK)
		return s;
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
	struct reader_source origin;
	struct buf bytes;
	enum status s;

	/* The size and time of a file of kept records are not those of the source. */
	if (b->plan->copied != NULL)
		origin = b->plan->copied->origin;
	else
		reader_source(b->reader, &origin);
	buf_init(&bytes, LIMIT_SMALL_FILE);
	s = store_source_text(&bytes, &b->plan->attester, path, &origin, b->plan->keep);
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

static enum status open_records(struct building *b, const char *source, struct err *e)
{
	const struct store *copied = b->plan->copied;
	enum status s;

	if (copied == NULL)
		return reader_open(&b->reader, source, b->plan->kind, e);
	s = store_load_fingerprints(copied, &b->expected, e);
	return s == STATUS_OK ? store_records_open(copied, &b->reader, e) : s;
}

enum status store_build(struct store **out, const char *datasets, const struct store_plan *plan,
			reader_watch *watch, void *user, struct err *e)
{
	struct building *b = calloc(1, sizeof(*b));
	struct commitment_tree tree = {0};
	char *source =
		plan->copied != NULL ? strdup(plan->copied->source) : realpath(plan->source, NULL);
	char name[HASH_TEXT_SIZE];
	enum status s = check_plan(plan, source, e);

	*out = NULL;
	if (b == NULL) {
		free(source);
		return err_set(e, ERR_MEMORY, "out of memory");
	}
	*b = (struct building){.plan = plan, .watch = watch, .user = user, .folder.lock = -1};
	buf_init(&b->first, LIMIT_RECORD_FRAMED);
	if (s == STATUS_OK)
		s = open_records(b, source, e);
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
		(*out)->without_text = b->without_text;
		(*out)->nodes = tree.nodes;
		tree.nodes = NULL;
		(*out)->lock = b->folder.lock;
		b->folder.lock = -1;
	}
	store_folder_drop(&b->folder);
	commitment_tree_release(&tree);
	manifest_release(&b->manifest);
	extractor_free(b->extractor);
	buf_wipe(&b->first);
	free(b->expected);
	free(b);
	free(source);
	return s;
}
