/*
 * Own transactions with their states and signed bytes, and the claims that they carry. They keep
 * the ledger (act/ledger.h) able to protect nonces on another machine as it did on this one.
 */
#ifndef BACKUP_SAVED_TRANSACTIONS_H
#define BACKUP_SAVED_TRANSACTIONS_H

#include "backup/merge.h"

/* Those of the selected chain. */
save_rows save_transactions;
merge_rows merge_transactions;

/* Those of the selected network. Their transactions are merged before. */
save_rows save_claims;
merge_rows merge_claims;

#endif
