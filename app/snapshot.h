/*
 * Everything the screens show, as one immutable value: made by the store thread after a change,
 * read by any thread, freed with the last reference. Texts in it are cleaned and safe to draw.
 */
#ifndef APP_SNAPSHOT_H
#define APP_SNAPSHOT_H

#include <stdbool.h>
#include <stdint.h>

#include "app/snapshot_vault.h"
#include "audit/soundness.h"
#include "chain/address.h"
#include "chain/amount.h"
#include "chain/doubt.h"
#include "chain/hash.h"
#include "chain/header.h"
#include "chain/peer.h"
#include "chain/trust.h"

/* A number with how and when it is known. `known` false: show a dash, never a zero. */
struct figure {
	bool known;
	enum trust trust;
	enum doubt doubt; /* why it is not known better */
	struct u256 value;
	uint64_t block;
	int64_t as_of; /* the block's own time, seconds since 1970; 0 = never */
};

#define SNAPSHOT_NONE UINT16_MAX

/*
 * Whose row it is: indexes into the tables of networks, datanets and accounts, SNAPSHOT_NONE where
 * the question has no answer. Every row of a network begins with it.
 */
struct snapshot_owner {
	uint16_t network, datanet, account;
};

/* Royalties of an account from one distributor, in the token's smallest unit. */
struct snapshot_royalty {
	struct snapshot_owner of;
	struct address distributor, token;
	char symbol[16];
	uint8_t decimals;
	struct figure cumulative; /* the folded leaf */
	struct figure claimed;
	struct figure claimable;  /* cumulative - claimed - on its way */
	struct figure on_its_way; /* own claims that were sent; known together with `claimable` */
	struct figure accruing;	  /* attributed, not settled: one server's word */
	struct figure wallet;	  /* balanceOf(account) */
	struct figure funds;	  /* the distributor has so much, at a block near */
	bool underfunded;	  /* that is less than claimable, never proven then */
	int64_t pending_at;	  /* a new root becomes valid then; 0 = none pending */
	struct figure gas;	  /* estimated fee of a claim, in wei */
	struct figure received;	  /* sum of the payments that were found */
	enum received_state receipts; /* whether they are all that was claimed */
	struct figure unfound;	      /* claimed - received, while that is not 0 */
};

enum dataset_state {
	DATASET_LOCAL,	   /* committed to on this machine, not attested */
	DATASET_ATTESTED,  /* attested on chain */
	DATASET_UPLOADING, /* `uploaded` of `upload_size` bytes are there */
	DATASET_RECEIVED,
	DATASET_ACCEPTED,
	DATASET_REJECTED, /* `note` says why */
	DATASET_IN_MODEL,
	DATASET_REVOKED,
	DATASET_ELSEWHERE, /* committed to a datanet that the profile does not name */
};

struct snapshot_dataset {
	struct snapshot_owner of;
	struct hash uid; /* zero while not attested */
	struct hash root;
	struct address account;
	char elsewhere[ADDRESS_TEXT_SIZE]; /* the datanet, if the profile has not got it; else "" */
	char name[64];
	char kind[8]; /* lines, csv, files */
	char license[64];
	char source[192]; /* path the records came from; "" when unknown here */
	uint64_t records;
	uint64_t bytes;
	enum dataset_state state;
	enum trust attestation_trust; /* the state has its own: snapshot_dataset_trust() */
	char note[160];
	char replaced_by[64]; /* name of the newest version that replaces it; "" = none */
	char also[512]; /* other commitments to its file, "words-topics on grove"; "" = none */
	uint64_t uploaded, upload_size;
	int64_t attested_at;
	int64_t accepted_at; /* 0: not accepted */
	double influence;    /* Σ over the settled epochs, in units of 1; for show only */
	double share;	     /* part of all contributors' influence, 0..1; <0 unknown */
	struct figure royalties;
	uint64_t inferences;
};

