/* The records of a committed dataset, read again. */
#ifndef DATASET_STORE_RECORDS_H
#define DATASET_STORE_RECORDS_H

#include "dataset/store.h"

struct buf;

/*
 * Opens a reader over the kept records, or over the source when none were kept. ERR_NOT_FOUND when
 * neither is there.
 */
MUST_CHECK enum status store_records_open(const struct store *st, struct reader **out,
					  struct err *e);

/*
 * Finds record `index` in the kept records or the source and checks it against its leaf. `watch`
 * may be NULL.
 * Out: the bytes, appended to `out`.
 * Returns: STATUS_OK, ERR_RANGE, ERR_NOT_FOUND (the source is gone or shorter), ERR_CHANGED with
 * the record's number in the message, ERR_CANCELLED.
 */
MUST_CHECK enum status store_records_find(struct store *st, struct buf *out, uint64_t index,
					  const uint8_t salt_key[static 32], reader_watch *watch,
					  void *user, struct err *e);

/*
 * Reads all records again and compares them with the leaves.
 * Out: index of the first record that differs, is missing or is one too many; untouched on
 * STATUS_OK.
 * Returns: STATUS_OK, ERR_CHANGED, ERR_NOT_FOUND, ERR_CANCELLED, a failure of the reader.
 */
MUST_CHECK enum status store_records_verify(struct store *st, uint64_t *differs,
					    const uint8_t salt_key[static 32], reader_watch *watch,
					    void *user, struct err *e);

/*
 * Compares the records at `path` with the leaves of `st`, to learn whether they were committed to
 * before. Ends at the first record that differs.
 * Returns: STATUS_OK, ERR_CHANGED when they are others, ERR_CANCELLED, a failure of the reader.
 */
MUST_CHECK enum status store_records_match(struct store *st, const char *path,
					   const uint8_t salt_key[static 32], reader_watch *watch,
					   void *user, struct err *e);

/*
 * Counts the records at `path` and their bytes, as a manifest does, without hashing them.
 * Returns: STATUS_OK, ERR_CANCELLED, a failure of the reader.
 */
MUST_CHECK enum status store_records_count(uint64_t *records, uint64_t *bytes, const char *path,
					   enum reader_kind kind, reader_watch *watch, void *user,
					   struct err *e);

#endif
