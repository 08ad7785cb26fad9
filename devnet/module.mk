# The local network: `make devnet` in the foreground, `make devnet-start` and `make devnet-stop` in the background.

DEVNET_MODULES := devnet/node_modules/.stamp

# An interrupted `npm ci` leaves no stamp behind, so the next make runs it again.
$(DEVNET_MODULES): devnet/package-lock.json devnet/package.json devnet/.npmrc
	@echo "  NPM   devnet"
	$(Q)npm ci --prefix devnet --no-progress
	$(Q)touch $@

devnet: $(BYLINE) $(DEVNET_MODULES)
	$(Q)node devnet/main.mjs run

devnet-start: $(BYLINE) $(DEVNET_MODULES)
	$(Q)node devnet/main.mjs start

devnet-stop:
	$(Q)node devnet/main.mjs stop

.PHONY: devnet devnet-start devnet-stop
