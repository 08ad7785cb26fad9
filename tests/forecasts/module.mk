# The corpora on which forecasts are measured: docs/forecasts.md.

CORPORA_FROM := $(wildcard tests/forecasts/*.mjs tests/forecasts/sources/*.mjs) tests/forecasts/ranges.json
DEBIAN_11 := build/debian-11
# Written once for all builds; their bytes are the same everywhere.
CORPORA := build/corpora/.stamp
CORPORA_SMALL := build/corpora-small/.stamp

$(DEBIAN_11)/.stamp: tests/forecasts/debian-11
	@echo "  APT   $(DEBIAN_11): the list and the German manual pages of Debian 11"
	$(Q)tests/forecasts/debian-11 $(DEBIAN_11)
	$(Q)touch $@

$(CORPORA): $(CORPORA_FROM) $(DEVNET_MODULES) $(DEBIAN_11)/.stamp
	@echo "  DATA  build/corpora"
	$(Q)DEBIAN_11=$(DEBIAN_11) node tests/forecasts/corpora.mjs build/corpora >/dev/null
	$(Q)touch $@

$(CORPORA_SMALL): $(CORPORA_FROM) $(DEVNET_MODULES)
	@echo "  DATA  build/corpora-small"
	$(Q)node tests/forecasts/corpora.mjs build/corpora-small --small >/dev/null
	$(Q)touch $@

#: make corpora  the labelled texts that forecasts are measured on, into build/corpora
corpora: $(CORPORA) $(CORPORA_SMALL)

FORECASTS_PROGRAMS := $(B)/tests/forecasts/learn $(B)/tests/forecasts/foretell
$(FORECASTS_PROGRAMS): $(B)/%: $(B)/obj/%.o $(call libs_of,models)
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ $< \
		-Wl,--start-group $(call libs_of,models) -Wl,--end-group $(PKG_LIBS) $(LIBS_EXTRA)

MEASURE_PARTS := measure measure_sets measure_choose measure_labels measure_crafted measure_ranking \
	attack material datainf
$(B)/tests/forecasts/measure: $(MEASURE_PARTS:%=$(B)/obj/tests/forecasts/%.o) $(call libs_of,models)
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ $(filter %.o,$^) \
		-Wl,--start-group $(call libs_of,models) -Wl,--end-group $(PKG_LIBS) $(LIBS_EXTRA)

#: make check-corpora  those corpora: two of them, small; all of them in check-long
CHECK_CORPORA = node tests/forecasts/check.mjs $(B)/tests/forecasts/learn
CHECKS += corpora
NEEDS_corpora = $(B)/tests/forecasts/learn $(CORPORA_SMALL)
JOBS_corpora = $(call job_if,corpora,corpora,$(CHECK_CORPORA) build/corpora-small --small)

#: make check-publisher  a second publisher in numpy, against byline on a small corpus; on two in check-long
# The packages of Debian are those of its own Python, whichever one comes first in PATH.
PYTHON ?= $(firstword $(wildcard /usr/bin/python3) python3)
CHECKS += publisher
NEEDS_publisher = $(BYLINE) $(B)/tests/forecasts/foretell $(CORPORA_SMALL)
CHECK_PUBLISHER = node tests/forecasts/publisher.mjs $(B)/tests/forecasts/foretell build/corpora-small $(PYTHON)
JOBS_publisher = $(call job_if,publisher,publisher,$(CHECK_PUBLISHER) spam)
LONG_CHECKS += publisher-all
NEEDS_publisher-all = $(NEEDS_publisher)
JOBS_publisher-all = $(call job_if,publisher-all,publisher-all,$(CHECK_PUBLISHER))

LONG_CHECKS += corpora-all
NEEDS_corpora-all = $(B)/tests/forecasts/learn $(CORPORA)
JOBS_corpora-all = $(call job_if,corpora-all,corpora-all,$(CHECK_CORPORA) build/corpora)

#: make check-forecasts  what is told of two small corpora beside what is true; of all five in check-long
# Lines are kept in the folder, so that a run that was ended goes on.
CHECK_FORECASTS = node tests/forecasts/measure.mjs $(B)/tests/forecasts/measure
CHECKS += forecasts
NEEDS_forecasts = $(B)/tests/forecasts/measure $(CORPORA_SMALL)
JOBS_forecasts = $(call job_if,forecasts,forecasts,$(CHECK_FORECASTS) build/corpora-small $(B)/forecasts-small --small)

LONG_CHECKS += forecasts-all
NEEDS_forecasts-all = $(B)/tests/forecasts/measure $(CORPORA)
JOBS_forecasts-all = $(call job_if,forecasts-all,forecasts-all,$(CHECK_FORECASTS) build/corpora $(B)/forecasts)

.PHONY: corpora
