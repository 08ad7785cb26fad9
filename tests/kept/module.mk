# The folder and the vault that version 0.1 wrote are opened, and everything is found.

#: make check-kept  what version 0.1 wrote, opened
CHECKS += kept
NEEDS_kept = $(TYPIST) $(BYLINE) $(DEVNET_MODULES)
JOBS_kept = $(call job_if,kept,kept,node tests/kept/check.mjs)
