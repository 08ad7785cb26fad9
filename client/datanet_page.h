/* The common members of a page of a list. For the readers of datanet_*.c that read lists. */
#ifndef CLIENT_DATANET_PAGE_H
#define CLIENT_DATANET_PAGE_H

#include <stdbool.h>

#include "base/err.h"
#include "base/json.h"
#include "chain/address.h"

/*
 * Reads an object with the members "account", `name` (a list), "next" and "more", and no others. A
 * list that is of no account has a NULL `account` and no such member.
 * Out:     list  points into `doc`
 * Returns: STATUS_OK, ERR_PARSE, ERR_MISMATCH for another account.
 */
MUST_CHECK enum status datanet_page_read(const struct json **list, uint64_t *next, bool *more,
					 const struct json *doc, const char *name,
					 const struct address *account, struct err *e);

/*
 * Checks that a page of `n` items leads on: `next` is the number of its last item, and a page with
 * `more` has items. Otherwise a client would ask for the same page for ever.
 */
MUST_CHECK enum status datanet_page_check_next(uint64_t next, uint64_t last, bool more, size_t n,
					       struct err *e);

#endif
