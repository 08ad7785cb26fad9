/* The page of the nodes, which node list and node test have alike. */
#ifndef CLI_CMD_NODE_H
#define CLI_CMD_NODE_H

#include "cli/fresh.h"

/*
 * Prints the nodes and where they contradicted each other.
 * In: take_abilities  what a test found of each, for --json; NULL for none
 */
MUST_CHECK enum status cmd_node_print(struct cli *cli, const struct cmd_fresh *f,
				      struct json *take_abilities, struct err *e);

#endif
