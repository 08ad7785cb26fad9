PKGS_influence := libdivsufsort
ifneq ($(findstring x86_64,$(shell $(CC) -dumpmachine)),)
CFLAGS_influence/kernel_avx2 := -mavx2 -mfma
CFLAGS_influence/kernel_avx512 := -mavx512f -mavx2 -mfma
endif
LIBS_EXTRA += -lm
