/*
 * Keys in the addresses of servers. Providers of nodes give each customer an address with a key in
 * it, before the host or behind it.
 */
#ifndef BACKUP_NODE_KEY_H
#define BACKUP_NODE_KEY_H

#include "base/json.h"

/*
 * Copies a profile's document. In the copy each address of a node is its origin alone. Of other
 * servers (a datanet has a path of its own) an address is cut only when it has a user name or a
 * query.
 * Out:     nodes  appended: the names of the nodes whose address was cut (array of texts)
 * Returns: the copy, freed with json_free(); NULL when out of memory.
 */
struct json *node_key_remove(const struct json *profile, struct json *nodes);

#endif
