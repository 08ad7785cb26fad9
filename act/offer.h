/*
 * Offers a dataset that is here to another datanet, of any network: a second commitment to the same
 * records, with a nonce, a salt key and a root of its own, since no salt key serves two datanets.
 */
#ifndef ACT_OFFER_H
#define ACT_OFFER_H

#include "act/commit.h"

/*
 * Commits to the records of the dataset `name`, of whichever network, for the app's datanet, with
 * the account, licence and places of text and label of the first commitment. Nothing is sent. A
 * commitment to these records that this datanet has already is recognised; so is `name` itself when
 * its datanet was not chosen yet. The vault must be unlocked.
 * In:      `name`  a name, root or dataset id, or how a hash begins
 *          `as`    the second one's name in the lists here; NULL: NAME-DATANET
 * Out:     `from`  the dataset that `name` means
 * Returns: STATUS_OK; ERR_NOT_FOUND when there is no such dataset, or its records are gone;
 *          ERR_USAGE when several are meant; ERR_CHANGED when the dataset is revoked, or its
 *          records are not what was committed to; ERR_UNSUPPORTED for a network without a datanet;
 *          as commit_dataset().
 */
MUST_CHECK enum status offer_dataset(struct app *app, struct task *task, struct commit_result *out,
				     char from[static 64], const char *name, const char *as,
				     struct err *e);

#endif
