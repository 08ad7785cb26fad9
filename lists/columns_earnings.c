/*
 * Columns of what was earned: settled epochs, own leaves in them, live attributions, and the epochs
 * of an audit. An amount is in its own epoch's token; that of an epoch which is not known any more
 * stays in the smallest unit, without a symbol.
 */
#include "app/owner.h"
#include "app/snapshot_models.h"
#include "audit/soundness.h"
#include "lists/column_tables.h"

/* --- settled epochs --- */

COLUMN_GET(epoch_number, snapshot_epoch, value_set_number(out, r->epoch, true))
COLUMN_GET(epoch_start, snapshot_epoch, value_set_time(out, r->start))
COLUMN_GET(epoch_end, snapshot_epoch, value_set_time(out, r->end))
COLUMN_GET(epoch_settled, snapshot_epoch, value_set_time(out, r->settled_at))
COLUMN_GET(epoch_statement, snapshot_epoch, value_set_hash(out, &r->statement))
COLUMN_GET(epoch_own, snapshot_epoch, value_set_amount(out, &r->own.raw, r->symbol, r->decimals))
COLUMN_GET(epoch_pool, snapshot_epoch, value_set_amount(out, &r->pool.raw, r->symbol, r->decimals))
COLUMN_GET(epoch_influence, snapshot_epoch, value_set_real(out, r->influence, true))
/* A share is known where the whole epoch's influence is. */
COLUMN_GET(epoch_share, snapshot_epoch, value_set_real(out, r->share, r->share >= 0))
COLUMN_GET(epoch_inferences, snapshot_epoch, value_set_number(out, r->inferences, true))
COLUMN_GET(epoch_trust, snapshot_epoch, value_set_trust(out, r->trust))
COLUMN_GET(epoch_audit, snapshot_epoch,
	   value_set_state(out, snapshot_audit_word(r->audit), (unsigned)r->audit))
COLUMN_GET(epoch_finding, snapshot_epoch, value_set_sentence(out, &r->finding))
COLUMN_GET(epoch_payer, snapshot_epoch, value_set_address(out, &r->distributor))
COLUMN_GET(epoch_token, snapshot_epoch, value_set_address(out, &r->token))
COLUMN_GET(epoch_symbol, snapshot_epoch, value_set_text(out, r->symbol, sizeof(r->symbol)))

static const struct column epoch_columns[] = {
	COLUMN("epoch", "EPOCH", VALUE_NUMBER, epoch_number, .flags = COLUMN_SEARCHED),
	COLUMN("start", "START", VALUE_TIME, epoch_start),
	COLUMN("end", "END", VALUE_TIME, epoch_end),
	COLUMN("settled", "SETTLED", VALUE_TIME, epoch_settled),
	COLUMN("own", "OWN", VALUE_AMOUNT, epoch_own),
	COLUMN("pool", "POOL", VALUE_AMOUNT, epoch_pool),
	COLUMN("influence", "INFLUENCE", VALUE_INFLUENCE, epoch_influence),
	COLUMN("share", "SHARE", VALUE_SHARE, epoch_share),
	COLUMN("inferences", "INFERENCES", VALUE_COUNT, epoch_inferences),
	COLUMN("trust", "", VALUE_TRUST, epoch_trust),
	COLUMN("audit", "AUDIT", VALUE_STATE, epoch_audit, .flags = COLUMN_SEARCHED),
	COLUMN("finding", "FINDING", VALUE_SENTENCE, epoch_finding, .flags = COLUMN_SEARCHED,
	       .missing = ""),
	COLUMN("statement", "STATEMENT", VALUE_HASH, epoch_statement),
	COLUMN_OF_NETWORK,
	COLUMN_OF_DATANET,
	COLUMN_OF_ACCOUNT,
	COLUMN("distributor", "PAYER", VALUE_ADDRESS, epoch_payer, .context = CONTEXT_PAYER),
	COLUMN("token", "TOKEN", VALUE_ADDRESS, epoch_token, .context = CONTEXT_TOKEN),
	COLUMN("symbol", "SYMBOL", VALUE_TEXT, epoch_symbol, .context = CONTEXT_TOKEN),
};

COLUMN_ROWS(epoch_rows, epochs, n_epochs)

const struct column_table columns_epoch = {
	.name = "epochs",
	.columns = epoch_columns,
	.n = ARRAY_SIZE(epoch_columns),
	.row_size = sizeof(struct snapshot_epoch),
	.rows = epoch_rows,
	.since = "settled",
};

/* --- scores: one dataset in one settled epoch --- */

/* Takes a value from the row's epoch, and leaves it unknown where the epoch is. */
static void from_epoch(struct value *out, const struct snapshot *s, const struct snapshot_owner *of,
		       uint64_t number,
		       void (*get)(struct value *, const struct snapshot *, const void *))
{
	const struct snapshot_epoch *epoch = owner_epoch(s, of, number);

	if (epoch != NULL)
		get(out, s, epoch);
}

/* A dataset that is not listed here has an index past the end. */
static void set_name(struct value *out, const struct snapshot *s, uint32_t dataset)
{
	if (dataset < s->n_datasets)
		value_set_text(out, s->datasets[dataset].name, sizeof(s->datasets[dataset].name));
}

