/*
 * Keys, pastes and clicks from the terminal.
 */
#ifndef TUI_SCREEN_TERM_KEYS_H
#define TUI_SCREEN_TERM_KEYS_H

#include "base/err.h"
#include "tui/key.h"
#include "tui/screen_term.h"

/* Prepares reading: window, escape sequences, mouse. ERR_MEMORY. */
MUST_CHECK enum status screen_term_keys_open(struct screen_term *t, struct err *e);

/* Reads the next event without waiting (25 ms after an Esc). Returns: false when there is none. */
bool screen_term_keys_read(struct screen_term *t, struct key_event *ev);

/*
 * Milliseconds after which screen_term_keys_read() should be called although nothing came; -1 means
 * never.
 */
int screen_term_keys_timeout_ms(const struct screen_term *t);

#endif
