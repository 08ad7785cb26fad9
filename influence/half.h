/* Numbers of 16 bits (IEEE 754 binary16), in which a solution loses nothing that matters. */
#ifndef INFLUENCE_HALF_H
#define INFLUENCE_HALF_H

#include <stddef.h>
#include <stdint.h>

/* The largest finite one. */
#define HALF_LARGEST 65504.0F

/* The nearest, ties to even. A number beyond the largest becomes infinity. */
uint16_t half_of_float(float v);

/* Exact. */
float half_to_float(uint16_t bits);

#endif
