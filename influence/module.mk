PKGS_influence := libdivsufsort
CFLAGS_influence/kernel_avx2 := -mavx2 -mfma
LIBS_EXTRA += -lm
