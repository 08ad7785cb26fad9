/*
 * One table a kind. probe_layout_of() at the end chooses. A row names the function by its
 * signature, as the contract's own source declares it, and the bits of storage that say the same;
 * sources are named in chain/payer_*.c.
 */
#include "sync/probe_layout.h"

#include "chain/payer_urd.h"

#define BIT(slot) ((uint32_t)1 << (slot))

/* The orders of slots, as the kinds name them; of URD they are in chain/payer_urd.h. */
enum { MERKL_TREE, MERKL_LAST, MERKL_DISPUTE, MERKL_CLAIMED, MERKL_OPERATORS, MERKL_RECIPIENTS };
enum { EIGEN_PAUSED, EIGEN_ROOTS, EIGEN_CLAIMERS, EIGEN_CLAIMED };
enum { TREE_ROOT, TREE_CLAIMED };
enum {
	STORY_VAULTS,
	STORY_PAUSED,
	STORY_TAGS,
	STORY_ACCUMULATORS,
	STORY_DEBTS,
	STORY_SHARES,
	STORY_SUPPLY,
	STORY_BEACON
};

/* A word that a function without arguments answers; word `w` of `n`, at slot + `at`. */
#define PLAIN(s, function, n, w, at)                                                           \
	{                                                                                      \
		.slot = (s), .getter = (function), .n_words = (n), .word = (w), .offset = (at) \
	}

/* A value of a mapping whose keys an event names. */
#define PAID(s, function, event, ...)                                                   \
	{                                                                               \
		.slot = (s), .getter = (function), .n_words = 1, .reach = PROBE_MAPPED, \
		.keys = PROBE_BY_EVENT, .source = (event), __VA_ARGS__                  \
	}

/* A waiting root is three words: root, document, time. */
static const struct probe_layout urd = {
	.checks =
		{
			PLAIN(URD_ROOT, "root()", 1, 0, 0),
			PLAIN(URD_IPFS_HASH, "ipfsHash()", 1, 0, 0),
			PLAIN(URD_PENDING_ROOT, "pendingRoot()", 3, 0, 0),
			PLAIN(URD_PENDING_ROOT, "pendingRoot()", 3, 2, 2),
			PAID(URD_CLAIMED, "claimed(address,address)",
			     "Claimed(address,address,uint256)", .n_keys = 2, .key = {0, 1}),
		},
	.n = 5,
	.needed = BIT(URD_ROOT) | BIT(URD_CLAIMED),
	.published = BIT(URD_ROOT) | BIT(URD_IPFS_HASH) | BIT(URD_CLAIMED) | BIT(URD_PENDING_ROOT),
};

/* The event of a recipient declares user, token, recipient, and is given the last two swapped. */
static const struct probe_layout merkl = {
	.checks =
		{
			PLAIN(MERKL_TREE, "tree()", 2, 0, 0),
			PLAIN(MERKL_TREE, "tree()", 2, 1, 1),
			PLAIN(MERKL_LAST, "lastTree()", 2, 0, 0),
			PLAIN(MERKL_LAST, "lastTree()", 2, 1, 1),
			{.slot = MERKL_DISPUTE, .getter = "disputer()", .n_words = 1, .bits = 160},
			{.slot = MERKL_DISPUTE,
			 .getter = "endOfDisputePeriod()",
			 .n_words = 1,
			 .from = 160,
			 .bits = 48},
			{.slot = MERKL_DISPUTE,
			 .getter = "disputePeriod()",
			 .n_words = 1,
			 .from = 208,
			 .bits = 48},
			{.slot = MERKL_CLAIMED,
			 .getter = "claimed(address,address)",
			 .n_words = 3,
			 .reach = PROBE_MAPPED,
			 .bits = 208,
			 .keys = PROBE_BY_EVENT,
			 .source = "Claimed(address,address,uint256)",
			 .n_keys = 2,
			 .key = {0, 1}},
			PAID(MERKL_OPERATORS, "operators(address,address)",
			     "OperatorToggled(address,address,bool)", .n_keys = 2, .key = {0, 1}),
			PAID(MERKL_RECIPIENTS, "claimRecipient(address,address)",
			     "ClaimRecipientUpdated(address,address,address)", .n_keys = 2,
			     .key = {0, 1}, .shifts = true),
		},
	.n = 10,
	.needed = BIT(MERKL_TREE) | BIT(MERKL_DISPUTE) | BIT(MERKL_CLAIMED),
	.published = BIT(MERKL_TREE) | BIT(MERKL_LAST) | BIT(MERKL_DISPUTE) | BIT(MERKL_CLAIMED) |
		     BIT(MERKL_OPERATORS) | BIT(MERKL_RECIPIENTS),
	.inferred = BIT(MERKL_RECIPIENTS),
};

