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
	/* network, follow: names of profiles, each once, that of `network` first */
	char networks[LIMIT_NETWORKS][32];
	size_t n_networks;
	char account[64];     /* account: address or label shown first; "" for the first one */
	char theme[16];	      /* theme: "default", "mono", "blue" */
	uint32_t idle_lock_s; /* idle_lock: seconds until the vault locks itself; 0 = never */
	/* unprotected_signer: unlocks although the system refuses the signer a protection */
	bool unprotected_signer;
	bool mouse;	 /* mouse: whether the dashboard takes the mouse's clicks */
	bool ascii;	 /* ascii: no characters beyond ASCII on screen */
	bool accessible; /* accessible: sentences instead of boxes and pictures */
	/*
	 * proxy: the address of a proxy that servers are asked through, "socks5h://127.0.0.1:9050";
	 * "" for none. It has no user name and no password in it: backups hold this file.
	 */
	char proxy[256];
	bool proxy_wrong; /* its line is wrong: then nobody may be asked, with or without a proxy */
	char warning[LIMIT_ERR_TEXT]; /* the first line that was left out, and why; "" for none */
};

/*
 * Reads `path` over the defaults: no network is followed, lock after 300 s, everything else off. A
 * missing file leaves the defaults, and so does a line that is wrong, which `warning` names.
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

/*
 * Adds a line `follow = NETWORK` behind those that are there, or takes out all that name it,
 * "network = NETWORK" included.
 * Returns: as file_write(); ERR_LIMIT for more than LIMIT_NETWORKS.
 */
MUST_CHECK enum status config_follow(const char *path, const char *network, struct err *e);
MUST_CHECK enum status config_unfollow(const char *path, const char *network, struct err *e);

#endif
