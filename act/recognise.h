/* Finds out whether records were committed to before, here or on another machine. */
#ifndef ACT_RECOGNISE_H
#define ACT_RECOGNISE_H

#include "act/commit.h"
#include "dataset/store_build.h"

/*
 * Looks among the commitments of p->attester for one to the records of the plan, with its settings:
 * first among the attested ones, then among those of this machine. Only commitments with as many
 * records and bytes are compared, leaf by leaf, with the salts that the vault's seed gives for
 * their nonces. The folder of an attested one that this machine does not have is built again.
 *
 * In:      `plan`  an option that is NULL asks for nothing: the commitment may have any value there
 *          `p`     attester, kind, license and choices of a new commitment; records of `copied`
 *                  are compared by their fingerprints, without reading them
 * Out:     `st`      the commitment's folder, open; close it with store_close()
 *          `result`  name, uid, rebuilt; other, also when none is found
 * Returns: STATUS_OK; ERR_NOT_FOUND when the records are new here; ERR_CANCELLED, ERR_LOCKED, or
 *          why the records cannot be read.
 */
MUST_CHECK enum status recognise_records(struct app *app, struct task *task, struct store **st,
					 struct commit_result *result,
					 const struct commit_plan *plan, const struct store_plan *p,
					 struct err *e);

#endif