/* The newest root; the end of its period, the time of its activation, whether it is disabled. */
#define LAST_ROOT(w, at, first, width)                                                \
	{                                                                             \
		.slot = EIGEN_ROOTS, .getter = "getDistributionRootAtIndex(uint256)", \
		.n_words = 4, .word = (w), .reach = PROBE_ELEMENT, .offset = (at),    \
		.from = (first), .bits = (width), .keys = PROBE_BY_COUNT,             \
		.source = "getDistributionRootsLength()", .n_keys = 1                 \
	}

static const struct probe_layout eigenlayer = {
	.checks =
		{
			PLAIN(EIGEN_PAUSED, "paused()", 1, 0, 0),
			PLAIN(EIGEN_ROOTS, "getDistributionRootsLength()", 1, 0, 0),
			LAST_ROOT(0, 0, 0, 0),
			LAST_ROOT(1, 1, 0, 32),
			LAST_ROOT(2, 1, 32, 32),
			LAST_ROOT(3, 1, 64, 8),
			PAID(EIGEN_CLAIMERS, "claimerFor(address)",
			     "ClaimerForSet(address,address,address)", .n_keys = 1),
			PAID(EIGEN_CLAIMED, "cumulativeClaimed(address,address)",
			     "RewardsClaimed(bytes32,address,address,address,address,uint256)",
			     .n_keys = 2, .key = {0, 4}),
		},
	.n = 8,
	.needed = BIT(EIGEN_ROOTS) | BIT(EIGEN_CLAIMED),
	.published =
		BIT(EIGEN_PAUSED) | BIT(EIGEN_ROOTS) | BIT(EIGEN_CLAIMERS) | BIT(EIGEN_CLAIMED),
	.inferred = BIT(EIGEN_PAUSED) | BIT(EIGEN_ROOTS) | BIT(EIGEN_CLAIMERS) | BIT(EIGEN_CLAIMED),
};

/* --- trees by description --- */

/* A leaf's bit. Topics come first, so that the index is behind an indexed recipient. */
#define LEAF(function, event, place)                                                          \
	{                                                                                     \
		.slot = TREE_CLAIMED, .getter = (function), .n_words = 1, .reach = PROBE_BIT, \
		.keys = PROBE_BY_EVENT, .source = (event), .n_keys = 1,                       \
		.key = {(place) }                                                             \
	}

#define ROOT_WORD PLAIN(TREE_ROOT, "merkleRoot()", 1, 0, 0)

static const struct hash at_slot_0[] = {[TREE_CLAIMED] = {{0}}};
static const struct hash at_slots_1_2[] = {
	[TREE_ROOT] = {{[31] = 1}}, [TREE_CLAIMED] = {{[31] = 2}}};
static const struct hash at_slot_5[] = {[TREE_CLAIMED] = {{[31] = 5}}};

/* The root is in the code; a fork may keep it in a slot, which its profile pins. */
static const struct probe_layout uniswap = {
	.checks = {ROOT_WORD, LEAF("isClaimed(uint256)", "Claimed(uint256,address,uint256)", 0)},
	.n = 2,
	.needed = BIT(TREE_CLAIMED),
	.published = BIT(TREE_CLAIMED),
	.places = at_slot_0,
};

static const struct probe_layout one_inch = {
	.checks = {ROOT_WORD, PAID(TREE_CLAIMED, "cumulativeClaimed(address)",
				   "Claimed(address,uint256)", .n_keys = 1)},
	.n = 2,
	.needed = BIT(TREE_ROOT) | BIT(TREE_CLAIMED),
	.published = BIT(TREE_ROOT) | BIT(TREE_CLAIMED),
	.places = at_slots_1_2,
};

/* Everybody writes such a contract anew, so that no place is known beforehand. */
static const struct probe_layout openzeppelin = {
	.checks = {ROOT_WORD,
		   PAID(TREE_CLAIMED, "claimed(address)", "Claimed(address,uint256)", .n_keys = 1)},
	.n = 2,
	.needed = BIT(TREE_CLAIMED),
};

/* The same with a bool for each account. */
static const struct probe_layout flags = {
	.checks = {ROOT_WORD, PAID(TREE_CLAIMED, "hasClaimed(address)", "Claimed(address,uint256)",
				   .bits = 8, .n_keys = 1)},
	.n = 2,
	.needed = BIT(TREE_CLAIMED),
};

