/*
 * fetch_model() finds the model of the app's datanet in the cache, downloads its file, notes where
 * it is and its figures (put_model()), and removes the files that nobody needs (prune_models()).
 * load_model() reads a file and compares its hash. Invariant: a file that is named by a hash is a
 * whole model with that hash, unless the disk lost bits since.
 */
#include "models/download.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/event.h"
#include "app/session_private.h"
#include "app/state.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/text.h"
#include "cache/settings.h"
#include "chain/keccak.h"
#include "models/file_figures.h"

/* The current model of the datanet that `arg` has the address of. */
static enum status get_model(struct cache *cache, void *arg, struct err *e)
{
	struct cache_model *model = arg;
	struct address datanet = model->datanet;

	return cache_models_current(cache, model, &datanet, e);
}

/*
 * Notes where the model is. The datanet's older ones are of no use any more, so their rows lose
 * their path, and prune_models() removes their files.
 */
static enum status put_model(struct cache *cache, void *arg, struct err *e)
{
	const struct cache_model *here = arg;
	struct cache_model *rows = NULL;
	size_t n = 0;
	enum status s = cache_models_all(cache, &rows, &n, &here->datanet, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		bool is_here = hash_equal(&rows[i].hash, &here->hash);

		if (!is_here && rows[i].downloaded_at == 0)
			continue;
		memcpy(rows[i].path, is_here ? here->path : "", is_here ? sizeof(here->path) : 1);
		rows[i].downloaded_at = is_here ? here->downloaded_at : 0;
		rows[i].bytes = is_here ? here->bytes : rows[i].bytes;
		if (is_here)
			rows[i].figures = here->figures;
		s = cache_models_put(cache, &rows[i], e);
	}
	free(rows);
	return s;
}

/*
 * Downloads into a file beside `model->path` and renames it once its hash is right, so that a file
 * of that name is always a whole model.
 */
static enum status download(struct app *app, struct task *task, struct cache_model *model,
			    struct err *e)
{
	struct session *session;
	char *temp = NULL;
	uint64_t size = 0;
	int fd;
	enum status s = session_of(app, task, &session, e);

	if (s != STATUS_OK)
		return s;
	if (asprintf(&temp, "%s.part", model->path) < 0)
		return err_set(e, ERR_MEMORY, "out of memory");
	task_progress(task, "downloading the model", 0, 0, "bytes");
	fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0) {
		s = err_set(e, status_from_errno(errno), "cannot create %s: %s", temp,
			    strerror(errno));
	} else {
		s = datanet_model(&session->datanet, fd, &size, &model->hash, e);
		if (s == STATUS_OK && fsync(fd) != 0)
			s = err_set(e, status_from_errno(errno), "cannot write %s: %s", temp,
				    strerror(errno));
		close(fd);
	}
	if (s == STATUS_OK && rename(temp, model->path) != 0)
		s = err_set(e, status_from_errno(errno), "cannot write %s: %s", model->path,
			    strerror(errno));
	if (s != STATUS_OK)
		unlink(temp);
	free(temp);
	model->bytes = size;
	return s;
}

struct kept_models {
	struct hash *hash;
	size_t n;
};

static enum status list_kept(struct cache *cache, void *arg, struct err *e)
{
	struct kept_models *kept = arg;

	return cache_models_kept(cache, &kept->hash, &kept->n, e);
}

static bool is_kept(const struct kept_models *kept, const char *name)
{
	char text[HASH_TEXT_SIZE];

	for (size_t i = 0; i < kept->n; i++) {
		hash_format(text, &kept->hash[i]);
		if (strncmp(name, text, strlen(text)) == 0)
			return true;
	}
	return false;
}

/*
 * Removes the models from the spool folder that no datanet of any network needs. A datanet
 * publishes a new one with each change, and records are only scored with the current one. Files
 * that stay because the cache cannot be read take room, and no more.
 */
