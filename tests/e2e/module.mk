# By subcommands alone: the contributor's whole loop, and what is refused on the way; tests/harness
# has the loop by keys.

check-e2e: $(BYLINE) $(DEVNET_MODULES)
	$(Q)BYLINE=$(abspath $(BYLINE)) tests/e2e/loop

check-refusals: $(BYLINE) $(DEVNET_MODULES)
	$(Q)BYLINE=$(abspath $(BYLINE)) tests/e2e/refusals

CHECKS += check-e2e check-refusals
.PHONY: check-e2e check-refusals
