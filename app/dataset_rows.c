#include "app/dataset_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/scope.h"
#include "app/state.h"
#include "base/clock.h"
#include "base/text.h"
#include "dataset/store.h"

bool watch_reader(void *user, uint64_t done, uint64_t total)
{
	struct task *task = user;

	task_progress(task, "hashing records", done, total, "bytes");
	return !task_cancelled(task);
}

enum status release_dataset_keys(struct app *app, struct dataset_keys *out,
				 const struct hash *nonce, struct err *e)
{
	enum status s;

	*out = (struct dataset_keys){0};
	pthread_mutex_lock(&app->shared->signer_lock);
	s = door_dataset_keys(app->shared->door, &out->salt_key, &out->blind, &out->dedupe, nonce,
			      e);
	pthread_mutex_unlock(&app->shared->signer_lock);
	return s;
}

void free_dataset_keys(struct dataset_keys *k)
{
	secret_free(k->salt_key);
	secret_free(k->blind);
	secret_free(k->dedupe);
	*k = (struct dataset_keys){0};
}

static enum status get_dataset(struct cache *cache, void *arg, struct err *e)
{
	struct wanted_dataset *w = arg;

	/* A root may be attested to several datanets; a uid names one attestation. */
	return w->uid != NULL ? cache_datasets_by_uid(cache, &w->row, w->uid, e)
			      : cache_datasets_by_root(cache, &w->row, w->root, &w->datanet, e);
}

enum status load_dataset(struct app *app, struct wanted_dataset *w, struct err *e)
{
	enum status s;

	if (app->profile != NULL)
		w->datanet = profile_datanet(app->profile)->address;
	s = store_read(app, get_dataset, w, e);
	return s == ERR_NOT_FOUND ? err_set(e, s, "no such dataset; see: byline dataset list") : s;
}

enum status open_dataset(struct app *app, struct store **out, const struct cache_dataset *row,
			 struct err *e)
{
	enum status s = store_open(out, app->shared->paths.datasets, &row->root, e);
	char words[SCOPE_WORDS];

	/* After a restore, or with a dataset that a sync found on the chain. */
	if (s == ERR_NOT_FOUND) {
		scope_words(words, app, true);
		return err_set(e, s,
			       "the folder of %s is not on this machine; it is made again from the "
			       "same records: byline dataset commit FILE --license %s%s",
			       row->name, row->license, words);
	}
	if (s != STATUS_OK || hash_equal(&(*out)->manifest_hash, &row->manifest))
		return s;
	store_close(*out);
	*out = NULL;
	/* An old copy of the folder may have been put back, or a disk lost bits. */
	return err_set(
		e, ERR_DAMAGED,
		"the manifest of %s is not the one that was committed to; put it back from a "
		"copy",
		row->name);
}

enum status require_eas(struct app *app, struct err *e)
{
	if (!app->profile->has_eas)
		return err_set(e, ERR_UNSUPPORTED, "%s has no attestation service in its profile",
			       app->profile->title);
	return STATUS_OK;
}

/* The last part of a path, trailing slashes included. */
static const char *file_name_of(const char *path)
{
	size_t len = strlen(path);

	while (len > 1 && path[len - 1] == '/')
		len--;
	while (len > 0 && path[len - 1] != '/')
		len--;
	return path + len;
}

/* Writes the name that the user gave, else that of the file up to its first dot. */
static void name_dataset(char out[static 64], const char *path, const char *name)
{
	const char *whole = name != NULL ? name : file_name_of(path);
	char *dot;

	/* A file from elsewhere may be called anything. */
	text_clean(out, 64, whole, strlen(whole));
	dot = name == NULL && out[0] != '\0' ? strchr(out + 1, '.') : NULL;
	if (dot != NULL)
		*dot = '\0';
	/* The path of a folder may end with a slash. */
	while (out[0] != '\0' && out[strlen(out) - 1] == '/')
		out[strlen(out) - 1] = '\0';
}

struct cache_dataset make_dataset_row(const struct store *st, const char *path, const char *name,
				      const struct hash *replaces)
{
	/* The folder knows everything but the name; the chain adds uid and block later. */
	struct cache_dataset row = {.root = st->manifest.root,
				    .nonce = st->manifest.nonce,
				    .manifest = st->manifest_hash,
				    .account = st->attester,
				    .local = true,
				    .records = st->manifest.records,
				    .bytes = st->manifest.bytes,
				    .state = CACHE_DATASET_LOCAL,
				    .created_at = clock_now()};

	if (replaces != NULL)
		row.replaces = *replaces;
	name_dataset(row.name, path, name);
	snprintf(row.kind, sizeof(row.kind), "%s", reader_kind_name(st->manifest.kind));
	snprintf(row.license, sizeof(row.license), "%s", st->manifest.license);
	text_clean(row.source, sizeof(row.source), st->source, strlen(st->source));
	return row;
}

static void add_root(void *user, const struct hash *root)
{
	struct root_list *l = user;
	struct hash *grown = realloc(l->roots, (l->n + 1) * sizeof(*grown));

	/* A dataset that is passed over for want of memory is found the next time. */
	if (grown == NULL)
		return;
	l->roots = grown;
	l->roots[l->n++] = *root;
}

enum status list_datasets_on_disk(const struct app *app, struct root_list *out, struct err *e)
{
	*out = (struct root_list){0};
	return store_list(app->shared->paths.datasets, add_root, out, e);
}
