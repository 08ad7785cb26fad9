#include "base/pages.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/limits.h"

#define WORTH_IT (4 * MIB)

void pages_want_huge(const void *block, size_t len)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	/*
	 * Whole pages from the block's first one: the mapping stays in one piece and can grow in
	 * place.
	 */
	uintptr_t begin = (uintptr_t)block & ~(page - 1);

	if (len >= WORTH_IT)
		(void)madvise((void *)begin, (uintptr_t)block + len - begin, MADV_HUGEPAGE);
}
