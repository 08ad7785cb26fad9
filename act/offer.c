/*
 * offer_dataset() finds the first commitment in the rows of all networks, since it may be of a
 * network that is not followed any more, and opens its folder. commit_again() then plans the second
 * commitment with its settings; the rest is as for a file (act/commit_private.h).
 */
#include "act/offer.h"

#include <stdio.h>
#include <string.h>

#include "act/adopt.h"
#include "act/commit_private.h"
#include "app/account_keys.h"
#include "app/rebuild_dataset.h"
#include "app/state.h"
#include "cache/dataset_names.h"
#include "cache/waiting.h"
#include "dataset/store.h"
#include "dataset/store_source.h"

struct offer_search {
	const char *name;
	struct cache_dataset found;
};

static enum status search(struct cache *cache, void *arg, struct err *e)
{
	struct offer_search *o = arg;

	return cache_dataset_names_find_anywhere(cache, &o->found, o->name, e);
}

/* One that waits for a network goes to this one, where it is recognised. */
static enum status take_waiting(struct cache *cache, void *arg, struct err *e)
{
	const struct offer_search *o = arg;

	return cache_waiting_take(cache, &o->found.root, e);
}

/* Opens the first commitment, whose records the second one is made of. */
static enum status open_first(struct app *app, struct task *task, struct store **out,
			      const struct cache_dataset *row, struct err *e)
{
	enum status s;

	*out = NULL;
	if (row->state == CACHE_DATASET_REVOKED)
		return err_set(e, ERR_CHANGED,
			       "%s is revoked, and what was withdrawn is not offered to others; to "
			       "contribute its records again, commit to the file: byline dataset "
			       "commit FILE",
			       row->name);
	s = find_dataset_folder(app, task, out, row, e);
	if (s == STATUS_OK && !store_source_is_there(*out))
		s = err_set(e, ERR_NOT_FOUND,
			    "the records of %s are gone: %s is not there, and no copy was kept; "
			    "put the file back",
			    row->name, (*out)->source);
	return s;
}

/* NULL for a place without a name, which asks for nothing. */
static const char *name_or_null(const char *name)
{
	return name[0] != '\0' ? name : NULL;
}

static enum status commit_again(struct app *app, struct task *task, struct commit_result *out,
				const struct store *st, const char *name, struct err *e)
{
	const struct manifest *m = &st->manifest;
	const struct commit_plan plan = {.path = st->source,
					 .name = name,
					 .license = m->license,
					 .text_name = name_or_null(m->text_name),
					 .label_name = name_or_null(m->label_name),
					 .keep = st->kept};
	struct store_plan p = {.source = plan.path,
			       .kind = m->kind,
			       .attester = st->attester,
			       .license = plan.license,
			       .text_name = plan.text_name,
			       .label_name = plan.label_name,
			       .keep = plan.keep,
			       .copied = st};
	uint32_t index;
	enum status s = require_license(plan.license, e);

	/* The first one may be of an account that is only watched by now. */
	if (s == STATUS_OK)
		s = account_index(app, &index, &st->attester, e);
	return s == STATUS_OK ? commit_records(app, task, out, &plan, &p, e) : s;
}

enum status offer_dataset(struct app *app, struct task *task, struct commit_result *out,
			  char from[static 64], const char *name, const char *as, struct err *e)
{
	struct offer_search o = {.name = name};
	struct store *st = NULL;
	char proposed[128];
	enum status s = require_writable(app, "offer a dataset", e);

	*out = (struct commit_result){.already = false};
	from[0] = '\0';
	if (s == STATUS_OK && app->profile->n_datanets == 0)
		s = err_set(e, ERR_UNSUPPORTED,
			    "network %s has no datanet that a dataset could be offered to",
			    app->profile->name);
	if (s == STATUS_OK)
		adopt_datasets(app);
	if (s == STATUS_OK)
		s = store_read(app, search, &o, e);
	if (s == STATUS_OK)
		s = open_first(app, task, &st, &o.found, e);
	if (s == STATUS_OK)
		s = store_write(app, take_waiting, &o, e);
	if (s == STATUS_OK) {
		memcpy(from, o.found.name, 64);
		snprintf(proposed, sizeof(proposed), "%.*s-%s",
			 (int)(62 - strlen(profile_datanet(app->profile)->name)), o.found.name,
			 profile_datanet(app->profile)->name);
		s = commit_again(app, task, out, st, as != NULL ? as : proposed, e);
	}
	store_close(st);
	return s;
}
