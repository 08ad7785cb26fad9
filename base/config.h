/*
 * config.ini: what the user has chosen. Unknown names and values out of range are errors that name
 * file and line, never ignored.
 */
#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct config {
	char network[64];     /* network: name of a profile; "" = none chosen */
	char account[64];     /* account: address or label shown first; "" = the first */
	char theme[16];	      /* theme: "default", "mono", "blue" */
	uint32_t idle_lock_s; /* idle_lock: seconds until the vault locks itself; 0 = never */
	bool mouse;	      /* mouse */
	bool ascii;	      /* ascii: no characters beyond ASCII on screen */
	bool accessible;      /* accessible: no boxes, no pictures, sentences */
};

/*
 * Reads `path` over the defaults (no network, lock after 300 s, everything else off); a missing
 * file leaves them.
 * Returns: STATUS_OK, ERR_PARSE with file and line, ERR_IO, ERR_PERMISSION.
 */
MUST_CHECK enum status config_read(struct config *c, const char *path, struct err *e);

/* Writes all values, with a comment line each. */
MUST_CHECK enum status config_write(const struct config *c, const char *path, struct err *e);

#endif
