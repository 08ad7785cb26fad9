/*
 * The memory of a batch of records, each with its headroom in front. Only the readers use this.
 */
#ifndef DATASET_READER_ARENA_H
#define DATASET_READER_ARENA_H

#include "dataset/reader.h"

/* A batch being filled. */
struct reader_arena {
	uint8_t *data;
	size_t used;
	struct reader_record records[READER_BATCH];
	size_t n;
};

/* Makes an empty arena, freed by reader_arena_release(). Returns: STATUS_OK, ERR_MEMORY. */
MUST_CHECK enum status reader_arena_init(struct reader_arena *a);
void reader_arena_release(struct reader_arena *a);

/* Forgets the records and keeps the memory, for the next batch. */
void reader_arena_clear(struct reader_arena *a);

/* Whether the batch is complete: it has enough bytes to hash at once, or READER_BATCH records. */
bool reader_arena_full(const struct reader_arena *a);

/* Room for a record of `len` bytes behind its headroom, or NULL when the batch is full. */
uint8_t *reader_arena_add(struct reader_arena *a, size_t len);

#endif
