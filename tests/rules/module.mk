# Breaks each rule of tools/check-source and tools/check-symbols once, in a small house of its own.

check-rules:
	$(Q)CC='$(CC)' tests/rules/run

CHECKS += check-rules
.PHONY: check-rules
