/* Finds datasets whose folder is here while the cache does not list them. */
#ifndef ACT_ADOPT_H
#define ACT_ADOPT_H

#include "app/app.h"

/*
 * Adds a row for each dataset that has a folder and no row in any network: a crash came between the
 * two, or the cache was deleted. A folder that cannot be read is left as it is, and so is one that
 * a commit, in this or another byline process, is still writing.
 */
void adopt_datasets(struct app *app);

#endif
