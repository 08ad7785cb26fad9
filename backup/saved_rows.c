/*
 * A member that is added to one of these structs is added here too: a test fills every column of a
 * saved table and looks for each of them after a restore.
 *
 * Words stand for numbers of enumerations, in the order of the numbers, which never change
 * (cache/stored.h).
 */
#include "backup/saved_rows.h"

#include "cache/accounts.h"
#include "cache/claims.h"
#include "cache/datasets.h"
#include "cache/disputes.h"
#include "cache/dues.h"
#include "cache/events.h"
#include "cache/networks.h"
#include "cache/transactions.h"

static const char *const trust_words[] = {
	[TRUST_NONE] = "none",	   [TRUST_DISPUTED] = "disputed", [TRUST_REPORTED] = "reported",
	[TRUST_AGREED] = "agreed", [TRUST_PROVEN] = "proven",
};

static const char *const tx_states[CACHE_TX_STATES] = {
	[CACHE_TX_DRAFT] = "draft",	    [CACHE_TX_SIGNED] = "signed",
	[CACHE_TX_SENT] = "sent",	    [CACHE_TX_MINED] = "mined",
	[CACHE_TX_CONFIRMED] = "confirmed", [CACHE_TX_FAILED] = "failed",
	[CACHE_TX_REPLACED] = "replaced",   [CACHE_TX_DROPPED] = "dropped",
	[CACHE_TX_VOID] = "void",	    [CACHE_TX_CANCELLED] = "cancelled",
	[CACHE_TX_EXPIRED] = "expired",
};

static const char *const tx_kinds[] = {
	[CACHE_TX_CLAIM] = "claim", [CACHE_TX_ATTEST] = "attest", [CACHE_TX_REVOKE] = "revoke",
	[CACHE_TX_SEND] = "send",   [CACHE_TX_CANCEL] = "cancel",
};

static const char *const dataset_states[] = {
	[CACHE_DATASET_LOCAL] = "local",	 [CACHE_DATASET_ATTESTED] = "attested",
	[CACHE_DATASET_UPLOADING] = "uploading", [CACHE_DATASET_RECEIVED] = "received",
	[CACHE_DATASET_ACCEPTED] = "accepted",	 [CACHE_DATASET_REJECTED] = "rejected",
	[CACHE_DATASET_IN_MODEL] = "in model",	 [CACHE_DATASET_REVOKED] = "revoked",
	[CACHE_DATASET_ELSEWHERE] = "elsewhere",
};

static const char *const due_sources[] = {
	[CACHE_DUE_SERVICE] = "service",
	[CACHE_DUE_FILE] = "file",
	[CACHE_DUE_NAMED] = "named",
	[CACHE_DUE_FORMER] = "former",
};

/* The path of the key is added by backup/saved_accounts.c. */
#define ROW struct cache_account
static const struct member_field account_fields[] = {
	FIELD("address", FIELD_ADDRESS, ROW, address),
	FIELD("label", FIELD_TEXT, ROW, label),
	FIELD("label_unsaved", FIELD_FLAG, ROW, unsaved),
};
const struct row_format saved_account_row = ROW_FORMAT(account_fields, ROW);
#undef ROW

#define ROW struct cache_network
static const struct member_field network_fields[] = {
	FIELD("name", FIELD_TEXT, ROW, name),
	FIELD("chain_id", FIELD_U64, ROW, chain_id),
	FIELD("genesis", FIELD_HASH, ROW, genesis),
	FIELD("unbound", FIELD_FLAG, ROW, unbound),
};
const struct row_format saved_network_row = ROW_FORMAT(network_fields, ROW);
#undef ROW

/* The signed bytes are added by backup/saved_transactions.c. */
#define ROW struct cache_tx
static const struct member_field transaction_fields[] = {
	FIELD("id", FIELD_I64, ROW, id),
	FIELD("account", FIELD_ADDRESS, ROW, account),
	FIELD("nonce", FIELD_U64, ROW, nonce),
	FIELD("generation", FIELD_U32, ROW, generation),
	FIELD_OF_WORDS("kind", ROW, kind, tx_kinds),
	FIELD_OF_WORDS("state", ROW, state, tx_states),
	FIELD("what", FIELD_SENTENCE, ROW, what),
	FIELD("signing_hash", FIELD_HASH, ROW, signing_hash),
	FIELD("hash", FIELD_HASH, ROW, hash),
	FIELD("fee_cap", FIELD_U256, ROW, fee_cap),
	FIELD("fee", FIELD_U256, ROW, fee),
	FIELD("block", FIELD_U64, ROW, block),
	FIELD("block_hash", FIELD_HASH, ROW, block_hash),
	FIELD("prepared", FIELD_TIME, ROW, prepared_at),
	FIELD("signed", FIELD_TIME, ROW, signed_at),
	FIELD("sent", FIELD_TIME, ROW, sent_at),
	FIELD("mined", FIELD_TIME, ROW, mined_at),
	FIELD("expires", FIELD_TIME, ROW, expires_at),
	FIELD("exported", FIELD_TIME, ROW, exported_at),
	FIELD("file", FIELD_TEXT, ROW, file),
	FIELD("bundle", FIELD_HASH, ROW, bundle),
	FIELD("note", FIELD_TEXT, ROW, note),
};
const struct row_format saved_transaction_row = ROW_FORMAT(transaction_fields, ROW);
#undef ROW

