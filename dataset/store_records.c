/*
 * The records of a store, read again and compared with their leaves. A source may have been edited
 * since the commitment, so nothing read from it is used before its leaf was found to be the
 * committed one.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/secret.h"
#include "chain/merkle.h"
#include "dataset/commitment_hasher.h"
#include "dataset/store_folder.h"
#include "dataset/store_records.h"

enum status store_records_open(const struct store *st, struct reader **out, struct err *e)
{
	char *path;
	enum status s;

	*out = NULL;
	if (!st->kept) {
		s = reader_open(out, st->source, st->manifest.kind, e);
		return s == ERR_NOT_FOUND ? err_set(e, s,
						    "%s is gone, and its records were not kept; "
						    "put the file back",
						    st->source)
					  : s;
	}
	path = dir_join(st->dir, STORE_RECORDS);
	if (path == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	s = reader_open_framed(out, path, st->manifest.records, e);
	free(path);
	return s;
}

/* Reports the progress, and whether the caller cancelled. */
static enum status watched(const struct reader *r, reader_watch *watch, void *user, struct err *e)
{
	uint64_t done, total;

	reader_progress(r, &done, &total);
	if (watch != NULL && !watch(user, done, total))
		return err_set(e, ERR_CANCELLED, "cancelled");
	return STATUS_OK;
}

/* Copies the record if its leaf is the committed one. */
static enum status take_record(const struct store *st, struct buf *out, uint64_t index,
			       const uint8_t salt_key[static 32], const struct reader_record *r,
			       struct err *e)
{
	uint8_t salt[COMMITMENT_SALT];
	struct hash blind, leaf;

	commitment_salt(salt, salt_key, index);
	commitment_blind(&blind, salt, r->data, r->len);
	commitment_leaf(&leaf, &st->attester, index, &blind);
	secret_wipe(salt, sizeof(salt));
	if (!hash_equal(&leaf, &st->nodes[index]))
		return err_set(e, ERR_CHANGED,
			       "record %llu of %s has changed since it was committed to; put the "
			       "file back as it was",
			       (unsigned long long)index, st->kept ? st->dir : st->source);
	buf_add(out, r->data, r->len);
	if (buf_status(out) != STATUS_OK)
		return err_set(e, buf_status(out), "record %llu is too large: %zu bytes",
			       (unsigned long long)index, r->len);
	return STATUS_OK;
}

enum status store_records_find(struct store *st, struct buf *out, uint64_t index,
			       const uint8_t salt_key[static 32], reader_watch *watch, void *user,
			       struct err *e)
{
	struct reader *r = NULL;
	struct reader_batch batch = {0};
	enum status s;

	if (index >= st->manifest.records)
		return err_set(e, ERR_RANGE, "there is no record %llu in a dataset of %llu",
			       (unsigned long long)index, (unsigned long long)st->manifest.records);
	s = store_load_leaves(st, e);
	if (s == STATUS_OK)
		s = store_records_open(st, &r, e);
	while (s == STATUS_OK && batch.first + batch.n <= index) {
		s = reader_next(r, &batch, e);
		if (s == STATUS_OK && batch.n == 0)
			s = err_set(e, ERR_NOT_FOUND, "record %llu is gone: %s has only %llu",
				    (unsigned long long)index, st->source,
				    (unsigned long long)batch.first);
		if (s == STATUS_OK)
			s = watched(r, watch, user, e);
	}
	if (s == STATUS_OK)
		s = take_record(st, out, index, salt_key, &batch.records[index - batch.first], e);
	reader_close(r);
	return s;
}

#define REMEDY "; put it back as it was, or commit to it anew"

/*
 * Compares a batch with the leaves. ERR_CHANGED at the first record that differs or is one too
 * many.
 */
static enum status compare(const struct store *st, uint64_t *differs, struct commitment_hasher *h,
			   struct hash *leaves, const struct reader_batch *batch, struct err *e)
{
	commitment_hasher_leaves(h, leaves, batch);
	for (size_t i = 0; i < batch->n; i++) {
		uint64_t index = batch->first + i;

		if (index < st->manifest.records && hash_equal(&leaves[i], &st->nodes[index]))
			continue;
		*differs = index;
		return index < st->manifest.records
			       ? err_set(e, ERR_CHANGED,
					 "record %llu of %s is not what was committed to" REMEDY,
					 (unsigned long long)index, st->source)
			       : err_set(e, ERR_CHANGED,
					 "%s has more than the %llu records committed to" REMEDY,
					 st->source, (unsigned long long)st->manifest.records);
	}
	return STATUS_OK;
}

/* Compares all records of `r` with the leaves. */
static enum status compare_all(struct store *st, struct reader *r, uint64_t *differs,
			       const uint8_t salt_key[static 32], reader_watch *watch, void *user,
			       struct err *e)
{
	struct reader_batch batch = {0};
	struct commitment_hasher *h = NULL;
	struct hash *leaves = reallocarray(NULL, READER_BATCH, sizeof(*leaves));
	enum status s = store_load_leaves(st, e);

	if (s == STATUS_OK &&
	    (leaves == NULL || commitment_hasher_new(&h, &st->attester, salt_key) != STATUS_OK))
		s = err_set(e, ERR_MEMORY, "out of memory");
	while (s == STATUS_OK) {
		s = reader_next(r, &batch, e);
		if (s != STATUS_OK || batch.n == 0)
			break;
		s = compare(st, differs, h, leaves, &batch, e);
		if (s == STATUS_OK)
			s = watched(r, watch, user, e);
	}
	if (s == STATUS_OK && batch.first != st->manifest.records) {
		*differs = batch.first;
		s = err_set(e, ERR_CHANGED,
			    "%s has only %llu of the %llu records committed to" REMEDY, st->source,
			    (unsigned long long)batch.first,
			    (unsigned long long)st->manifest.records);
	}
	commitment_hasher_free(h);
	free(leaves);
	return s;
}

enum status store_records_verify(struct store *st, uint64_t *differs,
				 const uint8_t salt_key[static 32], reader_watch *watch, void *user,
				 struct err *e)
{
	struct reader *r = NULL;
	enum status s = store_records_open(st, &r, e);

	if (s == STATUS_OK)
		s = compare_all(st, r, differs, salt_key, watch, user, e);
	reader_close(r);
	return s;
}

enum status store_records_match(struct store *st, const char *path,
				const uint8_t salt_key[static 32], reader_watch *watch, void *user,
				struct err *e)
{
	struct reader *r = NULL;
	uint64_t differs;
	enum status s = reader_open(&r, path, st->manifest.kind, e);

	if (s == STATUS_OK)
		s = compare_all(st, r, &differs, salt_key, watch, user, e);
	reader_close(r);
	return s;
}

enum status store_records_count(uint64_t *records, uint64_t *bytes, const char *path,
				enum reader_kind kind, reader_watch *watch, void *user,
				struct err *e)
{
	struct reader_batch batch;
	struct reader *r = NULL;
	enum status s = reader_open(&r, path, kind, e);

	*records = *bytes = 0;
	while (s == STATUS_OK) {
		s = reader_next(r, &batch, e);
		if (s != STATUS_OK || batch.n == 0)
			break;
		*records += batch.n;
		for (size_t i = 0; i < batch.n; i++)
			*bytes += batch.records[i].len;
		s = watched(r, watch, user, e);
	}
	reader_close(r);
	return s;
}
