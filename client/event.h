/* Events of contracts ("logs"), as nodes give them in eth_getLogs and in receipts. */
#ifndef CLIENT_EVENT_H
#define CLIENT_EVENT_H

#include <stdbool.h>

#include "base/err.h"
#include "base/json.h"
#include "chain/address.h"
#include "chain/trust.h"

struct event {
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
 * Out:     data is allocated; event_release() frees it
 * Returns: STATUS_OK, ERR_PARSE, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status event_read(struct event *out, const struct json *log);
void event_release(struct event *ev);

/* Computes keccak256 over every field but trust: two events are equal when these are. */
void event_id(struct hash *out, const struct event *ev);

/* The events to look for: of one contract, in blocks from..to, both included. */
struct event_filter {
	struct address address;
	const struct hash *topics[4]; /* NULL matches everything */
	uint64_t from, to;
};

/* Says whether a filter lets an event pass. */
bool event_matches(const struct event *ev, const struct event_filter *filter);

/*
 * A list of events. It is never proven complete: a node can leave events out without being noticed.
 * Zero-initialise it; free it with event_list_release().
 */
struct event_list {
	struct event *events; /* ascending by (block, index) */
	size_t n;
	bool agreed; /* k nodes gave exactly this list */
};
void event_list_release(struct event_list *list);

#endif
