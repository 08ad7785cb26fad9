/*
 * Reading a committed dataset from its folder.
 *
 * store_open() loads the two small files, the manifest (load_manifest) and the description of the
 * source (load_source); the large tables, leaves and fingerprints, are loaded when they are asked
 * for. Invariant: nothing is returned that was not checked: the manifest is the root's, and the
 * leaves build it.
 */
#include "dataset/store.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/json.h"
#include "chain/keccak.h"
#include "chain/merkle.h"
#include "dataset/store_folder.h"

void store_close(struct store *st)
{
	if (st == NULL)
		return;
	manifest_release(&st->manifest);
	free(st->dir);
	free(st->source);
	free(st->nodes);
	if (st->lock >= 0)
		close(st->lock);
	free(st);
}

/* Reads one of the small files of the folder. `out` is initialised also after a failure. */
static enum status read_small(struct buf *out, const char *dir, const char *name, struct err *e)
{
	char *path = dir_join(dir, name);
	enum status s;

	buf_init(out, LIMIT_SMALL_FILE);
	if (path == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	s = file_read(out, path, e);
	free(path);
	return s;
}

/* Says that a file of the folder is damaged, before the reason. */
static enum status damaged(const struct store *st, const char *name, enum status s, struct err *e)
{
	err_prefix(e, s, "%s/%s is damaged", st->dir, name);
	if (e != NULL)
		e->code = ERR_DAMAGED;
	return ERR_DAMAGED;
}

static enum status load_manifest(struct store *st, const struct hash *root, struct err *e)
{
	struct buf b;
	enum status s = read_small(&b, st->dir, STORE_MANIFEST, e);

	if (s == STATUS_OK) {
		s = manifest_parse(&st->manifest, b.data, b.len, e);
		keccak256(st->manifest_hash.bytes, b.data, b.len);
	}
	buf_release(&b);
	if (s == STATUS_OK && !hash_equal(&st->manifest.root, root))
		s = err_set(e, ERR_DAMAGED, "%s: the manifest in it is of another dataset",
			    st->dir);
	/* A manifest in another format is not damaged: a newer byline wrote it. */
	if (s == ERR_UNSUPPORTED)
		s = err_set(e, ERR_VERSION,
			    "%s was written by another version of byline; use that version",
			    st->dir);
	else if (s == ERR_PARSE)
		s = damaged(st, STORE_MANIFEST, s, e);
	return s;
}

static enum status read_source(struct store *st, const struct json *doc, struct err *e)
{
	const char *text;
	/* The time is written as an unsigned number; reader_source() never gives a negative one. */
	uint64_t mtime = 0;
	enum status s = json_get_text(&text, doc, "path", e);

	if (s == STATUS_OK) {
		st->source = strdup(text);
		if (st->source == NULL)
			return err_set(e, ERR_MEMORY, "out of memory");
		s = json_get_hex(st->attester.bytes, sizeof(st->attester.bytes), doc, "attester",
				 e);
	}
	if (s == STATUS_OK)
		s = json_get_u64(&st->origin.size, doc, "size", e);
	if (s == STATUS_OK)
		s = json_get_u64(&mtime, doc, "mtime_ns", e);
	if (s == STATUS_OK && !json_is_bool(json_get(doc, "kept")))
		s = err_set(e, ERR_PARSE, "\"kept\" is missing or neither true nor false");
	st->origin.mtime_ns = (int64_t)mtime;
	st->kept = json_truth(json_get(doc, "kept"));
	return s;
}

static enum status load_source(struct store *st, struct err *e)
{
	struct json *doc = NULL;
	struct buf b;
	enum status s = read_small(&b, st->dir, STORE_SOURCE, e);

	if (s == STATUS_OK)
		s = json_parse(&doc, b.data, b.len, e);
	if (s == STATUS_OK)
		s = read_source(st, doc, e);
	json_free(doc);
	buf_release(&b);
	return s == ERR_PARSE || s == ERR_TOO_DEEP ? damaged(st, STORE_SOURCE, s, e) : s;
}

enum status store_open(struct store **out, const char *datasets, const struct hash *root,
		       struct err *e)
{
	struct store *st = calloc(1, sizeof(*st));
	char name[HASH_TEXT_SIZE];
	struct stat info;
	enum status s;

