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

# Without other tests' objects: here disclose() tells valgrind, and keys are derived at once.
$(B)/tests/long/constant_time_wallet: $(B)/obj/tests/long/constant_time_wallet.o \
		$(B)/obj/tests/stand_in/watched_disclose.o $(B)/obj/tests/stand_in/light_kdf.o $(call libs_of,wallet)
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ $(filter %.o,$^) \
		-Wl,--start-group $(call libs_of,wallet) -Wl,--end-group $(PKG_LIBS) $(TEST_PKGS) $(LIBS_EXTRA)

# The sanitizers do not run under valgrind.
ifndef SANITIZE
LONG_CHECKS += constant-time
endif
NEEDS_constant-time = $(B)/tests/long/constant_time $(B)/tests/long/constant_time_wallet
# With each kernel that valgrind's machine has (no AVX-512).
VALGRIND := valgrind --quiet --log-file=/dev/null --suppressions=tests/long/libraries.supp
JOBS_constant-time = $(foreach isa,scalar avx2,$(call job_if,constant-time,constant-time-$(isa),\
	env BYLINE_ISA=$(isa) $(VALGRIND) $(B)/tests/long/constant_time)) \
	$(call job_if,constant-time,constant-time-wallet,$(VALGRIND) $(B)/tests/long/constant_time_wallet)
