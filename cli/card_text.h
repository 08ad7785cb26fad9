/* A card's answers for people. */
#ifndef CLI_CARD_TEXT_H
#define CLI_CARD_TEXT_H

#include "cli/cli.h"
#include "models/check_card.h"

/* Prints the block, the publisher, the answers to the four questions, and what is not stated. */
MUST_CHECK enum status cmd_card_print(const struct cli *cli, const struct checked_card *c,
				      struct err *e);

#endif
