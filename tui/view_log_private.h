/* The two tables of the log view over the snapshot. */
#ifndef TUI_VIEW_LOG_PRIVATE_H
#define TUI_VIEW_LOG_PRIVATE_H

#include "tui/widget_list.h"

/* Events, and the transactions made from this machine. */
extern const struct widget_list_info view_log_events, view_log_txs;

/* Opens the page of an event. */
void view_log_events_open(struct dashboard *d, const struct snapshot_event *e);

/* Opens the page of a transaction. */
void view_log_txs_open(struct dashboard *d, const struct snapshot_tx *t);

#endif