/* The newest root stands under the cycle before the count. */
static const struct probe_layout weatherxm = {
	.checks = {{.slot = TREE_ROOT,
		    .getter = "roots(uint256)",
		    .n_words = 1,
		    .reach = PROBE_MAPPED,
		    .keys = PROBE_BY_COUNT,
		    .source = "cycle()",
		    .n_keys = 1},
		   PAID(TREE_CLAIMED, "claims(address)", "Claimed(address,uint256)", .n_keys = 1)},
	.n = 2,
	.needed = BIT(TREE_ROOT) | BIT(TREE_CLAIMED),
};

/* Each kind of campaign tells a claim by another event; the two last are of streams. */
static const struct probe_layout sablier = {
	.checks = {LEAF("hasClaimed(uint256)", "ClaimInstant(uint256,address,uint128,address,bool)",
			1),
		   LEAF("hasClaimed(uint256)",
			"ClaimVCA(uint256,address,uint128,uint128,address,bool)", 1),
		   LEAF("hasClaimed(uint256)",
			"ClaimLLWithTransfer(uint256,address,uint128,address,bool)", 1),
		   LEAF("hasClaimed(uint256)",
			"ClaimLLWithVesting(uint256,address,uint128,uint256,address,bool)", 2)},
	.n = 4,
	.needed = BIT(TREE_CLAIMED),
	.published = BIT(TREE_CLAIMED),
	.inferred = BIT(TREE_CLAIMED),
	.places = at_slot_5,
};

/* --- Story --- */

/* Places of ERC-7201 (storyprotocol/protocol-core-v1, OpenZeppelin 5), and the beacon's own. */
#define ERC7201(...)                \
	{                           \
		{                   \
			__VA_ARGS__ \
		}                   \
	}
static const struct hash story_places[] = {
	[STORY_VAULTS] = ERC7201(0x98, 0xdd, 0x2c, 0x34, 0xf2, 0x1d, 0x19, 0xfd, 0x1d, 0x17, 0x8e,
				 0xd7, 0x31, 0xf3, 0xdb, 0x3d, 0x03, 0xe0, 0xb4, 0xe3, 0x9f, 0x02,
				 0xdb, 0xeb, 0x04, 0x0e, 0x80, 0xc9, 0x42, 0x7a, 0x03, 0x06),
	[STORY_PAUSED] = ERC7201(0xcd, 0x5e, 0xd1, 0x5c, 0x6e, 0x18, 0x7e, 0x77, 0xe9, 0xae, 0xe8,
				 0x81, 0x84, 0xc2, 0x1f, 0x4f, 0x21, 0x82, 0xab, 0x58, 0x27, 0xcb,
				 0x3b, 0x7e, 0x07, 0xfb, 0xed, 0xcd, 0x63, 0xf0, 0x33, 0x00),
	[STORY_TAGS] = ERC7201(0x68, 0x29, 0x45, 0xc2, 0xd3, 0x64, 0xb4, 0x63, 0x0e, 0x68, 0xff,
			       0xe0, 0x85, 0x4d, 0x37, 0x2a, 0xcb, 0x0c, 0x4f, 0xf5, 0x49, 0xa1,
			       0xe3, 0xdb, 0xc6, 0xf8, 0x78, 0xbd, 0x8d, 0xa0, 0xc8, 0x0a),
	[STORY_ACCUMULATORS] =
		ERC7201(0xe1, 0xc3, 0xe3, 0xb0, 0xc4, 0x45, 0xd5, 0x04, 0xed, 0xb1, 0xb9, 0xe6,
			0xfa, 0x2c, 0xa4, 0xfa, 0xb6, 0x05, 0x84, 0x20, 0x8a, 0x4b, 0xc9, 0x73,
			0xfe, 0x2d, 0xb2, 0xb5, 0x54, 0xd1, 0xdf, 0x03),
	[STORY_DEBTS] = ERC7201(0xe1, 0xc3, 0xe3, 0xb0, 0xc4, 0x45, 0xd5, 0x04, 0xed, 0xb1, 0xb9,
				0xe6, 0xfa, 0x2c, 0xa4, 0xfa, 0xb6, 0x05, 0x84, 0x20, 0x8a, 0x4b,
				0xc9, 0x73, 0xfe, 0x2d, 0xb2, 0xb5, 0x54, 0xd1, 0xdf, 0x04),
	[STORY_SHARES] = ERC7201(0x52, 0xc6, 0x32, 0x47, 0xe1, 0xf4, 0x7d, 0xb1, 0x9d, 0x5c, 0xe0,
				 0x46, 0x00, 0x30, 0xc4, 0x97, 0xf0, 0x67, 0xca, 0x4c, 0xeb, 0xf7,
				 0x1b, 0xa9, 0x8e, 0xea, 0xda, 0xbe, 0x20, 0xba, 0xce, 0x00),
	[STORY_SUPPLY] = ERC7201(0x52, 0xc6, 0x32, 0x47, 0xe1, 0xf4, 0x7d, 0xb1, 0x9d, 0x5c, 0xe0,
				 0x46, 0x00, 0x30, 0xc4, 0x97, 0xf0, 0x67, 0xca, 0x4c, 0xeb, 0xf7,
				 0x1b, 0xa9, 0x8e, 0xea, 0xda, 0xbe, 0x20, 0xba, 0xce, 0x02),
	[STORY_BEACON] = {{[31] = 1}},
};