static void prune_models(struct app *app)
{
	struct kept_models kept = {0};
	const struct dirent *entry;
	DIR *dir;

	if (store_read(app, list_kept, &kept, NULL) != STATUS_OK)
		return;
	dir = opendir(app->shared->paths.spool);
	while (dir != NULL && (entry = readdir(dir)) != NULL)
		if (strstr(entry->d_name, ".safetensors") != NULL && !is_kept(&kept, entry->d_name))
			unlinkat(dirfd(dir), entry->d_name, 0);
	if (dir != NULL)
		closedir(dir);
	free(kept.hash);
}

/* Finds the newest model that is on this disk. Rows name a file only while it is there. */
static enum status get_older(struct cache *cache, void *arg, struct err *e)
{
	struct cache_model *out = arg, *rows = NULL;
	size_t n = 0, i = 0;
	enum status s = cache_models_all(cache, &rows, &n, &out->datanet, e);

	while (s == STATUS_OK && i < n &&
	       (rows[i].downloaded_at == 0 || access(rows[i].path, R_OK) != 0))
		i++;
	if (s == STATUS_OK && i == n)
		s = ERR_NOT_FOUND;
	if (s == STATUS_OK)
		*out = rows[i];
	free(rows);
	return s;
}

/* Reads a whole file and hashes it. The caller releases `file`, also after a failure. */
static enum status read_model(struct buf *file, struct hash *hash, const char *path, struct err *e)
{
	enum status s;

	buf_init(file, LIMIT_MODEL);
	s = file_read(file, path, e);
	if (s == STATUS_OK)
		keccak256(hash->bytes, file->data, file->len);
	return s;
}

/*
 * Notes the figures of the model's own file. A file that is no model of byline's has none; whoever
 * uses it says why.
 */
static void note_figures(struct cache_model *m)
{
	struct cache_model_figures *f = &m->figures;
	struct artifact a = {0};
	struct hash found;
	struct buf file;
	char all[512] = "";
	size_t len = 0;

	if (read_model(&file, &found, m->path, NULL) == STATUS_OK && hash_equal(&found, &m->hash) &&
	    artifact_read(&a, file.data, file.len, NULL) == STATUS_OK && a.validation_loss >= 0 &&
	    a.validation_loss < 1e9 &&
	    compute_file_figures_hash(&f->hash, file.data, file.len, NULL) == STATUS_OK) {
		f->loss_e9 = (uint64_t)(a.validation_loss * 1e9);
		f->tested_on = a.validation_records;
		for (size_t i = 0; i < a.labels.n && len < sizeof(all); i++)
			len += (size_t)snprintf(all + len, sizeof(all) - len, "%s%s",
						i > 0 ? ", " : "", a.labels.name[i]);
		text_clean(f->labels, sizeof(f->labels), all, strlen(all));
	}
	artifact_release(&a);
	buf_release(&file);
}

void note_contradiction(struct app *app, const struct cache_model *m)
{
	if (model_state_compare_figures(m->version.state, &m->version.figures, &m->figures.hash) ==
	    MODEL_FIGURES_CONTRADICTED)
		note_event_of(app, &(struct event_owner){.datanet = &m->datanet}, "models",
			      TRUST_DISPUTED,
			      "the publisher of %s attested other figures than its file has",
			      m->name);
}

/* Notes the figures of a file that was fetched before figures were kept. It is of use without. */
static void note_older_file(struct app *app, struct cache_model *m)
{
	if (m->downloaded_at == 0 || !hash_is_zero(&m->figures.hash) ||
	    app->shared->options.read_only)
		return;
	note_figures(m);
	if (hash_is_zero(&m->figures.hash))
		return;
	if (store_write(app, put_model, m, NULL) == STATUS_OK)
		note_contradiction(app, m);
	else
		m->figures = (struct cache_model_figures){.labels = ""};
}

/* The file's name is the hash, so that a file that is there needs no further question. */
static void name_file(const struct app *app, struct cache_model *m)
{
	char hash[HASH_TEXT_SIZE];

	hash_format(hash, &m->hash);
	snprintf(m->path, sizeof(m->path), "%s/%s.safetensors", app->shared->paths.spool, hash);
}

