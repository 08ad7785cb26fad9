# Payers of every kind on a network that has them (devnet/README.md, "Payers").

$(B)/tests/payers/%: $(B)/obj/tests/payers/%.o $$(call libs_of,jobs)
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ $< \
		-Wl,--start-group $(call libs_of,jobs) -Wl,--end-group $(PKG_LIBS) $(LIBS_EXTRA)

#: make check-payers  every kind of payer: what byline reads is what the contracts answer, in ten random states; network probe finds its slots
CHECKS += payers
NEEDS_payers = $(DENY) $(TYPIST) $(B)/tests/payers/reader $(BYLINE) $(DEVNET_MODULES)
JOBS_payers = $(call job_if,payers,states,tests/payers/states.mjs $(B)/tests/payers/reader 10) \
	$(call job_if,payers,probe,tests/payers/probe)

#: make check-payer-states  the same in two hundred
LONG_CHECKS += payer-states
NEEDS_payer-states = $(NEEDS_payers)
JOBS_payer-states = $(call job_if,payer-states,states,tests/payers/states.mjs $(B)/tests/payers/reader 200)