static const struct probe_layout story = {
	.checks =
		{
			{.slot = STORY_VAULTS,
			 .place = PROBE_OF_MODULE,
			 .getter = "ipRoyaltyVaults(address)",
			 .n_words = 1,
			 .reach = PROBE_MAPPED,
			 .bits = 160,
			 .keys = PROBE_BY_IP,
			 .n_keys = 1},
			{.slot = STORY_PAUSED,
			 .place = PROBE_OF_MODULE,
			 .getter = "paused()",
			 .n_words = 1,
			 .bits = 8},
			{.slot = STORY_TAGS,
			 .place = PROBE_OF_DISPUTES,
			 .getter = "isIpTagged(address)",
			 .n_words = 1,
			 .reach = PROBE_MAPPED,
			 .truth = true,
			 .keys = PROBE_BY_IP,
			 .n_keys = 1},
			PAID(STORY_ACCUMULATORS, "vaultAccBalances(address)",
			     "RevenueTokenAddedToVault(address,uint256)", .n_keys = 1),
			{.slot = STORY_DEBTS,
			 .getter = "claimerRevenueDebt(address,address)",
			 .n_words = 1,
			 .reach = PROBE_SWAPPED,
			 .keys = PROBE_BY_EVENT,
			 .source = "RevenueTokenClaimed(address,address,uint256)",
			 .n_keys = 2,
			 .key = {0, 1}},
			PAID(STORY_SHARES, "balanceOf(address)",
			     "Transfer(address,address,uint256)", .n_keys = 1, .key = {1}),
			PLAIN(STORY_SUPPLY, "totalSupply()", 1, 0, 0),
			{.slot = STORY_BEACON,
			 .place = PROBE_OF_BEACON,
			 .getter = "implementation()",
			 .n_words = 1,
			 .bits = 160},
		},
	.n = 8,
	.needed =
		BIT(STORY_VAULTS) | BIT(STORY_ACCUMULATORS) | BIT(STORY_SHARES) | BIT(STORY_SUPPLY),
	.published = BIT(STORY_VAULTS) | BIT(STORY_PAUSED) | BIT(STORY_TAGS) |
		     BIT(STORY_ACCUMULATORS) | BIT(STORY_DEBTS) | BIT(STORY_SHARES) |
		     BIT(STORY_SUPPLY) | BIT(STORY_BEACON),
	.inferred = BIT(STORY_PAUSED) | BIT(STORY_TAGS),
	.places = story_places,
};

/* By the call that pays a leaf, which tells whose contract it resembles. */
static const struct probe_layout *layout_of_tree(const struct merkle_terms *t)
{
	const bool bitmap = t->claimed == MERKLE_CLAIMED_BITMAP;

	if (t->claimed == MERKLE_CLAIMED_FLAGS)
		return &flags;
	switch (t->call) {
	case MERKLE_CALL_INDEXED: return bitmap ? &uniswap : NULL;
	case MERKLE_CALL_SABLIER:
	case MERKLE_CALL_TO: return bitmap ? &sablier : NULL;
	case MERKLE_CALL_ROOTED: return bitmap ? NULL : &one_inch;
	case MERKLE_CALL_PLAIN: return bitmap ? NULL : &openzeppelin;
	case MERKLE_CALL_CYCLE: return bitmap ? NULL : &weatherxm;
	case MERKLE_CALL_NONE: break;
	}
	return NULL;
}

const struct probe_layout *probe_layout_of(const struct profile_distributor *d)
{
	switch (d->kind) {
	case DISTRIBUTOR_URD: return &urd;
	case DISTRIBUTOR_MERKL: return &merkl;
	case DISTRIBUTOR_MERKLE: return layout_of_tree(&d->terms);
	case DISTRIBUTOR_EIGENLAYER: return &eigenlayer;
	case DISTRIBUTOR_STORY: return &story;
	case DISTRIBUTOR_REPPO: break;
	}
	return NULL;
}
