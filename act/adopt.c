#include "act/adopt.h"

#include <stdlib.h>

#include "app/dataset_rows.h"
#include "app/state.h"
#include "cache/dataset_names.h"
#include "dataset/store.h"
#include "dataset/store_folder.h"

struct adoption {
	struct cache_dataset row;
	bool known;
};

static enum status is_known(struct cache *cache, void *arg, struct err *e)
{
	struct adoption *a = arg;

	return cache_datasets_anywhere(cache, &a->known, &a->row.root, e);
}

/* Another process may have adopted the dataset since it was found unknown. */
static enum status put_if_unknown(struct cache *cache, void *arg, struct err *e)
{
	struct adoption *a = arg;
	enum status s = is_known(cache, a, e);

	if (s == STATUS_OK && !a->known)
		s = cache_dataset_names_make_unique(cache, &a->row, e);
	return s == STATUS_OK && !a->known ? cache_datasets_put(cache, &a->row, e) : s;
}

static void adopt(struct app *app, const struct hash *root)
{
	struct adoption a = {.row.root = *root};
	struct store *st = NULL;

	/* Most folders are known, which a read finds out without a transaction. */
	if (store_read(app, is_known, &a, NULL) != STATUS_OK || a.known)
		return;
	/*
	 * The lock is looked at before the folder is opened: a commit that lets go of a folder has
	 * completed or removed it.
	 */
	if (store_folder_is_held(app->shared->paths.datasets, root) ||
	    store_open(&st, app->shared->paths.datasets, root, NULL) != STATUS_OK)
		return;
	a.row = make_dataset_row(st, st->source, NULL, NULL);
	if (store_write(app, put_if_unknown, &a, NULL) == STATUS_OK && !a.known)
		note_event_of(app, &(struct event_owner){.account = &a.row.account}, "datasets",
			      TRUST_NONE, "found the dataset made of %s again", st->source);
	store_close(st);
}

void adopt_datasets(struct app *app)
{
	struct root_list l;

	if (list_datasets_on_disk(app, &l, NULL) == STATUS_OK)
		for (size_t i = 0; i < l.n; i++)
			adopt(app, &l.roots[i]);
	free(l.roots);
}
