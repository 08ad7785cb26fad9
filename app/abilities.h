/*
 * The abilities of nodes between two processes: as rows of the cache, and back. A row holds for a
 * node's name, address and operator together, so that another server under the same name is learned
 * anew.
 */
#ifndef APP_ABILITIES_H
#define APP_ABILITIES_H

#include "app/app.h"
#include "cache/node_abilities.h"
#include "client/nodes.h"

/* Lists the abilities of all nodes as rows. Returns how many: as many as there are nodes. */
size_t list_abilities(struct cache_node_ability rows[static LIMIT_NODES],
		      const struct nodes *nodes);

/*
 * Gives the nodes of a new session the abilities that the cache has for them. Rows that no version
 * of byline could have written are left out. Returns: STATUS_OK; fails only as the cache does.
 */
MUST_CHECK enum status load_abilities(struct app *app, struct nodes *nodes, struct err *e);

#endif
