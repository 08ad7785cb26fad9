/* The history that a person sees: events, and contradictions between nodes. */
#ifndef BACKUP_SAVED_LOG_H
#define BACKUP_SAVED_LOG_H

#include "backup/merge.h"

/* Those of the selected network. */
save_rows save_events;
merge_rows merge_events;
save_rows save_disputes;
merge_rows merge_disputes;

#endif
