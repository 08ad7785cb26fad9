/*
 * commit_dataset() plans a commitment to a file. commit_records() is the part that an offer of a
 * dataset shares (act/offer.c): recognise the records or build the folder, then list the dataset.
 * Invariant: a folder that is new has a row in the cache, or is removed again.
 */
#include "act/commit.h"

#include <stdio.h>
#include <string.h>

#include "act/adopt.h"
#include "act/commit_private.h"
#include "act/duplicates.h"
#include "act/recognise.h"
#include "app/account_keys.h"
#include "app/dataset_rows.h"
#include "app/shown_account.h"
#include "app/state.h"
#include "base/clock.h"
#include "base/random.h"
#include "cache/dataset_names.h"
#include "cache/waiting.h"
#include "dataset/license.h"
#include "dataset/store.h"
#include "dataset/store_folder.h"
#include "models/accepted_data.h"

/* Another process may take the same name, so that it is chosen in the transaction. */
static enum status put_dataset(struct cache *cache, void *arg, struct err *e)
{
	struct cache_dataset *row = arg;
	enum status s = cache_dataset_names_make_unique(cache, row, e);

	return s == STATUS_OK ? cache_datasets_put(cache, row, e) : s;
}

/* The rows of datasets hang on a network, or on the row for those that have none yet. */
static enum status select_waiting(struct cache *cache, void *arg, struct err *e)
{
	(void)arg;
	return cache_waiting_select(cache, true, e);
}

static enum status record_dataset(struct app *app, struct commit_result *out,
				  const struct store *st, const struct commit_plan *plan,
				  struct err *e)
{
	struct cache_dataset row = make_dataset_row(st, plan->path, plan->name, plan->replaces);
	enum status s;

	/* Its name alone says later for which datanet it is. */
	if (app->profile != NULL)
		row.datanet = profile_datanet(app->profile)->address;
	s = store_write(app, put_dataset, &row, e);

	memcpy(out->name, row.name, sizeof(out->name));
	return s;
}

enum status require_license(const char *license, struct err *e)
{
	if (license != NULL && license[0] != '\0')
		return license_check(license, e);
	return err_set(e, ERR_USAGE,
		       "choose a licence (--license ID), which says to everybody and for good what "
		       "may be done with the records: CC0-1.0 anything at all, CC-BY-4.0 anything "
		       "that names you, CC-BY-SA-4.0 the same under the same licence, "
		       "CC-BY-NC-4.0 nothing for money, LicenseRef-NAME your own terms");
}

/*
 * The dataset is bound to the shown account, so that account must have its key here.
 * In: `p` points to the texts of `plan`
 */
static enum status make_plan(struct app *app, struct store_plan *p, const struct commit_plan *plan,
			     struct err *e)
{
	uint32_t index;
	enum status s;

	*p = (struct store_plan){.source = plan->path,
				 .license = plan->license,
				 .text_name = plan->text_name,
				 .label_name = plan->label_name,
				 .keep = plan->keep};
	s = shown_account(app, &p->attester, e);
	if (s == STATUS_OK)
		s = account_index(app, &index, &p->attester, e);
	return s == STATUS_OK ? reader_kind_choose(&p->kind, plan->path, plan->kind, e) : s;
}

/* Builds the folder. The nonce makes two commitments to the same records differ. */
static enum status build(struct app *app, struct task *task, struct store **out,
			 struct store_plan *p, struct err *e)
{
	struct dataset_keys keys;
	enum status s;

	random_fill(p->nonce.bytes, sizeof(p->nonce.bytes));
	s = release_dataset_keys(app, &keys, &p->nonce, e);
	if (s == STATUS_OK) {
		memcpy(p->blind.bytes, secret_view(keys.blind), sizeof(p->blind.bytes));
		p->salt_key = secret_view(keys.salt_key);
		p->dedupe_key = secret_view(keys.dedupe);
		s = store_build(out, app->shared->paths.datasets, p, watch_reader, task, e);
	}
	free_dataset_keys(&keys);
	return s;
}

