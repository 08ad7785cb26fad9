# What takes too long for every day.

LONG_SRCS := $(wildcard tests/long/$(ONLY)*.c)
LONG_BINS := $(LONG_SRCS:%.c=$(B)/%)
LONG_LIBS = $(call libs_of,jobs)

$(B)/tests/long/%: $(B)/obj/tests/long/%.o $(TEST_LIB_OBJS) $$(LONG_LIBS)
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ $< $(TEST_LIB_OBJS) \
		-Wl,--start-group $(LONG_LIBS) -Wl,--end-group $(PKG_LIBS) $(TEST_PKGS) $(LIBS_EXTRA)

check-constant-time: $(B)/tests/long/constant_time
	$(Q)tests/long/run-constant-time $<

check-kill: $(B)/tests/long/kill $(BYLINE) $(DEVNET_MODULES)
	$(Q)ONLY=kill BYLINE=$(abspath $(BYLINE)) tests/run-unit $(B) long

LONG_CHECKS += check-kill

# The sanitizers do not run under valgrind.
ifndef SANITIZE
LONG_CHECKS += check-constant-time
endif
.PHONY: check-constant-time check-kill
