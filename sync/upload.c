#include "sync/upload.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/account_keys.h"
#include "app/dataset_rows.h"
#include "app/state.h"
#include "base/clock.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/hex.h"
#include "cache/settings.h"
#include "cache/uploads.h"
#include "client/tus.h"
#include "dataset/content.h"
#include "sync/context.h"
#include "sync/step_datanet.h"
#include "sync/sync.h"
#include "wallet/door_sign.h"
#include "wallet/seal.h"

/* How long the datanet may take an authorised upload: slow lines need hours, a leaked one ends. */
#define AUTHORISED_S 86400

static enum status get_intake(struct cache *cache, void *arg, struct err *e)
{
	enum status s = cache_settings_get(cache, arg, "datanet.intake", e);

	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

static enum status put_intake(struct cache *cache, void *arg, struct err *e)
{
	return cache_settings_put(cache, "datanet.intake", arg, e);
}

static enum status question_of(struct app *app, struct intake_question *out,
			       const struct datanet_info *info, struct err *e)
{
	char id[HASH_TEXT_SIZE];
	struct buf confirmed;
	enum status s;

	hash_format(id, &info->intake_id);
	*out = (struct intake_question){.id = info->intake_id, .expires = info->intake_expires};
	snprintf(out->datanet, sizeof(out->datanet), "%s", info->name);
	snprintf(out->confirm, sizeof(out->confirm), "%s", id + strlen(id) - 8);
	buf_init(&confirmed, KIB);
	s = store_read(app, get_intake, &confirmed, e);
	out->asked = strcmp(buf_str(&confirmed), id) != 0;
	out->changed = out->asked && confirmed.len > 0;
	buf_release(&confirmed);
	return s;
}

static enum status read_intake(struct app *app, struct session *session, struct datanet_info *info,
			       struct intake_question *out, struct err *e)
{
	enum status s = check_datanet(app, session, info, e);

	if (s == STATUS_OK && info->intake_expires < clock_now())
		s = err_set(
			e, ERR_EXPIRED,
			"the datanet's intake key has expired (or this machine's clock is wrong)");
	return s == STATUS_OK ? question_of(app, out, info, e) : s;
}

enum status check_intake(struct app *app, struct task *task, struct intake_question *out,
			 struct err *e)
{
	struct session *session;
	struct datanet_info info;
	enum status s = session_of(app, task, &session, e);

	return s == STATUS_OK ? read_intake(app, session, &info, out, e) : s;
}

enum status confirm_intake(struct app *app, const struct intake_question *q, struct err *e)
{
	char id[HASH_TEXT_SIZE];

	hash_format(id, &q->id);
	return store_write(app, put_intake, id, e);
}

/* Everything one upload is about. */
struct uploading {
	struct app *app;
	struct task *task;
	struct session *session;
	struct wanted_dataset dataset;
	struct datanet_info info;
	struct cache_upload row;
	struct seal *seal;
	int fd;
	struct err *e; /* of the whole, for on_chunk() */
};

static enum status to_file(void *user, const void *data, size_t len, struct err *e)
{
	enum status s = file_write_all(((struct uploading *)user)->fd, data, len);

	return s == STATUS_OK ? s
			      : err_set(e, s, "cannot write the sealed file: %s", status_phrase(s));
}

static enum status to_seal(void *user, const void *data, size_t len, struct err *e)
{
	return seal_push(((struct uploading *)user)->seal, data, len, e);
}

static bool watch_sealing(void *user, uint64_t done, uint64_t total)
{
	task_progress(user, "sealing", done, total, "bytes");
	return !task_cancelled(user);
}

/* The records pass the tree that was attested while they are sealed: others make another root. */
static enum status seal_into(struct uploading *u, const struct store *st, struct err *e)
{
	struct seal_context context = {.chain_id = u->app->profile->chain_id,
				       .eas = u->app->profile->eas.contract.address,
				       .dataset = u->dataset.row.uid};
	struct dataset_keys keys;
	enum status s = release_dataset_keys(u->app, &keys, &st->manifest.nonce, e);

	if (s == STATUS_OK)
		s = seal_begin(&u->seal, u->info.intake_key, &context, to_file, u, e);
	if (s == STATUS_OK)
		s = content_push(st, secret_view(keys.salt_key), to_seal, u, watch_sealing, u->task,
				 e);
	if (s == STATUS_OK)
		s = seal_finish(u->seal, &u->row.file, &u->row.size, e);
	if (s == STATUS_OK && fsync(u->fd) != 0)
		s = err_set(e, status_from_errno(errno), "cannot write the sealed file: %s",
			    strerror(errno));
	seal_free(u->seal);
	u->seal = NULL;
	free_dataset_keys(&keys);
	return s;
}

static enum status put_upload(struct cache *cache, void *arg, struct err *e)
{
	return cache_uploads_put(cache, arg, e);
}

/* Told before the records are read: one is at least as long as they are on average. */
static enum status check_records(const struct uploading *u, const struct manifest *m, struct err *e)
{
	const struct datanet_info *info = &u->info;

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

/* Told before the records are read and the disk is filled. */
static enum status check_size(const struct uploading *u, const struct store *st, struct err *e)
{
	uint64_t content = 0, sealed = 0;
	enum status s = content_size(&content, st);

	if (s == STATUS_OK)
		s = seal_size(&sealed, content);
	if (s != STATUS_OK)
		return err_set(e, s, "the size of the sealed file: %s", status_phrase(s));
	if (u->info.max_file_bytes == 0 || sealed <= u->info.max_file_bytes)
		return STATUS_OK;
	return err_set(e, ERR_LIMIT,
		       "the sealed file would have %llu bytes, the datanet takes %llu at most; "
		       "commit to the dataset in parts",
		       (unsigned long long)sealed, (unsigned long long)u->info.max_file_bytes);
}

/* Seals once, into a spool file that no later attempt makes again. */
static enum status make_spool(struct uploading *u, struct err *e)
{
	char uid[HASH_TEXT_SIZE];
	struct store *st = NULL;
	enum status s;

	hash_format(uid, &u->dataset.row.uid);
	if ((size_t)snprintf(u->row.path, sizeof(u->row.path), "%s/%s.sealed", u->app->paths.spool,
			     uid + 2) >= sizeof(u->row.path))
		return err_set(e, ERR_LIMIT, "the path of %s is too long", u->app->paths.spool);
	u->row.datanet = u->app->profile->datanet.address;
	u->row.uid = u->dataset.row.uid;
	u->row.started = u->row.updated = clock_now();
	unlink(u->row.path);
	u->fd = open(u->row.path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (u->fd < 0)
		return err_set(e, status_from_errno(errno), "cannot create %s: %s", u->row.path,
			       strerror(errno));
	s = open_dataset(u->app, &st, &u->dataset.row, e);
	if (s == STATUS_OK)
		s = check_records(u, &st->manifest, e);
	if (s == STATUS_OK)
		s = check_size(u, st, e);
	if (s == STATUS_OK)
		s = seal_into(u, st, e);
	if (s == STATUS_OK)
		s = dir_sync(u->app->paths.spool, e);
	if (s == STATUS_OK)
		s = store_write(u->app, put_upload, &u->row, e);
	if (s != STATUS_OK)
		unlink(u->row.path);
	store_close(st);
	return s;
}

static enum status get_upload(struct cache *cache, void *arg, struct err *e)
{
	struct cache_upload *row = arg;
	struct hash uid = row->uid;

	return cache_uploads_get(cache, row, &uid, e);
}

/*
 * Opens the spool of an upload that was begun; ERR_NOT_FOUND when there is none that is whole and
 * sealed for the key that the datanet has now.
 */
static enum status reopen_spool(struct uploading *u, struct err *e)
{
	uint8_t header[SEAL_HEADER_SIZE];
	struct stat st;
	struct hash id;
	enum status s;

	u->row.uid = u->dataset.row.uid;
	s = store_read(u->app, get_upload, &u->row, e);
	if (s != STATUS_OK)
		return s;
	u->fd = open(u->row.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (u->fd >= 0 && fstat(u->fd, &st) == 0 && (uint64_t)st.st_size == u->row.size &&
	    pread(u->fd, header, sizeof(header), 0) == (ssize_t)sizeof(header) &&
	    seal_key_id(&id, header) == STATUS_OK && hash_equal(&id, &u->info.intake_id))
		return STATUS_OK;
	if (u->fd >= 0)
		close(u->fd);
	u->fd = -1;
	u->row = (struct cache_upload){0};
	return ERR_NOT_FOUND;
}

static enum status create_upload(struct uploading *u, struct tus_upload *tus, struct err *e)
{
	struct door_upload permit = {.chain_id = u->app->profile->chain_id,
				     .datanet = u->app->profile->datanet.address,
				     .dataset = u->row.uid,
				     .file = u->row.file,
				     .size = u->row.size,
				     .expires = (uint64_t)clock_now() + AUTHORISED_S};
	char uid[HASH_TEXT_SIZE], file[HASH_TEXT_SIZE], size[24], expires[24],
		signature[2 * SIGNATURE_SIZE + 3];
	const struct tus_metadata metadata[] = {{"dataset", uid},
						{"file", file},
						{"size", size},
						{"expires", expires},
						{"signature", signature}};
	char endpoint[DATANET_URL_SIZE];
	uint8_t sig[SIGNATURE_SIZE];
	uint32_t index;
	enum status s = account_index(u->app, &index, &u->dataset.row.account, e);

	if (s != STATUS_OK)
		return s;
	pthread_mutex_lock(&u->app->signer_lock);
	s = door_sign_upload(u->app->door, sig, index, &permit, e);
	pthread_mutex_unlock(&u->app->signer_lock);
	if (s != STATUS_OK)
		return s;
	hash_format(uid, &permit.dataset);
	hash_format(file, &permit.file);
	snprintf(size, sizeof(size), "%llu", (unsigned long long)permit.size);
	snprintf(expires, sizeof(expires), "%llu", (unsigned long long)permit.expires);
	hex_format(signature, sig, sizeof(sig));
	datanet_files_url(endpoint, &u->session->datanet);
	return tus_create(u->session->transport, tus, endpoint, metadata, ARRAY_SIZE(metadata), e);
}

static enum status on_chunk(void *arg, const struct tus_upload *tus)
{
	struct uploading *u = arg;

	memcpy(u->row.url, tus->url, sizeof(u->row.url));
	u->row.offset = tus->offset;
	u->row.updated = clock_now();
	task_progress(u->task, "uploading", tus->offset, tus->size, "bytes");
	return store_write(u->app, put_upload, &u->row, u->e);
}

/* The last reply may be lost after everything arrived: the datanet itself says whether it did. */
static bool has_arrived(struct uploading *u)
{
	struct datanet_dataset answer;

	return datanet_dataset(&u->session->datanet, &answer, &u->row.uid, NULL) == STATUS_OK &&
	       answer.status != INTAKE_REJECTED;
}

/* A server that forgot an upload that never arrived gets it once more from the beginning. */
static enum status send_spool(struct uploading *u, struct err *e)
{
	struct tus_upload tus = {.size = u->row.size, .offset = u->row.offset};
	enum status s = STATUS_OK;

	memcpy(tus.url, u->row.url, sizeof(tus.url));
	for (int tries = 0; tries < 2; tries++) {
		if (tus.url[0] == '\0') {
			s = create_upload(u, &tus, e);
			if (s == STATUS_OK)
				s = on_chunk(u, &tus);
		}
		if (s == STATUS_OK)
			s = tus_send(u->session->transport, &tus, u->fd, on_chunk, u, e);
		if (s != ERR_NOT_FOUND)
			return s;
		if (has_arrived(u))
			return STATUS_OK;
	}
	return s;
}

/* On the row as it is now: a sync may have learned more of it meanwhile. */
static enum status put_state(struct cache *cache, const struct uploading *u,
			     enum cache_dataset_state state, struct err *e)
{
	struct cache_dataset row;
	enum status s = cache_datasets_by_root(cache, &row, &u->dataset.row.root, e);

	if (s != STATUS_OK)
		return s;
	row.state = state;
	row.updated_at = clock_now();
	return cache_datasets_put(cache, &row, e);
}

static enum status put_received(struct cache *cache, void *arg, struct err *e)
{
	struct uploading *u = arg;
	enum status s = cache_uploads_remove(cache, &u->row.uid, e);

	return s == STATUS_OK ? put_state(cache, u, CACHE_DATASET_RECEIVED, e) : s;
}

static enum status put_uploading(struct cache *cache, void *arg, struct err *e)
{
	return put_state(cache, arg, CACHE_DATASET_UPLOADING, e);
}

static enum status begin(struct uploading *u, struct err *e)
{
	struct intake_question q;
	enum status s = load_dataset(u->app, &u->dataset, e);

	/* An attestation just confirmed is on chain and not in the cache yet. */
	if (s == STATUS_OK && hash_is_zero(&u->dataset.row.uid) &&
	    sync_network(u->app, u->task, NULL, NULL) == STATUS_OK)
		s = load_dataset(u->app, &u->dataset, e);
	if (s == STATUS_OK && hash_is_zero(&u->dataset.row.uid))
		s = err_set(e, ERR_NOT_FOUND, "%s is not attested yet; attest it first",
			    u->dataset.row.name);
	if (s == STATUS_OK && u->dataset.row.state == CACHE_DATASET_ELSEWHERE)
		s = err_set(e, ERR_REFUSED,
			    "%s is committed to another datanet than the one of this network; "
			    "nothing was uploaded",
			    u->dataset.row.name);
	if (s == STATUS_OK)
		s = read_intake(u->app, u->session, &u->info, &q, e);
	if (s == STATUS_OK && q.asked)
		s = err_set(
			e, ERR_REFUSED, "%s of %s is not confirmed: 0x…%s; confirm it to upload",
			q.changed ? "the NEW intake key" : "the intake key", q.datanet, q.confirm);
	if (s != STATUS_OK)
		return s;
	s = reopen_spool(u, e);
	return s == ERR_NOT_FOUND ? make_spool(u, e) : s;
}

enum status upload_dataset(struct app *app, struct task *task, const struct hash *root,
			   struct err *e)
{
	struct uploading u = {.app = app, .task = task, .dataset = {.root = root}, .fd = -1};
	struct err own = {0};
	enum status s = require_writable(app, "upload", e);

	if (e == NULL)
		e = &own;
	u.e = e;
	if (s == STATUS_OK)
		s = session_of(app, task, &u.session, e);
	if (s == STATUS_OK)
		s = begin(&u, e);
	if (s == STATUS_OK)
		s = store_write(app, put_uploading, &u, e);
	if (s == STATUS_OK)
		s = send_spool(&u, e);
	if (s == STATUS_OK)
		s = store_write(app, put_received, &u, e);
	if (u.fd >= 0)
		close(u.fd);
	if (s == STATUS_OK) {
		unlink(u.row.path);
		note_event(app, "datasets", TRUST_REPORTED, "%s is uploaded", u.dataset.row.name);
	}
	return s;
}
