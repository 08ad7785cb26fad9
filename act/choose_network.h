/*
 * The network that a command means by what it names: a transaction, a dataset, a file. Where
 * several are followed, an object that is of one of them says which, so that nobody has to.
 *
 * Each choose_…() makes the network's scope the home of the process (scope_keep()), unless
 * --network or --datanet has named one. Call them before anything else is done with the app.
 */
#ifndef ACT_CHOOSE_NETWORK_H
#define ACT_CHOOSE_NETWORK_H

#include "act/own_name.h"

/*
 * Chooses the network of an own transaction or claim.
 * Returns: STATUS_OK; ERR_USAGE when two networks have one of that name; as find_own(), with what
 *          is missing.
 */
MUST_CHECK enum status choose_network_of_own(struct app **home, enum own_list list,
					     const char *name, struct err *e);

/*
 * Chooses the network and the datanet of a dataset. One that waits for a network chooses none.
 * Out:     known  (or NULL) whether the datanet is known too, or is the only one; false where
 *                 scope_require_datanet() has to be asked
 * Returns: STATUS_OK; ERR_USAGE when datasets of two networks are meant; as find_dataset().
 */
MUST_CHECK enum status choose_network_of_dataset(struct app **home, bool *known, const char *name,
						 struct err *e);

/*
 * Chooses the followed network of a transaction, a claim or a disclosure in a file, by its chain
 * id. Without one, or where the file does not say a chain, none is chosen.
 */
void choose_network_of_file(struct app **home, const char *path);

/* The scope of that network, or NULL. Changes nothing: for a process that works on several. */
struct app *find_network_of_file(const struct app *home, const char *path);

/*
 * Chooses for who signs or looks, asking nobody: a network that is not followed is taken from the
 * profiles of this machine, which is all that a machine without a network needs.
 * Returns: STATUS_OK, also where the file does not say a chain; ERR_USAGE when several profiles
 *          have the chain id; ERR_NOT_FOUND when none has; as scope_open().
 */
MUST_CHECK enum status choose_profile_of_file(struct app **home, const char *path, struct err *e);

#endif
