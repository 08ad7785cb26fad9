/*
 * A payer of Morpho's kind (URD): the slots of root, document, payments and waiting root. There is
 * one published layout, which is tried, and the pinned one. Every slot is compared with what the
 * contract itself answers, and a payment that was made must be seen: a wrong slot would show that
 * nothing was paid yet, as proven.
 */
#include "sync/probe_payer.h"

#include <stdio.h>
#include <string.h>

#include "chain/payer.h"
#include "chain/payer_urd.h"
#include "client/chainstate.h"

/* Slots of UniversalRewardsDistributor (morpho-org/universal-rewards-distributor). */
static const struct {
	uint8_t root, ipfs_hash, claimed, pending_root;
} published = {0, 1, 2, 6};

/* Payments that are looked at until one of the pinned token is found. */
#define CLAIMS_TRIED 8

/* The contract's own answers about its state. */
struct answers {
	struct hash root, ipfs_hash, pending_root;
	struct address account; /* to whom `claimed` was paid */
	struct hash claimed;	/* zero when no payment was found */
	enum trust trust;
};

/* Finds an account that was paid, by the contract's own events. */
static enum status find_claim(struct probe *p, struct answers *a,
			      const struct profile_distributor *pinned)
{
	const struct address *contract = &pinned->contract.address;
	struct contract_event_list list;
	size_t tried = 0;
	enum status s = probe_events(p, &list, contract, &payer_topic_claimed);

	for (size_t i = list.n; s == STATUS_OK && i > 0 && tried < CLAIMS_TRIED; i--) {
		struct hash words[2] = {list.events[i - 1].topics[1],
					probe_word_of(&pinned->token)};
		struct hash claimed;
		enum trust trust;

		if (list.events[i - 1].n_topics < 3)
			continue;
		tried++;
		s = probe_call_word(p, &claimed, &trust, contract, "claimed(address,address)",
				    words, 2, NULL);
		if (s == STATUS_OK && !hash_is_zero(&claimed)) {
			memcpy(a->account.bytes, words[0].bytes + 12, sizeof(a->account.bytes));
			a->claimed = claimed;
			a->trust = trust_min(a->trust, trust);
			break;
		}
		s = probe_ends(s) ? s : STATUS_OK;
	}
	contract_event_list_release(&list);
	return s;
}

static enum status ask(struct probe *p, struct answers *a, const struct profile_distributor *pinned,
		       struct err *why)
{
	const struct address *contract = &pinned->contract.address;
	enum trust root, ipfs_hash, pending;
	struct buf reply;
	enum status s = probe_call_word(p, &a->root, &root, contract, "root()", NULL, 0, why);

	if (s == STATUS_OK)
		s = probe_call_word(p, &a->ipfs_hash, &ipfs_hash, contract, "ipfsHash()", NULL, 0,
				    why);
	/* pendingRoot() returns a root, a document and a time. */
	buf_init(&reply, KIB);
	if (s == STATUS_OK)
		s = probe_call(p, &reply, &pending, contract, "pendingRoot()", NULL, 0, why);
	if (s == STATUS_OK && reply.len != 3 * sizeof(a->pending_root.bytes))
		s = err_set(why, ERR_MISMATCH, "it has no pendingRoot() as a URD has");
	if (s == STATUS_OK)
		memcpy(a->pending_root.bytes, reply.data, sizeof(a->pending_root.bytes));
	buf_release(&reply);
	if (s != STATUS_OK)
		return s;
	a->trust = trust_min(trust_min(root, ipfs_hash), pending);
	return find_claim(p, a, pinned);
}

/* Whether the words in the slots of `d` are what the contract answers. Out: how they are known. */
static enum status matches(struct probe *p, bool *same, enum trust *trust,
			   const struct profile_distributor *d, const struct answers *a,
			   struct err *why)
{
	const struct hash want[] = {a->root, a->ipfs_hash, a->pending_root, a->claimed};
	struct hash slots[] = {
		d->slots[URD_ROOT], d->slots[URD_IPFS_HASH], d->slots[URD_PENDING_ROOT], {{0}}};
	struct slot_value words[ARRAY_SIZE(want)];
	enum status s;

	payer_urd_claimed_slot(&slots[3], &d->slots[URD_CLAIMED], &a->account, &d->token);
	s = chainstate_slots(p->session->nodes, words, &p->session->anchor, &d->contract.address,
			     slots, ARRAY_SIZE(slots), why);
	p->waits = p->waits || s == ERR_PENDING;
	*same = s == STATUS_OK;
	*trust = TRUST_PROVEN;
	for (size_t i = 0; s == STATUS_OK && i < ARRAY_SIZE(want); i++) {
		struct u256 v = u256_from_be(want[i].bytes);

		*same = *same && u256_compare(&words[i].value, &v) == 0;
		*trust = trust_min(*trust, words[i].trust);
	}
	return s;
}

