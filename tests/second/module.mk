# A second implementation of Ethereum beside anvil: Hardhat's EDR, which executed the past of a local
# network and answers byline's whole sync. What it answered once is replayed; `make record-second` runs
# it again after a change of what byline asks.

#: make check-second  byline on a node that is not anvil, as it answered once
CHECKS += second
NEEDS_second = $(BYLINE) $(DEVNET_MODULES)
JOBS_second = $(call job_if,second,second,node tests/second/replay.mjs)

#: make check-second-live  the same with that node itself; installs it
LONG_CHECKS += second-live
NEEDS_second-live = $(BYLINE) $(DEVNET_MODULES)
JOBS_second-live = $(call job_if,second-live,second-live,tests/second/live)

#: make record-second  records its answers again
record-second: $(BYLINE) $(DEVNET_MODULES)
	$(Q)BYLINE=$(abspath $(BYLINE)) tests/second/live record

.PHONY: record-second
