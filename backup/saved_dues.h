/*
 * Leaves of payers that the user brought by a file or named, and the tokens that the user wants to
 * see. What a payer's service tells is asked for again.
 */
#ifndef BACKUP_SAVED_DUES_H
#define BACKUP_SAVED_DUES_H

#include "backup/merge.h"

/* Those of the selected network. */
save_rows save_dues;
merge_rows merge_dues;
save_rows save_asked_tokens;
merge_rows merge_asked_tokens;

#endif
