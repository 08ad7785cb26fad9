# Golden screens and whatever else tests the dashboard on fakes: libtui with tests/screens/fake_app.c in place of libapp
# and libmodels, but for the snapshot, its narrowing and the columns.

FIXTURE_SRCS := tests/screens/fixture.c tests/screens/fixture_vault.c tests/screens/fixture_act.c tests/screens/fixture_claims.c tests/screens/fixture_rows.c tests/screens/fixture_dues.c tests/screens/fixture_several.c tests/screens/fixture_models.c tests/screens/fixture_comparison.c tests/screens/fixture_preview.c
FIXTURE_OBJS := $(FIXTURE_SRCS:%.c=$(B)/obj/%.o)
FAKE_SRCS := tests/screens/fake_app.c tests/screens/fake_acts.c tests/screens/fake_brought.c tests/screens/script.c tests/screens/dump.c
FAKE_OBJS := $(FAKE_SRCS:%.c=$(B)/obj/%.o) $(FIXTURE_OBJS) $(B)/obj/app/snapshot.o $(B)/obj/app/snapshot_dues.o $(B)/obj/lists/describe_due.o $(B)/obj/lists/due_sums.o $(B)/obj/app/owner.o $(B)/obj/lists/totals.o $(B)/obj/models/preview.o $(B)/obj/models/tell_preview.o $(B)/obj/models/answer_model.o $(B)/obj/card/terms.o $(B)/obj/models/comparison.o $(B)/obj/models/label_map.o \
	$(B)/obj/audit/soundness.o $(B)/obj/jobs/result.o $(B)/obj/jobs/narrow.o $(B)/obj/wallet/confine.o $(patsubst %.c,$(B)/obj/%.o,$(wildcard lists/column*.c models/column*.c))
FAKE_LIBS = $(B)/libtui.a $(B)/libur.a $(B)/libchain.a $(B)/libbase.a
FAKE_LINK = $(FAKE_OBJS) -Wl,--start-group $(FAKE_LIBS) -Wl,--end-group $(PKG_LIBS) $(LIBS_EXTRA)

$(B)/tests/screens/screens: $(B)/obj/tests/screens/screens.o $(FAKE_OBJS) $$(FAKE_LIBS)
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ $< $(FAKE_LINK)

#: make check-screens  golden screens; make golden writes them anew
NEEDS_screens = $(B)/tests/screens/screens
JOBS_screens = $(call job_if,screens,screens,$(B)/tests/screens/screens)

golden: $(B)/tests/screens/screens
	$(Q)$< --write

# The fixtures with the app itself: the columns of their rows, and snapshots of fewer rows.
TEST_EXTRA_models_columns := $(FIXTURE_OBJS)
TEST_EXTRA_models_column_tables := $(FIXTURE_OBJS)
TEST_EXTRA_jobs_narrow := $(FIXTURE_OBJS)
$(B)/tests/unit/models_columns $(B)/tests/unit/models_column_tables $(B)/tests/unit/jobs_narrow: $(FIXTURE_OBJS)

# Unit tests and fuzz targets of tui: the same fakes. Their rules name the targets, so that make does
# not prefer the rules for all of them.
$(patsubst %.c,$(B)/%,$(wildcard tests/unit/tui_*.c)): $(B)/tests/unit/%: tests/unit/%.c $(ONE_TEST) $(FAKE_OBJS) $$(FAKE_LIBS)
	@mkdir -p $(@D)
	@echo "  TEST  $<"
	$(Q)$(CC) $(CFLAGS_ALL) $(PKG_CFLAGS) $(CFLAGS) $(LDFLAGS_ALL) $(LDFLAGS) -MMD -MP -MF $@.d -o $@ $< \
		$(ONE_TEST) $(FAKE_LINK) $(TEST_PKGS)

$(patsubst %.c,$(B)/%,$(wildcard tests/fuzz/tui_*.c)): $(B)/tests/fuzz/%: tests/fuzz/%.c tests/fuzz/replay.inc $(FAKE_OBJS) $$(FAKE_LIBS)
	@mkdir -p $(@D)
	@echo "  TEST  $<"
	$(Q)$(CC) $(CFLAGS_ALL) $(PKG_CFLAGS) $(CFLAGS) $(LDFLAGS_ALL) $(LDFLAGS) -MMD -MP -MF $@.d -o $@ -x c $< $(FUZZ_MAIN) \
		-x none $(FAKE_LINK)

# The same on a pseudo-terminal: a whole process, and libvterm in place of a person.
VTERM_LIBS := $(shell $(PKG_CONFIG) --cflags --libs vterm 2>/dev/null)
PTY_OBJS := $(B)/obj/tests/harness/pty.o $(B)/obj/tests/harness/pty_look.o \
	$(B)/obj/tests/harness/pty_svg.o

$(B)/tests/screens/dashboard: $(B)/obj/tests/screens/dashboard.o $(FAKE_OBJS) $$(FAKE_LIBS)
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ $< $(FAKE_LINK)

$(B)/tests/harness/shot: $(B)/obj/tests/harness/shot.o $(PTY_OBJS) $(B)/libtui.a $(B)/libbase.a
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ $^ $(VTERM_LIBS) $(PKG_LIBS) -lutil

$(B)/tests/screens/terminal $(B)/tests/screens/terminals: $(B)/tests/screens/%: $(B)/obj/tests/screens/%.o $(PTY_OBJS) $(ONE_TEST) $(B)/libtui.a $(B)/libbase.a | $(B)/tests/screens/dashboard
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ $^ $(VTERM_LIBS) $(TEST_PKGS) $(PKG_LIBS) -lutil

#: make check-terminal, check-terminals  the dashboard on a pseudo-terminal, on many kinds of them
CHECKS += terminal terminals
NEEDS_terminal = $(B)/tests/screens/terminal $(B)/tests/screens/dashboard
NEEDS_terminals = $(B)/tests/screens/terminals $(B)/tests/screens/dashboard
JOBS_terminal = $(call job_if,terminal,terminal,$(NEEDS_terminal))
JOBS_terminals = $(call job_if,terminals,terminals,$(NEEDS_terminals))

#: make screenshots  pictures of the views
# Pictures of the views, from the same figures as the golden screens.
SHOT := $(B)/tests/harness/shot
screenshots: $(SHOT) $(B)/tests/screens/dashboard
	$(Q)mkdir -p screenshots
	$(Q)tests/screens/take-screenshots $(SHOT) $(B)/tests/screens/dashboard

.PHONY: golden screenshots
