# Pictures there and back: byline's own screen, photographed and read by zbarimg and by the packages
# that phones and devices use, and their answers read by byline.
UR_MODULES := tests/ur/node_modules/.stamp

$(UR_MODULES): tests/ur/package-lock.json tests/ur/package.json tests/ur/.npmrc
	@echo "  NPM   tests/ur: the modules of tests/ur/package-lock.json, into tests/ur/node_modules"
	$(Q)npm ci --prefix tests/ur --ignore-scripts --no-progress || \
		{ echo "npm ci failed; the first time it needs a network" >&2; exit 1; }
	$(Q)touch $@

$(B)/tests/ur/film: $(B)/obj/tests/ur/film.o $(PTY_OBJS) $(B)/libtui.a $(B)/libbase.a
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ $^ $(VTERM_LIBS) $(PKG_LIBS) -lutil

$(B)/tests/ur/draw: $(B)/obj/tests/ur/draw.o
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)

#: make check-ur  acts by pictures, with the packages of phones and devices
CHECKS += ur
NEEDS_ur = $(TYPIST) $(BYLINE) $(B)/tests/ur/film $(B)/tests/ur/draw $(UR_MODULES) $(DEVNET_MODULES)
JOBS_ur = $(call job_if,ur,pictures,node tests/ur/pictures.mjs $(B)/tests/ur)
