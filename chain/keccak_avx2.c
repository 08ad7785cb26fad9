/* Four messages in 256-bit registers. */
#if defined(__x86_64__)
#define LANES 4
#include "chain/keccak_lanes.inc"

const struct keccak_kernel keccak_avx2 = {"avx2", LANES, absorb};
#endif
