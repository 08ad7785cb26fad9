/*
 * The differences between two profiles of a network, field by field, for the person who decides. A
 * profile says who is believed and what is paid, so that most changes are dangerous.
 */
#ifndef CHAIN_PROFILE_DIFF_H
#define CHAIN_PROFILE_DIFF_H

#include "chain/profile.h"

struct profile_change {
	char field[96];	    /* "fee_cap_wei", "nodes.alice.url", "tokens.0xe1….symbol" */
	char before[264];   /* as in the file, but a fee cap in coins, and the address of a node as
			     * node_url_show() has it; "" when the field comes */
	char after[264];    /* the same when the field goes */
	const char *danger; /* the field's meaning for money; NULL when it has none. Static. */
};

/*
 * Lists the fields in which two profiles differ, in the order of their names. A node or datanet is
 * known by its name, a token or payer by its address, wherever they stand in their lists.
 * Out:     list, `n` changes; the caller frees it
 * Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status profile_diff(struct profile_change **list, size_t *n,
				    const struct profile *before, const struct profile *after,
				    struct err *e);

#endif
