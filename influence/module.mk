PKGS_influence := libdivsufsort
# -O3 unrolls the kernels' small loops, so that their sums stay in registers; -fno-var-tracking as in
# chain/module.mk.
INFLUENCE_LOOPS := kernel_scalar conjugate curvature hessian head moved row_sums
$(foreach s,$(INFLUENCE_LOOPS),$(eval CFLAGS_influence/$s := -O3 -fno-var-tracking))
ifneq ($(findstring x86_64,$(shell $(CC) -dumpmachine 2>/dev/null)),)
CFLAGS_influence/kernel_avx2 := -O3 -fno-var-tracking -mavx2 -mfma
CFLAGS_influence/kernel_avx512 := -O3 -fno-var-tracking -mavx512f -mavx2 -mfma
endif
LIBS_EXTRA += -lm
