/* Options of a subcommand: long names, "--name value" or "--name=value", anywhere on the line. */
#ifndef CLI_ARGS_H
#define CLI_ARGS_H

#include <stdbool.h>

#include "base/err.h"
#include "cli/cli.h"

/* One option: exactly one of `flag` and `value` is set. */
struct option_spec {
	const char *name; /* without the dashes */
	bool *flag;
	const char **value;
};

/*
 * Takes the options in `specs` (ended by a NULL name) out of argv and moves the operands to its
 * front. Out: the number of operands. "--" ends options. With `pass_unknown` unknown options stay
 * among the operands.
 * Returns: STATUS_OK, ERR_USAGE naming the option.
 */
MUST_CHECK enum status cmd_take_options(int *n_operands, int argc, char **argv,
					const struct option_spec *specs, bool pass_unknown,
					struct err *e);

/* One member of a family: `byline account list`. */
struct subcommand {
	const char *name;
	command_run *run;
};

/* Runs the member of `family` (ended by a NULL name) that argv[0] names, else ERR_USAGE. */
MUST_CHECK enum status cmd_run_family(struct cli *cli, int argc, char **argv,
				      const struct subcommand *family, const char *name,
				      struct err *e);

/* ERR_USAGE with the synopsis unless min <= n <= max. */
MUST_CHECK enum status cmd_check_operands(int n, int min, int max, const char *synopsis,
					  struct err *e);

#endif
