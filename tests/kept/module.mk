# The folder and the vault that version 0.1 wrote are opened, and everything is found.

check-kept: $(BYLINE)
	$(Q)BYLINE=$(abspath $(BYLINE)) node tests/kept/check.mjs

CHECKS += check-kept
.PHONY: check-kept
