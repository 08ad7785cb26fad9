/* Advice on memory that grows large. */
#ifndef BASE_PAGES_H
#define BASE_PAGES_H

#include <stddef.h>

/*
 * Asks that an allocated block, as malloc() or realloc() gave it and not yet touched, be mapped in
 * huge pages: a page fault and an address translation for each 2 MiB instead of each 4 KiB. Without
 * effect on less than 4 MiB, and on a kernel that does not want to.
 */
void pages_want_huge(const void *block, size_t len);

#endif
