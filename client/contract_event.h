/* Events of contracts ("logs"), as nodes give them in eth_getLogs and in receipts. */
#ifndef CLIENT_CONTRACT_EVENT_H
#define CLIENT_CONTRACT_EVENT_H

#include <stdbool.h>

#include "base/err.h"
#include "base/json.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "chain/trust.h"

struct contract_event {
	struct address address; /* the contract */
	struct hash topics[4];
	size_t n_topics;
	uint8_t *data;
	size_t data_len;
	uint64_t block;
	struct hash block_hash;
	struct hash tx;
	uint64_t index;	  /* in the block */
	enum trust trust; /* AGREED: k nodes gave this very event */
};

/*
 * Reads one event. One that a reorganisation removed is refused.
 * Out:     data is allocated; contract_event_release() frees it
 * Returns: STATUS_OK, ERR_PARSE, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status contract_event_read(struct contract_event *out, const struct json *log);

/* Frees the data. */
void contract_event_release(struct contract_event *ev);

/* Computes keccak256 over every field but trust: two events are equal when these are. */
void contract_event_id(struct hash *out, const struct contract_event *ev);

/* The events to look for: of some contracts, in blocks from..to, both included. */
struct contract_event_filter {
	const struct address *addresses; /* events of any of these */
	size_t n_addresses;
	const struct hash *topics[4]; /* NULL matches everything */
	uint64_t from, to;
};

/* Says whether a filter lets an event pass. */
bool contract_event_matches(const struct contract_event *ev,
			    const struct contract_event_filter *filter);

/*
 * A list of events. No list is proven complete: a node can leave events out without being noticed.
 * Zero-initialise it; free it with contract_event_list_release().
 */
struct contract_event_list {
	struct contract_event *events; /* ascending by (block, index) */
	size_t n;
	bool agreed; /* k nodes gave exactly this list */
};

/* Frees the list. NULL is allowed. */
void contract_event_list_release(struct contract_event_list *list);

#endif
