/*
 * Uploading a dataset, in the order of upload_dataset(), the last function: find_attested() finds
 * the dataset, has_arrived() asks whether there is anything to do, begin() checks that the user
 * confirmed the datanet's intake key and opens the sealed file (spool.c), send_spool() sends it,
 * settle() forgets it. The functions about the intake key come first, since the screens ask for
 * them before an upload.
 *
 * Invariant: nothing is sealed for a key that the user has not confirmed, and nothing is sent that
 * the dataset's account has not signed a permission for.
 */
#include "sync/upload.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/account_keys.h"
#include "app/dataset_rows.h"
#include "app/state.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/hex.h"
#include "cache/settings.h"
#include "client/tus.h"
#include "sync/context.h"
#include "sync/spool.h"
#include "sync/step_datanet.h"
#include "sync/sync.h"
#include "wallet/door_sign.h"

/*
 * Seconds for which a permission to upload holds: a slow line needs hours, and a permission that
 * leaked should soon be worth nothing.
 */
#define AUTHORISED_S 86400

/* The id of the intake key that was confirmed last for a datanet, as text; "" when none was. */
struct confirmed_intake {
	const struct address *datanet;
	struct buf id;
};

static enum status get_intake(struct cache *cache, void *arg, struct err *e)
{
	struct confirmed_intake *i = arg;
	enum status s = cache_settings_get(cache, &i->id, CACHE_SETTING_CONFIRMED_INTAKE,
					   i->datanet, NULL, e);

	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

static enum status put_intake(struct cache *cache, void *arg, struct err *e)
{
	struct confirmed_intake *i = arg;

	return cache_settings_put(cache, CACHE_SETTING_CONFIRMED_INTAKE, i->datanet, NULL,
				  buf_str(&i->id), e);
}

static enum status question_of(struct app *app, struct intake_question *out,
			       const struct datanet_info *info, struct err *e)
{
	char id[HASH_TEXT_SIZE];
	struct confirmed_intake confirmed = {.datanet = &profile_datanet(app->profile)->address};
	enum status s;

	hash_format(id, &info->intake_id);
	*out = (struct intake_question){.id = info->intake_id, .expires = info->intake_expires};
	snprintf(out->datanet, sizeof(out->datanet), "%s", info->name);
	snprintf(out->confirm, sizeof(out->confirm), "%s", id + strlen(id) - 8);
	buf_init(&confirmed.id, KIB);
	s = store_read(app, get_intake, &confirmed, e);
	/* judge_intake() has compared a pinned key: whoever pinned it has confirmed it. */
	out->asked = strcmp(buf_str(&confirmed.id), id) != 0 &&
		     !profile_datanet(app->profile)->has_intake_key;
	out->changed = out->asked && confirmed.id.len > 0;
	buf_release(&confirmed.id);
	return s;
}

static enum status judge_intake(struct app *app, const struct datanet_info *info,
				struct intake_question *out, struct err *e)
{
	const struct profile_datanet *pinned = profile_datanet(app->profile);

	if (info->intake_expires < clock_now())
		return err_set(
			e, ERR_EXPIRED,
			"the datanet's intake key has expired (or this machine's clock is wrong)");
	if (pinned->has_intake_key &&
	    memcmp(pinned->intake_key, info->intake_key, sizeof(info->intake_key)) != 0)
		return err_set(e, ERR_MISMATCH,
			       "the datanet's intake key is not the one that the network profile "
			       "pins; upload nothing before you know why");
	return question_of(app, out, info, e);
}

enum status check_intake(struct app *app, struct task *task, struct intake_question *out,
			 struct err *e)
{
	struct session *session;
	struct datanet_info info;
	enum status s = session_of(app, task, &session, e);

	if (s == STATUS_OK)
		s = check_datanet(app, session, &info, e);
	return s == STATUS_OK ? judge_intake(app, &info, out, e) : s;
}

enum status confirm_intake(struct app *app, const struct intake_question *q, struct err *e)
{
	struct confirmed_intake confirmed = {.datanet = &profile_datanet(app->profile)->address};
	char id[HASH_TEXT_SIZE];
	enum status s;

