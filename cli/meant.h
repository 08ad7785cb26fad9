/* The options that make a command in a hint work as it is printed, where several networks are. */
#ifndef CLI_MEANT_H
#define CLI_MEANT_H

#include "app/scope.h"
#include "app/snapshot.h"
#include "cli/cli.h"

/* Writes the options for what this command works on (scope_words()). Returns: `out`. */
const char *cmd_meant(char out[static SCOPE_WORDS], const struct cli *cli);

/* Writes those for the network and the datanet of a row. Returns: `out`. */
const char *cmd_meant_row(char out[static SCOPE_WORDS], const struct cli *cli,
			  const struct snapshot *s, const struct snapshot_owner *of);

/*
 * Writes those that were given to this command, for a hint that names its object: that finds its
 * network by itself, but for one that is not followed. Returns: `out`.
 */
const char *cmd_meant_given(char out[static SCOPE_WORDS], const struct cli *cli);

/* The app of a row's datanet, or of its network; the home for a row of none. */
struct app *cmd_meant_scope(const struct cli *cli, const struct snapshot *s,
			    const struct snapshot_owner *of);

#endif
