# By subcommands alone: the contributor's whole loop, and what is refused on the way; tests/harness
# has the loop by keys.

CHECKS += e2e accountant refusals
#: make check-e2e  the whole loop by subcommands
#: make check-accountant  the books, by subcommands, beside what foundry reads
#: make check-refusals  exit code and message of everything that is refused
NEEDS_e2e = $(DENY) $(BYLINE) $(DEVNET_MODULES)
JOBS_e2e = $(call job_if,e2e,loop,tests/e2e/loop) $(call job_if,e2e,second,tests/e2e/second)
NEEDS_accountant = $(DENY) $(BYLINE) $(DEVNET_MODULES)
JOBS_accountant = $(call job_if,accountant,accountant,tests/e2e/accountant)
NEEDS_refusals = $(DENY) $(BYLINE) $(DEVNET_MODULES)
JOBS_refusals = $(call job_if,refusals,refusals,tests/e2e/refusals) $(call job_if,refusals,powers,tests/e2e/powers)
