/*
 * Columns of the versions of models. What nobody has stated is empty for programs, and says so to
 * people.
 */
#include "app/snapshot_models.h"
#include "lists/column_tables.h"
#include "models/columns_private.h"

COLUMN_GET(model_name, snapshot_model, value_set_text(out, r->name, sizeof(r->name)))
COLUMN_GET(model_version, snapshot_model, value_set_number(out, r->version, r->version != 0))
COLUMN_GET(model_artifact, snapshot_model, value_set_hash(out, &r->hash))
COLUMN_GET(model_current, snapshot_model, value_set_flag(out, r->current, "in use", "older"))
COLUMN_GET(model_state, snapshot_model,
	   value_set_state(out, model_state_word(r->state), (unsigned)r->state))
COLUMN_GET(model_trust, snapshot_model, value_set_trust(out, r->trust))
COLUMN_GET(model_note, snapshot_model, value_set_text(out, r->note, sizeof(r->note)))
COLUMN_GET(model_attested, snapshot_model, value_set_time(out, r->attested_at))
COLUMN_GET(model_created, snapshot_model, value_set_time(out, r->created_at))
COLUMN_GET(model_license, snapshot_model, value_set_text(out, r->license, sizeof(r->license)))
COLUMN_GET(model_training, snapshot_model,
	   value_set_state(out, model_state_training_word(r->training), (unsigned)r->training))
/* The training manifest names them. */
COLUMN_GET(model_datasets, snapshot_model,
	   value_set_number(out, r->datasets, r->training == MODEL_TRAINING_GIVEN))
COLUMN_GET(model_records, snapshot_model,
	   value_set_number(out, r->records, r->training == MODEL_TRAINING_GIVEN))
/* Commitments that were not read have no trust, and their counts say nothing. */
COLUMN_GET(model_accounts, snapshot_model,
	   value_set_number(out, r->accounts, r->data_trust != TRUST_NONE))
COLUMN_GET(model_withdrawn, snapshot_model,
	   value_set_number(out, r->withdrawn, r->data_trust != TRUST_NONE))
COLUMN_GET(model_unknown, snapshot_model,
	   value_set_number(out, r->unknown, r->data_trust != TRUST_NONE))
COLUMN_GET(model_others, snapshot_model,
	   value_set_number(out, r->others, r->data_trust != TRUST_NONE))
COLUMN_GET(model_data_licenses, snapshot_model,
	   value_set_text(out, r->data_licenses, sizeof(r->data_licenses)))
COLUMN_GET(model_data_trust, snapshot_model, value_set_trust(out, r->data_trust))
/* Figures of the model's own file, which may never have been here. */
COLUMN_GET(model_loss, snapshot_model, value_set_real(out, r->loss, r->loss >= 0))
COLUMN_GET(model_figures, snapshot_model,
	   value_set_state(out, model_state_figures_word(r->figures), (unsigned)r->figures))
COLUMN_GET(model_figures_hash, snapshot_model, value_set_hash(out, &r->figures_hash))
COLUMN_GET(model_tested_on, snapshot_model, value_set_number(out, r->tested_on, r->loss >= 0))
COLUMN_GET(model_labels, snapshot_model, value_set_text(out, r->labels, sizeof(r->labels)))
COLUMN_GET(model_attestation, snapshot_model, value_set_hash(out, &r->attestation))
COLUMN_GET(model_parent, snapshot_model, value_set_hash(out, &r->parent))
COLUMN_GET(model_manifest, snapshot_model, value_set_hash(out, &r->manifest))
COLUMN_GET(model_publisher, snapshot_model, value_set_address(out, &r->publisher))
COLUMN_GET(model_downloaded, snapshot_model,
	   value_set_flag(out, r->downloaded, "on this machine", "not fetched"))

static const struct column model_columns[] = {
	COLUMN("name", "MODEL", VALUE_TEXT, model_name, .flags = COLUMN_SEARCHED),
	COLUMN("version", "VERSION", VALUE_NUMBER, model_version),
	COLUMN("artifact", "ARTIFACT", VALUE_HASH, model_artifact),
	COLUMN("current", "USE", VALUE_FLAG, model_current),
	COLUMN("state", "STATE", VALUE_STATE, model_state, .flags = COLUMN_SEARCHED),
	COLUMN("trust", "", VALUE_TRUST, model_trust),
	COLUMN("note", "NOTE", VALUE_TEXT, model_note, .missing = ""),
	COLUMN("attested", "ATTESTED", VALUE_TIME, model_attested),
	COLUMN("created", "CREATED", VALUE_TIME, model_created),
	COLUMN("license", "LICENSE", VALUE_TEXT, model_license, .flags = COLUMN_SEARCHED,
	       .missing = "not stated"),
	COLUMN("training", "MANIFEST", VALUE_STATE, model_training),
	COLUMN("datasets", "DATASETS", VALUE_COUNT, model_datasets),
	COLUMN("records", "RECORDS", VALUE_COUNT, model_records),
	COLUMN("accounts", "ACCOUNTS", VALUE_COUNT, model_accounts),
	COLUMN("withdrawn", "WITHDRAWN", VALUE_COUNT, model_withdrawn),
	COLUMN("unknown", "UNKNOWN", VALUE_COUNT, model_unknown),
	COLUMN("others", "FOREIGN", VALUE_COUNT, model_others),
	COLUMN("data_licenses", "DATA LICENSES", VALUE_TEXT, model_data_licenses,
	       .flags = COLUMN_SEARCHED, .missing = "not stated"),
	COLUMN("data_trust", "", VALUE_TRUST, model_data_trust),
	COLUMN("loss", "HELD-OUT LOSS", VALUE_REAL, model_loss, .places = 4, .exact = "%.9f"),
	COLUMN("tested_on", "TESTED ON", VALUE_COUNT, model_tested_on),
	COLUMN("figures", "FIGURES", VALUE_STATE, model_figures),
	COLUMN("labels", "LABELS", VALUE_TEXT, model_labels, .flags = COLUMN_SEARCHED,
	       .missing = "the file is not here"),
	COLUMN("attestation", "ATTESTATION", VALUE_HASH, model_attestation,
	       .missing = "not stated"),
	COLUMN("parent", "VERSION BEFORE", VALUE_HASH, model_parent, .missing = "none"),
	COLUMN("figures_hash", "FIGURES HASH", VALUE_HASH, model_figures_hash,
	       .missing = "not stated"),
	COLUMN("manifest", "MANIFEST HASH", VALUE_HASH, model_manifest, .missing = "not stated"),
	COLUMN("publisher", "PUBLISHER", VALUE_ADDRESS, model_publisher, .missing = "not stated"),
	COLUMN("downloaded", "COPY", VALUE_FLAG, model_downloaded),
	COLUMN_OF_NETWORK,
	COLUMN_OF_DATANET,
};

COLUMN_ROWS(model_rows, models, n_models)

const struct column_table columns_model = {
	.name = "models",
	.columns = model_columns,
	.n = ARRAY_SIZE(model_columns),
	.row_size = sizeof(struct snapshot_model),
	.rows = model_rows,
};
