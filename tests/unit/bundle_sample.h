/*
 * Bundles of claims from every kind of payer that is no URD: calldata by ethers, words of the chain
 * by which the claim is paid, and changes of both.
 */
#ifndef TESTS_UNIT_BUNDLE_SAMPLE_H
#define TESTS_UNIT_BUNDLE_SAMPLE_H

#include "tests/unit/chain_merkle_fixture.h"
#include "tests/unit/payer_judging.h"

#include "chain/bundle.h"
#include "chain/bundle_check.h"
#include "chain/bundle_parts.h"
#include "chain/tx_read.h"

enum { SAMPLE_TIME = 1795000000, SAMPLE_FEE = 1000000000 };

struct sample {
	const char *name;
	struct profile_distributor payer;
	struct bundle bundle;
};

/* --- payers --- */

/* A payer whose slots are numbered, which is all that a test of bundles needs of them. */
static inline struct profile_distributor sample_payer(enum distributor_kind kind)
{
	struct profile_distributor d = {.kind = kind,
					.contract = {.address = judging_address(0xa1)},
					.has_slots = payer_kind(kind)->n_slots > 0};

	if (!payer_kind(kind)->any_token)
		d.token = judging_address(0x33);
	for (size_t i = 0; i < payer_kind(kind)->n_slots; i++) {
		d.slots[i].bytes[31] = (uint8_t)(i + 1);
		d.pinned |= 1U << i;
	}
	if (kind == DISTRIBUTOR_STORY) {
		d.ip = judging_address(0x22);
		d.module.address = judging_address(0xbb);
		d.disputes.address = judging_address(0xcc);
		d.has_beacon = true;
		d.beacon.contract.address = judging_address(0xdd);
		d.beacon.implementation = judging_address(0xee);
	}
	return d;
}

/* --- words --- */

/* The word of Merkl's dispute: disputer, end of the dispute period. */
static inline struct u256 sample_dispute(uint8_t disputer, uint64_t end)
{
	const struct address who = judging_address(disputer);
	struct u256 word = disputer != 0 ? judging_word_of(&who) : (struct u256){{0}};

	word.limb[2] |= end << 32;
	word.limb[3] |= end >> 32;
	return word;
}

static inline void sample_campaign(struct judging *j)
{
	judging_set(j, "start", u256_from_u64(SAMPLE_TIME - 1000));
	judging_set(j, "end", u256_from_u64(SAMPLE_TIME + 200000));
	judging_set(j, "fee", u256_from_u64(SAMPLE_FEE));
	if (j->payer.terms.campaign == MERKLE_CAMPAIGN_LINEAR)
		judging_set(j, "vesting_duration", u256_from_u64(5000));
	if (j->payer.terms.campaign == MERKLE_CAMPAIGN_FORFEIT)
		judging_set(j, "vesting_end", u256_from_u64(SAMPLE_TIME - 60));
}

/* `takes` is the part of the amount that the calldata claims; zero for all of it. */
static inline void sample_merkle(struct judging *j, struct u256 root, struct u256 takes)
{
	judging_set(j, "root", root);
	if (!u256_is_zero(&takes)) {
		struct u256 claimed;

		assert_int_equal(u256_sub(&claimed, &j->entitlement.cumulative.raw, &takes),
				 STATUS_OK);
		judging_set(j, "claimed", claimed);
	}
	if (j->payer.terms.campaign != MERKLE_CAMPAIGN_NONE)
		sample_campaign(j);
}

static inline void sample_story(struct judging *j)
{
	judging_set(j, "vault", judging_word_of(&j->payer.contract.address));
	judging_set(j, "accumulator", u256_from_u64(1000));
	judging_set(j, "share", u256_from_u64(70));
	judging_set(j, "supply", u256_from_u64(100));
	judging_set(j, "beacon", judging_word_of(&j->payer.beacon.contract.address));
	judging_set(j, "code", judging_word_of(&j->payer.beacon.implementation));
}

/* The values by which the entitlement is paid. */
static inline void sample_words(struct judging *j, struct u256 takes)
{
	const bool own = address_equal(&j->sender, &j->entitlement.account);
	struct hash root = {{0}};

	judging_ask(j);
	if (payer_kind(j->payer.kind)->fold != NULL)
		assert_int_equal(payer_fold(&root, &j->payer, &j->entitlement), STATUS_OK);
	switch (j->payer.kind) {
	case DISTRIBUTOR_URD: fail_msg("a URD has no words"); break;
	case DISTRIBUTOR_MERKL:
		judging_set(j, "tree", judging_word(&root));
		judging_set(j, "last_tree", u256_from_u64(1));
		judging_set(j, "dispute", sample_dispute(0, SAMPLE_TIME - 60));
		judging_set(j, "operator", u256_from_u64(own ? 0 : 1));
		break;
	case DISTRIBUTOR_MERKLE: sample_merkle(j, judging_word(&root), takes); break;
	case DISTRIBUTOR_EIGENLAYER:
		judging_set(j, "roots", u256_from_u64(j->entitlement.series + 1));
		judging_set(j, "root", judging_word(&root));
		judging_set(j, "root_times", u256_from_u64((uint64_t)(SAMPLE_TIME - 60) << 32 | 1));
		if (!own)
			judging_set(j, "claimer", judging_word_of(&j->sender));
		break;
	case DISTRIBUTOR_REPPO:
		judging_set(j, "emissions", u256_from_u64(4200));
		judging_set(j, "owner", judging_word_of(&j->entitlement.account));
		break;
	case DISTRIBUTOR_STORY: sample_story(j); break;
	}
}

