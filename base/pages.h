/* Advice to the kernel about memory that grows large. */
#ifndef BASE_PAGES_H
#define BASE_PAGES_H

#include <stddef.h>

/*
 * Asks the kernel to map a block in huge pages: one page fault and one address translation for each
 * 2 MiB instead of each 4 KiB. The block comes from malloc() or realloc() and was not touched yet.
 * Has no effect on less than 4 MiB, or when the kernel does not offer huge pages.
 */
void pages_want_huge(const void *block, size_t len);

#endif
