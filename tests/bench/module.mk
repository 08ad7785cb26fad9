# make bench [ONLY=prefix]: each program prints one JSON object a line; tests/bench/run.mjs makes the
# table and $(B)/bench.json of them. Rivals and data that are missing are named and left null
# (docs/benchmarks.md lists them). Nothing fails for being slow.

BENCHES := commit drop command preview forecast publish influence verify sign cache program networks
BENCH_USES_commit := dataset
BENCH_USES_drop := drop
BENCH_USES_command := chain
BENCH_USES_preview := jobs
BENCH_USES_forecast := jobs
BENCH_USES_publish := base
BENCH_USES_influence := influence
BENCH_USES_verify := chain
BENCH_USES_sign := wallet
BENCH_USES_cache := jobs
BENCH_USES_program := cache
BENCH_USES_networks := cache
bench_libs = $(call libs_of,$(BENCH_USES_$(1)))

$(B)/tests/bench/%: tests/bench/%.c $$(call bench_libs,$$*)
	@mkdir -p $(@D)
	@echo "  BENCH $<"
	$(Q)$(CC) $(CFLAGS_ALL) $(PKG_CFLAGS) $(CFLAGS) $(LDFLAGS_ALL) $(LDFLAGS) -MMD -MP -MF $@.d -o $@ $< \
		-Wl,--start-group $(call bench_libs,$*) -Wl,--end-group $(PKG_LIBS) $(TEST_PKGS) $(LIBS_EXTRA)

# Built with the other tests, so that they do not fall behind what they measure.
tests: $(BENCHES:%=$(B)/tests/bench/%)

#: make bench ONLY=prefix  the figures of docs/benchmarks.md
bench: $(BENCHES:%=$(B)/tests/bench/%) $(BYLINE)
	$(Q)node tests/bench/run.mjs $(B) '$(ONLY)'

.PHONY: bench
