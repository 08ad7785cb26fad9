/*
 * Payers one by one, then the contracts that all of Story's vaults depend on. Slots are compared in
 * sync/probe_subject.c.
 */
#include "sync/probe_payer.h"

#include <string.h>

#include "client/chainstate.h"
#include "sync/probe_subject.h"

/* The last of the slots of Story's kind; chain/payer_story.c. */
#define STORY_BEACON_SLOT 7

enum status probe_payer(struct probe *p, size_t i)
{
	const struct profile_distributor *pinned = &p->pinned->distributors[i];
	const struct probe_pin contract = {"payers", &pinned->contract.address, ""};
	struct profile_distributor *found = &p->out->found.distributors[i];
	struct probe_subject subject = {.list = "payers",
					.address = &pinned->contract.address,
					.kind = payer_kind(pinned->kind),
					.layout = probe_layout_of(pinned),
					.pinned = pinned,
					.found = found};
	bool code;
	enum status s = probe_contract(p, &found->contract, &code, &contract, &pinned->contract);

	/* Slots of Story's vaults are those of the object "story". */
	if (s != STATUS_OK || !code || subject.layout == NULL || pinned->kind == DISTRIBUTOR_STORY)
		return s;
	return probe_subject_slots(p, &subject);
}

/* --- Story --- */

/* Takes what was found of one vault for the slots of all. */
static void take_story(struct profile *out, const struct profile_distributor *found)
{
	struct profile_story *story = &out->story;

	story->has_slots = found->has_slots;
	story->pinned = found->pinned;
	story->derived = found->derived;
	memcpy(story->slots, found->slots, sizeof(story->slots));
	/* A beacon whose own slot is not known proves no code. */
	if (story->has_beacon && (story->pinned >> STORY_BEACON_SLOT & 1) == 0) {
		story->has_beacon = false;
		memset(&story->beacon, 0, sizeof(story->beacon));
	}
	for (size_t i = 0; i < out->n_distributors; i++) {
		struct profile_distributor *d = &out->distributors[i];

		if (d->kind != DISTRIBUTOR_STORY)
			continue;
		d->module = story->module;
		d->disputes = story->disputes;
		d->has_beacon = story->has_beacon;
		d->beacon = story->beacon;
		d->has_slots = story->has_slots;
		d->pinned = story->pinned;
		d->derived = story->derived;
		memcpy(d->slots, story->slots, sizeof(d->slots));
	}
}

/* The code of all vaults, which the beacon names in its slot. */
static enum status probe_beacon(struct probe *p)
{
	const struct profile_story *pinned = &p->pinned->story;
	struct profile_beacon *found = &p->out->found.story.beacon;
	const struct probe_pin pin = {"story.beacon", NULL, "implementation"};
	char before[ADDRESS_TEXT_SIZE], after[ADDRESS_TEXT_SIZE];
	struct slot_value slot;
	struct address named;
	struct hash word;
	struct err why = {0};
	bool taken;
	enum status s = chainstate_slots(p->session->nodes, &slot, &p->session->anchor,
					 &pinned->beacon.contract.address,
					 &pinned->slots[STORY_BEACON_SLOT], 1, &why);

	address_format(before, &pinned->beacon.implementation);
	if (s == STATUS_OK)
		u256_to_be(word.bytes, &slot.value);
	if (s == STATUS_OK &&
	    (u256_is_zero(&slot.value) || address_from_word(&named, word.bytes) != STATUS_OK))
		s = err_set(&why, ERR_MISMATCH, "no address stands in the beacon's slot");
	if (s != STATUS_OK)
		return probe_add_failure(p, &pin, before, s, &why);
	address_format(after, &named);
	s = probe_add(p, &pin, before, after, slot.trust, TRUST_PROVEN, NULL, &taken);
	if (s == STATUS_OK && taken)
		found->implementation = named;
	return s;
}

static const struct profile_distributor *first_vault(const struct profile *p)
{
	for (size_t i = 0; i < p->n_distributors; i++)
		if (p->distributors[i].kind == DISTRIBUTOR_STORY)
			return &p->distributors[i];
	return NULL;
}

static enum status probe_vaults(struct probe *p)
{
	const struct profile_distributor *vault = first_vault(p->pinned);
	const struct probe_pin pin = {"story", NULL, "slots"};
	struct profile_distributor found;
	struct probe_subject subject = {.list = "story",
					.kind = payer_kind(DISTRIBUTOR_STORY),
					.pinned = vault,
					.found = &found};
	enum status s;

	if (vault == NULL)
		return probe_add(p, &pin, "", "", TRUST_NONE, TRUST_PROVEN,
				 "the profile has no vault among its payers to try them with",
				 NULL);
	found = *vault;
	subject.layout = probe_layout_of(vault);
	s = probe_subject_slots(p, &subject);
	if (s == STATUS_OK)
		take_story(&p->out->found, &found);
	return s;
}

enum status probe_payer_story(struct probe *p)
{
	const struct profile_story *pinned = &p->pinned->story;
	struct profile_story *found = &p->out->found.story;
	const struct probe_pin module = {"story.module", NULL, ""},
			       disputes = {"story.disputes", NULL, ""},
			       beacon = {"story.beacon", NULL, ""};
	bool code = false, others;
	enum status s = probe_contract(p, &found->module, &code, &module, &pinned->module);

	if (s == STATUS_OK)
		s = probe_contract(p, &found->disputes, &others, &disputes, &pinned->disputes);
	if (s == STATUS_OK && pinned->has_beacon)
		s = probe_contract(p, &found->beacon.contract, &others, &beacon,
				   &pinned->beacon.contract);
	if (s == STATUS_OK && pinned->has_beacon)
		s = probe_beacon(p);
	return s == STATUS_OK && code ? probe_vaults(p) : s;
}
