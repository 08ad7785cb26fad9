#include "dataset/reader_arena.h"

#include <stdlib.h>

/*
 * Eight of the largest records: so many are hashed side by side. Pages that no record fills are
 * never touched.
 */
#define ARENA_SIZE (8 * (LIMIT_RECORD_FRAMED + READER_HEADROOM))

/*
 * A batch of whole eights is complete with so many bytes: they are hashed out of the second-level
 * cache (1 MiB where this was measured) instead of memory.
 */
#define ARENA_ENOUGH (512 * KIB)

enum status reader_arena_init(struct reader_arena *a)
{
	a->data = malloc(ARENA_SIZE);
	reader_arena_clear(a);
	return a->data != NULL ? STATUS_OK : ERR_MEMORY;
}

void reader_arena_release(struct reader_arena *a)
{
	free(a->data);
	a->data = NULL;
}

void reader_arena_clear(struct reader_arena *a)
{
	a->n = 0;
	a->used = 0;
}

bool reader_arena_full(const struct reader_arena *a)
{
	return a->n == READER_BATCH || (a->used >= ARENA_ENOUGH && a->n % 8 == 0);
}

uint8_t *reader_arena_add(struct reader_arena *a, size_t len)
{
	uint8_t *data = a->data + a->used + READER_HEADROOM;

	if (reader_arena_full(a) || READER_HEADROOM + len > ARENA_SIZE - a->used)
		return NULL;
	a->records[a->n++] = (struct reader_record){.data = data, .len = len};
	a->used += READER_HEADROOM + len;
	return data;
}
