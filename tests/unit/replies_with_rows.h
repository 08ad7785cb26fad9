/* Which replies have a list of which rows. */
#ifndef TESTS_UNIT_REPLIES_WITH_ROWS_H
#define TESTS_UNIT_REPLIES_WITH_ROWS_H

#include "models/columns.h"

static const struct {
	enum row_kind kind;
	const char *schema;
} replies_with_rows[] = {
	{ROW_ACCOUNT, "account-list"},
	{ROW_COIN, "balance"},
	{ROW_ROYALTY, "balance"},
	{ROW_DATASET, "dataset-list"},
	{ROW_EPOCH, "earnings"},
	{ROW_SCORE, "scores"},
	{ROW_NODE, "node-list"},
	{ROW_NODE, "node-test"},
	{ROW_DISPUTE, "node-list"},
	{ROW_DISPUTE, "node-test"},
	{ROW_ASKED, "node-list"},
	{ROW_ASKED, "node-show"},
	{ROW_ASKED, "node-test"},
	{ROW_ASKED_DUE, "claims"},
	{ROW_CLAIM, "claim-status"},
	{ROW_DUE, "claims"},
	{ROW_TRANSACTION, "tx-list"},
	{ROW_RECEIVED, "claim-status"},
	{ROW_RECEIVED, "earnings"},
	{ROW_RECEIVED, "tx-list"},
	{ROW_EVENT, "log"},
	{ROW_DECISION, "log"},
	{ROW_MODEL, "models-list"},
	{ROW_MODEL, "models-show"},
	{ROW_NETWORK, "network-list"},
	{ROW_AUDIT_EPOCH, "audit"},
	{ROW_PREVIEW, "preview"},
	{ROW_RECORD_WORD, "preview-record"},
	{ROW_MATCHED_RECORD, "preview-outputs"},
	{ROW_MATCHED_OUTPUT, "preview-outputs"},
	{ROW_COMPARED_MODEL, "preview-models"},
	{ROW_COMPARED_LABEL, "preview-models"},
	{ROW_COMPARED_LABEL, "preview"},
};

#endif
