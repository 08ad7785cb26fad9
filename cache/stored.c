/*
 * One list for each enumeration: its members and the numbers that databases hold for them. A number
 * is never changed and never given to another member, because databases of earlier versions have
 * it. Numbers that are left out belonged to members that no version wrote.
 *
 * FROZEN() holds each member to its number. The switch in each is_…() has a case for each line of
 * the list and no default, so that a member without a line does not compile.
 */
#include "cache/stored.h"

#include "cache/datasets.h"
#include "cache/dues.h"
#include "cache/figures.h"
#include "cache/node_health.h"
#include "cache/received.h"
#include "cache/transactions.h"
#include "cache/verdicts.h"
#include "chain/model_state.h"

#define TRUST(X)             \
	X(TRUST_NONE, 0)     \
	X(TRUST_DISPUTED, 1) \
	X(TRUST_REPORTED, 2) \
	X(TRUST_AGREED, 3)   \
	X(TRUST_PROVEN, 4)

#define FIGURE(X)                                 \
	X(CACHE_FIGURE_NATIVE_BALANCE, 1)         \
	X(CACHE_FIGURE_TOKEN_BALANCE, 2)          \
	X(CACHE_FIGURE_CUMULATIVE, 3)             \
	X(CACHE_FIGURE_CLAIMED, 4)                \
	X(CACHE_FIGURE_CLAIMABLE, 5)              \
	X(CACHE_FIGURE_PENDING_AT, 7)             \
	X(CACHE_FIGURE_DISTRIBUTOR_FUNDS, 8)      \
	X(CACHE_FIGURE_CLAIM_GAS, 9)              \
	X(CACHE_FIGURE_DISTRIBUTOR_ROOT, 12)      \
	X(CACHE_FIGURE_DISTRIBUTOR_STATEMENT, 13) \
	X(CACHE_FIGURE_CODE, 14)

#define DATASET_STATE(X)              \
	X(CACHE_DATASET_LOCAL, 0)     \
	X(CACHE_DATASET_ATTESTED, 1)  \
	X(CACHE_DATASET_UPLOADING, 2) \
	X(CACHE_DATASET_RECEIVED, 3)  \
	X(CACHE_DATASET_ACCEPTED, 4)  \
	X(CACHE_DATASET_REJECTED, 5)  \
	X(CACHE_DATASET_IN_MODEL, 6)  \
	X(CACHE_DATASET_REVOKED, 7)   \
	X(CACHE_DATASET_ELSEWHERE, 8)

#define AUDIT(X)                     \
	X(CACHE_AUDIT_NOT_RUN, 0)    \
	X(CACHE_AUDIT_OWN_SOUND, 1)  \
	X(CACHE_AUDIT_FULL_SOUND, 2) \
	X(CACHE_AUDIT_FAULT, 3)      \
	X(CACHE_AUDIT_NOT_AUDITABLE, 4)

#define COUNTS(X)                   \
	X(CACHE_COUNTS_OPEN, 0)     \
	X(CACHE_COUNTS_COMPARED, 1) \
	X(CACHE_COUNTS_INCOMPARABLE, 2)

#define TX_STATE(X)              \
	X(CACHE_TX_DRAFT, 0)     \
	X(CACHE_TX_SIGNED, 1)    \
	X(CACHE_TX_SENT, 2)      \
	X(CACHE_TX_MINED, 3)     \
	X(CACHE_TX_CONFIRMED, 4) \
	X(CACHE_TX_FAILED, 5)    \
	X(CACHE_TX_REPLACED, 6)  \
	X(CACHE_TX_DROPPED, 7)   \
	X(CACHE_TX_VOID, 8)      \
	X(CACHE_TX_CANCELLED, 9) \
	X(CACHE_TX_EXPIRED, 10)

#define TX_KIND(X)            \
	X(CACHE_TX_CLAIM, 0)  \
	X(CACHE_TX_ATTEST, 1) \
	X(CACHE_TX_REVOKE, 2) \
	X(CACHE_TX_SEND, 3)   \
	X(CACHE_TX_CANCEL, 4)

#define NODE_STATE(X)          \
	X(PEER_UNKNOWN, 0)     \
	X(PEER_OK, 1)          \
	X(PEER_BEHIND, 2)      \
	X(PEER_STALLED, 3)     \
	X(PEER_UNREACHABLE, 4) \
	X(PEER_WRONG_CHAIN, 5) \
	X(PEER_DISPUTED, 6)    \
	X(PEER_LIMITED, 7)     \
	X(PEER_RETURNING, 8)   \
	X(PEER_UNSETTLED, 9)

#define RECEIVED_KIND(X)           \
	X(CACHE_RECEIVED_CLAIM, 0) \
	X(CACHE_RECEIVED_TRANSFER, 1)

