/*
 * The way through is recognise_records(), the last function: load the account's commitments, count
 * the records, then try_row() each commitment with these counts. Where a commitment has its folder
 * here, the records are compared with its leaves (compare_here()). The folder of a commitment that
 * only the chain knows is built again (build_again()) and joined to its row (attach()).
 *
 * Invariant: a commitment that is revoked, or made for another datanet, is never recognised: it
 * would keep the user from a new one that counts.
 */
#include "act/recognise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/rebuild_dataset.h"
#include "app/state.h"
#include "cache/dataset_names.h"
#include "dataset/store_records.h"
#include "dataset/store_source.h"

struct recognising {
	struct app *app;
	struct task *task;
	const struct commit_plan *plan;
	const struct store_plan *wanted;
	struct commit_result *result;
	struct cache_dataset *rows;
	size_t n;
	uint64_t records, bytes;
};

static enum status get_rows(struct cache *cache, void *arg, struct err *e)
{
	struct recognising *r = arg;

	return cache_datasets_all(cache, &r->rows, &r->n, e);
}

/* No salt key serves two datanets, so that a commitment to another one is none to this one. */
static bool is_for_datanet(const struct recognising *r, const struct cache_dataset *row)
{
	const struct profile *p = r->app->profile;

	return p == NULL || address_is_zero(&row->datanet) ||
	       address_equal(&row->datanet, &profile_datanet(p)->address);
}

static bool is_candidate(const struct recognising *r, const struct cache_dataset *row)
{
	return is_for_datanet(r, row) && address_equal(&row->account, &r->wanted->attester) &&
	       !hash_is_zero(&row->nonce) && row->state != CACHE_DATASET_REVOKED &&
	       row->state != CACHE_DATASET_ELSEWHERE;
}

/* Whether an option asks for another name than a manifest has; NULL asks for none. */
static bool asks_for_other(const char *option, const char *name)
{
	return option != NULL && strcmp(option, name) != 0;
}

/* Notes a commitment with as many records and bytes and other settings. */
static void note_other(struct recognising *r, const struct cache_dataset *row, const char *how)
{
	snprintf(r->result->other, sizeof(r->result->other), "%.64s: %.180s", row->name, how);
}

/* Settings are compared before records are: that costs nothing. */
static bool has_other_settings(struct recognising *r, const struct store *st,
			       const struct cache_dataset *row)
{
	const struct manifest *m = &st->manifest;
	char how[160] = "";

	if (strcmp(m->license, r->wanted->license) != 0)
		snprintf(how, sizeof(how), "its licence is %s", m->license);
	else if (asks_for_other(r->plan->text_name, m->text_name) ||
		 asks_for_other(r->plan->label_name, m->label_name))
		snprintf(how, sizeof(how), "its text is in \"%.40s\", its label in \"%.40s\"",
			 m->text_name, m->label_name);
	if (how[0] != '\0')
		note_other(r, row, how);
	return how[0] != '\0';
}

/* Records that another commitment here has are the same where their fingerprints are. */
static enum status compare_fingerprints(const struct store *st, const struct store *copied,
					struct err *e)
{
	uint8_t(*a)[STORE_FINGERPRINT] = NULL, (*b)[STORE_FINGERPRINT] = NULL;
	enum status s = store_load_fingerprints(st, &a, e);

	if (s == STATUS_OK)
		s = store_load_fingerprints(copied, &b, e);
	if (s == STATUS_OK && (st->manifest.records != copied->manifest.records ||
			       memcmp(a, b, st->manifest.records * STORE_FINGERPRINT) != 0))
		s = ERR_NOT_FOUND;
	free(a);
	free(b);
	return s;
}

/* ERR_NOT_FOUND when records or settings are others. */
static enum status compare_here(struct recognising *r, struct store *st,
				const struct cache_dataset *row, const struct dataset_keys *keys,
				struct err *e)
{
	enum status s;

	if (st->manifest.kind != r->wanted->kind || has_other_settings(r, st, row))
		return ERR_NOT_FOUND;
	if (r->wanted->copied != NULL)
		return compare_fingerprints(st, r->wanted->copied, e);
	s = store_records_match(st, r->plan->path, secret_view(keys->salt_key), watch_reader,
				r->task, e);
	if (s != STATUS_OK)
		return s == ERR_CHANGED ? ERR_NOT_FOUND : s;
	/* The records may have moved, and the folder must find them. */
	return store_source_is_there(st) ? STATUS_OK : store_source_move(st, r->plan->path, e);
}

/* Only the chain's word is here: root, nonce, licence and the manifest's hash. */
static enum status build_again(struct recognising *r, struct store **st,
			       const struct cache_dataset *row, const struct dataset_keys *keys,
			       struct err *e)
{
	char how[160];
	struct err why = {0};
	enum status s;