/* A claim's transaction is named by the number that the transaction has in the backup. */
#define ROW struct cache_claim
static const struct member_field claim_fields[] = {
	FIELD("number", FIELD_I64, ROW, id),
	FIELD("item", FIELD_U32, ROW, item),
	FIELD("transaction", FIELD_I64, ROW, transaction),
	FIELD("account", FIELD_ADDRESS, ROW, account),
	FIELD("distributor", FIELD_ADDRESS, ROW, payer),
	FIELD("token", FIELD_ADDRESS, ROW, token),
	FIELD("cumulative", FIELD_U256, ROW, cumulative),
	FIELD("amount", FIELD_U256, ROW, amount),
	FIELD("root", FIELD_HASH, ROW, root),
	FIELD("series", FIELD_U64, ROW, series),
	FIELD("index", FIELD_U64, ROW, index),
	FIELD("paid_to", FIELD_ADDRESS, ROW, paid_to),
	FIELD("prepared", FIELD_TIME, ROW, prepared_at),
};
const struct row_format saved_claim_row = ROW_FORMAT(claim_fields, ROW);
#undef ROW

/* Both proofs are added by backup/saved_dues.c; the state is found again. */
#define ROW struct cache_due
static const struct member_field due_fields[] = {
	FIELD("payer", FIELD_ADDRESS, ROW, payer),
	FIELD("account", FIELD_ADDRESS, ROW, leaf.account),
	FIELD("token", FIELD_ADDRESS, ROW, leaf.token),
	FIELD("cumulative", FIELD_U256, ROW, leaf.cumulative),
	FIELD("index", FIELD_U64, ROW, leaf.index),
	FIELD("series", FIELD_U64, ROW, leaf.series),
	FIELD("inner_index", FIELD_U64, ROW, leaf.inner_index),
	FIELD("root", FIELD_HASH, ROW, root),
	FIELD_OF_WORDS("from", ROW, source, due_sources),
	FIELD("origin", FIELD_TEXT, ROW, origin),
	FIELD("expires", FIELD_TIME, ROW, expires_at),
	FIELD("added", FIELD_TIME, ROW, added_at),
};
const struct row_format saved_due_row = ROW_FORMAT(due_fields, ROW);
#undef ROW

#define ROW struct cache_dataset
static const struct member_field dataset_fields[] = {
	FIELD("root", FIELD_HASH, ROW, root),
	FIELD("uid", FIELD_HASH, ROW, uid),
	FIELD("replaces", FIELD_HASH, ROW, replaces),
	FIELD("nonce", FIELD_HASH, ROW, nonce),
	FIELD("manifest_hash", FIELD_HASH, ROW, manifest),
	FIELD("account", FIELD_ADDRESS, ROW, account),
	FIELD("datanet", FIELD_ADDRESS, ROW, datanet),
	FIELD("name", FIELD_TEXT, ROW, name),
	FIELD("kind", FIELD_TEXT, ROW, kind),
	FIELD("license", FIELD_TEXT, ROW, license),
	FIELD("source", FIELD_TEXT, ROW, source),
	FIELD("committed_here", FIELD_FLAG, ROW, local),
	FIELD("records", FIELD_U64, ROW, records),
	FIELD("bytes", FIELD_U64, ROW, bytes),
	FIELD_OF_WORDS("state", ROW, state, dataset_states),
	FIELD_OF_WORDS("trust", ROW, trust, trust_words),
	FIELD("note", FIELD_TEXT, ROW, note),
	FIELD("tx", FIELD_HASH, ROW, tx),
	FIELD("block", FIELD_U64, ROW, block),
	FIELD("revoked_block", FIELD_U64, ROW, revoked_block),
	FIELD("created", FIELD_TIME, ROW, created_at),
	FIELD("attested", FIELD_TIME, ROW, attested_at),
	FIELD("revoked", FIELD_TIME, ROW, revoked_at),
	FIELD("accepted", FIELD_TIME, ROW, accepted_at),
	FIELD("updated", FIELD_TIME, ROW, updated_at),
};
const struct row_format saved_dataset_row = ROW_FORMAT(dataset_fields, ROW);
#undef ROW

/* Ids of events and disputes only give their order, which the lists have. */
#define ROW struct cache_event
static const struct member_field event_fields[] = {
	FIELD("time", FIELD_TIME, ROW, time),
	FIELD_OF_WORDS("trust", ROW, trust, trust_words),
	FIELD("datanet", FIELD_ADDRESS, ROW, datanet),
	FIELD("account", FIELD_ADDRESS, ROW, account),
	FIELD("seen", FIELD_FLAG, ROW, seen),
	FIELD("area", FIELD_TEXT, ROW, area),
	FIELD("text", FIELD_SENTENCE, ROW, text),
};
const struct row_format saved_event_row = ROW_FORMAT(event_fields, ROW);
#undef ROW

#define ROW struct cache_dispute
static const struct member_field dispute_fields[] = {
	FIELD("time", FIELD_TIME, ROW, time),	  FIELD("node", FIELD_TEXT, ROW, node),
	FIELD("what", FIELD_TEXT, ROW, what),	  FIELD("said", FIELD_TEXT, ROW, said),
	FIELD("agreed", FIELD_TEXT, ROW, agreed), FIELD("block", FIELD_U64, ROW, block),
};
const struct row_format saved_dispute_row = ROW_FORMAT(dispute_fields, ROW);
#undef ROW