/* A warning comes before the attestation, which is paid for. */
static void warn_untaken(struct app *app, struct commit_result *r, const char *license)
{
	char takes[96], note[96];

	if (find_untaken(app, takes, note, license))
		snprintf(r->untaken, sizeof(r->untaken), "%s takes %s; %s",
			 profile_datanet(app->profile)->name, takes, note);
}

static void note_commitment(struct app *app, const struct commit_result *r, const struct store *st,
			    const struct commit_plan *plan)
{
	const struct event_owner owner = {.account = &st->attester};

	if (r->rebuilt)
		note_event_of(app, &owner, "datasets", TRUST_NONE,
			      "%s is the dataset %s, attested before", plan->path, r->name);
	else if (!r->already)
		note_event_of(app, &owner, "datasets", TRUST_NONE,
			      "committed to %llu records of %s", (unsigned long long)r->records,
			      plan->path);
}

enum status commit_records(struct app *app, struct task *task, struct commit_result *out,
			   const struct commit_plan *plan, struct store_plan *p, struct err *e)
{
	struct store *st = NULL;
	enum status s = recognise_records(app, task, &st, out, plan, p, e);

	out->already = s == STATUS_OK;
	if (s == ERR_NOT_FOUND)
		s = build(app, task, &st, p, e);
	if (s == STATUS_OK)
		s = count_duplicates(app, st, &out->duplicates, e);
	if (s == STATUS_OK && !out->already)
		s = record_dataset(app, out, st, plan, e);
	/*
	 * A folder that has no row is removed, or its records could never be committed to again.
	 * No other process has listed it: its lock is held until it is closed.
	 */
	if (s != STATUS_OK && st != NULL && !out->already &&
	    store_folder_remove(app->shared->paths.datasets, &st->manifest.root, NULL) != STATUS_OK)
		log_line(app->shared->log, "datasets", "cannot remove %s", st->dir);
	if (s == STATUS_OK) {
		out->root = st->manifest.root;
		out->manifest = st->manifest_hash;
		out->records = st->manifest.records;
		out->bytes = st->manifest.bytes;
		out->without_text = st->without_text;
		warn_untaken(app, out, plan->license);
		note_commitment(app, out, st, plan);
	}
	store_close(st);
	return s;
}

enum status commit_dataset(struct app *app, struct task *task, struct commit_result *out,
			   const struct commit_plan *plan, struct err *e)
{
	struct store_plan p;
	enum status s = require_writable(app, "commit to a dataset", e);

	*out = (struct commit_result){.already = false};
	if (s == STATUS_OK)
		s = require_license(plan->license, e);
	if (s == STATUS_OK && app->profile == NULL)
		s = store_write(app, select_waiting, NULL, e);
	if (s == STATUS_OK) {
		adopt_datasets(app);
		s = make_plan(app, &p, plan, e);
	}
	return s == STATUS_OK ? commit_records(app, task, out, plan, &p, e) : s;
}

enum status read_commitment(struct app *app, struct commit_result *out, const struct hash *root,
			    struct err *e)
{
	struct wanted_dataset w = {.root = root};
	enum status s = load_dataset(app, &w, e);

	if (s != STATUS_OK)
		return s;
	*out = (struct commit_result){.root = w.row.root,
				      .manifest = w.row.manifest,
				      .records = w.row.records,
				      .bytes = w.row.bytes,
				      .already = true};
	memcpy(out->name, w.row.name, sizeof(out->name));
	/* An attestation that is revoked, or for another datanet, does not count here. */
	if (w.row.state != CACHE_DATASET_REVOKED && w.row.state != CACHE_DATASET_ELSEWHERE &&
	    (app->profile == NULL ||
	     address_equal(&w.row.datanet, &profile_datanet(app->profile)->address)))
		out->uid = w.row.uid;
	return s;
}
