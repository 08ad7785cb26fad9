# ./byline on a pseudo-terminal against a live local network: the whole loop by keys alone, and
# reviews that end at any moment.

# Only root reads the memory of others, which tests/e2e/canary.c does.
PTY_TESTS := $(filter-out $(if $(filter 0,$(shell id -u)),,canary),$(call named,tests/e2e))

$(B)/tests/e2e/%: $(B)/obj/tests/e2e/%.o $(B)/obj/tests/lib/devnet.o $(B)/obj/tests/harness/key_loop.o $(B)/obj/tests/harness/key_loop_sign.o $(ONE_TEST) \
		$(B)/obj/tests/harness/questions.o $(B)/obj/tests/harness/desk.o $(B)/obj/tests/harness/beside.o $(B)/obj/tests/harness/pty.o $(B)/obj/tests/harness/pty_look.o \
	$(B)/obj/tests/harness/pty_svg.o $$(call libs_of,tui)
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ $(filter %.o,$^) \
		-Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(VTERM_LIBS) $(TEST_PKGS) $(PKG_LIBS) $(LIBS_EXTRA) -lutil

#: make check-dashboard  the whole loop by keys, reviews that end at any moment, states of the nodes
CHECKS += dashboard
NEEDS_dashboard = $(PTY_TESTS:%=$(B)/tests/e2e/%) $(BYLINE) $(DEVNET_MODULES)
JOBS_dashboard = $(foreach n,$(PTY_TESTS),$(call job,dashboard,$(n),$(B)/tests/e2e/$(n)))
