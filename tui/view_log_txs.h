/* Transactions made from this machine, as rows of the log view. */
#ifndef TUI_VIEW_LOG_TXS_H
#define TUI_VIEW_LOG_TXS_H

#include "tui/widget_list.h"

/* The table over the snapshot. */
extern const struct widget_list_info view_log_txs;

#endif
