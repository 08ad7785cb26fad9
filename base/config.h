/*
 * The user's choices, from config.ini. A name that byline does not know and a value out of range
 * are errors with file and line; none is ignored.
 */
#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct config {
	char network[64];     /* network: name of a profile; "" when none is chosen */
	char account[64];     /* account: address or label shown first; "" for the first one */
	char theme[16];	      /* theme: "default", "mono", "blue" */
	uint32_t idle_lock_s; /* idle_lock: seconds until the vault locks itself; 0 = never */
	bool mouse;	      /* mouse: whether the dashboard takes the mouse's clicks */
	bool ascii;	      /* ascii: no characters beyond ASCII on screen */
	bool accessible;      /* accessible: sentences instead of boxes and pictures */
};

/*
 * Reads `path` over the defaults: no network, lock after 300 s, everything else off. A missing file
 * leaves the defaults.
 * Returns: STATUS_OK, ERR_PARSE with file and line, ERR_IO, ERR_PERMISSION.
 */
MUST_CHECK enum status config_read(struct config *c, const char *path, struct err *e);

/* Replaces `path` by all values, each with a comment line. Returns: as file_write(). */
MUST_CHECK enum status config_write(const struct config *c, const char *path, struct err *e);

#endif
