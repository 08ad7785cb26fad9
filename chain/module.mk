PKGS_chain := nettle

# The vectors of @ethersproject/testcases are gzip files.
TEST_LIBS_chain_vectors := -lz
TEST_LIBS_chain_vectors_eip712 := -lz
TEST_LIBS_chain_vectors_tx := -lz

# -O3 unrolls the loops over the state, so that its words stay in registers: 38 instead of 17
# million permutations a second. Where a variable is at each instruction then takes a third of the
# compiler's time to find, and a debugger shows none of the registers' parts anyway.
ifneq ($(findstring x86_64,$(shell $(CC) -dumpmachine 2>/dev/null)),)
CFLAGS_chain/keccak_avx2 := -O3 -fno-var-tracking -mavx2
CFLAGS_chain/keccak_avx512 := -O3 -fno-var-tracking -mavx512f
endif
