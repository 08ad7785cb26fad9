/*
 * Columns of a comparison: models side by side, and the labels that they lack. Rows are of several
 * networks at once, so that each names its own; amounts are of an epoch's mean.
 */
#include "models/columns_private.h"
#include "models/comparison.h"

COLUMN_GET(model_rank, compared_model, value_set_number(out, r->rank, r->rank > 0))
COLUMN_GET(model_name, compared_model, value_set_text(out, r->name, sizeof(r->name)))
COLUMN_GET(model_hash, compared_model, value_set_hash(out, &r->hash))
COLUMN_GET(model_verdict, compared_model,
	   value_set_state(out, comparison_verdict_word(r->verdict), (unsigned)r->verdict))
COLUMN_GET(model_note, compared_model, value_set_text(out, r->note, sizeof(r->note)))
COLUMN_GET(model_share, compared_model, value_set_real(out, r->share, r->has_share))
COLUMN_GET(model_epochs, compared_model, value_set_number(out, r->pool.epochs, true))
COLUMN_GET(model_epoch, compared_model,
	   value_set_number(out, r->pool.epochs > 0 ? r->pool.seconds / r->pool.epochs : 0,
			    r->pool.epochs > 0 && r->pool.seconds > 0))
COLUMN_GET(model_contributors, compared_model,
	   value_set_number(out, r->contributors, r->has_contributors))
COLUMN_GET(model_labels, compared_model, value_set_text(out, r->labels, sizeof(r->labels)))
COLUMN_GET(model_licenses, compared_model, value_set_text(out, r->licenses, sizeof(r->licenses)))
COLUMN_GET(model_weights_state, compared_model,
	   value_set_state(out, model_state_word(r->weights_state), (unsigned)r->weights_state))
COLUMN_GET(model_weights_trust, compared_model, value_set_trust(out, r->weights_trust))
COLUMN_GET(model_network, compared_model, value_set_text(out, r->network, sizeof(r->network)))
COLUMN_GET(model_datanet, compared_model, value_set_text(out, r->datanet, sizeof(r->datanet)))
COLUMN_GET(model_token, compared_model, value_set_address(out, &r->pool.token))
COLUMN_GET(model_symbol, compared_model,
	   value_set_text(out, r->pool.symbol, sizeof(r->pool.symbol)))

/* A model that scored no record has no counts: zero would be read as "none is helpful". */
static bool was_scored(const struct compared_model *m)
{
	return m->scored > 0 && m->verdict == COMPARISON_TAKEN;
}

COLUMN_GET(model_scored, compared_model, value_set_number(out, r->scored, was_scored(r)))
COLUMN_GET(model_not_scored, compared_model, value_set_number(out, r->not_scored, was_scored(r)))
COLUMN_GET(model_helpful, compared_model, value_set_number(out, r->helpful, was_scored(r)))
COLUMN_GET(model_harmful, compared_model, value_set_number(out, r->harmful, was_scored(r)))
COLUMN_GET(model_neutral, compared_model, value_set_number(out, r->neutral, was_scored(r)))
/* Labels were looked at where the file was. */
COLUMN_GET(model_to_map, compared_model,
	   value_set_number(out, r->labels_to_map,
			    was_scored(r) || r->verdict == COMPARISON_LABELS))

/* "Not stated" is said of an attestation that was read: one that is not there yet may state it. */
static void model_weights(struct value *out, const struct snapshot *s, const void *row)
{
	const struct compared_model *r = row;

	(void)s;
	value_set_text(out, r->weights, sizeof(r->weights));
	out->known |= r->weights_state == MODEL_WAITING;
}

/* The share rests on the publisher's word for the influence of all others. */
static void model_worth(struct value *out, const struct snapshot *s, const void *row)
{
	const struct compared_model *r = row;
	const struct figure worth = {.known = r->has_worth,
				     .trust = trust_min(r->pool.trust, TRUST_REPORTED),
				     .doubt = DOUBT_ESTIMATE,
				     .value = r->worth.raw};

	(void)s;
	columns_context_figure(out, &worth, r->pool.symbol, r->pool.decimals);
}

static void model_pool(struct value *out, const struct snapshot *s, const void *row)
{
	const struct compared_model *r = row;
	const struct u256 epochs = u256_from_u64(r->pool.epochs);
	struct figure mean = {.trust = r->pool.trust,
			      .doubt = r->pool.trust == TRUST_PROVEN ? DOUBT_NONE : DOUBT_NO_PROOF};

	(void)s;
	mean.known = u256_div(&mean.value, NULL, &r->pool.sum.raw, &epochs) == STATUS_OK;
	columns_context_figure(out, &mean, r->pool.symbol, r->pool.decimals);
}

