/* What every subcommand is given: the global options, and the app once it is opened. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "app/open.h"

/* --color: whether text output may use it. */
enum color_mode { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct cli {
	struct app_options options;
	bool json;
	bool plain;
	bool ascii;
	bool accessible;
	bool yes;	    /* answers questions that neither sign nor spend */
	const char *expect; /* --expect HASH: what a script is willing to sign */
	int passphrase_fd;  /* -1: ask on the terminal */
	enum color_mode color;
	bool told;	 /* the failure is in the output already: main() adds nothing */
	struct app *app; /* opened by main() for commands that need it */
	struct task task;
};

/* Runs a subcommand; argv holds what follows its name, without the global options. */
typedef enum status command_run(struct cli *cli, int argc, char **argv, struct err *e);

struct command {
	const char *name;
	const char *words;    /* its own subcommands, one space between; NULL: none */
	const char *synopsis; /* behind "byline " */
	const char *summary;  /* one line */
	const char *help; /* what `byline help NAME` prints below; lines of at most 80 columns */
	command_run *run;
	bool without_app; /* runs before any configuration is read */
};

/* All subcommands, ended by a NULL name. */
extern const struct command cmd_table[];

/* The command called `name`, or NULL. */
const struct command *cmd_find(const char *name);

/* The exit code of byline(1) for a status. */
int cmd_exit_code(enum status s);

#endif
