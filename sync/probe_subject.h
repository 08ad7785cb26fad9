/* The slots of one payer, or of all of Story's vaults, in a probe. For probe_*.c only. */
#ifndef SYNC_PROBE_SUBJECT_H
#define SYNC_PROBE_SUBJECT_H

#include "chain/payer.h"
#include "sync/probe_slots.h"

struct probe_subject {
	const char *list;	       /* its member of the profile */
	const struct address *address; /* NULL where the member is no list */
	const struct payer_kind *kind;
	const struct probe_layout *layout;
	const struct profile_distributor *pinned;
	struct profile_distributor *found; /* its slots are changed to what was found */
	struct probe_answers answers;	   /* filled by probe_subject_slots() */
};

/*
 * Compares the pinned slots with the contracts' answers, or finds slots where none are pinned or
 * the pinned ones are wrong, and adds a fact for each. Returns: as probe_network().
 */
MUST_CHECK enum status probe_subject_slots(struct probe *p, struct probe_subject *subject);

#endif
