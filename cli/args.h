/*
 * The words of a command line: options are long names, "--name value" or "--name=value", anywhere
 * on the line; the words left are operands. The only letters are -h and -V (cli/globals.c).
 */
#ifndef CLI_ARGS_H
#define CLI_ARGS_H

#include "base/status.h"
#include "cli/command.h"

/*
 * Takes the options of `options` out of argv and moves the operands to its front. "--" ends the
 * options. With `pass_unknown` unknown options stay among the operands.
 * Out:     n_operands  how many operands there are
 *          values      the struct that the offsets of `options` are of; NULL: nothing is kept
 * Returns: STATUS_OK, ERR_USAGE naming the option.
 */
MUST_CHECK enum status cmd_args_parse(int *n_operands, void *values, int argc, char **argv,
				      const struct cmd_option *options, bool pass_unknown,
				      struct err *e);

/*
 * Takes the options of `command` into `values` (NULL: only checks them) and counts its operands.
 * argv[i] is NULL from the first operand on that was not given; argv must have room for it, as the
 * argv of main() has.
 * Returns: STATUS_OK, ERR_USAGE naming the option or with the synopsis.
 */
MUST_CHECK enum status cmd_args_take(void *values, int argc, char **argv,
				     const struct command *command, struct err *e);

/*
 * Sets a message that there is no command `word` in the NULL-ended list `commands`, with the one
 * that was probably meant. `family` is their family's name, NULL for the commands themselves.
 * Returns ERR_USAGE.
 */
enum status cmd_args_refuse(const struct command *const *commands, const char *family,
			    const char *word, struct err *e);

/* Sets the message "usage: SYNOPSIS; see byline help NAME". Returns ERR_USAGE. */
enum status cmd_args_usage(const struct command *command, struct err *e);

/*
 * Runs `command`, or for a family the member that argv[0] names, once its words are in order and
 * what it needs is there.
 * Returns: the status of the command; ERR_USAGE when the family has no such member or a word is
 *          wrong; as cmd_needs_check().
 */
MUST_CHECK enum status cmd_args_run(struct cli *cli, int argc, char **argv,
				    const struct command *command, struct err *e);

#endif
