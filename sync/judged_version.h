/*
 * The judgement of a version that a datanet lists, by its attestation. Pure: rows and readings in,
 * rows out, so that the rules are a table in their test.
 */
#ifndef SYNC_JUDGED_VERSION_H
#define SYNC_JUDGED_VERSION_H

#include "cache/models.h"
#include "chain/attestation.h"
#include "client/datanet_models.h"

/*
 * Sets name, version and data of the row of this artifact to what the list says. A version without
 * an attestation is not stated.
 */
void list_version(struct cache_model *row, const struct datanet_model *listed,
		  const struct address *datanet);

/* Whether no later round looks at the row again: its attestation was read and is for good. */
bool is_version_settled(const struct cache_model *row);

/*
 * Judges a listed version by its attestation, as it is at block `block`. An attestation that is
 * not in that block, or that too few nodes agree on (`sure` false), leaves the version waiting.
 * Returns: whether the version before it remains to be judged by judge_parent()
 */
bool judge_version(struct cache_model *row, const struct attestation_reading *reading, bool sure,
		   uint64_t block);

/*
 * Judges an attested version by the attestation that it names as the one of the version before.
 * In: `parent`  the reading of that attestation; its status alone counts unless it is STATUS_OK
 */
void judge_parent(struct cache_model *row, const struct attestation_reading *parent);

/* The same where the version before is a row that is settled. */
void judge_known_parent(struct cache_model *row, const struct cache_model *parent);

#endif
