/* Randomness from the kernel, through libsodium. secret_start() must have succeeded. */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* Fills `out` with unpredictable bytes. */
void random_fill(void *out, size_t len);

/* A uniformly distributed number below `bound` (bound >= 1); for jitter and sampling. */
uint32_t random_below(uint32_t bound);

#endif
