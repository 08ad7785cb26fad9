/* The kinds of rows that a backup holds, each as the fields of its struct in cache/. */
#ifndef BACKUP_SAVED_ROWS_H
#define BACKUP_SAVED_ROWS_H

#include "backup/member_field.h"

/*
 * Rows of networks, transactions, claims, datasets, events and disputes. Members that come from
 * elsewhere are not among the fields: a transaction's chain and signed bytes, and the number of a
 * row that nobody sees.
 */
extern const struct row_format saved_network_row, saved_transaction_row, saved_claim_row,
	saved_dataset_row, saved_event_row, saved_dispute_row;

/* A leaf of a payer, but for its proofs. */
extern const struct row_format saved_due_row;

/* An account of the cache, but for the path of its key in a vault. */
extern const struct row_format saved_account_row;

#endif
