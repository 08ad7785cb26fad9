/*
 * The numbers that stand for states, kinds and trust in the database. They are written once and
 * for good: cache/stored.c has the table, and holds it to the enumerations with static asserts. For
 * the sources of cache/ only.
 */
#ifndef CACHE_STORED_H
#define CACHE_STORED_H

#include "cache/sql.h"

/* The enumerations of which members are stored. */
enum cache_stored {
	CACHE_STORED_TRUST,	     /* enum trust */
	CACHE_STORED_FIGURE,	     /* enum cache_figure_kind */
	CACHE_STORED_DATASET_STATE,  /* enum cache_dataset_state */
	CACHE_STORED_AUDIT,	     /* enum cache_audit */
	CACHE_STORED_COUNTS,	     /* enum cache_counts */
	CACHE_STORED_TX_STATE,	     /* enum cache_tx_state */
	CACHE_STORED_TX_KIND,	     /* enum cache_tx_kind */
	CACHE_STORED_NODE_STATE,     /* enum peer_state */
	CACHE_STORED_RECEIVED_KIND,  /* enum cache_received_kind */
	CACHE_STORED_MODEL_STATE,    /* enum model_state */
	CACHE_STORED_MODEL_TRAINING, /* enum model_training */
	CACHE_STORED_DUE_SOURCE,     /* enum cache_due_source */
	CACHE_STORED_OBSTACLE,	     /* enum payer_obstacle */
};

/*
 * Reads the next column as a member of the enumeration `which`, to be cast to it. Any other number
 * makes the whole reading fail with ERR_DAMAGED.
 */
int cache_stored_get(struct cache_sql *q, enum cache_stored which);

#endif