	hash_format(id, &q->id);
	buf_init(&confirmed.id, KIB);
	buf_add_str(&confirmed.id, id);
	s = buf_status(&confirmed.id);
	if (s == STATUS_OK)
		s = store_write(app, put_intake, &confirmed, e);
	buf_release(&confirmed.id);
	return s;
}

/* One call of upload_dataset(). */
struct uploading {
	struct app *app;
	struct task *task;
	struct session *session;
	struct wanted_dataset dataset;
	struct datanet_info info;
	struct spool spool;
	struct err *e; /* where on_chunk() puts its error; the error of the whole upload */
};

/* Announces the sealed file to the datanet with a permission that the dataset's account signs. */
static enum status create_upload(struct uploading *u, struct tus_upload *tus, struct err *e)
{
	struct door_upload permit = {.chain_id = u->app->profile->chain_id,
				     .datanet = profile_datanet(u->app->profile)->address,
				     .dataset = u->spool.row.uid,
				     .file = u->spool.row.file,
				     .size = u->spool.row.size,
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
	pthread_mutex_lock(&u->app->shared->signer_lock);
	s = door_sign_upload(u->app->shared->door, sig, index, &permit, e);
	pthread_mutex_unlock(&u->app->shared->signer_lock);
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

/* Stores what the datanet has after each chunk, so that a later attempt resumes there. */
static enum status on_chunk(void *arg, const struct tus_upload *tus)
{
	struct uploading *u = arg;

	memcpy(u->spool.row.url, tus->url, sizeof(u->spool.row.url));
	u->spool.row.offset = tus->offset;
	u->spool.row.updated = clock_now();
	task_progress(u->task, "uploading", tus->offset, tus->size, "bytes");
	return store_spool(&u->spool, u->e);
}

/*
 * Asks the datanet whether the dataset arrived. When the reply to the last chunk is lost, the
 * upload server has forgotten the upload, although it was complete.
 */
static bool has_arrived(struct uploading *u)
{
	struct datanet_dataset answer;

	return datanet_dataset(&u->session->datanet, &answer, &u->dataset.row.uid, NULL) ==
		       STATUS_OK &&
	       answer.status != INTAKE_REJECTED;
}

/*
 * Sends the rest of the file. A server that forgot the upload gets the file once more from the
 * beginning, unless everything has arrived.
 */
static enum status send_spool(struct uploading *u, struct err *e)
{
	struct tus_upload tus = {.size = u->spool.row.size, .offset = u->spool.row.offset};
	enum status s = STATUS_OK;

	memcpy(tus.url, u->spool.row.url, sizeof(tus.url));
	for (int tries = 0; tries < 2; tries++) {
		if (tus.url[0] == '\0') {
			s = create_upload(u, &tus, e);
			if (s == STATUS_OK)
				s = on_chunk(u, &tus);
		}
		if (s == STATUS_OK)
			s = tus_send(u->session->transport, &tus, u->spool.fd, on_chunk, u, e);
		/* Forgotten, or refused because the dataset is there: the datanet says which. */
		if (s != ERR_NOT_FOUND && s != ERR_EXISTS)
			return s;
		if (has_arrived(u))
			return STATUS_OK;
		if (s == ERR_EXISTS)
			return s;
	}
	return s;
}

/* Reads the dataset's row again before changing it: a sync may have changed other parts of it. */
static enum status put_state(struct cache *cache, const struct uploading *u,
			     enum cache_dataset_state state, struct err *e)
{
	struct cache_dataset row;
	enum status s = cache_datasets_by_uid(cache, &row, &u->dataset.row.uid, e);

	if (s != STATUS_OK)
		return s;
	row.state = state;
	row.updated_at = clock_now();
	return cache_datasets_put(cache, &row, e);
}

static enum status get_begun(struct cache *cache, void *arg, struct err *e)
{
	struct cache_upload *row = arg;
	struct hash uid = row->uid;

	return cache_uploads_get(cache, row, &uid, e);
}

/* A sync may have learned more than that by now: that it is accepted, say. */
static enum status put_received(struct cache *cache, void *arg, struct err *e)
{
	struct uploading *u = arg;
	struct cache_dataset row;
	enum status s = cache_uploads_remove(cache, &u->dataset.row.uid, e);

