/* Values as text for people, in the way that the options ask for. */
#ifndef CLI_FORMAT_H
#define CLI_FORMAT_H

#include "base/clock.h"
#include "chain/value.h"
#include "cli/cli.h"

/* The trust mark, or its word with --accessible; never NULL. */
const char *cmd_format_mark(const struct cli *cli, enum trust t);

/* How a command shows values: with these marks, and times, addresses and hashes whole. */
struct value_style cmd_format_style(const struct cli *cli);

/* Local time such as "14:02:11", with the date when it is not today; "-" for 0. */
void cmd_format_time(char out[static CLOCK_LOCAL_SIZE], int64_t seconds);

#endif
