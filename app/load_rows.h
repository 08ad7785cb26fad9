/*
 * Steps that the loaders of a snapshot's tables share. A table grows network by network, within one
 * datanet by datanet, and account by account; each loader appends the rows of one of them.
 */
#ifndef APP_LOAD_ROWS_H
#define APP_LOAD_ROWS_H

#include <stddef.h>

#include "app/snapshot.h"
#include "base/err.h"
#include "cache/figures.h"
#include "chain/profile.h"

/* The network, the datanet and the account that are being loaded. */
struct loading {
	struct snapshot *s;
	struct cache *cache;	 /* works on the network */
	const struct profile *p; /* stands for the datanet; NULL while there is no network */
	struct snapshot_owner of;
	const char *only_datanet;	    /* the one of --datanet; NULL: all are wanted */
	const struct cache_figure *figures; /* all of the network */
	size_t n_figures;
	size_t attributions_part; /* the most attributions of an account at a datanet */
	/* The first rows of this network, of this datanet's models, and of this account there. */
	size_t first_dataset, first_model, first_epoch, first_attribution, first_royalty;
};

/* Room for the name of a datanet in a row. */
#define LOAD_ROWS_DATANET_SIZE 48

/*
 * Makes room for `more` rows of `size` bytes, zeroed, behind the `n` that a table has.
 * In/out:  `table`  a pointer to the pointer that the table hangs on
 * Returns: STATUS_OK, ERR_MEMORY; the table is as it was then.
 */
MUST_CHECK enum status load_rows_grow(void *table, size_t n, size_t more, size_t size,
				      struct err *e);

/* Names a datanet: as the profile (or NULL) does, else by its address; "" for the address zero. */
void load_rows_datanet(char out[static LOAD_ROWS_DATANET_SIZE], const struct profile *p,
		       const struct address *datanet);

/* The index of an account of the snapshot; SNAPSHOT_NONE: it is none of them. */
uint16_t load_rows_account_index(const struct loading *l, const struct address *a);

/* Whether rows of the account with that index are wanted: all are, unless one was asked for. */
bool load_rows_wants(const struct loading *l, uint16_t account);

/* The account that is being loaded. */
const struct address *load_rows_account(const struct loading *l);

/* The index of this network's dataset attested under `uid`; UINT32_MAX: not known here. */
uint32_t load_rows_dataset(const struct loading *l, const struct hash *uid);

/* The row of the network that is being loaded. */
struct snapshot_network *load_rows_network(const struct loading *l);

/*
 * A figure of the network in the cache, or an unknown one. A kind that has no such address is
 * sought with NULL.
 */
struct figure load_rows_figure(const struct loading *l, enum cache_figure_kind kind,
			       const struct address *account, const struct address *payer,
			       const struct address *token);

/* Where the network's headers do not hash, that is the reason of a figure that lacks a proof. */
void load_rows_explain(const struct loading *l, struct figure *f);

#endif