/* --- bundles --- */

static inline void sample_put_tx(struct bundle *b, const struct tx *tx)
{
	buf_clear(&b->unsigned_tx);
	assert_int_equal(tx_write_unsigned(&b->unsigned_tx, tx), STATUS_OK);
}

static inline struct tx sample_tx(const struct bundle *b)
{
	struct tx tx;

	tx_init(&tx);
	assert_int_equal(tx_read_unsigned(&tx, b->unsigned_tx.data, b->unsigned_tx.len, NULL),
			 STATUS_OK);
	return tx;
}

/* Signs by `from` the claim of this calldata, which is ethers'. */
static inline void sample_fill(struct sample *s, const uint8_t *data, size_t len,
			       const struct address *from)
{
	struct bundle *b = &s->bundle;
	struct payer_call call;
	struct tx tx;

	tx_init(&tx);
	buf_add(&tx.data, data, len);
	assert_int_equal(payer_read_call(&call, &s->payer, from, data, len), STATUS_OK);
	/* Where an account only claims for itself, another account has other calldata. */
	if (call.has_recipient && !address_equal(&call.recipient, &call.parts[0].account)) {
		call.recipient = call.parts[0].account;
		buf_clear(&tx.data);
		assert_int_equal(payer_kind(call.kind)->write(&tx.data, &call), STATUS_OK);
	}
	bundle_init(b);
	b->n_parts = call.n;
	for (size_t i = 0; i < call.n; i++) {
		struct judging j = {.payer = s->payer,
				    .entitlement = call.parts[i],
				    .sender = *from,
				    .time = SAMPLE_TIME};

		if (address_is_zero(&j.entitlement.token))
			j.entitlement.token = s->payer.token;
		sample_words(&j, call.takes.raw);
		b->parts[i].entitlement = j.entitlement;
		bundle_parts_fill(&b->parts[i], j.words, j.n, j.values);
	}
	tx.type = TX_DYNAMIC_FEE;
	tx.chain_id = b->chain_id = 31337;
	tx.nonce = 4;
	tx.gas_limit = u256_from_u64(200000);
	tx.max_fee.raw = u256_from_u64(2000000000);
	tx.max_priority_fee.raw = u256_from_u64(1000000000);
	tx.to = b->distributor = s->payer.contract.address;
	tx.value.raw = u256_from_u64(payer_takes_coins(&call) ? SAMPLE_FEE : 0);
	b->from = *from;
	b->kind = s->payer.kind;
	sample_put_tx(b, &tx);
	tx_release(&tx);
	b->block = 1234;
	memset(b->block_hash.bytes, 0xb1, 32);
	b->block_time = SAMPLE_TIME - 30;
	b->trust = TRUST_PROVEN;
	b->prepared = SAMPLE_TIME;
	b->expires = SAMPLE_TIME + 86400;
	snprintf(b->network, sizeof(b->network), "devnet");
}

static inline const struct json *sample_nth(const struct json *list, size_t n)
{
	const struct json *v = json_first(list);

	while (n-- > 0)
		v = json_next(v);
	assert_non_null(v);
	return v;
}

/* Terms of a tree; with slots, or else with functions that are asked. */
static inline const struct json *sample_tree(struct sample *s, const struct json *trees,
					     const char *preset)
{
	s->payer = merkle_preset(preset);
	for (const struct json *t = json_first(trees); t != NULL; t = json_next(t))
		if (json_get(t, "preset") != NULL &&
		    strcmp(vector_text(t, "preset"), preset) == 0 &&
		    json_count(json_get(t, "claims")) > 1)
			return json_first(json_get(t, "claims"));
	fail_msg("no tree of %s", preset);
	return NULL;
}

#define SAMPLES 17

/* Names of the samples; the index in this list is the number of the sample. */
static const char *const sample_names[SAMPLES] = {
	"merkl of one",	       "merkl of three", "eigenlayer of one",
	"eigenlayer of six",   "reppo",		 "reppo without views",
	"story of one",	       "story of two",	 "uniswap",
	"uniswap with a slot", "1inch",		 "openzeppelin",
	"sablier-instant",     "sablier-ll",	 "sablier-lt",
	"sablier-vca",	       "weatherxm"};

