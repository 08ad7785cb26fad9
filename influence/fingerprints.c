/*
 * Sets of 10^6 records are usual: the table doubles when it is half full, and asks for huge pages,
 * since its slots are visited in no order.
 */
#include "influence/fingerprints.h"

#include <stdlib.h>

#include "base/pages.h"

/* The slot of a fingerprint, or the free one where it belongs. The table always has a free one. */
static struct fingerprint_slot *find(struct fingerprint_slot *slot, size_t slots,
				     uint64_t fingerprint)
{
	size_t at = fingerprint & (slots - 1);

	while (slot[at].number != 0 && slot[at].fingerprint != fingerprint)
		at = (at + 1) & (slots - 1);
	return &slot[at];
}

enum status fingerprints_reserve(struct fingerprints *f, size_t number)
{
	size_t slots = f->slots > 0 ? 2 * f->slots : 4096;
	struct fingerprint_slot *slot;

	if (2 * number < f->slots)
		return STATUS_OK;
	slot = calloc(slots, sizeof(*slot));
	if (slot == NULL)
		return ERR_MEMORY;
	pages_want_huge(slot, slots * sizeof(*slot));
	for (size_t i = 0; i < f->slots; i++)
		if (f->slot[i].number != 0)
			*find(slot, slots, f->slot[i].fingerprint) = f->slot[i];
	free(f->slot);
	f->slot = slot;
	f->slots = slots;
	return STATUS_OK;
}

uint32_t fingerprints_enter(struct fingerprints *f, uint64_t fingerprint, uint32_t number)
{
	struct fingerprint_slot *slot = find(f->slot, f->slots, fingerprint);

	/* Slots count from 1, so that a zeroed one is free. */
	if (slot->number == 0)
		*slot = (struct fingerprint_slot){fingerprint, number + 1};
	return slot->number - 1;
}

void fingerprints_release(struct fingerprints *f)
{
	free(f->slot);
	*f = (struct fingerprints){0};
}
