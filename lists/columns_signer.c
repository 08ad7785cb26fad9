/* Columns of the signer's decisions. */
#include "lists/column_tables.h"
#include "lists/signer_log.h"

/*
 * Words of the file: the order of their lists means nothing, so that each has the same place, and
 * rows that are sorted by them keep the order of time.
 */
COLUMN_GET(decision_line, signer_decision, value_set_number(out, r->line, true))
COLUMN_GET(decision_time, signer_decision, value_set_time(out, r->time))
COLUMN_GET(decision_outcome, signer_decision, value_set_state(out, r->outcome, 0))
COLUMN_GET(decision_kind, signer_decision, value_set_state(out, r->kind, 0))
COLUMN_GET(decision_consent, signer_decision, value_set_state(out, r->consent, 0))
COLUMN_GET(decision_account, signer_decision, value_set_address(out, &r->account))
COLUMN_GET(decision_chain, signer_decision, value_set_number(out, r->chain_id, r->chain_id != 0))
COLUMN_GET(decision_nonce, signer_decision, value_set_number(out, r->nonce, r->has_nonce))
COLUMN_GET(decision_digest, signer_decision, value_set_hash(out, &r->digest))
COLUMN_GET(decision_text, signer_decision, value_set_text(out, r->text, sizeof(r->text)))
COLUMN_GET(decision_reason, signer_decision, value_set_text(out, r->reason, sizeof(r->reason)))
COLUMN_GET(decision_after_cut, signer_decision,
	   value_set_flag(out, r->after_cut, "after a record that was cut", ""))

static const struct column decision_columns[] = {
	COLUMN("line", "LINE", VALUE_NUMBER, decision_line),
	COLUMN("time", "TIME", VALUE_TIME, decision_time),
	COLUMN("outcome", "SIGNER", VALUE_STATE, decision_outcome, .flags = COLUMN_SEARCHED),
	COLUMN("kind", "KIND", VALUE_STATE, decision_kind, .flags = COLUMN_SEARCHED),
	COLUMN("text", "WHAT", VALUE_TEXT, decision_text, .flags = COLUMN_SEARCHED),
	COLUMN("reason", "REASON", VALUE_TEXT, decision_reason, .flags = COLUMN_SEARCHED,
	       .missing = ""),
	COLUMN("consent", "CONSENT", VALUE_STATE, decision_consent),
	COLUMN("chain_id", "CHAIN", VALUE_NUMBER, decision_chain),
	COLUMN("nonce", "NONCE", VALUE_NUMBER, decision_nonce),
	COLUMN("digest", "DIGEST", VALUE_HASH, decision_digest, .flags = COLUMN_SEARCHED),
	/* People learn of it below the list: most journals have no such line. */
	COLUMN("after_cut", "", VALUE_FLAG, decision_after_cut),
	COLUMN("account", "ACCOUNT", VALUE_ADDRESS, decision_account, .flags = COLUMN_SEARCHED,
	       .context = CONTEXT_ACCOUNT),
};

const struct column_table columns_decision = {
	.name = "decisions",
	.columns = decision_columns,
	.n = ARRAY_SIZE(decision_columns),
	.row_size = sizeof(struct signer_decision),
	.since = "time",
};
