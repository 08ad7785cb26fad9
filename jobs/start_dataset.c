/*
 * Datasets as pieces of work, in the two halves that request.h describes. An upload may take hours
 * and a preview minutes, so each has a lane of its own; the others run on ACT.
 *
 * In this order: commitments and uploads, revoking and proving, then previews and what is done with
 * their records. Records are read on the lane of previews, since a new preview of the same file is
 * the only work that could wait for it.
 */
#include "jobs/start_dataset.h"

#include <stdlib.h>
#include <string.h>

#include "act/attest.h"
#include "act/commit.h"
#include "act/offer.h"
#include "act/prove.h"
#include "jobs/background.h"
#include "jobs/request.h"
#include "jobs/result.h"
#include "models/preview_dataset.h"
#include "sync/upload.h"

/* In: the path in `text`, the dataset's name in `name`, its license in `extra`. */
static enum status run_commit(struct app *app, struct task *task, void *p, struct work_result *r,
			      struct err *e)
{
	struct request *a = p;
	struct commit_plan plan = {.path = a->text, .name = a->name, .license = a->extra};
	struct commit_result result;
	enum status s = commit_dataset(app, task, &result, &plan, e);

	if (s == STATUS_OK)
		s = prepare_attest(app, task, &r->act, &result.root, NULL, e);
	return s;
}

struct work *start_prepare_commit(struct app *app, const char *path, const char *name,
				  const char *license, work_done *done, void *user)
{
	return queue_request(app, LANE_ACT, run_commit, new_request(path, name, license), done,
			     user);
}

/* In: the dataset's root in `hash`, the new name in `name`. */
static enum status run_offer(struct app *app, struct task *task, void *p, struct work_result *r,
			     struct err *e)
{
	struct request *a = p;
	struct commit_result result;
	char root[HASH_TEXT_SIZE], from[64];
	enum status s;

	hash_format(root, &a->hash);
	s = offer_dataset(app, task, &result, from, root, a->name[0] != '\0' ? a->name : NULL, e);
	if (s == STATUS_OK)
		s = prepare_attest(app, task, &r->act, &result.root, NULL, e);
	return s;
}

struct work *start_prepare_offer(struct app *app, const struct hash *root, const char *name,
				 work_done *done, void *user)
{
	struct request *a = new_request(NULL, name, NULL);

	if (a != NULL)
		a->hash = *root;
	return queue_request(app, LANE_ACT, run_offer, a, done, user);
}

static enum status run_upload(struct app *app, struct task *task, void *p, struct work_result *r,
			      struct err *e)
{
	struct request *a = p;
	enum status s = upload_dataset(app, task, &a->hash, e);

	tell_result(r, "uploaded; the datanet checks it now");
	/* The sync asks the datanet whether it accepts the dataset. */
	if (s == STATUS_OK)
		sync_soon(app);
	return s;
}

struct work *start_upload(struct app *app, const struct hash *root, work_done *done, void *user)
{
	struct request *a = new_request(NULL, NULL, NULL);

	if (a != NULL)
		a->hash = *root;
	return queue_request(app, LANE_UPLOAD, run_upload, a, done, user);
}

static enum status run_check_intake(struct app *app, struct task *task, void *p,
				    struct work_result *r, struct err *e)
{
	(void)p;
	return check_intake(app, task, &r->intake, e);
}

struct work *start_check_intake(struct app *app, work_done *done, void *user)
{
	return queue_request(app, LANE_ACT, run_check_intake, new_request(NULL, NULL, NULL), done,
			     user);
}

/* In: the id of the confirmed key in `hash`; confirm_intake() reads nothing else. */
static enum status run_confirm_intake(struct app *app, struct task *task, void *p,
				      struct work_result *r, struct err *e)
{
	struct request *a = p;
	struct intake_question q = {.id = a->hash};
	enum status s = confirm_intake(app, &q, e);

	(void)task;
	tell_result(r, "the datanet's intake key is confirmed");
	return s;
}

struct work *start_confirm_intake(struct app *app, const struct intake_question *q, work_done *done,
				  void *user)
{
	struct request *a = new_request(NULL, NULL, NULL);

	if (a != NULL)
		a->hash = q->id;
	return queue_request(app, LANE_ACT, run_confirm_intake, a, done, user);
}

