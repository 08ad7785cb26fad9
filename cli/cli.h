/* The state that every subcommand gets: the global options, and the app once it is opened. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "app/open.h"
#include "base/json.h"

/* --color: whether text may be in colour. */
enum color_mode { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct cli {
	struct app_options options;
	bool json;
	bool plain;
	bool ascii;
	bool accessible;
	bool yes;	    /* --yes: taken and ignored where no question is left that it answers */
	const char *expect; /* --expect HASH: the only signing hash that a script accepts */
	enum color_mode color;
	bool help, version; /* --help, --version: main() answers them */
	/* Read by cmd_globals_take() into the members above. */
	const char *fd_text, *color_text, *wait_text;
	char command[32];      /* "tx list": the words that were given for it; "" before that */
	struct json *networks; /* noted for the next reply (cli/envelope.h); or NULL */
	bool failure_printed;  /* the failure is in the output already: main() adds nothing */
	struct app *app;       /* opened by main() for commands that need it */
	struct task task;
};

#endif
