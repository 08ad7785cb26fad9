# The whole loop by keys alone: ./byline on a pseudo-terminal against a live local network.

$(B)/tests/e2e/dashboard: $(B)/obj/tests/e2e/dashboard.o $(B)/obj/tests/lib/devnet.o $(ONE_TEST) \
		$(B)/obj/tests/harness/pty.o $(B)/obj/tests/harness/pty_look.o \
	$(B)/obj/tests/harness/pty_svg.o $$(call libs_of,tui)
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ $(filter %.o,$^) \
		-Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(VTERM_LIBS) $(TEST_PKGS) $(PKG_LIBS) $(LIBS_EXTRA) -lutil

$(B)/tests/e2e/agreement: $(B)/obj/tests/e2e/agreement.o $(B)/obj/tests/lib/devnet.o $(ONE_TEST) \
		$(B)/obj/tests/harness/pty.o $(B)/obj/tests/harness/pty_look.o \
	$(B)/obj/tests/harness/pty_svg.o $$(call libs_of,tui)
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ $(filter %.o,$^) \
		-Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(VTERM_LIBS) $(TEST_PKGS) $(PKG_LIBS) $(LIBS_EXTRA) -lutil

#: make check-agreement  every state of the nodes at every place that tells of them
CHECKS += agreement
NEEDS_agreement = $(B)/tests/e2e/agreement $(BYLINE) $(DEVNET_MODULES)
JOBS_agreement = $(call job_if,agreement,agreement,$(B)/tests/e2e/agreement)

#: make check-dashboard  the whole loop by keys alone
CHECKS += dashboard
NEEDS_dashboard = $(B)/tests/e2e/dashboard $(BYLINE) $(DEVNET_MODULES)
JOBS_dashboard = $(call job_if,dashboard,dashboard,$(B)/tests/e2e/dashboard)
