/* Random numbers from the kernel, through libsodium. secret_start() must have succeeded before. */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* Fills `out` with bytes that nobody can predict. */
void random_fill(void *out, size_t len);

/* A number below `bound` (bound >= 1), each with the same probability: for jitter and samples. */
uint32_t random_below(uint32_t bound);

#endif
