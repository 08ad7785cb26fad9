/*
 * Figures from the chain, read at an anchor, each with how it is known.
 *
 * A figure is PROVEN when a storage proof folds to the state root of an anchor that is AGREED;
 * AGREED when k nodes of distinct operators gave the same value and no proof could be had; REPORTED
 * when fewer did; DISPUTED when they contradict each other and none has k. One lying node is named
 * in nodes_take_disputes() and changes nothing.
 *
 * Common errors, not repeated below: ERR_UNREACHABLE (no node answered), ERR_REMOTE (all answered
 * with errors), ERR_CANCELLED, ERR_MEMORY.
 */
#ifndef CLIENT_READS_H
#define CLIENT_READS_H

#include "chain/attestation.h"
#include "chain/eas.h"
#include "chain/tx.h"
#include "client/anchor.h"

/* The account (balance, nonce, code hash). storage_root is zero unless PROVEN. */
MUST_CHECK enum status read_account(struct nodes *nodes, struct account *out, enum trust *trust,
				    const struct anchor *anchor, const struct address *address,
				    struct err *e);

struct slot_value {
	struct u256 value;
	enum trust trust;
};

/* The words at `n` storage slots of a contract; any n. */
MUST_CHECK enum status read_slots(struct nodes *nodes, struct slot_value *out,
				  const struct anchor *anchor, const struct address *address,
				  const struct hash *slots, size_t n, struct err *e);

/*
 * Whether a contract is the pinned one: code hash, and the EIP-1967 implementation where pinned.
 * Out: how that is known; TRUST_REPORTED when the profile pins no code hash.
 * Returns: STATUS_OK, ERR_MISMATCH with the field in the message.
 */
MUST_CHECK enum status read_contract(struct nodes *nodes, enum trust *trust,
				     const struct anchor *anchor,
				     const struct profile_contract *contract, struct err *e);

/*
 * eth_call at the anchor. Appends the returned bytes.
 * Returns: STATUS_OK, ERR_REVERTED with the contract's reason.
 */
MUST_CHECK enum status read_call(struct nodes *nodes, struct buf *out, enum trust *trust,
				 const struct anchor *anchor, const struct address *to,
				 const void *calldata, size_t len, struct err *e);

/*
 * `n` attestations of the profile's EAS: proven by storage slots where the profile names them,
 * else agreed getAttestation(). Release each attestation that has STATUS_OK.
 * Returns: STATUS_OK (look at each), ERR_UNSUPPORTED without EAS in the profile.
 */
MUST_CHECK enum status read_attestations(struct nodes *nodes, struct attestation_reading *out,
					 const struct anchor *anchor, const struct hash *uids,
					 size_t n, struct err *e);

/* One log of a contract. */
struct event {
	struct address address;
	struct hash topics[4];
	size_t n_topics;
	uint8_t *data;
	size_t data_len;
	uint64_t block;
	struct hash block_hash;
	struct hash tx;
	uint64_t index;
	enum trust trust; /* AGREED: k nodes gave this very log */
};

/*
 * A list of logs. It is never proven complete: nodes can leave logs out without being noticed.
 * Zero-initialise; release with event_list_release().
 */
struct event_list {
	struct event *events; /* ascending (block, index) */
	size_t n;
	bool agreed; /* k nodes gave exactly this list */
};
void event_list_release(struct event_list *list);

/* Blocks from..to, both included; NULL topics match everything. */
struct event_filter {
	struct address address;
	const struct hash *topics[4];
	uint64_t from, to;
};

/*
 * What k nodes of `anchor` agree on, else the union of what all have, in requests of at most
 * READ_EVENTS_SPAN blocks.
 * Returns: STATUS_OK, ERR_LIMIT with more than READ_EVENTS logs: ask for fewer blocks.
 */
#define READ_EVENTS_SPAN 10000
#define READ_EVENTS	 20000
MUST_CHECK enum status read_events(struct nodes *nodes, struct event_list *out,
				   const struct anchor *anchor, const struct event_filter *filter,
				   struct err *e);

/* Nonces of an account. */
struct nonce_reading {
	uint64_t mined; /* at the anchor */
	enum trust mined_trust;
	uint64_t pending;	  /* the next to use, waiting transactions included; >= mined */
	enum trust pending_trust; /* AGREED or REPORTED */
};
MUST_CHECK enum status read_nonce(struct nodes *nodes, struct nonce_reading *out,
				  const struct anchor *anchor, const struct address *address,
				  struct err *e);

/* What gas costs now. */
struct fee_reading {
	bool dynamic;	     /* EIP-1559: else only max_fee, as gas price */
	struct wei base_fee; /* of the anchor's header */
	struct wei priority; /* median of eth_maxPriorityFeePerGas; 0 when no node has it */
	struct wei max_fee;  /* 2 * base_fee + priority, or the median gas price */
};
MUST_CHECK enum status read_fees(struct nodes *nodes, struct fee_reading *out,
				 const struct anchor *anchor, struct err *e);

/*
 * Median of eth_estimateGas of `tx` (gas and fees ignored) sent by `from`, on the newest block.
 * Returns: STATUS_OK, ERR_REVERTED with the contract's reason.
 */
MUST_CHECK enum status estimate_gas(struct nodes *nodes, uint64_t *gas, const struct tx *tx,
				    const struct address *from, struct err *e);

/*
 * Plays `tx` sent by `from` on the newest block of every node.
 * Out: AGREED when k nodes say that it works, REPORTED when fewer.
 * Returns: STATUS_OK, ERR_REVERTED with the contract's reason, when more say so than not.
 */
MUST_CHECK enum status simulate(struct nodes *nodes, enum trust *trust, const struct tx *tx,
				const struct address *from, struct err *e);

/* What the nodes said to a transaction. */
struct send_result {
	struct hash tx;			 /* keccak256 of the bytes */
	node_set accepted;		 /* took it, or knew it already */
	char refusal[LIMIT_REMOTE_TEXT]; /* the first refusal, cleaned; "" when none */
};

/*
 * Gives a signed transaction to every node.
 * Returns: STATUS_OK when one accepted it, ERR_REMOTE with the refusal, ERR_FUNDS, ERR_CHANGED when
 *          its nonce is already spent.
 */
MUST_CHECK enum status send_raw(struct nodes *nodes, struct send_result *out, const void *raw,
				size_t len, struct err *e);

enum tx_fate { TX_ABSENT, TX_PENDING, TX_MINED };

/* What became of a transaction. Release with receipt_release(). */
struct receipt {
	enum tx_fate fate;
	enum trust trust;
	/* Only for TX_MINED. */
	bool success;
	uint64_t block;
	struct hash block_hash;
	uint64_t gas_used;
	struct wei gas_price; /* paid, per gas; 0 when the nodes do not say */
	struct event_list logs;
};
void receipt_release(struct receipt *r);

/* Nodes that have not seen it yet do not contradict those that have. */
MUST_CHECK enum status read_receipt(struct nodes *nodes, struct receipt *out, const struct hash *tx,
				    struct err *e);

#endif
