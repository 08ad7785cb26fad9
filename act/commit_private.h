/* The part of a commitment that records from a file and records of a dataset here share. */
#ifndef ACT_COMMIT_PRIVATE_H
#define ACT_COMMIT_PRIVATE_H

#include "act/commit.h"
#include "dataset/store_build.h"

/*
 * Commits to the records that `p` names, for the app's datanet, unless that was done before with
 * the same settings (act/recognise.h).
 * In:      `plan`  the same as texts: path, name, settings
 *          `p`     attester, kind and source of the records; nonce and keys are filled in
 * Returns: as commit_dataset().
 */
MUST_CHECK enum status commit_records(struct app *app, struct task *task, struct commit_result *out,
				      const struct commit_plan *plan, struct store_plan *p,
				      struct err *e);

#endif
