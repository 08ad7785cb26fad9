/* The keys of a terminal while a question stands on it. For ask*.c. */
#ifndef WALLET_ASK_KEYS_H
#define WALLET_ASK_KEYS_H

#include <stdint.h>
#include <termios.h>

#include "wallet/ask.h"

enum {
	KEY_CTRL_C = 3,
	KEY_CTRL_D = 4,
	KEY_CTRL_H = 8,
	KEY_CTRL_U = 21,
	KEY_ESC = 27,
	KEY_DEL = 127
};

/*
 * Begins a question: keys come one by one and unseen, and those that were pressed before it are
 * forgotten.
 * Out:     before  the modes, for ask_keys_end()
 * Returns: STATUS_OK, ERR_USAGE where there is no terminal, ERR_IO.
 */
MUST_CHECK enum status ask_keys_begin(const struct asker *p, struct termios *before, struct err *e);

/* Puts the modes back and ends the line. Returns: `s`, the question's, unless that fails. */
MUST_CHECK enum status ask_keys_end(const struct asker *p, const struct termios *before,
				    enum status s, struct err *e);

/*
 * Puts the modes back and leaves a page with a secret, where a question stands: for a handler of a
 * signal that ends the process right afterwards.
 */
void ask_keys_abandon(void);

/*
 * Waits for a byte on `fd`. The byte goes right to where it is kept: nothing here has a copy.
 * Returns: STATUS_OK, ERR_NOT_FOUND at the end of input, ERR_CANCELLED when the owner is gone,
 *          ERR_LOCKED by the timer, ERR_IO.
 */
MUST_CHECK enum status ask_keys_read(const struct asker *p, int fd, uint8_t *out, struct err *e);

/*
 * Reads the rest of what began with KEY_ESC: the sequence of a key such as an arrow, which is no
 * part of an answer.
 * Returns: STATUS_OK, ERR_CANCELLED for Esc alone; as ask_keys_read().
 */
MUST_CHECK enum status ask_keys_skip(const struct asker *p, struct err *e);

/* Writes `len` bytes on the terminal. ERR_IO. */
MUST_CHECK enum status ask_keys_put(const struct asker *p, const char *text, size_t len,
				    struct err *e);

#endif
