/*
 * The user's choices, from config.ini. A name that byline does not know and a value out of range
 * are warnings with file and line; none is ignored in silence.
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
	char warning[LIMIT_ERR_TEXT]; /* the first line that was left out, and why; "" for none */
};

/*
 * Reads `path` over the defaults: no network, lock after 300 s, everything else off. A missing file
 * leaves the defaults, and so does a line that is wrong, which `warning` names.
 * Returns: STATUS_OK, ERR_IO, ERR_PERMISSION, ERR_LIMIT.
 */
MUST_CHECK enum status config_read(struct config *c, const char *path, struct err *e);

/*
 * Sets `name` to `value` in the file and leaves every other line, comments and wrong ones included,
 * as it is. A missing file is written with all names and what they mean.
 * Returns: as file_write().
 */
MUST_CHECK enum status config_change(const char *path, const char *name, const char *value,
				     struct err *e);

#endif
