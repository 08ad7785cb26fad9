/* The data that a datanet takes, as it said at the last sync. One server's word. */
#ifndef MODELS_ACCEPTED_DATA_H
#define MODELS_ACCEPTED_DATA_H

#include "app/app.h"
#include "chain/accepts.h"

struct cache;

/*
 * Reads what the cache kept of a datanet's description, on the selected network. All zero where the
 * datanet states nothing.
 * Returns: STATUS_OK, ERR_PARSE, a failure of the cache.
 */
MUST_CHECK enum status read_accepts(struct cache *cache, struct accepts *out,
				    const struct address *datanet, struct err *e);

/*
 * Finds out whether the app's datanet takes texts under this SPDX licence.
 * Out:     `takes`  the licences or the modality that it states
 *          `note`   why it may reject the records
 * Returns: whether it states something else; false also where nothing is known.
 */
bool find_untaken(struct app *app, char takes[static 96], char note[static 96],
		  const char *license);

#endif
