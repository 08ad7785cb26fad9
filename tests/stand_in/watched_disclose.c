/* base/disclose.h under valgrind: what is disclosed is not followed any further. */
#include "base/disclose.h"

#include <valgrind/memcheck.h>

uint32_t disclose(uint32_t value)
{
	VALGRIND_MAKE_MEM_DEFINED(&value, sizeof(value));
	return value;
}

void disclose_bytes(void *data, size_t len)
{
	VALGRIND_MAKE_MEM_DEFINED(data, len);
}
