# byline: see HACKING.md for the tour.
#
# Lines that begin with "#: " stand beside the targets that they describe; `make help` prints them.
#
#: make  ./byline
#: make demo  two live local chains and the dashboard on them; installs what is missing
#: make demo PROVIDER=reth  the same over nodes that behave like a provider's (devnet/README.md)
#: make install [PREFIX=]  the program, its manual and its completions
#: make clean  removes everything that make made, the demo's data too

# Building takes all processors, unless -j says how many; what runs tests shares them out itself.
ifeq ($(filter-out all byline tests install,$(MAKECMDGOALS)),)
MAKEFLAGS += -j$(shell nproc)
endif

CC ?= cc
ifeq ($(origin CC),default)
CC := gcc
endif
AR ?= ar
PKG_CONFIG ?= pkg-config

# Each configuration has its own objects, so that switching never mixes them. FUZZER=1 is the one of `make fuzz`.
ifdef FUZZER
override CC := clang
SANITIZE := fuzzer-no-link,address,undefined
B := build/fuzz
BYLINE := $(B)/byline
else ifdef SANITIZE
comma := ,
B := build/san-$(subst $(comma),-,$(SANITIZE))
BYLINE := $(B)/byline
else
B := build
BYLINE := byline
endif

FOLDERS := base chain ur dataset drop influence wallet cache client audit card app lists models operator backup act sync jobs cli tui

# -ffp-contract=off: the same floating-point result from every compiler; kernels fuse explicitly.
CFLAGS_ALL := -std=gnu17 -O2 -g -fno-omit-frame-pointer -D_GNU_SOURCE -ffp-contract=off -fPIE \
	-fvisibility=hidden -pthread -I. -Wall -Wextra -Werror=implicit-function-declaration

# Protections that not every compiler has for every processor; `make check-binary` looks for them in the result.
# The prefix map leaves the folder's name out, so that two folders give equal programs.
has_flag = $(shell $(CC) -Werror $(1) -x c -c -o /dev/null /dev/null 2>/dev/null && echo $(1))
FORTIFY := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
CFLAGS_ALL += $(FORTIFY) -fstack-protector-strong -ffile-prefix-map=$(CURDIR)=. \
	$(foreach f,-fstack-clash-protection -fcf-protection=full -mbranch-protection=standard,$(call has_flag,$(f)))
LDFLAGS_ALL := -pie -Wl,-z,relro,-z,now -Wl,--as-needed -pthread
ifdef DEVELOPER
CFLAGS_ALL += -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
	-Wpointer-arith -Wwrite-strings -Wvla -Wswitch-enum -Wundef -Wcast-qual -Wimplicit-fallthrough \
	-Wformat=2 -Wno-format-nonliteral -Wnull-dereference
endif
ifdef SANITIZE
CFLAGS_ALL := $(filter-out $(FORTIFY),$(CFLAGS_ALL)) -fsanitize=$(SANITIZE) -fno-sanitize-recover=all \
	-DBYLINE_SANITIZED
LDFLAGS_ALL += -fsanitize=$(SANITIZE)
endif

ifeq ($(V),1)
Q :=
else
Q := @
endif

all: $(BYLINE)

$(foreach f,$(FOLDERS),$(eval -include $(f)/module.mk))

# A folder: all its .c files become objects, the objects an archive. Every package named by any folder is linked.
define folder_rules
SRCS_$(1) := $$(wildcard $(1)/*.c)
OBJS_$(1) := $$(SRCS_$(1):%.c=$(B)/obj/%.o)
$(B)/lib$(1).a: $$(OBJS_$(1))
	@echo "  AR    $$@"
	$$(Q)rm -f $$@ && $$(AR) rcs $$@ $$^
endef
$(foreach f,$(FOLDERS),$(eval $(call folder_rules,$(f))))

PKGS := $(sort $(foreach f,$(FOLDERS),$(PKGS_$(f))))
ifneq ($(PKGS),)
PKG_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(PKGS) 2>/dev/null)
PKG_LIBS := $(shell $(PKG_CONFIG) --libs $(PKGS) 2>/dev/null)
endif

# What each folder may include, itself first (the rule of who includes whom, in link order).
USES_base := base
USES_chain := chain base
USES_ur := ur chain base
USES_dataset := dataset chain base
USES_drop := drop chain base
USES_influence := influence base
USES_wallet := wallet chain base
USES_cache := cache chain base
USES_client := client chain base
USES_audit := audit cache chain base
USES_card := card chain base
USES_app := app card audit client cache wallet influence dataset chain base
USES_lists := lists $(USES_app)
USES_models := models $(USES_lists)
USES_operator := operator $(USES_models)
USES_backup := backup $(USES_app)
USES_act := act backup ur $(USES_models)
USES_sync := sync drop $(USES_act)
USES_jobs := jobs $(USES_sync)
USES_tui := tui $(USES_jobs)
USES_cli := cli operator $(USES_tui)
libs_of = $(foreach f,$(USES_$(1)),$(if $(wildcard $(f)/*.c),$(B)/lib$(f).a))
LIBS := $(call libs_of,cli)

$(B)/obj/%.o: %.c
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(CFLAGS_ALL) $(PKG_CFLAGS) $(CFLAGS_$*) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BYLINE): $(LIBS)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ -Wl,--start-group $(LIBS) -Wl,--end-group $(PKG_LIBS) $(LIBS_EXTRA)

# For clangd and other tools that want to know how each source is compiled.
#: make compile_commands.json  how each source is compiled, for clangd
command_of = {"directory": "$(CURDIR)", "file": "$(1)", "command": "$(subst ",\",$(subst \,\\,$\
	$(CC) $(CFLAGS_ALL) $(PKG_CFLAGS) $(CFLAGS_$(1:%.c=%)) $(CFLAGS) -c $(1)))"}
ALL_SRCS := $(foreach f,$(FOLDERS),$(SRCS_$(f))) $(wildcard tests/*/*.c)
compile_commands.json:
	@echo "  JSON  $@"
	$(Q)$(file >$@,[)$(foreach f,$(wordlist 2,$(words $(ALL_SRCS)),$(ALL_SRCS)),$(file >>$@,$\
		$(call command_of,$(f)),))$(file >>$@,$(call command_of,$(firstword $(ALL_SRCS)))])

include devnet/module.mk tests/module.mk
-include docs/module.mk

demo:
	$(Q)tools/setup demo
	+$(Q)$(AGAIN) -s $(BYLINE) $(DEVNET_MODULES)
	$(Q)tools/demo

PREFIX ?= /usr/local
install: $(BYLINE)
	$(Q)tools/install $(BYLINE) $(DESTDIR)$(PREFIX)

clean:
	rm -rf build byline compile_commands.json

#: make help  this list
help:
	@awk -F '  ' '/^#: / { printf "%-48s %s\n", substr($$1, 4), $$2 }' $(filter-out %.d,$(MAKEFILE_LIST))
	@echo
	@echo "Variables: CC, DEVELOPER=1 (strict warnings as errors), SANITIZE=address,undefined, V=1 (shows commands),"
	@echo "JOBS (test programs at a time), ONLY=name (or how names begin), TEST=name (one test of a program)."

-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)

.PHONY: all clean compile_commands.json demo help install
.SUFFIXES:
.DELETE_ON_ERROR:
