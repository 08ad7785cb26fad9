/*
 * Invariant: a row is stored only after its file was written whole and reached the disk. A file
 * without a row is therefore no upload, and the next attempt replaces it. Read make_spool() from
 * the end of this file backwards.
 */
#include "sync/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "app/rebuild_dataset.h"
#include "app/state.h"
#include "base/clock.h"
#include "base/dir.h"
#include "base/file.h"
#include "dataset/content.h"
#include "wallet/seal.h"

/* Seconds in which a file that was just created may not be locked yet. */
#define YOUNG_S 60

static enum status get_upload(struct cache *cache, void *arg, struct err *e)
{
	struct cache_upload *row = arg;
	struct hash uid = row->uid;

	return cache_uploads_get(cache, row, &uid, e);
}

/*
 * The lock is what a living upload has and a dead one has not. Out: false when another process has
 * it.
 */
static bool take_lock(int fd)
{
	return flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

static enum status taken(struct spool *s, struct err *e)
{
	close(s->fd);
	s->fd = -1;
	return err_set(e, ERR_BUSY,
		       "another byline is uploading this dataset; wait until it has "
		       "finished");
}

enum status open_spool(struct spool *s, const struct hash *uid, const struct hash *intake_id,
		       struct err *e)
{
	uint8_t header[SEAL_HEADER_SIZE];
	struct stat st;
	struct hash id;
	enum status status;

	s->row.uid = *uid;
	status = store_read(s->app, get_upload, &s->row, e);
	if (status != STATUS_OK)
		return status;
	s->fd = open(s->row.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (s->fd >= 0 && !take_lock(s->fd))
		return taken(s, e);
	if (s->fd >= 0 && fstat(s->fd, &st) == 0 && (uint64_t)st.st_size == s->row.size &&
	    pread(s->fd, header, sizeof(header), 0) == (ssize_t)sizeof(header) &&
	    seal_key_id(&id, header) == STATUS_OK && hash_equal(&id, intake_id))
		return STATUS_OK;
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
	s->row = (struct cache_upload){0};
	return ERR_NOT_FOUND;
}

/* Everything that sealing one file needs. */
struct sealing {
	struct spool *spool;
	struct task *task;
	const struct cache_dataset *dataset;
	const struct datanet_info *info;
	struct seal *seal;
};

static enum status to_file(void *user, const void *data, size_t len, struct err *e)
{
	enum status s = file_write_all(((struct sealing *)user)->spool->fd, data, len);

	return s == STATUS_OK ? s
			      : err_set(e, s, "cannot write the sealed file: %s", status_phrase(s));
}

static enum status to_seal(void *user, const void *data, size_t len, struct err *e)
{
	return seal_push(((struct sealing *)user)->seal, data, len, e);
}

static bool watch_sealing(void *user, uint64_t done, uint64_t total)
{
	task_progress(user, "sealing", done, total, "bytes");
	return !task_cancelled(user);
}

/* Seals the records while content_push() builds their tree again: changed records end it. */
static enum status seal_into(struct sealing *g, const struct store *st, struct err *e)
{
	struct spool *spool = g->spool;
	const struct profile *profile = spool->app->profile;
	struct seal_context context = {.chain_id = profile->chain_id,
				       .eas = profile->eas.contract.address,
				       .dataset = g->dataset->uid};
	struct dataset_keys keys;
	enum status s = release_dataset_keys(spool->app, &keys, &st->manifest.nonce, e);

	if (s == STATUS_OK)
		s = seal_begin(&g->seal, g->info->intake_key, &context, to_file, g, e);
	if (s == STATUS_OK)
		s = content_push(st, secret_view(keys.salt_key), to_seal, g, watch_sealing, g->task,
				 e);
	if (s == STATUS_OK)
		s = seal_finish(g->seal, &spool->row.file, &spool->row.size, e);
	if (s == STATUS_OK && fsync(spool->fd) != 0)
		s = err_set(e, status_from_errno(errno), "cannot write the sealed file: %s",
			    strerror(errno));
	seal_free(g->seal);
	g->seal = NULL;
	free_dataset_keys(&keys);
	return s;
}

/*
 * Refuses records that the datanet would not take, before they are read. Their lengths are not
 * known yet; when the average is too long, at least one record is.
 */
static enum status check_records(const struct datanet_info *info, const struct manifest *m,
				 struct err *e)
{
	if (info->max_records != 0 && m->records > info->max_records)
		return err_set(e, ERR_LIMIT,
			       "the dataset has %llu records, the datanet takes %llu at most; "
			       "commit to it in parts",
			       (unsigned long long)m->records,
			       (unsigned long long)info->max_records);
	if (info->max_record_bytes != 0 && m->records != 0 &&
	    m->bytes / m->records > info->max_record_bytes)
		return err_set(e, ERR_LIMIT,
			       "the records have %llu bytes on average, the datanet takes %llu "
			       "at most in each; commit to shorter ones",
			       (unsigned long long)(m->bytes / m->records),
			       (unsigned long long)info->max_record_bytes);
	return STATUS_OK;
}

/* Refuses a file that the datanet would not take, before it fills the disk. */
static enum status check_size(const struct datanet_info *info, const struct store *st,
			      struct err *e)
{
	uint64_t content = 0, sealed = 0;
	enum status s = content_size(&content, st);

	if (s == STATUS_OK)
		s = seal_size(&sealed, content);
	if (s != STATUS_OK)
		return err_set(e, s, "cannot tell the size of the sealed file: %s",
			       status_phrase(s));
	if (info->max_file_bytes == 0 || sealed <= info->max_file_bytes)
		return STATUS_OK;
	return err_set(e, ERR_LIMIT,
		       "the sealed file would have %llu bytes, the datanet takes %llu at most; "
		       "commit to the dataset in parts",
		       (unsigned long long)sealed, (unsigned long long)info->max_file_bytes);
}

static enum status put_upload(struct cache *cache, void *arg, struct err *e)
{
	return cache_uploads_put(cache, arg, e);
}

enum status store_spool(struct spool *s, struct err *e)
{
	return store_write(s->app, put_upload, &s->row, e);
}

/* Fills the file that make_spool() created. */
static enum status fill_spool(struct sealing *g, struct err *e)
{
	struct spool *spool = g->spool;
	struct store *st = NULL;
	enum status s = find_dataset_folder(spool->app, g->task, &st, g->dataset, e);

	if (s == STATUS_OK)
		s = check_records(g->info, &st->manifest, e);
	if (s == STATUS_OK)
		s = check_size(g->info, st, e);
	if (s == STATUS_OK)
		s = seal_into(g, st, e);
	if (s == STATUS_OK)
		s = dir_sync(spool->app->shared->paths.spool, e);
	store_close(st);
	return s == STATUS_OK ? store_spool(spool, e) : s;
}

enum status make_spool(struct spool *s, struct task *task, const struct cache_dataset *dataset,
		       const struct datanet_info *info, struct err *e)
{
	struct sealing sealing = {.spool = s, .task = task, .dataset = dataset, .info = info};
	struct cache_upload *row = &s->row;
	char uid[HASH_TEXT_SIZE];
	enum status status;

	hash_format(uid, &dataset->uid);
	if ((size_t)snprintf(row->path, sizeof(row->path), "%s/%s.sealed",
			     s->app->shared->paths.spool, uid + 2) >= sizeof(row->path))
		return err_set(e, ERR_LIMIT, "the path of %s is too long",
			       s->app->shared->paths.spool);
	row->datanet = profile_datanet(s->app->profile)->address;
	row->uid = dataset->uid;
	row->started = row->updated = clock_now();
	/* A file that an earlier attempt left behind is of no use without its row. */
	s->fd = open(row->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (s->fd >= 0 && !take_lock(s->fd))
		return taken(s, e);
	unlink(row->path);
	if (s->fd >= 0)
		close(s->fd);
	s->fd = open(row->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (s->fd < 0)
		return err_set(e, status_from_errno(errno), "cannot create %s: %s", row->path,
			       strerror(errno));
	if (!take_lock(s->fd))
		return taken(s, e);
	status = fill_spool(&sealing, e);
	if (status != STATUS_OK)
		unlink(row->path);
	return status;
}

/* Whether an upload needs the file of dataset `uid`. */
struct wanted_upload {
	const struct hash *uid;
	bool wanted;
};

static enum status is_wanted(struct cache *cache, void *arg, struct err *e)
{
	struct wanted_upload *w = arg;

	return cache_uploads_wanted(cache, &w->wanted, w->uid, e);
}

static enum status remove_upload(struct cache *cache, void *arg, struct err *e)
{
	return cache_uploads_remove_anywhere(cache, arg, e);
}

/* The file goes last, so that a row never names a file that is gone. */
void drop_spool(struct app *app, const struct hash *uid, const char *path)
{
	struct wanted_upload w = {.uid = uid};
	struct hash gone = *uid;
	struct stat st;
	int fd;

	if (store_read(app, is_wanted, &w, NULL) != STATUS_OK || w.wanted)
		return;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_mtime < time(NULL) - YOUNG_S &&
	    flock(fd, LOCK_EX | LOCK_NB) == 0 &&
	    store_write(app, remove_upload, &gone, NULL) == STATUS_OK)
		unlink(path);
	close(fd);
}
