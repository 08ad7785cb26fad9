/*
 * Big-endian integers in memory, at any address. A copy instead of a cast, because the address need
 * not be aligned; compilers turn the copy into one move.
 */
#ifndef BASE_BE_H
#define BASE_BE_H

#include <endian.h>
#include <stdint.h>
#include <string.h>

/* The integer in the 8 bytes at `p`. */
static inline uint64_t be64_load(const uint8_t p[static 8])
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
	return be64toh(v);
}

/* Writes `v` into the 8 bytes at `p`. */
static inline void be64_store(uint8_t p[static 8], uint64_t v)
{
	v = htobe64(v);
	memcpy(p, &v, sizeof(v));
}

/* The integer in the 4 bytes at `p`. */
static inline uint32_t be32_load(const uint8_t p[static 4])
{
	uint32_t v;

	memcpy(&v, p, sizeof(v));
	return be32toh(v);
}

/* Writes `v` into the 4 bytes at `p`. */
static inline void be32_store(uint8_t p[static 4], uint32_t v)
{
	v = htobe32(v);
	memcpy(p, &v, sizeof(v));
}

#endif
