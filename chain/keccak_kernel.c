#include "chain/keccak_kernel.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

const struct keccak_kernel *keccak_kernel_named(const char *name)
{
#if defined(__x86_64__)
	if (strcmp(name, "avx512") == 0 && __builtin_cpu_supports("avx512f"))
		return &keccak_avx512;
	if (strcmp(name, "avx2") == 0 && __builtin_cpu_supports("avx2"))
		return &keccak_avx2;
#endif
	return strcmp(name, "scalar") == 0 ? &keccak_scalar : NULL;
}

static const struct keccak_kernel *best;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void choose(void)
{
	static const char *const order[] = {"avx512", "avx2", "scalar"};
	const char *wanted = getenv("BYLINE_ISA");

	if (wanted != NULL)
		best = keccak_kernel_named(wanted);
	for (size_t i = 0; i < ARRAY_SIZE(order) && best == NULL; i++)
		best = keccak_kernel_named(order[i]);
}

const struct keccak_kernel *keccak_kernel_best(void)
{
	pthread_once(&once, choose);
	return best;
}
