/* Opens an own act by its name (act/own_name.h), or by the name of a file. */
#ifndef ACT_OWN_OPEN_H
#define ACT_OWN_OPEN_H

#include "act/act.h"
#include "act/own_name.h"

/*
 * Opens the file of a draft that was found by its name.
 * Returns: STATUS_OK, as require_draft_file(), as open_act() and open_claim().
 */
MUST_CHECK enum status open_own_file(struct app *app, struct act **out, const struct own_named *own,
				     struct err *e);

/*
 * Opens what is not signed yet, to be signed: a file, or a draft by its name, whose file is read
 * where it was written. `_claim` opens claims, and `_transaction` everything else.
 * Returns: as open_claim() and open_act(); for a name also as find_own() and require_draft_file().
 */
MUST_CHECK enum status open_unsigned_claim(struct app *app, struct act **out, const char *name,
					   struct err *e);
MUST_CHECK enum status open_unsigned_transaction(struct app *app, struct act **out,
						 const char *name, struct err *e);

/*
 * Opens what is signed, to be sent: a signed file, or an own transaction by its name.
 * Returns: as import_signed_claim(), import_signed_act() and open_transaction(); for a name also as
 *          find_own(), and ERR_USAGE when it is not signed yet.
 */
MUST_CHECK enum status open_signed_claim(struct app *app, struct act **out, const char *name,
					 struct err *e);
MUST_CHECK enum status open_signed_transaction(struct app *app, struct act **out, const char *name,
					       struct err *e);

#endif