/* Finds payer and calldata of a sample that is no tree by description. */
static inline uint8_t *sample_call(struct sample *s, size_t n, const struct json *calls,
				   size_t *len)
{
	static const enum distributor_kind kinds[] = {
		DISTRIBUTOR_MERKL,	DISTRIBUTOR_MERKL, DISTRIBUTOR_EIGENLAYER,
		DISTRIBUTOR_EIGENLAYER, DISTRIBUTOR_REPPO, DISTRIBUTOR_REPPO,
		DISTRIBUTOR_STORY,	DISTRIBUTOR_STORY};
	const struct json *merkl = json_get(json_get(calls, "merkl"), "calls");
	const struct json *story = json_get(json_get(calls, "story"), "calls");

	s->payer = sample_payer(kinds[n]);
	switch (n) {
	case 0: return vector_hex(sample_nth(merkl, 0), "calldata", len);
	case 1: return vector_hex(sample_nth(merkl, 12), "calldata", len);
	case 2:
	case 3:
		return vector_hex(sample_nth(json_get(calls, "eigenlayer"), n - 2), "own_calldata",
				  len);
	case 4:
	case 5: return vector_hex(sample_nth(json_get(calls, "reppo"), 0), "claim", len);
	default: /* samples 6 and 7; sample_load() asks for none behind them */
		return vector_hex(sample_nth(story, n - 6), "calldata", len);
	}
}

/* The sample with this number, signed by `from`, or by the account itself where that is NULL. */
static inline void sample_load(struct sample *s, size_t n, const struct address *from)
{
	struct json *calls = vector_load("payer-calls.json");
	struct json *merkle = vector_load("payers-merkle.json");
	const struct address nobody = judging_address(0x11);
	struct payer_call call;
	uint8_t *data;
	size_t len;

	*s = (struct sample){.name = sample_names[n]};
	if (n < 8) {
		data = sample_call(s, n, calls, &len);
	} else {
		const struct json *v =
			sample_tree(s, json_get(merkle, "trees"), n == 9 ? "uniswap" : s->name);

		data = vector_hex(
			v, json_get(v, "own_calldata") != NULL ? "own_calldata" : "calldata", &len);
	}
	if (n == 9)
		s->payer = merkle_payer("\"preset\":\"uniswap\",\"slots\":{\"claimed\":\"0\"}");
	assert_int_equal(
		payer_read_call(&call, &s->payer, from != NULL ? from : &nobody, data, len),
		STATUS_OK);
	sample_fill(s, data, len, from != NULL ? from : &call.parts[0].account);
	if (n == 5)
		for (size_t i = 0; i < 2; i++)
			s->bundle.parts[0].words[i].value.known = false;
	free(data);
	json_free(calls);
	json_free(merkle);
}

/* The payer as a profile that pins this one and no other finds it for the bundle. */
static inline const struct profile_distributor *sample_pinned(const struct sample *s)
{
	return s->payer.kind == s->bundle.kind &&
			       address_equal(&s->payer.contract.address, &s->bundle.distributor)
		       ? &s->payer
		       : NULL;
}

/* The network with this payer and no other. */
static inline struct profile sample_pinning(const struct profile *network,
					    const struct profile_distributor *d)
{
	struct profile p = *network;

	p.n_datanets = 0;
	p.n_distributors = 1;
	p.distributors[0] = *d;
	if (d->kind == DISTRIBUTOR_STORY) {
		p.has_story = true;
		p.story.module = d->module;
		p.story.disputes = d->disputes;
		p.story.has_beacon = d->has_beacon;
		p.story.beacon = d->beacon;
		p.story.has_slots = d->has_slots;
		p.story.pinned = d->pinned;
		memcpy(p.story.slots, d->slots, sizeof(p.story.slots));
	}
	return p;
}

static inline enum status sample_check(const struct sample *s, struct err *e)
{
	*e = (struct err){0};
	return bundle_check(&s->bundle, sample_pinned(s), e);
}

static inline struct bundle_word *sample_word(struct sample *s, size_t part, const char *name)
{
	struct bundle_part *p = &s->bundle.parts[part];

	for (size_t i = 0; i < p->n_words; i++)
		if (strcmp(p->words[i].name, name) == 0)
			return &p->words[i];
	fail_msg("no word \"%s\"", name);
	abort();
}

static inline struct buf sample_written(const struct sample *s)
{
	struct buf out;

	buf_init(&out, LIMIT_SMALL_FILE);
	assert_int_equal(bundle_write(&out, &s->bundle), STATUS_OK);
	return out;
}

#endif