	*out = NULL;
	hash_format(name, root);
	if (st != NULL) {
		st->lock = -1;
		st->dir = dir_join(datasets, name);
	}
	if (st == NULL || st->dir == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	else if (stat(st->dir, &info) != 0 && errno == ENOENT)
		s = err_set(e, ERR_NOT_FOUND, "the dataset %s was not committed to on this machine",
			    name);
	else
		s = load_manifest(st, root, e);
	if (s == STATUS_OK)
		s = load_source(st, e);
	if (s == STATUS_OK)
		*out = st;
	else
		store_close(st);
	return s;
}

/* Reads a file of exactly `len` bytes into `out`. */
static enum status read_table(const struct store *st, const char *name, void *out, size_t len,
			      struct err *e)
{
	char *path = dir_join(st->dir, name);
	FILE *file = path != NULL ? fopen(path, "rbe") : NULL;
	int error = errno;
	enum status s = STATUS_OK;

	if (path == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	else if (file == NULL)
		s = err_set_errno(e, error, "cannot open %s", path);
	else if (fread(out, 1, len, file) != len || fgetc(file) != EOF)
		s = err_set(e, ERR_DAMAGED, "%s has the wrong length; it is damaged", path);
	if (file != NULL)
		fclose(file);
	free(path);
	return s;
}

enum status store_load_leaves(struct store *st, struct err *e)
{
	size_t n = st->manifest.records;
	struct hash *nodes;
	enum status s;

	if (st->nodes != NULL)
		return STATUS_OK;
	nodes = reallocarray(NULL, 2 * n - 1, sizeof(*nodes));
	if (nodes == NULL)
		return err_set(e, ERR_MEMORY, "out of memory for %zu leaves", n);
	s = read_table(st, STORE_LEAVES, nodes, n * sizeof(*nodes), e);
	if (s == STATUS_OK) {
		merkle_build(nodes, n);
		if (!hash_equal(&nodes[2 * n - 2], &st->manifest.root))
			s = err_set(e, ERR_DAMAGED,
				    "%s: the file of leaves is damaged: they do not build the root",
				    st->dir);
	}
	if (s == STATUS_OK)
		st->nodes = nodes;
	else
		free(nodes);
	return s;
}

enum status store_load_fingerprints(const struct store *st, uint8_t (**out)[STORE_FINGERPRINT],
				    struct err *e)
{
	size_t n = st->manifest.records;
	enum status s;

	*out = reallocarray(NULL, n, STORE_FINGERPRINT);
	if (*out == NULL)
		return err_set(e, ERR_MEMORY, "out of memory for %zu fingerprints", n);
	s = read_table(st, STORE_FINGERPRINTS, *out, n * STORE_FINGERPRINT, e);
	if (s != STATUS_OK) {
		free(*out);
		*out = NULL;
	}
	return s;
}

enum status store_prove(struct store *st, struct hash *proof, size_t *n, uint64_t index,
			struct err *e)
{
	enum status s;

	if (index >= st->manifest.records)
		return err_set(e, ERR_RANGE, "there is no record %llu in a dataset of %llu",
			       (unsigned long long)index, (unsigned long long)st->manifest.records);
	s = store_load_leaves(st, e);
	if (s != STATUS_OK)
		return s;
	*n = merkle_proof_length(index, st->manifest.records);
	merkle_prove(proof, st->nodes, st->manifest.records, index);
	return STATUS_OK;
}

enum status store_list(const char *datasets, void (*each)(void *user, const struct hash *root),
		       void *user, struct err *e)
{
	DIR *dir = opendir(datasets);
	const struct dirent *d;
	struct hash root;
	int error = errno;

	/* No dataset was committed to yet. */
	if (dir == NULL && error == ENOENT)
		return STATUS_OK;
	if (dir == NULL)
		return err_set_errno(e, error, "cannot list %s", datasets);
	while ((d = readdir(dir)) != NULL) {
		if (hash_parse(&root, d->d_name, strlen(d->d_name)) == STATUS_OK)
			each(user, &root);
	}
	closedir(dir);
	return STATUS_OK;
}