struct snapshot_epoch {
	struct snapshot_owner of;
	uint64_t epoch;
	int64_t start, end, settled_at;
	struct hash statement;
	struct address distributor; /* the contract that pays it */
	struct tokens own;	    /* amount of the account */
	struct tokens pool;
	struct address token; /* `own` and `pool` are amounts of it */
	char symbol[16];      /* "" and 0 for a token that the profile does not describe */
	uint8_t decimals;
	double influence; /* own */
	double share;	  /* own of all, 0..1; <0 unknown */
	uint64_t inferences;
	enum trust trust;
	enum audit_state audit;
	struct sentence finding; /* a fault's difference; else a remark, or empty */
};

/* An own leaf: one dataset in one epoch. */
struct snapshot_score {
	struct snapshot_owner of;
	uint64_t epoch;
	uint32_t dataset; /* index into snapshot.datasets; UINT32_MAX unknown here */
	struct hash uid;
	uint64_t inferences;
	double influence;
	struct tokens amount;
	enum trust trust;
};

/* A live, unsettled attribution. Compact: there may be 10^6. */
struct snapshot_attribution {
	struct snapshot_owner of;
	uint16_t model;	  /* index into snapshot.models; SNAPSHOT_NONE unknown */
	uint32_t time;	  /* seconds since 1970, which fit until 2106 */
	uint32_t dataset; /* index into snapshot.datasets; UINT32_MAX unknown here */
	uint64_t seq;
	int64_t influence_e9; /* signed, in units of 1e-9; for show only */
	uint64_t fee_e9;      /* in units of 1e-9 token */
	char inference[16];   /* id, cut */
};

#define SNAPSHOT_LATENCIES PEER_LATENCIES

struct snapshot_node {
	struct snapshot_owner of;
	char name[32];
	char operator[32];
	char url[256];
	enum peer_state state;
	char detail[160]; /* the last error or contradiction */
	uint64_t head, lag;
	uint16_t latency_ms[SNAPSHOT_LATENCIES]; /* oldest first; 0 = none */
	uint16_t p50_ms, p95_ms;
	double agrees; /* 0..1 of comparisons; <0 none yet */
	int64_t last_reply;
	int64_t retry_at;  /* back-off; 0 = not backing off */
	uint64_t requests; /* in the last hour, from all processes of this machine's user */
	uint64_t accounts; /* that it was asked about, shown or not */
};

/* A disagreement that was kept; equal ones are one. */
struct snapshot_dispute {
	struct snapshot_owner of;
	int64_t time;
	char node[32];
	char what[64]; /* "balance of 0x…", "block hash at 18204" */
	/* Both answers from where they differ, and whole. */
	char said[96], agreed[96], said_whole[LIMIT_DISPUTE_TEXT], agreed_whole[LIMIT_DISPUTE_TEXT];
	uint64_t block, count;
};

/* How far an own transaction is; a claim is as far as its transaction. */
enum own_state {
	OWN_PREPARED, /* a draft: written to a file, not signed, no nonce taken */
	OWN_SIGNED,
	OWN_SENT,      /* in no block that counts */
	OWN_MINED,     /* in a block, not yet final */
	OWN_CONFIRMED, /* final, at the profile's depth; a claim is paid */
	OWN_FAILED,    /* reverted */
	OWN_REPLACED,  /* another transaction took the nonce */
	OWN_DROPPED,   /* no node knows it any more; can be sent again */
	OWN_CANCELLED,
	OWN_VOID, /* another went first with its nonce, or what it claims has moved */
	OWN_EXPIRED,
};

struct snapshot_claim {
	struct snapshot_owner of;
	uint64_t id;
	struct address account, distributor, token;
	char symbol[16];
	uint8_t decimals;
	uint64_t index, series; /* as of struct entitlement */
	struct tokens amount, cumulative;
	bool exact; /* the payer brings just `amount`, and to the account (URD) */
	enum own_state state;
	uint64_t nonce;
	struct hash tx; /* zero until signed */
	uint64_t block, confirmations;
	int64_t prepared, sent, expires;
	char file[192]; /* the bundle on disk; "" when none */
	char note[160];
};

