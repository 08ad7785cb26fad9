/* The kinds of rows that byline shows, and the one column table of each. */
#ifndef MODELS_COLUMNS_H
#define MODELS_COLUMNS_H

#include "lists/column.h"

enum row_kind {
	ROW_ACCOUNT,	 /* struct snapshot_account */
	ROW_COIN,	 /* struct snapshot, whose shown account has them */
	ROW_ROYALTY,	 /* struct snapshot_royalty */
	ROW_DUE,	 /* struct snapshot_due: all */
	ROW_ASKED_DUE,	 /* struct snapshot_due: those that are not folded away */
	ROW_DATASET,	 /* struct snapshot_dataset */
	ROW_EPOCH,	 /* struct snapshot_epoch */
	ROW_SCORE,	 /* struct snapshot_score */
	ROW_ATTRIBUTION, /* struct snapshot_attribution */
	ROW_NODE,	 /* struct snapshot_node */
	ROW_DISPUTE,	 /* struct snapshot_dispute */
	ROW_ASKED,	 /* struct snapshot_asked */
	ROW_CLAIM,	 /* struct snapshot_claim */
	ROW_TRANSACTION, /* struct snapshot_tx */
	ROW_RECEIVED,	 /* struct snapshot_received */
	ROW_EVENT,	 /* struct snapshot_event */
	ROW_MODEL,	 /* struct snapshot_model */
	/* Rows that are in no snapshot. */
	ROW_NETWORK,	    /* struct network_entry */
	ROW_AUDIT_EPOCH,    /* struct audit_epoch; needs the snapshot for the epoch's token */
	ROW_DECISION,	    /* struct signer_decision */
	ROW_PREVIEW,	    /* struct preview_row */
	ROW_RECORD_WORD,    /* struct record_word */
	ROW_ENTRY,	    /* struct book_entry; needs its snapshot */
	ROW_MATCHED_RECORD, /* struct outputs_record */
	ROW_MATCHED_OUTPUT, /* struct outputs_output */
	ROW_COMPARED_MODEL, /* struct compared_model */
	ROW_COMPARED_LABEL, /* struct compared_label */
	ROW_KINDS
};

/* The columns of a kind of row; never NULL. */
const struct column_table *columns_of(enum row_kind kind);

#endif
