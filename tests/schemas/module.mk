# What byline's client takes and refuses of a datanet, against docs/schemas/datanet. Two programs
# tell what the client does: the unit test of the datanet with a witness of every reply that it
# reads, and a judge that reads replies one by one.

SCHEMA_DIR := $(B)/tests/schemas
SCHEMA_LIBS = $(call libs_of,client)
REPLY_READERS := datanet_info datanet_claim datanet_statements datanet_attributions datanet_dataset \
	statement_document
comma := ,
WITNESSED := $(foreach r,$(REPLY_READERS),-Wl$(comma)--wrap=$(r)_read)

$(SCHEMA_DIR)/witness: $(B)/obj/tests/unit/client_datanet.o $(B)/obj/tests/schemas/witness.o \
		$$(SCHEMA_LIBS)
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) $(WITNESSED) -o $@ $(filter %.o,$^) \
		-Wl,--start-group $(SCHEMA_LIBS) -Wl,--end-group $(PKG_LIBS) $(TEST_PKGS) $(LIBS_EXTRA)

$(SCHEMA_DIR)/judge: $(B)/obj/tests/schemas/judge.o $$(SCHEMA_LIBS)
	@mkdir -p $(@D)
	@echo "  LD    $@"
	$(Q)$(CC) $(LDFLAGS_ALL) $(LDFLAGS) -o $@ $(filter %.o,$^) \
		-Wl,--start-group $(SCHEMA_LIBS) -Wl,--end-group $(PKG_LIBS) $(LIBS_EXTRA)

#: make check-schemas  byline's client against docs/schemas/datanet
CHECKS += schemas
NEEDS_schemas = $(SCHEMA_DIR)/witness $(SCHEMA_DIR)/judge $(DEVNET_MODULES)
JOBS_schemas = $(call job_if,schemas,schemas,node --test tests/schemas/client.test.mjs)
