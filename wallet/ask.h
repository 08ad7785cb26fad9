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
	int terminal;  /* -1: there is none */
	int lines;     /* secrets are read here, whether or not there is a terminal; -1: nowhere */
	int owner;     /* byline's socket: its end is the end of a question; -1: nobody's */
	int timer;     /* a timerfd, readable once nothing was answered for too long; -1: never */
	uint32_t idle; /* the seconds after an answer in which it becomes so */
	bool ascii;    /* the terminal shows no other characters */
};

/*
 * Asks for a secret, which is not shown while it is typed. Keys that were pressed before the
 * question are no answer to it.
 * Out:     out  1 to 511 bytes, which the caller frees
 * Returns: STATUS_OK; ERR_CANCELLED for Ctrl-C, Ctrl-D, Esc, or when the owner is gone; ERR_LOCKED
 *          when the timer ended it; ERR_REFUSED for an empty answer; ERR_LIMIT; ERR_USAGE where
 *          nobody can be asked; ERR_IO; ERR_MEMORY; ERR_PERMISSION.
 */
MUST_CHECK enum status ask_secret(const struct asker *p, struct secret **out, const char *question,
				  struct err *e);

/* Whether a secret would be typed by a person, who can be asked once more. */
bool ask_is_typed(const struct asker *p);

/* Writes a line on the terminal, if there is one. A failure shows at the next question. */
void ask_tell(const struct asker *p, const char *line);

/*
 * Asks for a confirmation on the terminal, letter by letter in sight. Nothing else stands for it.
 * Blanks in it need not be typed.
 * Returns: STATUS_OK when `wanted` was typed; ERR_REFUSED for anything else; the others as
 *          ask_secret().
 */
MUST_CHECK enum status ask_confirmation(const struct asker *p, const char *question,
					const char *wanted, struct err *e);

#endif