enum status fetch_model(struct app *app, struct task *task, struct cache_model *out, struct err *e)
{
	enum status s;

	*out = (struct cache_model){.current = true};
	if (app->profile != NULL)
		out->datanet = profile_datanet(app->profile)->address;
	s = store_read(app, get_model, out, e);
	if (s == ERR_NOT_FOUND)
		return err_set(e, s, "no model is known of this network yet; run: byline sync");
	if (s != STATUS_OK)
		return s;
	name_file(app, out);
	if (access(out->path, R_OK) == 0) {
		note_older_file(app, out);
		return STATUS_OK;
	}
	s = download(app, task, out, e);
	/* A model of yesterday says more than none. */
	if ((s == ERR_UNREACHABLE || s == ERR_TIMEOUT || s == ERR_REMOTE) &&
	    store_read(app, get_older, out, NULL) == STATUS_OK)
		return STATUS_OK;
	if (s != STATUS_OK)
		return s;
	out->downloaded_at = clock_now();
	note_figures(out);
	s = store_write(app, put_model, out, e);
	if (s != STATUS_OK)
		return s;
	note_contradiction(app, out);
	prune_models(app);
	return STATUS_OK;
}

enum status load_model(struct artifact *out, const char *path, const struct hash *hash,
		       struct err *e)
{
	struct hash found;
	struct buf file;
	enum status s = read_model(&file, &found, path, e);

	/* A disk loses bits. Without the file the next preview downloads it again. */
	if (s == STATUS_OK && !hash_equal(&found, hash)) {
		unlink(path);
		s = err_set(e, ERR_DAMAGED,
			    "the model on this disk was damaged and is removed; try again");
	}
	if (s == STATUS_OK)
		s = artifact_read(out, file.data, file.len, e);
	buf_release(&file);
	return s;
}

struct naming {
	const struct address *datanet;
	int64_t at;
};

static enum status get_naming(struct cache *cache, void *arg, struct err *e)
{
	struct naming *n = arg;

	return cache_settings_number(cache, &n->at, CACHE_SETTING_DESCRIBED_AT, n->datanet, NULL,
				     e);
}

int64_t find_model_time(struct app *app, const struct address *datanet)
{
	struct naming n = {.datanet = datanet};

	return store_read(app, get_naming, &n, NULL) == STATUS_OK ? n.at : 0;
}

enum status find_model_here(struct app *app, struct cache_model *out, struct err *e)
{
	enum status s = ERR_NOT_FOUND;

	*out = (struct cache_model){.current = true};
	if (app->profile != NULL && app->profile->n_datanets > 0) {
		out->datanet = profile_datanet(app->profile)->address;
		s = store_read(app, get_model, out, NULL);
		if (s == STATUS_OK)
			name_file(app, out);
		if (s == STATUS_OK && access(out->path, R_OK) != 0)
			s = store_read(app, get_older, out, NULL);
	}
	return s == STATUS_OK ? s
			      : err_set(e, ERR_NOT_FOUND,
					"no model is on this machine yet; a preview fetches it");
}

enum status load_model_here(struct app *app, struct artifact *out, const struct hash *hash,
			    struct err *e)
{
	struct cache_model m = {.hash = *hash};

	*out = (struct artifact){0};
	name_file(app, &m);
	if (access(m.path, R_OK) != 0)
		return err_set(e, ERR_NOT_FOUND,
			       "the model that scored it is no longer on this machine; preview the "
			       "file again");
	return load_model(out, m.path, hash, e);
}

enum status load_own_model(struct artifact *out, struct hash *hash, const char *path, struct err *e)
{
	struct buf file;
	enum status s = read_model(&file, hash, path, e);

	if (s == STATUS_OK)
		s = artifact_read(out, file.data, file.len, e);
	buf_release(&file);
	return s;
}
