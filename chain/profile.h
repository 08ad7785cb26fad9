/*
 * The facts about a network that are pinned: an answer of a server is compared with them and never
 * adopted. They are in the file networks/NAME.json, format "byline-network/2"; files of the format
 * before, which had one datanet, are read on.
 */
#ifndef CHAIN_PROFILE_H
#define CHAIN_PROFILE_H

#include "base/json.h"
#include "chain/address.h"
#include "chain/amount.h"
#include "chain/hash.h"
#include "chain/merkle_terms.h"
#include "chain/slot.h"
#include "chain/trie.h"

#define PROFILE_FORMAT	 "byline-network/2"
#define PROFILE_FORMAT_1 "byline-network/1"

/* The operator of all nodes that only pass questions on: together they are one voice. */
#define PROFILE_RELAYS "relays"

struct profile_node {
	char name[32];
	char operator[32]; /* nodes of one operator count as one */
	char url[256];	   /* http:// or https:// */
	bool relay;	   /* passes questions on; its operator is PROFILE_RELAYS */
};

/*
 * A contract. Without has_code_hash its code is not pinned, and figures from it are agreed at best,
 * not proven.
 */
struct profile_contract {
	struct address address;
	bool has_code_hash;
	struct hash code_hash;
	bool has_implementation; /* EIP-1967 proxy whose implementation is pinned */
	struct address implementation;
};

/*
 * A beacon: a contract that names the code of all proxies that follow it. With it the code behind
 * such a proxy is known as long as the beacon names the pinned implementation.
 */
struct profile_beacon {
	struct profile_contract contract;
	struct address implementation;
};

struct profile_token {
	struct profile_contract contract;
	char symbol[16];
	char name[48];
	unsigned decimals;
	bool precompile; /* built into the chain, without code or storage of its own */
	bool has_balance_slot;
	struct hash balance_slot;
	enum slot_order balance_order;
	struct hash balance_mask; /* the bits of the word that hold the balance */
};

/* The kinds of payers; chain/payer.h says what each can do. */
enum distributor_kind {
	DISTRIBUTOR_URD,
	DISTRIBUTOR_MERKL,
	DISTRIBUTOR_MERKLE, /* a Merkle tree that `terms` describe */
	DISTRIBUTOR_EIGENLAYER,
	DISTRIBUTOR_REPPO,
	DISTRIBUTOR_STORY,
};

#define DISTRIBUTOR_KINDS (DISTRIBUTOR_STORY + 1)

/* The most storage slots that a kind of payer has names for. */
#define PAYER_SLOTS 8

struct profile_distributor {
	enum distributor_kind kind;
	char name[48]; /* "" for none */
	bool brought;  /* `byline claim add` pinned it, so that `claim remove` may take it back */
	struct profile_contract contract;
	struct address token; /* zero: it pays in any token */
	bool has_slots;
	struct hash slots[PAYER_SLOTS]; /* by the order of the kind's names */
	uint32_t pinned;		/* bit i: slot i is known */
	uint32_t derived;	   /* bit i: slot i was inferred, and compared with no answer yet */
	char url[256];		   /* the service that tells leaves and proofs; "" for none */
	struct merkle_terms terms; /* DISTRIBUTOR_MERKLE */
	struct address ip;	   /* DISTRIBUTOR_STORY: whose revenue the vault collects */
	struct profile_contract module, disputes; /* DISTRIBUTOR_STORY: as of profile.story */
	bool has_beacon;
	struct profile_beacon beacon; /* DISTRIBUTOR_STORY: names the code of its vault */
};

/* Contracts of Story that every royalty vault depends on, and the slots of all of them. */
struct profile_story {
	struct profile_contract module, disputes;
	bool has_beacon;
	struct profile_beacon beacon; /* names the code of all vaults */
	bool has_slots;
	struct hash slots[PAYER_SLOTS]; /* as of a payer of that kind */
	uint32_t pinned, derived;
};

struct profile_eas {
	struct profile_contract contract;
	struct address registry;
	char domain_version[16]; /* "" when it is not known */
	bool has_slots;
	struct hash db_slot;
};

struct profile_datanet {
	char url[256];
	struct address address;
	char name[48];
	uint32_t payers; /* the distributors that pay for it: bit i is profile.distributors[i] */
	bool has_intake_key;
	uint8_t intake_key[32]; /* the X25519 key that uploads are sealed for, pinned */
};

struct profile {
	char name[32];
	char title[64];
	uint64_t chain_id;
	struct profile_node nodes[LIMIT_NODES];
	size_t n_nodes;
	unsigned quorum;	  /* k, from 1 to n_nodes */
	unsigned confirmations;	  /* blocks below the agreed head that figures are read at */
	unsigned confirmation_ms; /* the time of so many blocks, if the file gives a time; else 0 */
	bool has_finality;	  /* the chain has the "finalized" tag */
	unsigned max_age_ms;	  /* figures older than this are dimmed */
	unsigned block_time_ms;
	char native_symbol[16];
	unsigned native_decimals;
	struct wei fee_cap; /* byline signs no transaction whose gas may cost more */
	bool has_eas;
	struct profile_eas eas;
	bool has_story;
	struct profile_story story;
	struct profile_token tokens[LIMIT_TOKENS];
	size_t n_tokens;
	struct profile_distributor distributors[LIMIT_DISTRIBUTORS];
	size_t n_distributors;
	struct profile_datanet datanets[LIMIT_DATANETS];
	size_t n_datanets;
	size_t datanet;	    /* index of the one that is meant; profile_datanet() */
	char explorer[128]; /* URL prefix; "" for none */
};

/*
 * Whether k nodes together are more than one server's word: k >= 2, and k is more than half of the
 * operators, and at most all of them. All relays together are one operator.
 */
bool profile_can_agree(const struct profile *p);

/* The number of voices: different operators, where all relays together are one. */
size_t profile_voices(const struct profile *p);

/*
 * The datanet that is meant: a copy of a profile stands for one of its datanets, the first unless
 * `datanet` was set to another. Returns: never NULL; zeroes when the network has none.
 */
const struct profile_datanet *profile_datanet(const struct profile *p);

/* Writes the names of all datanets, "topics, glosses", cut where they do not fit; "" for none. */
void profile_datanet_names(char *out, size_t cap, const struct profile *p);

/* The datanet at `address`, whether it is meant or not, or NULL. */
const struct profile_datanet *profile_datanet_at(const struct profile *p,
						 const struct address *address);

/*
 * Whether the distributor with this index pays for the datanet that is meant. Where a network has
 * no datanet, each of its distributors is meant. Payers of other kinds than URD pay for none.
 */
bool profile_pays(const struct profile *p, size_t distributor);

/* Whether the distributor with this index pays for any datanet of the network. */
bool profile_pays_any(const struct profile *p, size_t distributor);

/*
 * Whether a datanet of the network tells what `d`, one of the profile's, owes. What every other
 * payer owes is told by its service, by a file that the user brings, or by its own books.
 */
bool profile_is_told(const struct profile *p, const struct profile_distributor *d);

/* The pinned token or distributor at `address`, or NULL. */
const struct profile_token *profile_token(const struct profile *p, const struct address *address);
const struct profile_distributor *profile_distributor(const struct profile *p,
						      const struct address *address);

#endif
