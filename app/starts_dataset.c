/* The dashboard's starts of datasets, uploads and previews. */
#include "app/commit.h"
#include "app/starts.h"
#include "app/upload.h"

static enum status run_commit(struct app *app, struct task *task, void *p, struct work_result *r,
			      struct err *e)
{
	struct args *a = p;
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
	return start(app, LANE_ACT, run_commit, new_args(app, NULL, NULL, path, name, license),
		     done, user);
}

static enum status run_upload(struct app *app, struct task *task, void *p, struct work_result *r,
			      struct err *e)
{
	struct args *a = p;
	enum status s = upload_dataset(app, task, &a->hash, e);

	say(r, "uploaded; the datanet checks it now");
	if (s == STATUS_OK)
		work_sync_soon(app);
	return s;
}

struct work *start_upload(struct app *app, const struct hash *root, work_done *done, void *user)
{
	struct args *a = new_args(app, NULL, NULL, NULL, NULL, NULL);

	if (a != NULL)
		a->hash = *root;
	return start(app, LANE_UPLOAD, run_upload, a, done, user);
}

static enum status run_check_intake(struct app *app, struct task *task, void *p,
				    struct work_result *r, struct err *e)
{
	struct args *a = p;

	(void)a;
	return check_intake(app, task, &r->intake, e);
}

struct work *start_check_intake(struct app *app, work_done *done, void *user)
{
	return start(app, LANE_ACT, run_check_intake, new_args(app, NULL, NULL, NULL, NULL, NULL),
		     done, user);
}

static enum status run_confirm_intake(struct app *app, struct task *task, void *p,
				      struct work_result *r, struct err *e)
{
	struct args *a = p;
	struct intake_question q = {.id = a->hash};
	enum status s = confirm_intake(app, &q, e);

	(void)task;
	say(r, "the datanet's intake key is confirmed");
	return s;
}

struct work *start_confirm_intake(struct app *app, const struct intake_question *q, work_done *done,
				  void *user)
{
	struct args *a = new_args(app, NULL, NULL, NULL, NULL, NULL);

	if (a != NULL)
		a->hash = q->id;
	return start(app, LANE_ACT, run_confirm_intake, a, done, user);
}

static enum status run_revoke(struct app *app, struct task *task, void *p, struct work_result *r,
			      struct err *e)
{
	struct args *a = p;

	return prepare_revoke(app, task, &r->act, &a->hash, e);
}

struct work *start_prepare_revoke(struct app *app, const struct hash *uid, work_done *done,
				  void *user)
{
	struct args *a = new_args(app, NULL, NULL, NULL, NULL, NULL);

	if (a != NULL)
		a->hash = *uid;
	return start(app, LANE_ACT, run_revoke, a, done, user);
}

static enum status run_prove(struct app *app, struct task *task, void *p, struct work_result *r,
			     struct err *e)
{
	struct args *a = p;
	enum status s = prove_record(app, task, &a->hash, a->number, a->text, e);

	say(r, "wrote %.120s", a->text);
	return s;
}

struct work *start_prove(struct app *app, const struct hash *root, uint64_t index,
			 const char *out_path, work_done *done, void *user)
{
	struct args *a = new_args(app, NULL, NULL, out_path, NULL, NULL);

	if (a != NULL) {
		a->hash = *root;
		a->number = index;
	}
	return start(app, LANE_ACT, run_prove, a, done, user);
}

static enum status run_preview(struct app *app, struct task *task, void *p, struct work_result *r,
			       struct err *e)
{
	struct args *a = p;

	return preview_dataset(app, task, &r->preview, a->text, NULL, e);
}

struct work *start_preview(struct app *app, const char *path, work_done *done, void *user)
{
	return start(app, LANE_SCORE, run_preview, new_args(app, NULL, NULL, path, NULL, NULL),
		     done, user);
}
