#include "act/duplicates.h"

#include <stdlib.h>
#include <string.h>

#include "app/dataset_rows.h"
#include "app/state.h"

static int by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, STORE_FINGERPRINT);
}

enum status count_duplicates(struct app *app, const struct store *own, uint64_t *out, struct err *e)
{
	struct root_list l = {0};
	uint8_t(*mine)[STORE_FINGERPRINT] = NULL;
	size_t n = own->manifest.records;
	enum status s = store_load_fingerprints(own, &mine, e);

	*out = 0;
	if (s == STATUS_OK)
		s = list_datasets_on_disk(app, &l, e);
	/* Sorted once, so that each fingerprint of the others is a binary search. */
	if (s == STATUS_OK) {
		qsort(mine, n, sizeof(*mine), by_bytes);
		for (size_t i = 1; i < n; i++)
			*out += by_bytes(mine[i - 1], mine[i]) == 0;
	}
	for (size_t i = 0; i < l.n && s == STATUS_OK; i++) {
		uint8_t(*theirs)[STORE_FINGERPRINT] = NULL;
		struct store *other = NULL;

		if (hash_equal(&l.roots[i], &own->manifest.root))
			continue;
		/*
		 * Another dataset that is damaged must not keep this one from being committed to.
		 */
		if (store_open(&other, app->shared->paths.datasets, &l.roots[i], NULL) ==
			    STATUS_OK &&
		    store_load_fingerprints(other, &theirs, NULL) == STATUS_OK)
			for (size_t k = 0; k < other->manifest.records; k++)
				*out += bsearch(theirs[k], mine, n, sizeof(*mine), by_bytes) !=
					NULL;
		free(theirs);
		store_close(other);
	}
	free(l.roots);
	free(mine);
	return s;
}
