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
	bool help, version;		  /* --help, --version: main() answers them */
	const char *fd_text, *color_text; /* what cmd_globals_take() reads the two above from */
	bool failure_printed; /* the failure is in the output already: main() adds nothing */
	struct app *app;      /* opened by main() for commands that need it */
	struct task task;
};

#endif