static void write_slots(char out[static 112], const struct profile_distributor *d)
{
	const struct hash *const slots[] = {&d->slots[URD_ROOT], &d->slots[URD_IPFS_HASH],
					    &d->slots[URD_CLAIMED], &d->slots[URD_PENDING_ROOT]};
	static const char *const names[] = {"root", ", ipfs_hash", ", claimed", ", pending_root"};
	size_t len = 0;

	out[0] = '\0';
	for (size_t i = 0; d->has_slots && i < ARRAY_SIZE(slots) && len < 112; i++) {
		char text[PROBE_SLOT_SIZE];

		probe_slot_text(text, slots[i]);
		len += (size_t)snprintf(out + len, 112 - len, "%s %s", names[i], text);
	}
}

/* Tries a layout. Out: `done`, whether it fits and was added. */
static enum status try_layout(struct probe *p, bool *done, const struct profile_distributor *trial,
			      const struct answers *a, struct profile_distributor *found,
			      const char *before)
{
	const struct probe_pin pin = {"payers", &trial->contract.address, "slots"};
	char after[112];
	struct err why = {0};
	enum trust trust;
	bool taken;
	enum status s = matches(p, done, &trust, trial, a, &why);

	if (s != STATUS_OK) {
		*done = true;
		return probe_add_failure(p, &pin, before, s, &why);
	}
	if (!*done)
		return STATUS_OK;
	write_slots(after, trial);
	/* The answers are compared with words that are proven, so that they need k voices. */
	if (a->trust < TRUST_AGREED)
		trust = trust_min(trust, a->trust);
	s = probe_add(p, &pin, before, after, trust, TRUST_PROVEN, NULL, &taken);
	if (s == STATUS_OK && taken) {
		found->has_slots = true;
		found->slots[URD_ROOT] = trial->slots[URD_ROOT];
		found->slots[URD_IPFS_HASH] = trial->slots[URD_IPFS_HASH];
		found->slots[URD_CLAIMED] = trial->slots[URD_CLAIMED];
		found->slots[URD_PENDING_ROOT] = trial->slots[URD_PENDING_ROOT];
	}
	return s;
}

static enum status probe_slots(struct probe *p, struct profile_distributor *found,
			       const struct profile_distributor *pinned)
{
	const struct probe_pin pin = {"payers", &pinned->contract.address, "slots"};
	struct profile_distributor trial = *pinned;
	struct answers a = {.trust = TRUST_NONE};
	char before[112];
	struct err why = {0};
	bool done = false;
	enum status s = ask(p, &a, pinned, &why);

	write_slots(before, pinned);
	if (s != STATUS_OK)
		return probe_add_failure(p, &pin, before, s, &why);
	if (hash_is_zero(&a.root) || hash_is_zero(&a.claimed))
		return probe_add(p, &pin, before, "", TRUST_NONE, TRUST_PROVEN,
				 hash_is_zero(&a.root) ? "it has no root yet to try them with"
						       : "no payment was found to try them with",
				 NULL);
	if (pinned->has_slots)
		s = try_layout(p, &done, pinned, &a, found, before);
	trial.has_slots = true;
	trial.slots[URD_ROOT] = (struct hash){.bytes = {[31] = published.root}};
	trial.slots[URD_IPFS_HASH] = (struct hash){.bytes = {[31] = published.ipfs_hash}};
	trial.slots[URD_CLAIMED] = (struct hash){.bytes = {[31] = published.claimed}};
	trial.slots[URD_PENDING_ROOT] = (struct hash){.bytes = {[31] = published.pending_root}};
	if (s == STATUS_OK && !done)
		s = try_layout(p, &done, &trial, &a, found, before);
	if (s != STATUS_OK || done)
		return s;
	return probe_add(p, &pin, before, "", TRUST_NONE, TRUST_PROVEN,
			 "its storage is not laid out as that of the published URD", NULL);
}

enum status probe_payer(struct probe *p, size_t i)
{
	const struct profile_distributor *pinned = &p->pinned->distributors[i];
	const struct probe_pin contract = {"payers", &pinned->contract.address, ""};
	struct profile_distributor *found = &p->out->found.distributors[i];
	bool code;
	enum status s = probe_contract(p, &found->contract, &code, &contract, &pinned->contract);

	/* Contracts of another kind are not laid out as URD. */
	return s == STATUS_OK && code && pinned->kind == DISTRIBUTOR_URD
		       ? probe_slots(p, found, pinned)
		       : s;
}
