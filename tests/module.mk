# Tests, fuzz targets and the checks of the source.
#
# CHECKS are the parts of `make check`, in the order of their output, LONG_CHECKS those of `make
# check-long`; the fragments tests/*/module.mk append to them. `make check-PART` is one of them: it
# builds NEEDS_PART and runs JOBS_PART, made by `job` below.

CHECKS := unit fuzz screens devnet
LONG_CHECKS :=

# The names among $(1) that ONLY asks for: the one of this name, else those that begin so.
only = $(if $(ONLY),$(or $(filter $(ONLY),$(1)),$(filter $(ONLY)%,$(1))),$(1))
named = $(call only,$(patsubst $(1)/%.c,%,$(wildcard $(1)/*.c)))

# A program of part $(1), called $(2), with its command $(3): one word for tests/run.mjs.
job = '$(1) $(2) $(3)'
# The same when $(2) is not a file of the part's folder, but may be left out by ONLY.
job_if = $(if $(call only,$(2)),$(call job,$(1),$(2),$(3)))

UNIT := $(call named,tests/unit)
UNIT_BINS := $(UNIT:%=$(B)/tests/unit/%)
FUZZ := $(call named,tests/fuzz)
FUZZ_BINS := $(FUZZ:%=$(B)/tests/fuzz/%)

# Every cmocka program has it: TEST=name runs one test.
ONE_TEST := $(B)/obj/tests/lib/one_test.o
TEST_PKGS := $(shell $(PKG_CONFIG) --cflags --libs cmocka 2>/dev/null)

# FOLDER_topic.c tests FOLDER: it is built from that folder and what the folder may include.
.SECONDEXPANSION:
test_libs = $(call libs_of,$(firstword $(subst _, ,$(1))))

# Cards are signed, and only wallet/ knows the curve.
TEST_EXTRA_card_verify := $(B)/obj/wallet/recover.o
TEST_EXTRA_card_alter := $(B)/obj/wallet/recover.o
TEST_EXTRA_influence_datainf := $(B)/obj/tests/forecasts/datainf.o
TEST_EXTRA_base_file := $(B)/obj/tests/lib/full_disk.o $(B)/obj/tests/lib/deny.o
$(B)/tests/unit/%: tests/unit/%.c $(ONE_TEST) $$(TEST_EXTRA_$$*) $$(call test_libs,$$*)
	@mkdir -p $(@D)
	@echo "  TEST  $<"
	$(Q)$(CC) $(CFLAGS_ALL) $(PKG_CFLAGS) $(CFLAGS) $(LDFLAGS_ALL) $(LDFLAGS) -MMD -MP -MF $@.d -o $@ $< \
		$(ONE_TEST) $(TEST_EXTRA_$*) -Wl,--start-group $(call test_libs,$*) -Wl,--end-group $(PKG_LIBS) $(TEST_PKGS) $(LIBS_EXTRA) $(TEST_LIBS_$*)

# Named like the unit tests. A fuzz target is a regression test in ordinary builds, where
# tests/fuzz/replay.inc feeds it its corpus; with FUZZER=1 libFuzzer makes up the inputs.
FUZZ_MAIN := $(if $(FUZZER),-fsanitize=fuzzer,tests/fuzz/replay.inc)
# What stands in for slow parts, in targets alone: keys are derived at once, and, while libFuzzer
# makes up the inputs, secrets are memory that the sanitizers watch.
LIGHT := $(B)/obj/tests/stand_in/light_kdf.o $(if $(FUZZER),$(B)/obj/tests/stand_in/light_secret.o)
FUZZ_EXTRA = $(if $(filter wallet_%,$(1)),$(LIGHT))
# Each word is compared with 2048 others. libFuzzer would take note of each, five times slower.
ifdef FUZZER
CFLAGS_wallet/bip39 += -fno-sanitize-coverage=trace-cmp
CFLAGS_wallet/bip39_lookup += -fno-sanitize-coverage=trace-cmp
CFLAGS_wallet/bip39_typed += -fno-sanitize-coverage=trace-cmp
endif
$(B)/tests/fuzz/%: tests/fuzz/%.c tests/fuzz/replay.inc $$(call FUZZ_EXTRA,$$*) $$(call test_libs,$$*)
	@mkdir -p $(@D)
	@echo "  TEST  $<"
	$(Q)$(CC) $(CFLAGS_ALL) $(PKG_CFLAGS) $(CFLAGS) $(LDFLAGS_ALL) $(LDFLAGS) -MMD -MP -MF $@.d -o $@ -x c $< $(FUZZ_MAIN) \
		-x none $(call FUZZ_EXTRA,$*) -Wl,--start-group $(call test_libs,$*) -Wl,--end-group $(PKG_LIBS) $(LIBS_EXTRA)

# Programs that write the first inputs of a target, where their form is a table's that may change.
SEEDS := $(patsubst tests/fuzz_seeds/%.c,%,$(wildcard tests/fuzz_seeds/*.c))
$(B)/tests/fuzz_seeds/%: tests/fuzz_seeds/%.c $$(call FUZZ_EXTRA,$$*) $$(call test_libs,$$*)
	@mkdir -p $(@D)
	@echo "  TEST  $<"
	$(Q)$(CC) $(CFLAGS_ALL) $(PKG_CFLAGS) $(CFLAGS) $(LDFLAGS_ALL) $(LDFLAGS) -MMD -MP -MF $@.d -o $@ $< \
		$(call FUZZ_EXTRA,$*) -Wl,--start-group $(call test_libs,$*) -Wl,--end-group $(PKG_LIBS) $(LIBS_EXTRA)

#: make fuzz-seeds  writes those first inputs anew
fuzz-seeds: $(SEEDS:%=$(B)/tests/fuzz_seeds/%)
	$(Q)for name in $(SEEDS); do $(B)/tests/fuzz_seeds/$$name tests/fuzz/corpus/$$name || exit 1; done

# What a warning may hide in, built and not run.
tests: $(UNIT_BINS) $(FUZZ_BINS) $$(call needs_of,$$(CHECKS))

#: make check-unit ONLY=chain_ TEST=name  unit tests; ONLY and TEST serve every part
# A program *_protected tests what an ordinary user is kept from, which root would not notice.
NEEDS_unit = $(UNIT_BINS)
JOBS_unit = $(foreach n,$(UNIT),$(call job,unit,$(n),$(if $(filter %_protected,$(n)),tests/as-nobody )$(B)/tests/unit/$(n)))

#: make check-fuzz  the corpora through the fuzz targets
NEEDS_fuzz = $(FUZZ_BINS) $(patsubst %,$(B)/tests/fuzz_seeds/%,$(filter $(SEEDS),$(FUZZ)))
JOBS_fuzz = $(foreach n,$(FUZZ),$(call job,fuzz,$(n),tests/run-fuzz $(B) $(n)))

# Loaded into a program that a test starts, it denies room or the network where no namespace may be
# made (tests/lib/deny.h).
DENY := $(B)/tests/lib/deny.so
$(DENY): tests/lib/deny.h
# Likewise, it kills the program at a chosen change of a file, or fills the disk from there on.
STEP := $(B)/tests/preload/step.so
$(DENY) $(STEP): $(B)/%.so: %.c
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(filter-out -fPIE -fsanitize=%,$(CFLAGS_ALL)) -fPIC -shared $(CFLAGS) $(LDFLAGS) -o $@ $<

# Runs a command at a terminal of its own, and answers what is asked there (tests/harness/typist.c).
TYPIST := $(B)/tests/harness/typist
$(TYPIST): $(B)/obj/tests/harness/typist.o
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ $< -lutil

include $(wildcard tests/*/module.mk)

# Two programs more than there are processors, for much of the tests' time is spent waiting.
JOBS ?= $(shell expr $$(nproc) + 2)

# What is missing is installed first, so the real work needs a make that has not read the pkg-config
# of before.
AGAIN = $(MAKE) --no-print-directory $(if $(filter -j%,$(MAKEFLAGS)),,-j$(JOBS))

#: make check  all the parts, and their sum; installs what is missing
#: make check SANITIZE=address,undefined  the same with sanitizers, in objects of its own
check:
	$(Q)tools/setup test
	+$(Q)$(AGAIN) check-all

# Networks of the tests share one past (devnet/README.md). The refusals take longest.
RUN_TESTS = BYLINE=$(abspath $(BYLINE)) BYLINE_DEVNET_PAST=$(abspath $(B)/past) SCHEMA_DIR=$(abspath $(SCHEMA_DIR)) \
	DENY=$(abspath $(DENY)) TYPIST=$(abspath $(TYPIST)) STEP=$(abspath $(STEP)) \
	CC='$(CC)' JOBS=$(JOBS) FIRST=refusals RERUN='make$(if $(SANITIZE), SANITIZE=$(SANITIZE))' node tests/run.mjs $(B)

$(addprefix check-,$(CHECKS) $(LONG_CHECKS)): check-%: $$(NEEDS_$$*)
	$(Q)$(RUN_TESTS) $(JOBS_$*)

# Of the parts in $(1), what is asked for.
jobs_of = $(foreach p,$(1),$(JOBS_$(p)))
needs_of = $(sort $(foreach p,$(1),$(if $(strip $(JOBS_$(p))),$(NEEDS_$(p)))))

check-all: $$(call needs_of,$$(CHECKS))
	$(Q)$(RUN_TESTS) $(call jobs_of,$(CHECKS))

#: make check-long [ONLY=part]  what takes long; keeps its results with the commit in build/long/results
check-long:
	$(Q)tools/setup long
	+$(Q)$(AGAIN) check-long-all

# Each result is kept with the commit that it is of.
check-long-all: $$(call needs_of,$$(LONG_CHECKS))
	$(Q)RESULTS=$(B)/long/results $(RUN_TESTS) $(call jobs_of,$(LONG_CHECKS))

#: make check-source, check-headers, check-symbols  the three that look at the source
check-source:
	$(Q)tools/check-source

check-headers:
	$(Q)CC='$(CC)' CFLAGS='$(CFLAGS_ALL) $(PKG_CFLAGS)' tools/check-headers $(FOLDERS)

check-symbols: $(foreach f,$(FOLDERS),$(OBJS_$(f)))
	$(Q)tools/check-symbols $(B) $(FOLDERS)

#: make fuzz ONLY=name SECONDS=120  libFuzzer on each target, or RUNS=10000000 executions of it
# Two minutes of each target, two at a time; findings and the grown corpora stay in build/fuzz.
SECONDS ?= 120
FUZZ_LIMIT = $(if $(RUNS),-runs=$(RUNS),-max_total_time=$(SECONDS))
fuzz:
	$(Q)tools/setup dev
	+$(Q)$(AGAIN) FUZZER=1 fuzz-targets
	$(Q)tests/run-fuzzers build/fuzz $(FUZZ_LIMIT) $(FUZZ)

fuzz-targets: $(FUZZ_BINS)

-include $(wildcard $(B)/tests/*/*.d)

.PHONY: tests check check-all check-long check-long-all check-source check-headers check-symbols fuzz \
	fuzz-seeds fuzz-targets $(addprefix check-,$(CHECKS) $(LONG_CHECKS))
.SECONDARY:
