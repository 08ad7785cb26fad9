/*
 * Two layouts are tried: the pinned one, then the published one of the kind.
 * probe_subject_slots() at the end decides between them; before it comes what it writes in each
 * case: keep(), adopt(), give_up(), stay_without().
 *
 * Invariant: a slot loses its mark "derived" only where a value that is not zero stands in it and
 * is what the contract itself answers. A slot that holds another value than the contract says is
 * removed, since what it shows would pass for proven.
 */
#include "sync/probe_subject.h"

#include <stdio.h>
#include <string.h>

static bool has_bit(uint32_t mask, size_t slot)
{
	return (mask >> slot & 1) != 0;
}

/* A fact about one slot, "payers.0x….slots.claimed". `before` and `after` may be NULL. */
static enum status add_slot(struct probe *p, const struct probe_subject *subject, size_t slot,
			    const struct hash *before, const struct hash *after, enum trust trust,
			    const char *why, bool *taken)
{
	char member[40], old[PROBE_SLOT_SIZE] = "", new[PROBE_SLOT_SIZE] = "";
	const struct probe_pin pin = {subject->list, subject->address, member};

	snprintf(member, sizeof(member), "slots.%s", subject->kind->slots[slot]);
	if (before != NULL)
		probe_slot_text(old, before);
	if (after != NULL)
		probe_slot_text(new, after);
	return probe_add(p, &pin, old, new, trust, TRUST_PROVEN, why, taken);
}

/* The pinned place of a slot, or NULL. */
static const struct hash *pinned_place(const struct probe_subject *subject, size_t slot)
{
	return has_bit(subject->pinned->pinned, slot) ? &subject->pinned->slots[slot] : NULL;
}

/* --- the three ends --- */

/* Why a pinned slot that was not seen with a value stays as it is. */
static void write_unseen(char out[static 160], const struct probe_seen *seen, bool derived)
{
	if (seen->why != NULL)
		snprintf(out, 160, "%s", seen->why);
	else if (seen->fit == PROBE_ZERO)
		snprintf(out, 160, "nothing but zero was found to compare it with%s",
			 derived ? ": it stays derived" : "");
	else
		snprintf(out, 160, "nothing was found to compare it with%s",
			 derived ? ": it stays derived" : "");
}

/* The pinned layout fits as far as it was seen. */
static enum status keep(struct probe *p, struct probe_subject *subject,
			const struct probe_seen seen[PAYER_SLOTS])
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < subject->kind->n_slots && s == STATUS_OK; i++) {
		const struct hash *place = pinned_place(subject, i);
		const bool derived = has_bit(subject->pinned->derived, i);
		bool taken = false, fits = seen[i].fit == PROBE_FITS;
		char why[160];

		if (place == NULL)
			continue;
		/* Zero in both tells nothing against a slot whose place is published. */
		fits = fits || (seen[i].fit == PROBE_ZERO && !derived &&
				!has_bit(subject->layout->needed, i));
		write_unseen(why, &seen[i], derived);
		if (!fits)
			s = add_slot(p, subject, i, place, NULL, TRUST_NONE, why, NULL);
		else
			s = add_slot(
				p, subject, i, place, place, seen[i].trust,
				derived && seen[i].trust >= TRUST_PROVEN
					? "compared with the contract's answer: no longer derived"
					: NULL,
				&taken);
		if (taken && derived)
			subject->found->derived &= ~((uint32_t)1 << i);
	}
	return s;
}

/* Takes the published layout, all of it or nothing. */
static enum status adopt(struct probe *p, struct probe_subject *subject,
			 const struct profile_distributor *trial,
			 const struct probe_seen seen[PAYER_SLOTS])
{
	struct profile_distributor *found = subject->found;
	uint32_t derived = 0;
	enum trust trust = TRUST_PROVEN;
	bool taken = false;
	enum status s = STATUS_OK;

	for (size_t i = 0; i < subject->kind->n_slots; i++)
		trust = trust_min(trust, seen[i].trust);
	for (size_t i = 0; i < subject->kind->n_slots && s == STATUS_OK; i++) {
		const bool inferred =
			has_bit(subject->layout->inferred, i) && seen[i].fit != PROBE_FITS;
		char why[160];

		if (!has_bit(trial->pinned, i))
			continue;
		write_unseen(why, &seen[i], true);
		derived |= inferred ? (uint32_t)1 << i : 0;
		s = add_slot(p, subject, i, pinned_place(subject, i), &trial->slots[i], trust,
			     inferred && trust >= TRUST_PROVEN ? why : NULL, &taken);
	}
	if (s != STATUS_OK || !taken)
		return s;
	found->has_slots = true;
	memcpy(found->slots, trial->slots, sizeof(found->slots));
	found->pinned = trial->pinned;
	found->derived = derived;
	return s;
}

/*
 * Neither layout fits: removes what was proven to be elsewhere. Slots that a deployment may lack go
 * alone; without any other one, none of them says anything.
 */
