/*
 * The terms of a distributor that pays by Merkle proofs: which fields a leaf has, how they are
 * encoded and hashed, and how the contract remembers what was claimed.
 *
 * Every kind here hashes the pairs above its leaves in ascending order (chain/merkle.h).
 */
#ifndef CHAIN_MERKLE_TERMS_H
#define CHAIN_MERKLE_TERMS_H

#include "chain/address.h"
#include "chain/hash.h"
#include "chain/u256.h"

enum merkle_field { MERKLE_INDEX, MERKLE_ACCOUNT, MERKLE_TOKEN, MERKLE_AMOUNT };

/* Each field at most once. */
#define MERKLE_FIELDS 4

/* The longest encoded leaf: a word for each field. It fits one block of Keccak. */
#define MERKLE_ENCODED_SIZE (32 * MERKLE_FIELDS)

/* How the contract remembers a claim. */
enum merkle_claimed {
	MERKLE_CLAIMED_MAP,    /* the sum paid to each account, or to each account and token */
	MERKLE_CLAIMED_BITMAP, /* one bit for each index: a leaf is paid once */
	MERKLE_CLAIMED_FLAGS,  /* a bool for each account: a leaf is paid once */
	MERKLE_CLAIMED_CYCLES, /* the sum paid to each account; every cycle has a root of its own */
};

/* The function that pays a leaf. Trees that a kind of its own claims from have none. */
enum merkle_call {
	MERKLE_CALL_NONE,
	MERKLE_CALL_INDEXED, /* claim(uint256 index,address account,uint256 amount,bytes32[]) */
	MERKLE_CALL_SABLIER, /* claim(uint256 index,address recipient,uint128 amount,bytes32[]) */
	MERKLE_CALL_TO,	     /* claimTo(uint256 index,address to,uint128 amount,bytes32[]) */
	MERKLE_CALL_ROOTED,  /* claim(address account,uint256 cumulative,bytes32 root,bytes32[]) */
	MERKLE_CALL_PLAIN,   /* claim(address account,uint256 amount,bytes32[]) */
	MERKLE_CALL_CYCLE,   /* claim(uint256 amount,uint256 cumulative,uint256 cycle,bytes32[]) */
};

/*
 * A contract that takes claims from a start to an end and wants a fee with each, as Sablier's
 * campaigns do, and what a claim there brings.
 */
enum merkle_campaign {
	MERKLE_CAMPAIGN_NONE,	 /* no campaign: it always pays, and wants no fee */
	MERKLE_CAMPAIGN_INSTANT, /* all of it at once */
	MERKLE_CAMPAIGN_LINEAR,	 /* a stream until the vesting ends, afterwards all at once */
	MERKLE_CAMPAIGN_TRANCHED,
	MERKLE_CAMPAIGN_FORFEIT, /* until the vesting ends only a part, and the rest is lost */
};

struct merkle_terms {
	const char *name; /* the preset's; "" for terms that a profile describes itself */
	enum merkle_field fields[MERKLE_FIELDS]; /* in the order of the encoding */
	size_t n_fields;
	bool packed; /* abi.encodePacked: an address takes 20 bytes; otherwise abi.encode */
	bool twice;  /* the leaf is the hash of the hash */
	enum merkle_claimed claimed;
	bool cumulative;      /* an amount is everything since the beginning */
	unsigned amount_bits; /* the widest amount that the contract takes */
	enum merkle_call call;
	enum merkle_campaign campaign;
};

/* One leaf. Fields that the terms do not have are left out of the encoding. */
struct merkle_values {
	struct u256 index;
	struct address account, token;
	struct u256 amount;
};

/*
 * The terms of a known kind: "uniswap", "1inch" (the contract with hashes of 32 bytes),
 * "openzeppelin", "sablier-instant", "sablier-ll", "sablier-lt", "sablier-vca", "weatherxm", "urd",
 * "merkl". NULL for any other name. Static.
 */
const struct merkle_terms *merkle_terms_preset(const char *name);

/* The first known kind that is paid by this call, of this campaign where it is one. Static. */
const struct merkle_terms *merkle_terms_by_call(enum merkle_call call);
const struct merkle_terms *merkle_terms_by_campaign(enum merkle_call call,
						    enum merkle_campaign campaign);

/* Whether a leaf has the field. */
bool merkle_terms_have(const struct merkle_terms *t, enum merkle_field field);

/* Writes the bytes that are hashed into a leaf. Returns: their number, the same for all leaves. */
size_t merkle_terms_encode(uint8_t out[static MERKLE_ENCODED_SIZE], const struct merkle_terms *t,
			   const struct merkle_values *v);

/* The leaf of `v`. */
void merkle_terms_leaf(struct hash *out, const struct merkle_terms *t,
		       const struct merkle_values *v);

#endif
