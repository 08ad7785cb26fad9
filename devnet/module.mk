# The local network (devnet/README.md): `make devnet` in the foreground, `make devnet-start` and
# `make devnet-stop` in the background.

#: make devnet  the local network in the foreground; Ctrl-C ends it
#: make devnet-start, devnet-stop  the same in the background
DEVNET_MODULES := devnet/node_modules/.stamp
DEVNET := BYLINE=$(abspath $(BYLINE)) node devnet/main.mjs

# An interrupted `npm ci` leaves no stamp behind, so the next make runs it again.
$(DEVNET_MODULES): devnet/package-lock.json devnet/package.json devnet/.npmrc
	@echo "  NPM   devnet: the modules of devnet/package-lock.json, into devnet/node_modules"
	$(Q)npm ci --prefix devnet --no-progress || \
		{ echo "npm ci failed; the first time it needs a network" >&2; exit 1; }
	$(Q)touch $@

devnet: $(BYLINE) $(DEVNET_MODULES)
	$(Q)$(DEVNET) run

devnet-start: $(BYLINE) $(DEVNET_MODULES)
	$(Q)$(DEVNET) start

devnet-stop:
	$(Q)$(DEVNET) stop

#: make check-devnet  the local network's own tests
NEEDS_devnet = $(BYLINE) $(DEVNET_MODULES)
JOBS_devnet = $(foreach n,$(call only,$(patsubst devnet/test/%.test.mjs,%,$(wildcard devnet/test/*.test.mjs))),$(call \
	job,devnet,$(n),node --test devnet/test/$(n).test.mjs))

.PHONY: devnet devnet-start devnet-stop