static enum status give_up(struct probe *p, struct probe_subject *subject,
			   const struct probe_seen seen[PAYER_SLOTS])
{
	struct profile_distributor *found = subject->found;
	enum status s = STATUS_OK;

	for (size_t i = 0; i < subject->kind->n_slots && s == STATUS_OK; i++) {
		const bool sure = seen[i].trust >= TRUST_PROVEN;
		char why[160];

		if (!has_bit(subject->pinned->pinned, i) || seen[i].fit != PROBE_DIFFERS)
			continue;
		snprintf(why, sizeof(why), "it holds another value than %s answers%s",
			 seen[i].getter, sure ? "" : ", but no node proves it");
		s = add_slot(p, subject, i, pinned_place(subject, i), NULL, seen[i].trust, why,
			     NULL);
		if (!sure)
			continue;
		found->pinned &= ~((uint32_t)1 << i);
		found->derived &= ~((uint32_t)1 << i);
		memset(&found->slots[i], 0, sizeof(found->slots[i]));
		if (!has_bit(subject->kind->optional, i))
			found->has_slots = false;
	}
	if (!found->has_slots || found->pinned == 0) {
		found->has_slots = false;
		found->pinned = found->derived = 0;
		memset(found->slots, 0, sizeof(found->slots));
	}
	return s;
}

/* --- layouts --- */

static bool any_differs(const struct probe_seen seen[PAYER_SLOTS])
{
	for (size_t i = 0; i < PAYER_SLOTS; i++)
		if (seen[i].fit == PROBE_DIFFERS)
			return true;
	return false;
}

/* The layout of the published contract; false where nothing of it is known beforehand. */
static bool published_layout(struct profile_distributor *trial, const struct probe_subject *subject)
{
	const struct probe_layout *layout = subject->layout;

	*trial = *subject->pinned;
	/* A tree that a profile describes itself may be in anybody's contract. */
	if (layout->published == 0 ||
	    (trial->kind == DISTRIBUTOR_MERKLE && trial->terms.name[0] == '\0'))
		return false;
	trial->has_slots = true;
	trial->pinned = layout->published;
	memset(trial->slots, 0, sizeof(trial->slots));
	for (size_t i = 0; i < subject->kind->n_slots; i++) {
		const struct u256 slot = u256_from_u64(subject->kind->published[i]);

		/* The slot of a beacon and the object need each other. */
		if (trial->kind == DISTRIBUTOR_STORY && !trial->has_beacon &&
		    strcmp(subject->kind->slots[i], "beacon") == 0)
			trial->pinned &= ~((uint32_t)1 << i);
		if (!has_bit(trial->pinned, i))
			continue;
		if (layout->places != NULL)
			trial->slots[i] = layout->places[i];
		else
			u256_to_be(trial->slots[i].bytes, &slot);
	}
	return true;
}

/* The first slot that has to be seen with a value and was not. Returns: false when all were. */
static bool find_missing(size_t *slot, const struct probe_subject *subject,
			 const struct probe_seen seen[PAYER_SLOTS])
{
	for (*slot = 0; *slot < subject->kind->n_slots; ++*slot)
		if (has_bit(subject->layout->needed, *slot) && seen[*slot].fit != PROBE_FITS)
			return true;
	return false;
}

/* Says why a payer without slots stays without. */
static enum status stay_without(struct probe *p, const struct probe_subject *subject,
				const struct probe_seen seen[PAYER_SLOTS], bool published)
{
	const struct probe_pin pin = {subject->list, subject->address, "slots"};
	char why[160];
	size_t slot;

	if (!published)
		snprintf(
			why, sizeof(why),
			"no layout of such a contract is published; give its slots in the profile");
	else if (any_differs(seen))
		snprintf(why, sizeof(why),
			 "its storage is not laid out as that of the published contract");
	else if (find_missing(&slot, subject, seen) && seen[slot].why != NULL)
		snprintf(why, sizeof(why), "%s", seen[slot].why);
	else
		snprintf(why, sizeof(why), "nothing was found to try the slot \"%s\" with",
			 subject->kind->slots[slot]);
	return probe_add(p, &pin, "", "", TRUST_NONE, TRUST_PROVEN, why, NULL);
}

enum status probe_subject_slots(struct probe *p, struct probe_subject *subject)
{
	const struct probe_pin pin = {subject->list, subject->address, "slots"};
	struct probe_seen seen[PAYER_SLOTS] = {{.fit = PROBE_UNSEEN}},
			  other[PAYER_SLOTS] = {{.fit = PROBE_UNSEEN}};
	struct profile_distributor trial;
	struct err why = {0};
	size_t slot;
	const bool pinned = subject->pinned->has_slots;
	const bool published = published_layout(&trial, subject);
	enum status s = probe_slots_ask(p, &subject->answers, subject->layout, subject->pinned);

	if (s != STATUS_OK)
		return s;
	if (pinned)
		s = probe_slots_compare(p, seen, &subject->answers, subject->pinned, &why);
	if (s == STATUS_OK && pinned && !any_differs(seen))
		return keep(p, subject, seen);
	if (s == STATUS_OK && published)
		s = probe_slots_compare(p, other, &subject->answers, &trial, &why);
	if (s != STATUS_OK)
		return probe_add_failure(p, &pin, "", s, &why);
	if (published && !any_differs(other) && !find_missing(&slot, subject, other))
		return adopt(p, subject, &trial, other);
	return pinned ? give_up(p, subject, seen) : stay_without(p, subject, other, published);
}
