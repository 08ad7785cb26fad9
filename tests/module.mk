# Tests, fuzz targets and benchmarks.

UNIT_SRCS := $(wildcard tests/unit/$(ONLY)*.c)
UNIT_BINS := $(UNIT_SRCS:%.c=$(B)/%)
FUZZ_SRCS := $(wildcard tests/fuzz/$(ONLY)*.c)
FUZZ_BINS := $(FUZZ_SRCS:%.c=$(B)/%)
TEST_PKGS := $(shell $(PKG_CONFIG) --cflags --libs cmocka 2>/dev/null)

# FOLDER_topic.c tests FOLDER: it is built from that folder and what the folder may include.
.SECONDEXPANSION:
test_libs = $(call libs_of,$(firstword $(subst _, ,$(1))))

$(B)/tests/unit/%: tests/unit/%.c $$(call test_libs,$$*)
	@mkdir -p $(@D)
	@echo "  TEST  $<"
	$(Q)$(CC) $(CFLAGS_ALL) $(PKG_CFLAGS) $(CFLAGS) $(LDFLAGS_ALL) $(LDFLAGS) -MMD -MP -MF $@.d -o $@ $< \
		$(TEST_EXTRA_$*) -Wl,--start-group $(call test_libs,$*) -Wl,--end-group $(PKG_LIBS) $(TEST_PKGS) $(LIBS_EXTRA) $(TEST_LIBS_$*)

# Named like the unit tests. A fuzz target is a regression test in ordinary builds: tests/fuzz/replay.inc feeds it its corpus.
$(B)/tests/fuzz/%: tests/fuzz/%.c tests/fuzz/replay.inc $$(call test_libs,$$*)
	@mkdir -p $(@D)
	@echo "  TEST  $<"
	$(Q)$(CC) $(CFLAGS_ALL) $(PKG_CFLAGS) $(CFLAGS) $(LDFLAGS_ALL) $(LDFLAGS) -MMD -MP -MF $@.d -o $@ -x c $< tests/fuzz/replay.inc \
		-x none -Wl,--start-group $(call test_libs,$*) -Wl,--end-group $(PKG_LIBS) $(LIBS_EXTRA)

check-unit: $(UNIT_BINS)
	$(Q)tests/run-unit $(B)

check-fuzz: $(FUZZ_BINS)
	$(Q)tests/run-fuzz $(B)

include tests/screens/module.mk

-include $(wildcard $(B)/tests/*/*.d)

.PHONY: check-unit check-fuzz
.SECONDARY:
