# What bad input, bad servers and bad luck get: byline's app against a live local network
# (devnet/README.md) that each program starts for itself.

FAULT_SRCS := $(wildcard tests/faults/$(ONLY)*.c)
FAULT_BINS := $(FAULT_SRCS:%.c=$(B)/%)
FAULT_LIBS = $(call libs_of,jobs)
TEST_LIB_OBJS := $(patsubst %.c,$(B)/obj/%.o,$(wildcard tests/lib/*.c))

$(B)/tests/faults/%: $(B)/obj/tests/faults/%.o $(TEST_LIB_OBJS) $$(FAULT_LIBS)
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ $< $(TEST_LIB_OBJS) \
		-Wl,--start-group $(FAULT_LIBS) -Wl,--end-group $(PKG_LIBS) $(TEST_PKGS) $(LIBS_EXTRA)

check-faults: $(FAULT_BINS) $(BYLINE) $(DEVNET_MODULES)
	$(Q)BYLINE=$(abspath $(BYLINE)) tests/run-unit $(B) faults

CHECKS += check-faults
.PHONY: check-faults
