/* Cards that tests/vectors/card/make-card.mjs made on a chain with the contracts of EAS. */
#ifndef TESTS_UNIT_CARD_FIXTURE_H
#define TESTS_UNIT_CARD_FIXTURE_H

#include "tests/unit/chain_vector.h"

#include "card/compare.h"
#include "card/evidence_read.h"
#include "card/verify.h"
#include "chain/payer_urd.h"
#include "wallet/recover.h"

static const struct card_recovery recovery = {recover_address_bytes};

/* A card with its answers. */
struct opened {
	struct card card;
	struct card_answers answers;
};

/* A document of tests/vectors/card; the caller frees. */
static inline struct json *card_vector(const char *name)
{
	struct buf text = vector_bytes("vectors/card", name);
	struct json *doc = NULL;
	struct err e = {0};

	if (json_parse(&doc, text.data, text.len, &e) != STATUS_OK)
		fail_msg("%s: %s", name, e.text);
	buf_release(&text);
	return doc;
}

static inline struct profile_contract card_contract(const struct json *doc, const char *name)
{
	const struct json *o = json_get(doc, name);

	return (struct profile_contract){.address = vector_address(o, "address"),
					 .has_code_hash = true,
					 .code_hash = vector_hash(o, "code_hash")};
}

/* The profile of the network on which the cards were made. */
static inline struct profile card_profile(void)
{
	struct json *doc = card_vector("pins.json");
	struct profile p = {.name = "vectors", .chain_id = 31399, .has_eas = true};

	p.eas.contract = card_contract(doc, "eas");
	p.eas.has_slots = true;
	p.eas.db_slot.bytes[31] = 4;
	p.n_distributors = 1;
	p.distributors[0].contract = card_contract(doc, "distributor");
	p.distributors[0].token = card_contract(doc, "token").address;
	p.distributors[0].has_slots = true;
	p.distributors[0].slots[URD_IPFS_HASH].bytes[31] = 1;
	p.distributors[0].slots[URD_CLAIMED].bytes[31] = 2;
	p.n_tokens = 1;
	p.tokens[0].contract = card_contract(doc, "token");
	p.tokens[0].has_balance_slot = true;
	p.tokens[0].balance_order = SLOT_KEY_SLOT;
	memset(p.tokens[0].balance_mask.bytes, 0xFF, 32);
	json_free(doc);
	return p;
}

/* Reads, verifies and compares a text; on failure there is nothing to release. */
static inline enum status open_text(struct opened *o, const void *text, size_t len, struct err *e)
{
	enum status s = read_card(&o->card, text, len, e);

	if (s != STATUS_OK)
		return s;
	s = verify_card(&o->answers, &o->card, &recovery, e);
	if (s == STATUS_OK) {
		struct profile profile = card_profile();

		s = compare_card(&o->card, &o->answers, &profile, e);
		if (s != STATUS_OK)
			release_card_answers(&o->answers);
	}
	if (s != STATUS_OK)
		release_card(&o->card);
	return s;
}

static inline void close_card(struct opened *o)
{
	release_card_answers(&o->answers);
	release_card(&o->card);
}

/* Opens a card of tests/vectors/card that must be right. */
static inline struct opened open_card(const char *name)
{
	struct buf text = vector_bytes("vectors/card", name);
	struct opened o;
	struct err e = {0};

	if (open_text(&o, text.data, text.len, &e) != STATUS_OK)
		fail_msg("%s: %s", name, e.text);
	buf_release(&text);
	return o;
}

#endif
