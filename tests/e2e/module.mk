# The contributor's whole loop by subcommands alone; tests/harness has the one by keys.

check-e2e: $(BYLINE) $(DEVNET_MODULES)
	$(Q)BYLINE=$(abspath $(BYLINE)) tests/e2e/loop

CHECKS += check-e2e
.PHONY: check-e2e