COLUMN_GET(score_epoch, snapshot_score, value_set_number(out, r->epoch, true))
COLUMN_GET(score_end, snapshot_score, from_epoch(out, s, &r->of, r->epoch, epoch_end))
COLUMN_GET(score_settled, snapshot_score, from_epoch(out, s, &r->of, r->epoch, epoch_settled))
COLUMN_GET(score_name, snapshot_score, set_name(out, s, r->dataset))
COLUMN_GET(score_dataset, snapshot_score, value_set_hash(out, &r->uid))
COLUMN_GET(score_inferences, snapshot_score, value_set_number(out, r->inferences, true))
COLUMN_GET(score_influence, snapshot_score, value_set_real(out, r->influence, true))
COLUMN_GET(score_trust, snapshot_score, value_set_trust(out, r->trust))
COLUMN_GET(score_payer, snapshot_score, from_epoch(out, s, &r->of, r->epoch, epoch_payer))
COLUMN_GET(score_token, snapshot_score, from_epoch(out, s, &r->of, r->epoch, epoch_token))
COLUMN_GET(score_symbol, snapshot_score, from_epoch(out, s, &r->of, r->epoch, epoch_symbol))

static void set_epoch_amount(struct value *out, const struct snapshot *s,
			     const struct snapshot_owner *of, uint64_t number,
			     const struct tokens *amount)
{
	const struct snapshot_epoch *epoch = s != NULL ? owner_epoch(s, of, number) : NULL;

	value_set_amount(out, &amount->raw, epoch != NULL ? epoch->symbol : "",
			 epoch != NULL ? epoch->decimals : 0);
}

COLUMN_GET(score_amount, snapshot_score, set_epoch_amount(out, s, &r->of, r->epoch, &r->amount))

static const struct column score_columns[] = {
	COLUMN("epoch", "EPOCH", VALUE_NUMBER, score_epoch, .flags = COLUMN_SEARCHED),
	COLUMN("settled", "SETTLED", VALUE_TIME, score_settled),
	COLUMN("name", "DATASET", VALUE_TEXT, score_name, .flags = COLUMN_SEARCHED,
	       .missing = "not listed here"),
	COLUMN("dataset", "DATASET ID", VALUE_HASH, score_dataset),
	COLUMN("inferences", "INFERENCES", VALUE_COUNT, score_inferences),
	COLUMN("influence", "INFLUENCE", VALUE_INFLUENCE, score_influence),
	COLUMN("amount", "AMOUNT", VALUE_AMOUNT, score_amount),
	COLUMN("symbol", "SYMBOL", VALUE_TEXT, score_symbol, .context = CONTEXT_TOKEN),
	COLUMN("trust", "", VALUE_TRUST, score_trust),
	COLUMN("end", "END", VALUE_TIME, score_end),
	COLUMN_OF_NETWORK,
	COLUMN_OF_DATANET,
	COLUMN_OF_ACCOUNT,
	COLUMN("distributor", "PAYER", VALUE_ADDRESS, score_payer, .context = CONTEXT_PAYER),
	COLUMN("token", "TOKEN", VALUE_ADDRESS, score_token, .context = CONTEXT_TOKEN),
};

COLUMN_ROWS(score_rows, scores, n_scores)

const struct column_table columns_score = {
	.name = "scores",
	.columns = score_columns,
	.n = ARRAY_SIZE(score_columns),
	.row_size = sizeof(struct snapshot_score),
	.rows = score_rows,
	.since = "settled",
};

/* --- live attributions: up to a million, so that nothing here formats --- */

/* Fees and influences are kept in units of 1e-9. */
#define LIVE_DECIMALS 9

/* A fee in the smallest unit of its token; one with fewer decimals stays in units of 1e-9. */
static void attribution_fee(struct value *out, const struct snapshot *s, const void *row)
{
	const struct snapshot_attribution *r = row;
	const struct u256 ten = u256_from_u64(10), billion = u256_from_u64(1000000000);
	struct value_unit unit = columns_context_unit(s, &r->of);
	struct u256 fee = u256_from_u64(r->fee_e9);
	unsigned left = unit.decimals > LIVE_DECIMALS ? unit.decimals - LIVE_DECIMALS : 0;
	bool fits = true;

	for (unsigned step; left > 0 && fits; left -= step) {
		step = left >= 9 ? 9 : 1;
		fits = u256_mul(&fee, &fee, step == 9 ? &billion : &ten) == STATUS_OK;
	}
	if (fits)
		value_set_amount(out, &fee, unit.symbol,
				 unit.decimals > LIVE_DECIMALS ? unit.decimals : LIVE_DECIMALS);
}

static void attribution_dataset(struct value *out, const struct snapshot *s, const void *row)
{
	const struct snapshot_attribution *r = row;

	if (r->dataset < s->n_datasets)
		value_set_hash(out, &s->datasets[r->dataset].uid);
}

static void attribution_model(struct value *out, const struct snapshot *s, const void *row)
{
	const struct snapshot_attribution *r = row;

	if (r->model < s->n_models)
		value_set_hash(out, &s->models[r->model].hash);
}

