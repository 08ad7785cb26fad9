/* The order of a snapshot's tables. */
#ifndef APP_LOAD_ORDER_H
#define APP_LOAD_ORDER_H

#include "app/snapshot.h"
#include "base/err.h"

/*
 * Brings rows of several networks, datanets and accounts into one order, the newest first. Rows of
 * one second stay as they were. Tables that others point into are left as they are: networks,
 * datanets, accounts, datasets, models.
 * Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status load_order_rows(struct snapshot *s, struct err *e);

#endif