	if (s == STATUS_OK)
		s = cache_datasets_by_uid(cache, &row, &u->dataset.row.uid, e);
	if (s != STATUS_OK ||
	    (row.state != CACHE_DATASET_ATTESTED && row.state != CACHE_DATASET_UPLOADING &&
	     row.state != CACHE_DATASET_REJECTED))
		return s;
	return put_state(cache, u, CACHE_DATASET_RECEIVED, e);
}

static enum status put_uploading(struct cache *cache, void *arg, struct err *e)
{
	return put_state(cache, arg, CACHE_DATASET_UPLOADING, e);
}

/* Finds the dataset and its attestation, without which the datanet takes nothing. */
static enum status find_attested(struct uploading *u, struct err *e)
{
	enum status s = load_dataset(u->app, &u->dataset, e);

	/* An attestation that was confirmed just now is on chain, but not in the cache yet. */
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
	return s;
}

/* Finds everything that sending needs, or says why the dataset cannot be uploaded. */
static enum status begin(struct uploading *u, struct err *e)
{
	struct intake_question q;
	enum status s = judge_intake(u->app, &u->info, &q, e);

	if (s == STATUS_OK && q.asked)
		s = err_set(
			e, ERR_REFUSED, "%s of %s is not confirmed: 0x…%s; confirm it to upload",
			q.changed ? "the NEW intake key" : "the intake key", q.datanet, q.confirm);
	if (s != STATUS_OK)
		return s;
	s = open_spool(&u->spool, &u->dataset.row.uid, &u->info.intake_id, e);
	return s == ERR_NOT_FOUND ? make_spool(&u->spool, u->task, &u->dataset.row, &u->info, e)
				  : s;
}

/* Forgets the sealed file of an upload that has arrived. */
static enum status settle(struct uploading *u, struct err *e)
{
	struct cache_upload row = {.uid = u->dataset.row.uid};
	enum status begun = store_read(u->app, get_begun, &row, NULL);
	enum status s = store_write(u->app, put_received, u, e);

	if (s == STATUS_OK && begun == STATUS_OK)
		unlink(row.path);
	return s;
}

enum status check_arrival(struct app *app, struct task *task, bool *arrived,
			  const struct hash *root, struct err *e)
{
	struct uploading u = {.app = app,
			      .task = task,
			      .dataset = {.root = root},
			      .spool = {.app = app, .fd = -1}};
	enum status s = session_of(app, task, &u.session, e);

	*arrived = false;
	if (s == STATUS_OK)
		s = find_attested(&u, e);
	if (s == STATUS_OK)
		s = check_datanet(app, u.session, &u.info, e);
	if (s != STATUS_OK)
		return s;
	*arrived = has_arrived(&u);
	return *arrived ? settle(&u, e) : STATUS_OK;
}

static enum status send_dataset(struct uploading *u, struct err *e)
{
	enum status s = begin(u, e);

	if (s == STATUS_OK)
		s = store_write(u->app, put_uploading, u, e);
	if (s == STATUS_OK)
		s = send_spool(u, e);
	if (u->spool.fd >= 0)
		close(u->spool.fd);
	return s;
}

enum status upload_dataset(struct app *app, struct task *task, const struct hash *root,
			   struct err *e)
{
	struct uploading u = {.app = app,
			      .task = task,
			      .dataset = {.root = root},
			      .spool = {.app = app, .fd = -1}};
	struct err own = {0};
	bool arrived = false;
	enum status s = require_writable(app, "upload", e);

	if (e == NULL)
		e = &own;
	u.e = e;
	if (s == STATUS_OK)
		s = session_of(app, task, &u.session, e);
	if (s == STATUS_OK)
		s = find_attested(&u, e);
	/* The datanet says who it is before its word counts for anything. */
	if (s == STATUS_OK)
		s = check_datanet(app, u.session, &u.info, e);
	if (s == STATUS_OK)
		arrived = has_arrived(&u);
	if (s == STATUS_OK && !arrived)
		s = send_dataset(&u, e);
	if (s == STATUS_OK)
		s = settle(&u, e);
	if (s == STATUS_OK && !arrived)
		note_event_of(app,
			      &(struct event_owner){.datanet = &u.dataset.row.datanet,
						    .account = &u.dataset.row.account},
			      "datasets", TRUST_REPORTED, "%s is uploaded", u.dataset.row.name);
	return s;
}
