/* The words of the command line, taken from the table, so that nothing lists them twice. */
#ifndef CLI_WORDS_H
#define CLI_WORDS_H

#include "cli/cli.h"

#define CMD_OPTION_SIZE	 32 /* "--additive-groups" with room to spare */
#define CMD_OPTIONS_MOST 32

/* The options in the synopsis and help of a command, each once. Returns how many. */
size_t cmd_options_of(char out[static CMD_OPTIONS_MOST][CMD_OPTION_SIZE], const struct command *c);

/* The options that every command takes, ended by NULL; those in the second list need a value. */
extern const char *const cmd_global_options[];
extern const char *const cmd_global_values[];

#endif
