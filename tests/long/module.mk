# What takes too long for every day.

LONG_LIBS = $(call libs_of,jobs)

$(B)/tests/long/%: $(B)/obj/tests/long/%.o $(TEST_LIB_OBJS) $$(LONG_LIBS)
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ $< $(TEST_LIB_OBJS) \
		-Wl,--start-group $(LONG_LIBS) -Wl,--end-group $(PKG_LIBS) $(TEST_PKGS) $(LIBS_EXTRA)

#: make check-kill, check-constant-time  a kill at any moment loses nothing; time tells no secret
LONG_CHECKS += kill
NEEDS_kill = $(B)/tests/long/kill $(B)/tests/long/kill_vault $(STEP) $(BYLINE) $(DEVNET_MODULES)
JOBS_kill = $(foreach n,kill kill_vault,$(call job_if,kill,$(n),$(B)/tests/long/$(n)))

#: make check-heads  nodes that prove only their newest block, with every lie at every pace
LONG_CHECKS += heads
NEEDS_heads = $(B)/tests/long/heads $(BYLINE) $(DEVNET_MODULES)
JOBS_heads = $(call job_if,heads,heads,$(B)/tests/long/heads)

# The sanitizers do not run under valgrind.
ifndef SANITIZE
LONG_CHECKS += constant-time
endif
NEEDS_constant-time = $(B)/tests/long/constant_time
# With each kernel that valgrind's machine has (no AVX-512).
JOBS_constant-time = $(foreach isa,scalar avx2,$(call job_if,constant-time,constant-time-$(isa),\
	env BYLINE_ISA=$(isa) valgrind --quiet --log-file=/dev/null $(B)/tests/long/constant_time))