static const struct column model_columns[] = {
	COLUMN("rank", "#", VALUE_NUMBER, model_rank, .missing = ""),
	COLUMN("model", "MODEL", VALUE_TEXT, model_name, .flags = COLUMN_SEARCHED),
	COLUMN("verdict", "VERDICT", VALUE_STATE, model_verdict, .flags = COLUMN_SEARCHED),
	COLUMN("share", "SHARE", VALUE_SHARE, model_share),
	COLUMN("worth", "WORTH", VALUE_AMOUNT, model_worth, .flags = COLUMN_FIGURE),
	COLUMN("pool", "POOL", VALUE_AMOUNT, model_pool, .flags = COLUMN_FIGURE),
	COLUMN("epochs", "EPOCHS", VALUE_COUNT, model_epochs),
	COLUMN("epoch_seconds", "EPOCH (S)", VALUE_COUNT, model_epoch),
	COLUMN("contributors", "CONTRIBUTORS", VALUE_COUNT, model_contributors),
	COLUMN("scored", "SCORED", VALUE_COUNT, model_scored),
	COLUMN("not_scored", "NOT SCORED", VALUE_COUNT, model_not_scored),
	COLUMN("helpful", "HELPFUL", VALUE_COUNT, model_helpful),
	COLUMN("harmful", "HARMFUL", VALUE_COUNT, model_harmful),
	COLUMN("neutral", "NEUTRAL", VALUE_COUNT, model_neutral),
	COLUMN("labels_to_map", "TO MAP", VALUE_COUNT, model_to_map),
	COLUMN("labels", "LABELS", VALUE_TEXT, model_labels),
	COLUMN("licenses", "LICENCES TAKEN", VALUE_TEXT, model_licenses, .missing = "not stated"),
	COLUMN("weights", "OWN LICENCE", VALUE_TEXT, model_weights, .missing = "not stated"),
	COLUMN("weights_state", "STATED", VALUE_STATE, model_weights_state),
	COLUMN("weights_trust", "", VALUE_TRUST, model_weights_trust),
	COLUMN("note", "NOTE", VALUE_TEXT, model_note, .missing = ""),
	COLUMN("hash", "HASH", VALUE_HASH, model_hash),
	COLUMN("network", "NETWORK", VALUE_TEXT, model_network, .flags = COLUMN_SEARCHED,
	       .context = CONTEXT_NETWORK, .missing = "a file"),
	COLUMN("datanet", "DATANET", VALUE_TEXT, model_datanet, .flags = COLUMN_SEARCHED,
	       .context = CONTEXT_DATANET),
	COLUMN("token", "TOKEN", VALUE_ADDRESS, model_token, .context = CONTEXT_TOKEN),
	COLUMN("symbol", "SYMBOL", VALUE_TEXT, model_symbol, .context = CONTEXT_TOKEN,
	       .missing = ""),
};

const struct column_table columns_compared_model = {
	.name = "models",
	.columns = model_columns,
	.n = ARRAY_SIZE(model_columns),
	.row_size = sizeof(struct compared_model),
};

/* --- labels that models lack --- */

COLUMN_GET(label_model, compared_label, value_set_text(out, r->model, sizeof(r->model)))
COLUMN_GET(label_label, compared_label, value_set_text(out, r->label, sizeof(r->label)))
COLUMN_GET(label_records, compared_label, value_set_number(out, r->records, true))
COLUMN_GET(label_mapping, compared_label,
	   value_set_state(out, comparison_mapping_word(r->mapping), (unsigned)r->mapping))
COLUMN_GET(label_to, compared_label, value_set_text(out, r->to, sizeof(r->to)))
COLUMN_GET(label_network, compared_label, value_set_text(out, r->network, sizeof(r->network)))
COLUMN_GET(label_datanet, compared_label, value_set_text(out, r->datanet, sizeof(r->datanet)))

static const struct column label_columns[] = {
	COLUMN("model", "MODEL", VALUE_TEXT, label_model, .flags = COLUMN_SEARCHED),
	COLUMN("label", "LABEL", VALUE_TEXT, label_label, .flags = COLUMN_SEARCHED),
	COLUMN("records", "RECORDS", VALUE_COUNT, label_records),
	COLUMN("mapping", "MAPPING", VALUE_STATE, label_mapping),
	COLUMN("to", "COUNTS AS", VALUE_TEXT, label_to, .missing = ""),
	COLUMN("network", "NETWORK", VALUE_TEXT, label_network, .context = CONTEXT_NETWORK,
	       .missing = "a file"),
	COLUMN("datanet", "DATANET", VALUE_TEXT, label_datanet, .context = CONTEXT_DATANET),
};

const struct column_table columns_compared_label = {
	.name = "labels",
	.columns = label_columns,
	.n = ARRAY_SIZE(label_columns),
	.row_size = sizeof(struct compared_label),
};
