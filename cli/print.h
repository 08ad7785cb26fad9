/* Output of subcommands: text for people, or one JSON object for scripts. */
#ifndef CLI_PRINT_H
#define CLI_PRINT_H

#include "base/json.h"
#include "cli/cli.h"

/* Prints `take_object` in canonical form and a line end, and frees it. ERR_IO without stdout. */
MUST_CHECK enum status cmd_print_json(struct json *take_object, struct err *e);

/*
 * Prints and frees `take_object`: as JSON with --json, else as lines "name  value", where members
 * of inner objects and arrays are indented.
 */
MUST_CHECK enum status cmd_print_summary(const struct cli *cli, struct json *take_object,
					 struct err *e);

/* Prints a line of text on stdout; nothing with --json. */
void cmd_print_line(const struct cli *cli, const char *format, ...) PRINTF(2, 3);

/* Prints a hint for a person on stderr; nothing with --json. */
void cmd_print_hint(const struct cli *cli, const char *format, ...) PRINTF(2, 3);

/*
 * Prints the message of a failed command on stderr; with --json also {"error":{…}} on stdout, as
 * a member of `take_top` unless that is NULL. main() prints nothing more then.
 */
void cmd_print_error(struct cli *cli, struct json *take_top, const struct err *e);

#endif