	if (strcmp(row->license, r->wanted->license) != 0) {
		snprintf(how, sizeof(how), "its licence is %s", row->license);
		note_other(r, row, how);
		return ERR_NOT_FOUND;
	}
	s = rebuild_dataset(r->app, r->task, st, row, keys, r->wanted, &why);
	if (s == ERR_MISMATCH)
		note_other(r, row, why.text);
	if (s == ERR_MISMATCH || s == ERR_CHANGED)
		return ERR_NOT_FOUND;
	r->result->rebuilt = s == STATUS_OK;
	return s == STATUS_OK ? s : err_set(e, s, "%s", why.text);
}

static enum status try_row(struct recognising *r, struct store **st,
			   const struct cache_dataset *row, struct err *e)
{
	struct dataset_keys keys;
	enum status s = release_dataset_keys(r->app, &keys, &row->nonce, e);

	if (s == STATUS_OK)
		s = open_dataset(r->app, st, row, NULL);
	if (s == STATUS_OK)
		s = compare_here(r, *st, row, &keys, e);
	else if (s == ERR_NOT_FOUND)
		s = build_again(r, st, row, &keys, e);
	else if (s == ERR_DAMAGED || s == ERR_VERSION)
		s = ERR_NOT_FOUND; /* its folder proves nothing, so it is no help either */
	free_dataset_keys(&keys);
	if (s != STATUS_OK) {
		store_close(*st);
		*st = NULL;
	}
	return s;
}

/* Gives the row of the commitment its folder, and a name that a person can remember. */
struct attaching {
	struct cache_dataset row;
	const struct cache_dataset *made; /* the row that a new commitment would get */
	bool rename;
};

static enum status attach(struct cache *cache, void *arg, struct err *e)
{
	struct attaching *a = arg;
	struct cache_dataset *row = &a->row;
	/* A sync may have changed other parts of the row since it was read. */
	enum status s = hash_is_zero(&row->uid)
				? cache_datasets_by_root(cache, row, &row->root, &row->datanet, e)
				: cache_datasets_by_uid(cache, row, &row->uid, e);

	if (s != STATUS_OK)
		return s;
	row->local = true;
	memcpy(row->kind, a->made->kind, sizeof(row->kind));
	memcpy(row->source, a->made->source, sizeof(row->source));
	if (a->rename) {
		memcpy(row->name, a->made->name, sizeof(row->name));
		s = cache_dataset_names_make_unique(cache, row, e);
	}
	return s == STATUS_OK ? cache_datasets_put(cache, row, e) : s;
}

static enum status take_over(struct recognising *r, const struct store *st,
			     const struct cache_dataset *row, struct err *e)
{
	const struct cache_dataset made = make_dataset_row(st, r->plan->path, r->plan->name, NULL);
	/* A sync names what it finds by its root: "dataset 12ab34". */
	struct attaching a = {.row = *row,
			      .made = &made,
			      .rename =
				      r->result->rebuilt && strncmp(row->name, "dataset ", 8) == 0};
	enum status s = store_write(r->app, attach, &a, e);

	memcpy(r->result->name, a.row.name, sizeof(r->result->name));
	r->result->uid = a.row.uid;
	return s;
}

/* Attested ones come first: another would have to be paid for. */
static enum status try_all(struct recognising *r, struct store **st, struct err *e)
{
	enum status s = ERR_NOT_FOUND;

	for (int local = 0; local < 2; local++)
		for (size_t i = 0; i < r->n && s == ERR_NOT_FOUND; i++) {
			const struct cache_dataset *row = &r->rows[i];

			if (!is_candidate(r, row) || hash_is_zero(&row->uid) != (local == 1) ||
			    row->records != r->records || row->bytes != r->bytes)
				continue;
			s = try_row(r, st, row, e);
			if (s == STATUS_OK)
				return take_over(r, *st, row, e);
		}
	return s;
}

enum status recognise_records(struct app *app, struct task *task, struct store **st,
			      struct commit_result *result, const struct commit_plan *plan,
			      const struct store_plan *p, struct err *e)
{
	struct recognising r = {
		.app = app, .task = task, .plan = plan, .wanted = p, .result = result};
	size_t candidates = 0;
	enum status s = store_read(app, get_rows, &r, e);

	*st = NULL;
	for (size_t i = 0; i < r.n && s == STATUS_OK; i++)
		candidates += is_candidate(&r, &r.rows[i]);
	/* Most files are new: records are read once more only where there is something to find. */
	if (s == STATUS_OK && candidates == 0)
		s = ERR_NOT_FOUND;
	if (s == STATUS_OK && p->copied != NULL) {
		r.records = p->copied->manifest.records;
		r.bytes = p->copied->manifest.bytes;
	} else if (s == STATUS_OK) {
		s = store_records_count(&r.records, &r.bytes, plan->path, p->kind, watch_reader,
					task, e);
	}
	if (s == STATUS_OK)
		s = try_all(&r, st, e);
	free(r.rows);
	return s;
}
