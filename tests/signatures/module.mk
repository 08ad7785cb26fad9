# Signatures beside those of foundry's cast and of ethers.

$(B)/tests/signatures/peer: $(B)/obj/tests/signatures/peer.o $(call libs_of,wallet)
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ $< \
		-Wl,--start-group $(call libs_of,wallet) -Wl,--end-group $(PKG_LIBS) $(LIBS_EXTRA)

#: make check-signatures  a few of each kind beside cast's; check-cast a thousand, and all documents
CHECKS += signatures
NEEDS_signatures = $(B)/tests/signatures/peer $(DEVNET_MODULES)
JOBS_signatures = $(call job_if,signatures,signatures,node tests/signatures/check.mjs $(B)/tests/signatures/peer 20 20)

LONG_CHECKS += cast
NEEDS_cast = $(NEEDS_signatures)
JOBS_cast = $(call job_if,cast,cast,node tests/signatures/check.mjs $(B)/tests/signatures/peer 1000 all)