/* The words of both are in chain/model_state.c. */
#define MODEL_STATE(X)           \
	X(MODEL_NOT_STATED, 0)   \
	X(MODEL_WAITING, 1)      \
	X(MODEL_ATTESTED, 2)     \
	X(MODEL_FOREIGN, 3)      \
	X(MODEL_CONTRADICTED, 4) \
	X(MODEL_ORPHAN, 5)

#define MODEL_TRAINING(X)               \
	X(MODEL_TRAINING_NOT_STATED, 0) \
	X(MODEL_TRAINING_UNREAD, 1)     \
	X(MODEL_TRAINING_NOT_GIVEN, 2)  \
	X(MODEL_TRAINING_WRONG, 3)      \
	X(MODEL_TRAINING_GIVEN, 4)

/* The statements of cache/dues.c have these numbers too. */
#define DUE_SOURCE(X)           \
	X(CACHE_DUE_SERVICE, 0) \
	X(CACHE_DUE_FILE, 1)    \
	X(CACHE_DUE_NAMED, 2)   \
	X(CACHE_DUE_FORMER, 3)

/* chain/payer.h says what each means. */
#define OBSTACLE(X)            \
	X(PAYER_FREE, 0)       \
	X(PAYER_PAID, 1)       \
	X(PAYER_NOT_FOLDED, 2) \
	X(PAYER_WAITS, 3)      \
	X(PAYER_DISPUTED, 4)   \
	X(PAYER_WITHDRAWN, 5)  \
	X(PAYER_PAUSED, 6)     \
	X(PAYER_EXPIRED, 7)    \
	X(PAYER_SENDER, 8)     \
	X(PAYER_FORFEITS, 9)   \
	X(PAYER_TOO_LARGE, 10) \
	X(PAYER_OWNER, 11)     \
	X(PAYER_UNTOLD, 12)    \
	X(PAYER_REPLACED, 13)

#define FROZEN(member, number) \
	_Static_assert((member) == (number), #member " is stored as " #number);
#define CASE(member, number) case member:

TRUST(FROZEN)
FIGURE(FROZEN)
DATASET_STATE(FROZEN)
AUDIT(FROZEN)
COUNTS(FROZEN)
TX_STATE(FROZEN)
TX_KIND(FROZEN)
NODE_STATE(FROZEN)
RECEIVED_KIND(FROZEN)
MODEL_STATE(FROZEN)
MODEL_TRAINING(FROZEN)
DUE_SOURCE(FROZEN)
OBSTACLE(FROZEN)

/* Defines is_NAME(), which says whether a number is one of the list. */
#define MEMBERSHIP(name, type, list)                  \
	static bool is_##name(int64_t number)         \
	{                                             \
		if (number < 0 || number > UINT8_MAX) \
			return false;                 \
		switch ((enum type)number) {          \
			list(CASE) return true;       \
		}                                     \
		return false;                         \
	}

MEMBERSHIP(trust, trust, TRUST)
MEMBERSHIP(figure, cache_figure_kind, FIGURE)
MEMBERSHIP(dataset_state, cache_dataset_state, DATASET_STATE)
MEMBERSHIP(audit, cache_audit, AUDIT)
MEMBERSHIP(counts, cache_counts, COUNTS)
MEMBERSHIP(tx_state, cache_tx_state, TX_STATE)
MEMBERSHIP(tx_kind, cache_tx_kind, TX_KIND)
MEMBERSHIP(node_state, peer_state, NODE_STATE)
MEMBERSHIP(received_kind, cache_received_kind, RECEIVED_KIND)
MEMBERSHIP(model_state, model_state, MODEL_STATE)
MEMBERSHIP(model_training, model_training, MODEL_TRAINING)
MEMBERSHIP(due_source, cache_due_source, DUE_SOURCE)
MEMBERSHIP(obstacle, payer_obstacle, OBSTACLE)

static bool (*const is_member[])(int64_t number) = {
	[CACHE_STORED_TRUST] = is_trust,
	[CACHE_STORED_FIGURE] = is_figure,
	[CACHE_STORED_DATASET_STATE] = is_dataset_state,
	[CACHE_STORED_AUDIT] = is_audit,
	[CACHE_STORED_COUNTS] = is_counts,
	[CACHE_STORED_TX_STATE] = is_tx_state,
	[CACHE_STORED_TX_KIND] = is_tx_kind,
	[CACHE_STORED_NODE_STATE] = is_node_state,
	[CACHE_STORED_RECEIVED_KIND] = is_received_kind,
	[CACHE_STORED_MODEL_STATE] = is_model_state,
	[CACHE_STORED_MODEL_TRAINING] = is_model_training,
	[CACHE_STORED_DUE_SOURCE] = is_due_source,
	[CACHE_STORED_OBSTACLE] = is_obstacle,
};

int cache_stored_get(struct cache_sql *q, enum cache_stored which)
{
	int64_t number = cache_sql_get_int(q);

	if (is_member[which](number))
		return (int)number;
	cache_sql_refuse(q);
	return 0;
}
