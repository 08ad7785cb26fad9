/* Eight messages in 512-bit registers. */
#if defined(__x86_64__)
#define LANES 8
#include "chain/keccak_lanes.inc"

const struct keccak_kernel keccak_avx512 = {"avx512", LANES, absorb};
#endif
