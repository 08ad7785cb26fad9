/* Rows of datasets: names, attestations, nonces, states, and which replaces which. */
#ifndef BACKUP_SAVED_DATASETS_H
#define BACKUP_SAVED_DATASETS_H

#include "backup/merge.h"

/* Those of the selected network. */
save_rows save_datasets;
merge_rows merge_datasets;

#endif
