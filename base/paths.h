/*
 * The places of the user's files: by the XDG Base Directory specification, or all below one folder
 * with --config-dir.
 */
#ifndef BASE_PATHS_H
#define BASE_PATHS_H

#include "base/err.h"

struct paths {
	char *config;	/* folder: config.ini, keys.ini, networks/ */
	char *data;	/* folder: vault, signer.journal, datasets/ */
	char *state;	/* folder: log, locks, spool/ */
	char *networks; /* config/networks */
	char *vault;	/* data/vault */
	char *journal;	/* data/signer.journal */
	char *datasets; /* data/datasets */
	char *cache;	/* state/cache.db */
	char *spool;	/* state/spool: sealed uploads under way */
	char *log;	/* state/log */
	char *ini;	/* config/config.ini */
	char *keys;	/* config/keys.ini */
};

/*
 * Fills `p`: below `config_dir` when it is given, else below $XDG_CONFIG_HOME, $XDG_DATA_HOME and
 * $XDG_STATE_HOME (or their defaults below $HOME), each followed by "/byline". Does not touch the
 * disk. Release with paths_release().
 * Returns: STATUS_OK, ERR_NOT_FOUND without a home folder, ERR_USAGE when `config_dir` is "",
 * ERR_MEMORY.
 */
MUST_CHECK enum status paths_init(struct paths *p, const char *config_dir, struct err *e);
void paths_release(struct paths *p);

/* Makes all folders with mode 0700. Returns: as dir_ensure(). */
MUST_CHECK enum status paths_ensure(const struct paths *p, struct err *e);

#endif
