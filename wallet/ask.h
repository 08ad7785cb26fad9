/*
 * Questions that the signer asks by itself, on a terminal that byline has lent it, so that no
 * answer passes through byline. A script gives secrets on a descriptor instead, a line each.
 */
#ifndef WALLET_ASK_H
#define WALLET_ASK_H

#include <stdbool.h>

#include "base/secret.h"
#include "base/status.h"

struct asker {
	int terminal; /* -1: there is none */
	int lines;    /* secrets are read here, whether or not there is a terminal; -1: nowhere */
	int owner;    /* byline's socket: its end is the end of a question; -1: nobody's */
};

/*
 * Asks for a secret, which is not shown while it is typed. Keys that were pressed before the
 * question are no answer to it.
 * Out:     out  1 to 511 bytes, which the caller frees
 * Returns: STATUS_OK; ERR_CANCELLED for Ctrl-C, Ctrl-D, Esc, or when the owner is gone; ERR_REFUSED
 *          for an empty answer; ERR_LIMIT; ERR_USAGE where nobody can be asked; ERR_IO; ERR_MEMORY;
 *          ERR_PERMISSION.
 */
MUST_CHECK enum status ask_secret(const struct asker *p, struct secret **out, const char *question,
				  struct err *e);

/*
 * Asks for a confirmation on the terminal, letter by letter in sight. Nothing else stands for it.
 * Returns: STATUS_OK when `wanted` was typed; ERR_REFUSED for anything else; the others as
 *          ask_secret().
 */
MUST_CHECK enum status ask_confirmation(const struct asker *p, const char *question,
					const char *wanted, struct err *e);

/*
 * Shows clean text of whole lines on the terminal. What does not fit waits for Space or Enter, page
 * by page, so that the end is reached by nobody who did not have all of it before them.
 * Returns: as ask_confirmation(), but ERR_REFUSED.
 */
MUST_CHECK enum status ask_to_read(const struct asker *p, const char *text, struct err *e);

#endif
