/*
 * Reading events from nodes, of any contracts. client/anchor.h says how they are known and lists
 * the common errors.
 */
#ifndef CLIENT_LOGS_H
#define CLIENT_LOGS_H

#include "client/ability.h"
#include "client/anchor.h"
#include "client/contract_event.h"

/* The most blocks in one request. */
#define LOGS_SPAN ABILITY_SPAN

/*
 * The number of blocks that the nodes search in one request now: at least 1. Whoever keeps what was
 * found piece by piece takes so many at a time, so that no request is for a remainder.
 */
uint64_t logs_window(const struct nodes *nodes);

#define LOGS_MOST 20000 /* events in one list */

/* The end of the blocks at which a search begins. */
enum logs_order { LOGS_OLDEST_FIRST, LOGS_NEWEST_FIRST };

/*
 * Searches blocks for the events that pass a filter, span after span. Where k nodes of `anchor`
 * agree on the list of a span, the list is theirs; else it is the union of what all nodes have.
 * A node that refuses a span is asked for a shorter one from then on (client/ability.h).
 * In/Out:  requests  the most spans to ask for; what is left of that
 * Out:     read      blocks that were searched, from the end at which the search begins; fewer than
 *                    the filter has when the requests do not suffice, or when a later span failed
 * Returns: STATUS_OK when some blocks were searched, or the requests did not suffice for any;
 *          ERR_LIMIT with more than LOGS_MOST events in one span.
 */
MUST_CHECK enum status logs_read(struct nodes *nodes, struct contract_event_list *out,
				 uint64_t *read, size_t *requests, const struct anchor *anchor,
				 const struct contract_event_filter *filter, enum logs_order order,
				 struct err *e);

#endif
