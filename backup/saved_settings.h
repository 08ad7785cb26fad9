/* Small values of the cache that no network can give back, such as a confirmed intake key. */
#ifndef BACKUP_SAVED_SETTINGS_H
#define BACKUP_SAVED_SETTINGS_H

#include "backup/merge.h"
#include "cache/settings.h"

/* Those of the selected network. */
save_rows save_settings;
merge_rows merge_settings;

#endif