/* Money that an account received, by an event on the chain. */
struct snapshot_received {
	struct snapshot_owner of;
	int64_t time; /* the block's own; 0 while its header was not read */
	uint64_t block;
	bool claim; /* a distributor paid what it owed; else somebody sent tokens */
	struct address sender, token;
	char symbol[16]; /* "" and 0 for a token that the profile does not describe */
	uint8_t decimals;
	struct tokens amount;
	struct hash tx;
	enum trust trust;
	uint64_t own_claim; /* the claim of this machine that brought it; 0 = none */
};

/* An own transaction of any kind. */
struct snapshot_tx {
	struct snapshot_owner of;
	uint64_t id; /* its name while it has no hash */
	struct hash hash;
	struct address account;
	uint64_t nonce;
	struct sentence what; /* "attest mails-2025" */
	enum own_state state;
	uint64_t block;
	int64_t time;
};

/* Something that happened: "epoch 30 settled: +4.211 OPEN, audited". */
struct snapshot_event {
	struct snapshot_owner of;
	int64_t time;
	enum trust trust;
	bool unseen; /* since the user last looked */
	char area[16];
	struct sentence text;
	char datanet[48];	/* the one that it is about; "" = none, or not known */
	struct address account; /* likewise; zero = none */
};

/* "Why no earnings?": what came last and what is late. 0 = never or unknown. */
struct snapshot_rhythm {
	int64_t last_acceptance, last_attribution, last_settlement, next_settlement;
	char last_acceptance_of[64];
	char last_attribution_of[64];
	uint64_t last_epoch;
	bool settlement_late;
};

enum sync_state { SYNC_IDLE, SYNC_RUNNING, SYNC_FAILED, SYNC_OFFLINE };

/* A network, and how it is known. */
struct snapshot_network {
	char name[32], title[64], native_symbol[16];
	uint64_t chain_id;
	uint8_t native_decimals;
	uint32_t max_age_s; /* a figure whose block is older than this is old */
	uint32_t quorum;
	enum sync_state sync;
	char sync_text[320]; /* a fault and its remedy; "" when there is none */
	int64_t as_of;	     /* the agreed block's own time; 0 = nothing cached yet */
	int64_t read_at;     /* when the nodes named that block */
	int64_t next_try;    /* 0 = none planned */
	uint64_t block;
	struct hash block_hash;
	enum trust block_trust;
	char header_flaw[HEADER_FLAW_SIZE]; /* header_sentence(); "" when its headers hash */
	struct peer_agreement agreement;    /* as the nodes were asked last */
	int64_t clock_skew_s;		    /* ours less the nodes'; shown when large */
};

struct snapshot_datanet {
	struct snapshot_owner of; /* the account is SNAPSHOT_NONE */
	char name[48];
	struct address address;
	bool has_split;
	uint16_t contributors_bp; /* their part of each fee in basis points, the datanet's word */
};

/* How one account stands with one datanet. */
struct snapshot_standing {
	struct snapshot_owner of;
	bool totals_audited; /* every epoch sound, own sum = proven cumulative */
	struct audit_part audit[AUDIT_PARTS];
	size_t n_audit; /* 0: no epoch is settled */
	/* All of them: "28 of 30 epochs paid in full; 2 await the next root". */
	char audit_text[AUDIT_TEXT_SIZE];
	struct snapshot_rhythm rhythm;
	uint64_t attributions; /* live ones in the cache */
};

/* An account's own coins on one network. */
struct snapshot_coin {
	struct snapshot_owner of;
	struct figure balance;
	bool delegates; /* calls of the account run the code of `delegate` (EIP-7702) */
	struct address delegate;
	enum trust delegate_trust;
};

