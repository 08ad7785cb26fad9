#include "drop/radix.h"

#include <string.h>

/* Below this, moving each record to its place by comparisons is quicker than counting digits. */
#define FEW 24

static void insertion_sort(uint8_t *records, size_t n, size_t size)
{
	uint8_t held[RADIX_SIZE];

	for (size_t i = 1; i < n; i++) {
		size_t at = i;

		memcpy(held, records + i * size, size);
		for (; at > 0 && memcmp(records + (at - 1) * size, held, size) > 0; at--)
			memcpy(records + at * size, records + (at - 1) * size, size);
		memcpy(records + at * size, held, size);
	}
}

static void swap(uint8_t *a, uint8_t *b, size_t size)
{
	uint8_t held[RADIX_SIZE];

	memcpy(held, a, size);
	memcpy(a, b, size);
	memcpy(b, held, size);
}

/*
 * Sorts by the bytes from `digit` on: "American flag" sort (McIlroy, Bostic, McIlroy 1993). The
 * depth of the recursion is at most the size of a record.
 */
static void sort_from(uint8_t *records, size_t n, size_t size, size_t digit)
{
	size_t next[256], end[256] = {0}, at = 0;

	if (n < FEW) {
		insertion_sort(records, n, size);
		return;
	}
	if (digit == size)
		return;
	for (size_t i = 0; i < n; i++)
		end[records[i * size + digit]]++;
	for (size_t d = 0; d < 256; d++) {
		next[d] = at;
		at += end[d];
		end[d] = at;
	}
	for (size_t d = 0; d < 256; d++)
		while (next[d] < end[d]) {
			uint8_t *record = records + next[d] * size;

			if (record[digit] == d)
				next[d]++;
			else
				swap(record, records + next[record[digit]]++ * size, size);
		}
	for (size_t d = 0, from = 0; d < 256; from = end[d++])
		sort_from(records + from * size, end[d] - from, size, digit + 1);
}

void radix_sort(void *records, size_t n, size_t size)
{
	sort_from(records, n, size, 0);
}

size_t radix_double(const void *records, size_t n, size_t size)
{
	const uint8_t *r = records;

	for (size_t i = 1; i < n; i++)
		if (memcmp(r + (i - 1) * size, r + i * size, size) == 0)
			return i;
	return 0;
}

size_t radix_find(const void *records, size_t n, size_t size, const void *key)
{
	const uint8_t *r = records;
	size_t low = 0;

	while (low < n) {
		size_t middle = low + (n - low) / 2;

		if (memcmp(r + middle * size, key, size) < 0)
			low = middle + 1;
		else
			n = middle;
	}
	return low;
}
