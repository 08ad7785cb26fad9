/*
 * Which fragments of a message a part is made of (BCR-2020-005, "choose fragments"). The first
 * `count` parts are one fragment each; a later one is the exclusive-or of several, chosen by its
 * number and the message's checksum.
 */
#ifndef UR_FRAGMENTS_H
#define UR_FRAGMENTS_H

#include "ur/sampler.h"

/* The choice for messages of `count` fragments. Zero, it may be released. */
struct fragments {
	uint32_t count;
	struct sampler degrees; /* how many fragments: i with the weight 1/i */
	uint32_t *order;	/* `count` indexes; the last choice stands at the front */
};

/* Prepares it; count >= 1. Returns: STATUS_OK, ERR_MEMORY. */
MUST_CHECK enum status fragments_init(struct fragments *f, uint32_t count);

/* Frees it and makes it zero. */
void fragments_release(struct fragments *f);

/*
 * Chooses for part `number` (from 1 on). Returns: how many fragments, at least one; their indexes
 * are the first of f->order, each once.
 */
uint32_t fragments_choose(struct fragments *f, uint32_t number, uint32_t checksum);

#endif
