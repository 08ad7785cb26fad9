#include "influence/kernel.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static const struct kernel *best;
static pthread_once_t once = PTHREAD_ONCE_INIT;

const struct kernel *kernel_named(const char *name)
{
#if defined(__x86_64__)
	if (strcmp(name, "avx512") == 0 && __builtin_cpu_supports("avx512f") &&
	    __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
		return &kernel_avx512;
	if (strcmp(name, "avx2") == 0 && __builtin_cpu_supports("avx2") &&
	    __builtin_cpu_supports("fma"))
		return &kernel_avx2;
#endif
	return strcmp(name, "scalar") == 0 ? &kernel_scalar : NULL;
}

static void choose(void)
{
	static const char *const order[] = {"avx512", "avx2", "scalar"};
	const char *wanted = getenv("BYLINE_ISA");

	if (wanted != NULL)
		best = kernel_named(wanted);
	for (size_t i = 0; i < ARRAY_SIZE(order) && best == NULL; i++)
		best = kernel_named(order[i]);
}

const struct kernel *kernel_best(void)
{
	pthread_once(&once, choose);
	return best;
}
