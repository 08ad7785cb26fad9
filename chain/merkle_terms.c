#include "chain/merkle_terms.h"

#include <string.h>

#include "chain/keccak.h"

/*
 * The sources of the rules: Uniswap/merkle-distributor 25a79e8, 1inch/merkle-distribution 3db322c
 * (CumulativeMerkleDrop), OpenZeppelin/merkle-tree 98ff55d, weatherxm-network/smart-contracts
 * e8de2a8 (RewardPool), morpho-org/universal-rewards-distributor 3de504b and
 * AngleProtocol/merkl-contracts 15d0dda (Distributor). Those of sablier-labs/airdrops aa8591b:
 * SablierMerkleInstant, SablierMerkleLL, SablierMerkleLT and SablierMerkleVCA. Its functions are
 * common to the first three, which a claim by calldata alone therefore does not tell apart.
 */
static const struct merkle_terms presets[] = {
	{.name = "uniswap",
	 .fields = {MERKLE_INDEX, MERKLE_ACCOUNT, MERKLE_AMOUNT},
	 .n_fields = 3,
	 .packed = true,
	 .claimed = MERKLE_CLAIMED_BITMAP,
	 .amount_bits = 256,
	 .call = MERKLE_CALL_INDEXED},
	{.name = "1inch",
	 .fields = {MERKLE_ACCOUNT, MERKLE_AMOUNT},
	 .n_fields = 2,
	 .packed = true,
	 .claimed = MERKLE_CLAIMED_MAP,
	 .cumulative = true,
	 .amount_bits = 256,
	 .call = MERKLE_CALL_ROOTED},
	{.name = "openzeppelin",
	 .fields = {MERKLE_ACCOUNT, MERKLE_AMOUNT},
	 .n_fields = 2,
	 .twice = true,
	 .claimed = MERKLE_CLAIMED_MAP,
	 .cumulative = true,
	 .amount_bits = 256,
	 .call = MERKLE_CALL_PLAIN},
	{.name = "sablier-instant",
	 .fields = {MERKLE_INDEX, MERKLE_ACCOUNT, MERKLE_AMOUNT},
	 .n_fields = 3,
	 .twice = true,
	 .claimed = MERKLE_CLAIMED_BITMAP,
	 .amount_bits = 128,
	 .call = MERKLE_CALL_SABLIER,
	 .campaign = MERKLE_CAMPAIGN_INSTANT},
	{.name = "sablier-ll",
	 .fields = {MERKLE_INDEX, MERKLE_ACCOUNT, MERKLE_AMOUNT},
	 .n_fields = 3,
	 .twice = true,
	 .claimed = MERKLE_CLAIMED_BITMAP,
	 .amount_bits = 128,
	 .call = MERKLE_CALL_SABLIER,
	 .campaign = MERKLE_CAMPAIGN_LINEAR},
	{.name = "sablier-lt",
	 .fields = {MERKLE_INDEX, MERKLE_ACCOUNT, MERKLE_AMOUNT},
	 .n_fields = 3,
	 .twice = true,
	 .claimed = MERKLE_CLAIMED_BITMAP,
	 .amount_bits = 128,
	 .call = MERKLE_CALL_SABLIER,
	 .campaign = MERKLE_CAMPAIGN_TRANCHED},
	/* This one has no claim(): only claimTo(), which the account itself must call. */
	{.name = "sablier-vca",
	 .fields = {MERKLE_INDEX, MERKLE_ACCOUNT, MERKLE_AMOUNT},
	 .n_fields = 3,
	 .twice = true,
	 .claimed = MERKLE_CLAIMED_BITMAP,
	 .amount_bits = 128,
	 .call = MERKLE_CALL_TO,
	 .campaign = MERKLE_CAMPAIGN_FORFEIT},
	{.name = "weatherxm",
	 .fields = {MERKLE_ACCOUNT, MERKLE_AMOUNT},
	 .n_fields = 2,
	 .twice = true,
	 .claimed = MERKLE_CLAIMED_CYCLES,
	 .cumulative = true,
	 .amount_bits = 256,
	 .call = MERKLE_CALL_CYCLE},
	{.name = "urd",
	 .fields = {MERKLE_ACCOUNT, MERKLE_TOKEN, MERKLE_AMOUNT},
	 .n_fields = 3,
	 .twice = true,
	 .claimed = MERKLE_CLAIMED_MAP,
	 .cumulative = true,
	 .amount_bits = 256},
	{.name = "merkl",
	 .fields = {MERKLE_ACCOUNT, MERKLE_TOKEN, MERKLE_AMOUNT},
	 .n_fields = 3,
	 .claimed = MERKLE_CLAIMED_MAP,
	 .cumulative = true,
	 .amount_bits = 208},
};

const struct merkle_terms *merkle_terms_preset(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(presets); i++)
		if (strcmp(presets[i].name, name) == 0)
			return &presets[i];
	return NULL;
}

const struct merkle_terms *merkle_terms_by_call(enum merkle_call call)
{
	for (size_t i = 0; i < ARRAY_SIZE(presets); i++)
		if (presets[i].call == call)
			return &presets[i];
	return NULL;
}

const struct merkle_terms *merkle_terms_by_campaign(enum merkle_call call,
						    enum merkle_campaign campaign)
{
	for (size_t i = 0; i < ARRAY_SIZE(presets); i++)
		if (presets[i].call == call && presets[i].campaign == campaign)
			return &presets[i];
	return NULL;
}

bool merkle_terms_have(const struct merkle_terms *t, enum merkle_field field)
{
	for (size_t i = 0; i < t->n_fields; i++)
		if (t->fields[i] == field)
			return true;
	return false;
}

/* An address has 20 bytes when packed, else a word. Numbers are words of 256 bits in both. */
static size_t encode_address(uint8_t *out, bool packed, const struct address *a)
{
	if (!packed) {
		address_to_word(out, a);
		return 32;
	}
	memcpy(out, a->bytes, sizeof(a->bytes));
	return sizeof(a->bytes);
}

static size_t encode_number(uint8_t *out, const struct u256 *v)
{
	u256_to_be(out, v);
	return 32;
}

size_t merkle_terms_encode(uint8_t out[static MERKLE_ENCODED_SIZE], const struct merkle_terms *t,
			   const struct merkle_values *v)
{
	size_t len = 0;

	for (size_t i = 0; i < t->n_fields; i++)
		switch (t->fields[i]) {
		case MERKLE_INDEX: len += encode_number(out + len, &v->index); break;
		case MERKLE_ACCOUNT:
			len += encode_address(out + len, t->packed, &v->account);
			break;
		case MERKLE_TOKEN: len += encode_address(out + len, t->packed, &v->token); break;
		case MERKLE_AMOUNT: len += encode_number(out + len, &v->amount); break;
		}
	return len;
}

void merkle_terms_leaf(struct hash *out, const struct merkle_terms *t,
		       const struct merkle_values *v)
{
	uint8_t encoded[MERKLE_ENCODED_SIZE];

	keccak256(out->bytes, encoded, merkle_terms_encode(encoded, t, v));
	if (t->twice)
		keccak256(out->bytes, out->bytes, sizeof(out->bytes));
}
