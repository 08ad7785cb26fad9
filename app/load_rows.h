/* Steps that the loaders of a snapshot's tables share. */
#ifndef APP_LOAD_ROWS_H
#define APP_LOAD_ROWS_H

#include <stddef.h>

#include "app/snapshot.h"
#include "base/err.h"
#include "chain/profile.h"

/* Room for the name of a datanet in a row. */
#define LOAD_ROWS_DATANET_SIZE 48

/*
 * Allocates a table of `n` zeroed rows of `size` bytes.
 * Out:     `out`  a pointer to the pointer that the table hangs on; NULL for no rows
 * Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status load_rows_new(void *out, size_t n, size_t size, struct err *e);

/* Names a datanet: as the profile (or NULL) does, else by its address; "" for the address zero. */
void load_rows_datanet(char out[static LOAD_ROWS_DATANET_SIZE], const struct profile *p,
		       const struct address *datanet);

/* The account that is shown; there is one when `s->has_account`. */
const struct address *load_rows_account(const struct snapshot *s);

/* The index of the dataset attested under `uid`; UINT32_MAX when it is not known here. */
uint32_t load_rows_dataset(const struct snapshot *s, const struct hash *uid);

#endif
