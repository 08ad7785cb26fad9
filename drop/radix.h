/* Sorts many records of one size in place: a copy of 10^6 hashes would double the memory. */
#ifndef DROP_RADIX_H
#define DROP_RADIX_H

#include <stddef.h>
#include <stdint.h>

/* The longest record: an account and a token. */
#define RADIX_SIZE 40

/* Sorts `n` records of `size` <= RADIX_SIZE bytes each in the order of memcmp(). */
void radix_sort(void *records, size_t n, size_t size);

/* The place of a sorted record that is equal to the one before it; 0 if there is none. */
size_t radix_double(const void *records, size_t n, size_t size);

/* The place in sorted records of the first that is not less than `key`. */
size_t radix_find(const void *records, size_t n, size_t size, const void *key);

#endif