static void attribution_model_name(struct value *out, const struct snapshot *s, const void *row)
{
	const struct snapshot_attribution *r = row;

	if (r->model < s->n_models)
		value_set_text(out, s->models[r->model].name, sizeof(s->models[r->model].name));
}

COLUMN_GET(attribution_seq, snapshot_attribution, value_set_number(out, r->seq, true))
COLUMN_GET(attribution_time, snapshot_attribution, value_set_time(out, r->time))
COLUMN_GET(attribution_name, snapshot_attribution, set_name(out, s, r->dataset))
COLUMN_GET(attribution_inference, snapshot_attribution,
	   value_set_text(out, r->inference, sizeof(r->inference)))
COLUMN_GET(attribution_influence, snapshot_attribution,
	   value_set_real(out, (double)r->influence_e9 / 1e9, true))

static const struct column attribution_columns[] = {
	COLUMN("seq", "NUMBER", VALUE_NUMBER, attribution_seq),
	COLUMN("time", "TIME", VALUE_TIME, attribution_time),
	COLUMN("name", "DATASET", VALUE_TEXT, attribution_name, .flags = COLUMN_SEARCHED,
	       .missing = "not listed here"),
	COLUMN("inference", "INFERENCE", VALUE_TEXT, attribution_inference,
	       .flags = COLUMN_SEARCHED),
	COLUMN("influence", "INFLUENCE", VALUE_INFLUENCE, attribution_influence, .exact = "%.9f"),
	COLUMN("fee", "FEE", VALUE_AMOUNT, attribution_fee),
	COLUMN("dataset", "DATASET ID", VALUE_HASH, attribution_dataset),
	COLUMN("model_name", "MODEL", VALUE_TEXT, attribution_model_name, .flags = COLUMN_SEARCHED),
	COLUMN("model", "MODEL HASH", VALUE_HASH, attribution_model),
	COLUMN_OF_NETWORK,
	COLUMN_OF_DATANET,
	COLUMN_OF_ACCOUNT,
	COLUMN("token", "TOKEN", VALUE_ADDRESS, columns_context_token, .flags = COLUMN_OWNED,
	       .context = CONTEXT_TOKEN),
	COLUMN("symbol", "SYMBOL", VALUE_TEXT, columns_context_symbol, .flags = COLUMN_OWNED,
	       .context = CONTEXT_TOKEN),
};

COLUMN_ROWS(attribution_rows, attributions, n_attributions)

const struct column_table columns_attribution = {
	.name = "attributions",
	.columns = attribution_columns,
	.n = ARRAY_SIZE(attribution_columns),
	.row_size = sizeof(struct snapshot_attribution),
	.rows = attribution_rows,
	.since = "time",
};

/* --- epochs of an audit --- */

COLUMN_GET(audit_number, snapshot_audited, value_set_number(out, r->epoch.epoch, true))
COLUMN_GET(audit_own, snapshot_audited,
	   set_epoch_amount(out, s, &r->of, r->epoch.epoch, &r->epoch.own))
COLUMN_GET(audit_state, snapshot_audited,
	   value_set_state(out, snapshot_audit_word(r->epoch.state), (unsigned)r->epoch.state))
COLUMN_GET(audit_finding, snapshot_audited, value_set_sentence(out, &r->epoch.finding))
COLUMN_GET(audit_counted, snapshot_audited, value_set_flag(out, r->epoch.counted, "counted", ""))
COLUMN_GET(audit_payer, snapshot_audited, from_epoch(out, s, &r->of, r->epoch.epoch, epoch_payer))
COLUMN_GET(audit_token, snapshot_audited, from_epoch(out, s, &r->of, r->epoch.epoch, epoch_token))
COLUMN_GET(audit_symbol, snapshot_audited, from_epoch(out, s, &r->of, r->epoch.epoch, epoch_symbol))

static const struct column audit_columns[] = {
	COLUMN("epoch", "EPOCH", VALUE_NUMBER, audit_number),
	COLUMN("own", "OWN", VALUE_AMOUNT, audit_own),
	COLUMN("state", "AUDIT", VALUE_STATE, audit_state),
	COLUMN("finding", "FINDING", VALUE_SENTENCE, audit_finding, .missing = ""),
	COLUMN("counted", "", VALUE_FLAG, audit_counted),
	COLUMN_OF_NETWORK,
	COLUMN_OF_DATANET,
	COLUMN_OF_ACCOUNT,
	COLUMN("distributor", "PAYER", VALUE_ADDRESS, audit_payer, .context = CONTEXT_PAYER),
	COLUMN("token", "TOKEN", VALUE_ADDRESS, audit_token, .context = CONTEXT_TOKEN),
	COLUMN("symbol", "SYMBOL", VALUE_TEXT, audit_symbol, .context = CONTEXT_TOKEN),
};

const struct column_table columns_audit_epoch = {
	.name = "epochs",
	.columns = audit_columns,
	.n = ARRAY_SIZE(audit_columns),
	.row_size = sizeof(struct snapshot_audited),
};
