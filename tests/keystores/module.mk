# Keystores between byline and other programs, both ways, with new keys each time: ethers and
# foundry's cast.

$(B)/tests/keystores/peer: $(B)/obj/tests/keystores/peer.o $(call libs_of,wallet)
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ $< \
		-Wl,--start-group $(call libs_of,wallet) -Wl,--end-group $(PKG_LIBS) $(LIBS_EXTRA)

#: make check-keystores  keystores that byline writes open in ethers and cast, and theirs in byline
CHECKS += keystores
NEEDS_keystores = $(B)/tests/keystores/peer $(DEVNET_MODULES)
JOBS_keystores = $(call job_if,keystores,keystores,node tests/keystores/check.mjs $(B)/tests/keystores/peer)
