# By subcommands alone: the contributor's whole loop, claims that do not go straight, and what is
# refused on the way; tests/harness has the loop by keys.

CHECKS += e2e refusals
#: make check-e2e  by subcommands: the whole loop, a second laptop, several networks, offers to other datanets, crooked claims, the books, cards of models, payers of every kind
#: make check-refusals  exit code and message of everything that is refused
# Payers of other kinds, each file with a local network of its own.
PAYER_SUITES := payers_merkl payers_drops payers_eigenlayer payers_books
NEEDS_e2e = $(DENY) $(TYPIST) $(BYLINE) $(DEVNET_MODULES)
JOBS_e2e = $(foreach n,loop second restore remembered claims accountant worth networks offers nodes probe brought,$(call job_if,e2e,$(n),tests/e2e/$(n))) \
	$(call job_if,e2e,models,tests/e2e/models.mjs) $(call job_if,e2e,providers,tests/e2e/providers reth) \
	$(call job_if,e2e,consent,tests/e2e/consent.mjs) \
	$(foreach n,$(PAYER_SUITES),$(call job_if,e2e,$(n),tests/e2e/$(n).mjs))
NEEDS_refusals = $(DENY) $(TYPIST) $(BYLINE) $(DEVNET_MODULES)
JOBS_refusals = $(call job_if,refusals,refusals,tests/e2e/refusals) $(call job_if,refusals,powers,tests/e2e/powers.mjs) \
	$(call job_if,refusals,answers,tests/e2e/answers)

# One by one, so that ONLY=infura is one of them.
PROVIDERS := reth alchemy-free alchemy-500 quicknode-free quicknode infura bnb bsc-geth chainstack-bnb \
	scroll 1rpc minute-quota balancer
LONG_CHECKS += providers
#: make check-providers  the whole loop over nodes that behave like each provider's
NEEDS_providers = $(DENY) $(TYPIST) $(BYLINE) $(DEVNET_MODULES)
JOBS_providers = $(foreach n,$(PROVIDERS),$(call job_if,providers,$(n),tests/e2e/providers $(n)))

# A datanet each, so that ONLY=glosses is one of them.
JOINED := mail-filter glosses
LONG_CHECKS += joined
#: make check-joined  what is told of 24 datasets before they join a datanet, and what it pays for them
NEEDS_joined = $(BYLINE) $(DEVNET_MODULES)
JOBS_joined = $(foreach n,$(JOINED),$(call job_if,joined,$(n),tests/e2e/joined.mjs $(n)))
