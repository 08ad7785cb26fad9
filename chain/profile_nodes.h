/* Nodes that are added to a profile and taken out of it. The quorum follows the voices. */
#ifndef CHAIN_PROFILE_NODES_H
#define CHAIN_PROFILE_NODES_H

#include "base/err.h"
#include "chain/profile.h"

/*
 * Adds a node. Without a name it gets one from its operator, a relay from its host. A node that is
 * there already, with the same address and operator, leaves the profile as it is.
 * A quorum that was the smallest majority of the voices stays the smallest majority of them.
 * In:      node   url and operator, or `relay`; name "" for none
 * Out:     name   the node's name
 * Returns: STATUS_OK; ERR_EXISTS when the address or the name is another node's; ERR_PARSE for an
 *          address that web_url_check() refuses; ERR_REFUSED for a well-known relay that is no
 *          `relay` here; ERR_LIMIT.
 */
MUST_CHECK enum status profile_nodes_add(struct profile *p, const struct profile_node *node,
					 char name[static 32], struct err *e);

/*
 * Takes the node `name` out.
 * Returns: STATUS_OK, ERR_NOT_FOUND, ERR_REFUSED for the only one.
 */
MUST_CHECK enum status profile_nodes_remove(struct profile *p, const char *name, struct err *e);

#endif
