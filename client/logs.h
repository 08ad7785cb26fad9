/*
 * Reading events from nodes. client/anchor.h says how they are known and lists the common errors.
 */
#ifndef CLIENT_LOGS_H
#define CLIENT_LOGS_H

#include "client/anchor.h"
#include "client/contract_event.h"

#define LOGS_SPAN 10000 /* blocks asked for in one request */
#define LOGS_MOST 20000 /* events in one list */

/*
 * Reads the events that pass a filter. Where k nodes of `anchor` agree on the list, it is theirs;
 * else it is the union of what all nodes have.
 * Returns: STATUS_OK, ERR_LIMIT with more than LOGS_MOST events: ask for fewer blocks.
 */
MUST_CHECK enum status logs_read(struct nodes *nodes, struct contract_event_list *out,
				 const struct anchor *anchor,
				 const struct contract_event_filter *filter, struct err *e);

#endif
