/* Opens and closes the application. */
#ifndef APP_OPEN_H
#define APP_OPEN_H

#include "app/app.h"

struct app_options {
	const char *config_dir; /* everything below this folder; NULL: XDG */
	const char *network;	/* this one alone; NULL: all that config.ini follows */
	const char *datanet;	/* the meant one, where there are several; NULL: none is named */
	/* Address, label or vault index; NULL: as configured, else the first account. */
	const char *account;
	bool has_wait; /* a command waits for `wait_s`; else as its network's confirmations take */
	uint32_t wait_s;   /* seconds for the block of a proof to be agreed on */
	int passphrase_fd; /* secrets are read from it, a line each, where the next is set */
	bool has_passphrase_fd;
	bool ascii;	     /* the terminal shows no other characters */
	bool signer_process; /* the signer runs as a process of its own, which the program can be */
	bool offline;	     /* never touches the network */
	bool read_only; /* refuses everything that signs, spends or changes a file of the user */
};

/*
 * Reads configuration and profile, opens the cache and the signer (locked). Starts no thread and
 * touches no network.
 * Returns: STATUS_OK, ERR_PARSE, ERR_DAMAGED, ERR_VERSION, ERR_PERMISSION, ERR_NOT_FOUND for a
 *          network that is named but not there.
 */
MUST_CHECK enum status open_app(struct app **out, const struct app_options *options, struct err *e);

/*
 * Locks the vault and closes everything. NULL is allowed. The threads of the dashboard must have
 * ended before (work_stop()).
 */
void close_app(struct app *app);

#endif
