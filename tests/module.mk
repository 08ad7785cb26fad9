# Tests, fuzz targets and the checks of the source.
#
# CHECKS are the targets that `make check` runs, LONG_CHECKS those of `make check-long`; the
# fragments tests/*/module.mk append to them.

CHECKS := check-unit check-fuzz check-screens check-devnet
LONG_CHECKS :=

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

# Named like the unit tests. A fuzz target is a regression test in ordinary builds, where
# tests/fuzz/replay.inc feeds it its corpus; with FUZZER=1 libFuzzer makes up the inputs.
FUZZ_MAIN := $(if $(FUZZER),-fsanitize=fuzzer,tests/fuzz/replay.inc)
$(B)/tests/fuzz/%: tests/fuzz/%.c tests/fuzz/replay.inc $$(call test_libs,$$*)
	@mkdir -p $(@D)
	@echo "  TEST  $<"
	$(Q)$(CC) $(CFLAGS_ALL) $(PKG_CFLAGS) $(CFLAGS) $(LDFLAGS_ALL) $(LDFLAGS) -MMD -MP -MF $@.d -o $@ -x c $< $(FUZZ_MAIN) \
		-x none -Wl,--start-group $(call test_libs,$*) -Wl,--end-group $(PKG_LIBS) $(LIBS_EXTRA)

# What a warning may hide in, built and not run.
tests: $(UNIT_BINS) $(FUZZ_BINS)

check-unit: $(UNIT_BINS)
	$(Q)tests/run-unit $(B)

check-fuzz: $(FUZZ_BINS)
	$(Q)tests/run-fuzz $(B)

include $(wildcard tests/*/module.mk)

# What is missing is installed first, so the real work needs a make that has not read the pkg-config
# of before.
JOBS ?= $(shell nproc)
AGAIN = $(MAKE) --no-print-directory $(if $(filter -j%,$(MAKEFLAGS)),,-j$(JOBS))

check:
	$(Q)tools/setup test
	+$(Q)$(AGAIN) check-all

check-all: $(DEVNET_MODULES)
	+$(Q)MAKE='$(MAKE)' tests/run-all $(B) $(CHECKS)

check-long:
	$(Q)tools/setup long
	+$(Q)$(AGAIN) check-long-all

check-long-all: $(DEVNET_MODULES)
	+$(Q)MAKE='$(MAKE)' tests/run-all $(B) $(LONG_CHECKS)

# The three that look at the source instead of running it.
check-source:
	$(Q)tools/check-source

check-headers:
	$(Q)CC='$(CC)' CFLAGS='$(CFLAGS_ALL) $(PKG_CFLAGS)' tools/check-headers $(FOLDERS)

check-symbols: $(foreach f,$(FOLDERS),$(OBJS_$(f)))
	$(Q)tools/check-symbols $(B) $(FOLDERS)

# Two minutes of each target, two at a time; findings and the grown corpora stay in build/fuzz.
SECONDS ?= 120
fuzz:
	$(Q)tools/setup dev
	+$(Q)$(AGAIN) FUZZER=1 fuzz-targets
	$(Q)tests/run-fuzzers build/fuzz $(SECONDS)

fuzz-targets: $(FUZZ_BINS)

-include $(wildcard $(B)/tests/*/*.d)

.PHONY: tests check check-all check-long check-long-all check-unit check-fuzz check-source check-headers \
	check-symbols fuzz fuzz-targets
.SECONDARY:
