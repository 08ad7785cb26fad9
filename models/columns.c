#include "models/columns.h"

#include "models/columns_private.h"

const struct column_table *columns_of(enum row_kind kind)
{
	static const struct column_table *const tables[ROW_KINDS] = {
		[ROW_ACCOUNT] = &columns_account,
		[ROW_COIN] = &columns_coin,
		[ROW_ROYALTY] = &columns_royalty,
		[ROW_DUE] = &columns_due,
		[ROW_ASKED_DUE] = &columns_asked_due,
		[ROW_DATASET] = &columns_dataset,
		[ROW_EPOCH] = &columns_epoch,
		[ROW_SCORE] = &columns_score,
		[ROW_ATTRIBUTION] = &columns_attribution,
		[ROW_NODE] = &columns_node,
		[ROW_DISPUTE] = &columns_dispute,
		[ROW_ASKED] = &columns_asked,
		[ROW_CLAIM] = &columns_claim,
		[ROW_TRANSACTION] = &columns_transaction,
		[ROW_RECEIVED] = &columns_received,
		[ROW_ENTRY] = &columns_entry,
		[ROW_EVENT] = &columns_event,
		[ROW_MODEL] = &columns_model,
		[ROW_NETWORK] = &columns_network,
		[ROW_AUDIT_EPOCH] = &columns_audit_epoch,
		[ROW_DECISION] = &columns_decision,
		[ROW_PREVIEW] = &columns_preview,
		[ROW_RECORD_WORD] = &columns_record_word,
		[ROW_MATCHED_RECORD] = &columns_matched_record,
		[ROW_MATCHED_OUTPUT] = &columns_matched_output,
		[ROW_COMPARED_MODEL] = &columns_compared_model,
		[ROW_COMPARED_LABEL] = &columns_compared_label,
	};

	return tables[kind];
}