struct snapshot {
	uint64_t version; /* grows with every snapshot */
	/* wallet */
	bool has_vault, unlocked, read_only;
	char lost[320];	  /* vault or records are gone, and what to do; "" when they are not */
	int64_t locks_at; /* 0 = not unlocked or never */
	struct snapshot_vault vault;
	bool has_account;
	uint32_t account; /* index into accounts: the one that acts */
	/* The tables are about that account, or the first network, alone, as was asked for. */
	bool one_account, one_network;
	size_t hidden_faults; /* epochs with a fault among the rows that are left out */
	size_t hidden_acts;   /* events of own acts there that the user has not seen */
	/* tables */
	struct snapshot_account *accounts;
	size_t n_accounts;
	struct snapshot_network *networks; /* as they are followed; none: none is chosen */
	size_t n_networks;
	/* Those that are followed and not shown stand behind the others, with their state alone. */
	size_t n_hidden;
	struct snapshot_datanet *datanets;
	size_t n_datanets;
	struct snapshot_standing *standings; /* datanet by datanet, account by account */
	size_t n_standings;
	struct snapshot_coin *coins;
	size_t n_coins;
	struct snapshot_royalty *royalties;
	size_t n_royalties;
	struct snapshot_due *dues; /* app/snapshot_dues.h: folded ones last, else what pays first */
	size_t n_dues;
	struct snapshot_dataset *datasets;
	size_t n_datasets;
	struct snapshot_epoch *epochs; /* newest first */
	size_t n_epochs;
	struct snapshot_score *scores; /* newest epoch first */
	size_t n_scores;
	struct snapshot_attribution *attributions; /* the newest, newest first */
	size_t n_attributions;
	struct snapshot_node *nodes;
	size_t n_nodes;
	struct snapshot_dispute *disputes; /* newest first */
	size_t n_disputes;
	struct snapshot_asked *asked; /* app/snapshot_asked.h: node by node in each network */
	size_t n_asked;
	struct snapshot_claim *claims; /* newest first */
	size_t n_claims;
	struct snapshot_received *received; /* newest first */
	size_t n_received;
	struct snapshot_tx *txs; /* newest first */
	size_t n_txs;
	struct snapshot_event *events; /* newest first */
	size_t n_events;
	struct snapshot_model *models; /* app/snapshot_models.h: newest first in each datanet */
	size_t n_models;
};

/* A zeroed snapshot with one reference. NULL when out of memory. */
struct snapshot *snapshot_new(void);
/* Another reference. Returns `s`. */
const struct snapshot *snapshot_ref(const struct snapshot *s);

/* Gives a reference back; the last one frees all tables. NULL is allowed. */
void snapshot_unref(const struct snapshot *s);

/*
 * How well a dataset's state is known. The datanet's part of it is its word alone, however well the
 * attestation is known; this machine's own knowledge has no mark.
 */
enum trust snapshot_dataset_trust(const struct snapshot_dataset *set);

/* "in model", "uploading", "behind", "sent, waiting": one or two words, static. */
const char *snapshot_dataset_word(enum dataset_state s);
const char *snapshot_tx_word(enum own_state s);
const char *snapshot_claim_word(const struct snapshot_claim *c); /* or "received" */
const char *snapshot_audit_word(enum audit_state s);
const char *snapshot_receipts_word(enum received_state s);

/* Whether the network's agreed block is older than its pace allows. */
bool snapshot_is_old(const struct snapshot_network *n);

/* The royalty to claim next: of the account that acts, else of another one; or NULL. */
const struct snapshot_royalty *snapshot_find_claimable(const struct snapshot *s);

/* The first royalty of which own claims collect something at this moment, or NULL. */
const struct snapshot_royalty *snapshot_find_on_its_way(const struct snapshot *s);

/* The oldest epoch with a fault, which later ones often follow from, or NULL. */
const struct snapshot_epoch *snapshot_find_fault(const struct snapshot *s);
#endif
