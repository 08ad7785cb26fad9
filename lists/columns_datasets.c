/*
 * Columns of datasets. The royalties of a dataset are in the token of the first
 * distributor: app/load_earnings.c adds up no other.
 */
#include "lists/column_tables.h"

COLUMN_GET(dataset_name, snapshot_dataset, value_set_text(out, r->name, sizeof(r->name)))
COLUMN_GET(dataset_root, snapshot_dataset, value_set_hash(out, &r->root))
COLUMN_GET(dataset_uid, snapshot_dataset, value_set_hash(out, &r->uid))
COLUMN_GET(dataset_account, snapshot_dataset, value_set_address(out, &r->account))
COLUMN_GET(dataset_kind, snapshot_dataset, value_set_text(out, r->kind, sizeof(r->kind)))
COLUMN_GET(dataset_license, snapshot_dataset, value_set_text(out, r->license, sizeof(r->license)))
COLUMN_GET(dataset_source, snapshot_dataset, value_set_text(out, r->source, sizeof(r->source)))
COLUMN_GET(dataset_records, snapshot_dataset, value_set_number(out, r->records, true))
COLUMN_GET(dataset_bytes, snapshot_dataset, value_set_number(out, r->bytes, true))
COLUMN_GET(dataset_state, snapshot_dataset,
	   value_set_state(out, snapshot_dataset_word(r->state), (unsigned)r->state))
COLUMN_GET(dataset_trust, snapshot_dataset, value_set_trust(out, snapshot_dataset_trust(r)))
COLUMN_GET(dataset_attestation_trust, snapshot_dataset, value_set_trust(out, r->attestation_trust))
COLUMN_GET(dataset_note, snapshot_dataset, value_set_text(out, r->note, sizeof(r->note)))
COLUMN_GET(dataset_replaced_by, snapshot_dataset,
	   value_set_text(out, r->replaced_by, sizeof(r->replaced_by)))
COLUMN_GET(dataset_also, snapshot_dataset, value_set_text(out, r->also, sizeof(r->also)))
COLUMN_GET(dataset_uploaded, snapshot_dataset,
	   value_set_number(out, r->uploaded, r->upload_size != 0))
COLUMN_GET(dataset_upload_size, snapshot_dataset,
	   value_set_number(out, r->upload_size, r->upload_size != 0))
COLUMN_GET(dataset_attested, snapshot_dataset, value_set_time(out, r->attested_at))
COLUMN_GET(dataset_share, snapshot_dataset, value_set_real(out, r->share, r->share >= 0))
COLUMN_GET(dataset_inferences, snapshot_dataset, value_set_number(out, r->inferences, true))

/* An influence is known from the first inference on; zero would say that there is none. */
COLUMN_GET(dataset_influence, snapshot_dataset,
	   value_set_real(out, r->influence, r->inferences > 0))

static void dataset_royalties(struct value *out, const struct snapshot *s, const void *row)
{
	const struct snapshot_dataset *r = row;
	const struct value_unit unit = columns_context_unit(s, &r->of);

	columns_context_figure(out, &r->royalties, unit.symbol, unit.decimals);
}

/* Another datanet than the profile's has no name here, but an address. */
static void dataset_datanet(struct value *out, const struct snapshot *s, const void *row)
{
	const struct snapshot_dataset *r = row;

	if (r->state == DATASET_ELSEWHERE)
		value_set_text(out, r->elsewhere, sizeof(r->elsewhere));
	else
		columns_context_datanet(out, s, row);
}

static const struct column dataset_columns[] = {
	COLUMN("name", "DATASET", VALUE_TEXT, dataset_name, .flags = COLUMN_SEARCHED),
	COLUMN("root", "ROOT", VALUE_HASH, dataset_root),
	COLUMN("uid", "DATASET ID", VALUE_HASH, dataset_uid, .missing = "not attested"),
	COLUMN("records", "RECORDS", VALUE_COUNT, dataset_records),
	COLUMN("bytes", "SIZE", VALUE_BYTES, dataset_bytes),
	COLUMN("state", "STATE", VALUE_STATE, dataset_state, .flags = COLUMN_SEARCHED),
	COLUMN("attested", "ATTESTED", VALUE_TIME, dataset_attested),
	COLUMN("influence", "INFLUENCE", VALUE_INFLUENCE, dataset_influence),
	COLUMN("royalties", "ROYALTIES", VALUE_AMOUNT, dataset_royalties, .flags = COLUMN_FIGURE,
	       .places = VALUE_TOTAL),
	COLUMN("trust", "", VALUE_TRUST, dataset_trust),
	COLUMN("attestation_trust", "", VALUE_TRUST, dataset_attestation_trust),
	COLUMN("share", "SHARE", VALUE_SHARE, dataset_share),
	COLUMN("inferences", "INFERENCES", VALUE_COUNT, dataset_inferences),
	COLUMN("note", "NOTE", VALUE_TEXT, dataset_note, .missing = ""),
	COLUMN("replaced_by", "REPLACED BY", VALUE_TEXT, dataset_replaced_by, .missing = ""),
	COLUMN("also_offered_as", "ALSO OFFERED AS", VALUE_TEXT, dataset_also, .missing = ""),
	COLUMN("kind", "KIND", VALUE_TEXT, dataset_kind, .missing = ""),
	COLUMN("license", "LICENSE", VALUE_TEXT, dataset_license, .flags = COLUMN_SEARCHED,
	       .missing = ""),
	COLUMN("source", "SOURCE", VALUE_TEXT, dataset_source, .missing = "not on this machine"),
	COLUMN("uploaded", "UPLOADED", VALUE_BYTES, dataset_uploaded),
	COLUMN("upload_size", "UPLOAD", VALUE_BYTES, dataset_upload_size),
	COLUMN_OF_NETWORK,
	COLUMN("datanet", "DATANET", VALUE_TEXT, dataset_datanet, .context = CONTEXT_DATANET),
	COLUMN("account", "ACCOUNT", VALUE_ADDRESS, dataset_account, .context = CONTEXT_ACCOUNT),
	COLUMN("token", "TOKEN", VALUE_ADDRESS, columns_context_token, .flags = COLUMN_OWNED,
	       .context = CONTEXT_TOKEN),
	COLUMN("symbol", "SYMBOL", VALUE_TEXT, columns_context_symbol, .flags = COLUMN_OWNED,
	       .context = CONTEXT_TOKEN),
};

COLUMN_ROWS(dataset_rows, datasets, n_datasets)

const struct column_table columns_dataset = {
	.name = "datasets",
	.columns = dataset_columns,
	.n = ARRAY_SIZE(dataset_columns),
	.row_size = sizeof(struct snapshot_dataset),
	.rows = dataset_rows,
	.since = "attested",
};
