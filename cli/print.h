/* Output of subcommands: text for people, or one JSON object for scripts. */
#ifndef CLI_PRINT_H
#define CLI_PRINT_H

#include "base/buf.h"
#include "base/json.h"
#include "cli/cli.h"

/* Prints bytes as they are on stdout, and releases them. ERR_IO; what `take_text` failed with. */
MUST_CHECK enum status cmd_print_bytes(struct buf *take_text, struct err *e);

/* Prints a document in canonical form and a line end, and frees it. ERR_IO without stdout. */
MUST_CHECK enum status cmd_print_document(struct json *take_document, struct err *e);

/* Whether the result is for a program: --json or --plain. Sentences are for people alone. */
bool cmd_print_is_data(const struct cli *cli);

/*
 * Prints what a command answers to a program, and frees it: with --json as an object in canonical
 * form, completed by the envelope (cli/envelope.h); with --plain as lines "name<TAB>value", inner
 * names joined by points ("act.fields.0.label"), "-" for null. ERR_IO without stdout.
 */
MUST_CHECK enum status cmd_print_reply(struct cli *cli, struct json *take_object, struct err *e);

/*
 * Prints and frees `take_object`: for a program as cmd_print_reply(), else as lines "name  value",
 * where members of inner objects and arrays are indented.
 */
MUST_CHECK enum status cmd_print_summary(struct cli *cli, struct json *take_object, struct err *e);

/* Prints a line of text for a person on stdout; nothing for a program. */
void cmd_print_line(const struct cli *cli, const char *format, ...) PRINTF(2, 3);

/* Prints a hint for a person on stderr; nothing for a program. */
void cmd_print_hint(const struct cli *cli, const char *format, ...) PRINTF(2, 3);

/*
 * Prints the message of a failed command on stderr. A program also gets a reply on stdout: with
 * --json {"error":{…}}, with the members of `take_top` unless that is NULL; with --plain those
 * members alone. main() prints nothing more then.
 */
void cmd_print_error(struct cli *cli, struct json *take_top, const struct err *e);

#endif
