#include "app/commit.h"

#include <string.h>

#include "app/account_keys.h"
#include "app/adopt.h"
#include "app/dataset_rows.h"
#include "app/duplicates.h"
#include "app/labelled_records.h"
#include "app/shown_account.h"
#include "app/state.h"
#include "base/clock.h"
#include "base/random.h"
#include "dataset/store.h"
#include "dataset/store_build.h"
#include "dataset/store_folder.h"

static enum status put_dataset(struct cache *cache, void *arg, struct err *e)
{
	return cache_datasets_put(cache, arg, e);
}

static enum status record_dataset(struct app *app, const struct store *st,
				  const struct commit_plan *plan, struct err *e)
{
	struct cache_dataset row = make_dataset_row(st, plan->path, plan->name, plan->replaces);

	return store_write(app, put_dataset, &row, e);
}

enum status require_license(const char *license, struct err *e)
{
	if (license != NULL && license[0] != '\0')
		return STATUS_OK;
	return err_set(e, ERR_USAGE,
		       "choose a licence (--license ID), which says to everybody and for good what "
		       "may be done with the records: CC0-1.0 anything at all, CC-BY-4.0 anything "
		       "that names you, CC-BY-SA-4.0 the same under the same licence, "
		       "CC-BY-NC-4.0 nothing for money, LicenseRef-NAME your own terms");
}

/*
 * Builds the folder. The dataset is bound to the shown account, so that account must have its key
 * here; the nonce makes two commitments to the same records differ.
 */
static enum status build(struct app *app, struct task *task, struct store **out,
			 const struct commit_plan *plan, struct err *e)
{
	struct store_plan p = {.source = plan->path,
			       .license = plan->license,
			       .text_name = plan->text_name,
			       .label_name = plan->label_name,
			       .keep = plan->keep};
	struct dataset_keys keys;
	uint32_t index;
	enum status s = shown_account(app, &p.attester, e);

	if (s == STATUS_OK)
		s = account_index(app, &index, &p.attester, e);
	if (s == STATUS_OK)
		s = choose_kind(&p.kind, plan->path, plan->kind, e);
	if (s != STATUS_OK)
		return s;
	random_fill(p.nonce.bytes, sizeof(p.nonce.bytes));
	s = release_dataset_keys(app, &keys, &p.nonce, e);
	if (s == STATUS_OK) {
		memcpy(p.blind.bytes, secret_view(keys.blind), sizeof(p.blind.bytes));
		p.salt_key = secret_view(keys.salt_key);
		p.dedupe_key = secret_view(keys.dedupe);
		s = store_build(out, app->paths.datasets, &p, watch_reader, task, e);
	}
	free_dataset_keys(&keys);
	return s;
}

enum status commit_dataset(struct app *app, struct task *task, struct commit_result *out,
			   const struct commit_plan *plan, struct err *e)
{
	const struct profile *profile;
	struct store *st = NULL;
	enum status s = require_writable(app, "commit to a dataset", e);

	if (s == STATUS_OK)
		s = require_profile(app, &profile, e);
	if (s == STATUS_OK)
		s = require_license(plan->license, e);
	if (s == STATUS_OK) {
		adopt_datasets(app);
		s = build(app, task, &st, plan, e);
	}
	if (s == STATUS_OK)
		s = count_duplicates(app, st, &out->duplicates, e);
	if (s == STATUS_OK)
		s = record_dataset(app, st, plan, e);
	/*
	 * A folder that has no row is removed, or its records could never be committed to again.
	 * No other process has listed it: its lock is held until it is closed.
	 */
	if (s != STATUS_OK && st != NULL &&
	    store_folder_remove(app->paths.datasets, &st->manifest.root, NULL) != STATUS_OK)
		log_line(app->log, "datasets", "cannot remove %s", st->dir);
	if (s == STATUS_OK) {
		out->root = st->manifest.root;
		out->manifest = st->manifest_hash;
		out->records = st->manifest.records;
		out->bytes = st->manifest.bytes;
		note_event_of(app, &(struct event_owner){.account = &st->attester}, "datasets",
			      TRUST_NONE, "committed to %llu records of %s",
			      (unsigned long long)out->records, plan->path);
	}
	store_close(st);
	return s;
}
