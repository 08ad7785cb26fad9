# What bad input, bad servers and bad luck get: byline's app against a live local network
# (devnet/README.md) that each program starts for itself.

FAULTS := $(call named,tests/faults)
FAULT_LIBS = $(call libs_of,jobs)
TEST_LIB_OBJS := $(patsubst %.c,$(B)/obj/%.o,$(wildcard tests/lib/*.c))

$(B)/tests/faults/%: $(B)/obj/tests/faults/%.o $(TEST_LIB_OBJS) $$(FAULT_LIBS)
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ $< $(TEST_LIB_OBJS) \
		-Wl,--start-group $(FAULT_LIBS) -Wl,--end-group $(PKG_LIBS) $(TEST_PKGS) $(LIBS_EXTRA)

#: make check-faults  bad input, bad servers and bad luck
CHECKS += faults
NEEDS_faults = $(FAULTS:%=$(B)/tests/faults/%) $(BYLINE) $(DEVNET_MODULES)
JOBS_faults = $(foreach n,$(FAULTS),$(call job,faults,$(n),$(B)/tests/faults/$(n)))