/* In: the uid of the attestation in `hash`. */
static enum status run_revoke(struct app *app, struct task *task, void *p, struct work_result *r,
			      struct err *e)
{
	struct request *a = p;

	return prepare_revoke(app, task, &r->act, &a->hash, e);
}

struct work *start_prepare_revoke(struct app *app, const struct hash *uid, work_done *done,
				  void *user)
{
	struct request *a = new_request(NULL, NULL, NULL);

	if (a != NULL)
		a->hash = *uid;
	return queue_request(app, LANE_ACT, run_revoke, a, done, user);
}

/* In: the dataset's root in `hash`, the record's index in `number`, the file's path in `text`. */
static enum status run_prove(struct app *app, struct task *task, void *p, struct work_result *r,
			     struct err *e)
{
	struct request *a = p;
	enum status s = prove_record(app, task, &a->hash, a->number, a->text, e);

	tell_result(r, "wrote %.120s", a->text);
	return s;
}

struct work *start_prove(struct app *app, const struct hash *root, uint64_t index,
			 const char *out_path, work_done *done, void *user)
{
	struct request *a = new_request(out_path, NULL, NULL);

	if (a != NULL) {
		a->hash = *root;
		a->number = index;
	}
	return queue_request(app, LANE_ACT, run_prove, a, done, user);
}

/* In: the path in `text`, the rules for labels. */
static enum status run_preview(struct app *app, struct task *task, void *p, struct work_result *r,
			       struct err *e)
{
	struct request *a = p;

	const struct preview_plan plan = {
		.path = a->text, .rules = a->rules, .n_rules = a->n_rules};

	return preview_dataset(app, task, &r->preview, &plan, e);
}

struct work *start_preview(struct app *app, const char *path, struct label_rule *take_rules,
			   size_t n_rules, work_done *done, void *user)
{
	struct request *a = new_request(path, NULL, NULL);

	if (a == NULL) {
		free(take_rules);
		return NULL;
	}
	a->rules = take_rules;
	a->n_rules = n_rules;
	return queue_request(app, LANE_SCORE, run_preview, a, done, user);
}

/* In: the record's number in `number`. */
static enum status run_read_record(struct app *app, struct task *task, void *p,
				   struct work_result *r, struct err *e)
{
	struct request *a = p;
	enum status s = read_preview_record(task, &r->record, a->preview, a->number, e);

	if (s == STATUS_OK)
		explain_whole_record(app, r->record, a->preview->rules, a->preview->n_rules);
	return s;
}

struct work *start_read_record(struct app *app, const struct preview *p, uint64_t index,
			       work_done *done, void *user)
{
	struct request *a = new_request(NULL, NULL, NULL);

	if (a != NULL) {
		a->preview = preview_ref(p);
		a->number = index;
	}
	return queue_request(app, LANE_SCORE, run_read_record, a, done, user);
}

/* In: the path in `text`, the numbers in `records`, whether to overwrite in `flag`. */
static enum status run_keep_records(struct app *app, struct task *task, void *p,
				    struct work_result *r, struct err *e)
{
	struct request *a = p;
	enum status s = require_writable(app, "write a file", e);

	if (s == STATUS_OK)
		s = keep_preview_records(task, a->text, a->preview, a->records, a->n_records,
					 a->flag, e);
	if (s != STATUS_OK)
		return s;
	tell_result(r, "%zu records are in %.120s", a->n_records, a->text);
	r->path = strdup(a->text);
	return r->path != NULL ? s : err_set(e, ERR_MEMORY, "out of memory");
}

struct work *start_keep_records(struct app *app, const struct preview *p, uint64_t *take_records,
				size_t n, const char *path, bool replace, work_done *done,
				void *user)
{
	struct request *a = new_request(path, NULL, NULL);

	if (a == NULL) {
		free(take_records);
		return NULL;
	}
	a->preview = preview_ref(p);
	a->records = take_records;
	a->n_records = n;
	a->flag = replace;
	return queue_request(app, LANE_SCORE, run_keep_records, a, done, user);
}
