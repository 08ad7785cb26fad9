/*
 * Acts as pieces of work, in the two halves that request.h describes. Everything that asks the
 * network runs on ACT, so that acts are prepared and sent one after the other; signing runs on CPU,
 * where the vault is.
 */
#include "jobs/start_act.h"

#include <stdlib.h>
#include <string.h>

#include "act/cancel.h"
#include "act/choose_network.h"
#include "act/claim.h"
#include "act/claim_batch.h"
#include "act/claim_offline.h"
#include "act/forget.h"
#include "act/pay.h"
#include "act/send.h"
#include "act/sign.h"
#include "app/shown_account.h"
#include "app/unlock.h"
#include "jobs/background.h"
#include "jobs/request.h"
#include "jobs/result.h"

static enum status run_claims(struct app *app, struct task *task, void *p, struct work_result *r,
			      struct err *e)
{
	struct request *a = p;

	return prepare_claims(app, task, &r->act, a->wishes, a->n_wishes, e);
}

struct work *start_claims(struct app *app, const struct claim_wish *wishes, size_t n,
			  work_done *done, void *user)
{
	struct request *a = new_request(NULL, NULL, NULL);

	/* A request without its wishes ends as the failure to make one does. */
	if (a != NULL && (a->wishes = calloc(n, sizeof(*wishes))) == NULL) {
		free(a);
		a = NULL;
	}
	if (a != NULL) {
		memcpy(a->wishes, wishes, n * sizeof(*wishes));
		a->n_wishes = n;
	}
	return queue_request(app, LANE_ACT, run_claims, a, done, user);
}

/*
 * In: the token in `text`, the amount in `name`, the receiver in `address`, the sender in
 * `second_address`.
 */
static enum status run_prepare_send(struct app *app, struct task *task, void *p,
				    struct work_result *r, struct err *e)
{
	struct request *a = p;

	struct address acts;
	enum status s = shown_account(app, &acts, e);

	if (s == STATUS_OK && !address_equal(&acts, &a->second_address))
		s = err_set(e, ERR_CHANGED, "another account acts by now: open the form again");
	return s == STATUS_OK ? prepare_send(app, task, &r->act, a->text, a->name, &a->address, e)
			      : s;
}

struct work *start_prepare_send(struct app *app, const struct address *from, const char *token,
				const char *amount, const struct address *to, work_done *done,
				void *user)
{
	struct request *a = new_request(token, amount, NULL);

	if (a != NULL) {
		a->address = *to;
		a->second_address = *from;
	}
	return queue_request(app, LANE_ACT, run_prepare_send, a, done, user);
}

/* Gives the act back through the result, also after a failure, because its review stays open. */
static void hand_back(struct work_result *r, struct request *a)
{
	r->act = a->act;
	a->act = NULL;
}

static enum status run_export_claim(struct app *app, struct task *task, void *p,
				    struct work_result *r, struct err *e)
{
	struct request *a = p;
	enum status s = export_claims(app, a->act, a->text, e);

	(void)task;
	tell_result(r, "wrote %.120s for the offline machine", a->text);
	if (s == STATUS_OK)
		r->path = strdup(a->text);
	hand_back(r, a);
	return s;
}

struct work *start_export_claim(struct app *app, struct act *take_act, const char *path,
				work_done *done, void *user)
{
	app = take_act->scope;
	return queue_request(app, LANE_ACT, run_export_claim, new_act_request(take_act, path), done,
			     user);
}

static enum status run_import_claim(struct app *app, struct task *task, void *p,
				    struct work_result *r, struct err *e)
{
	struct request *a = p;
	struct app *meant = find_network_of_file(app, a->text);

	(void)task;
	return open_bundle(meant != NULL ? meant : app, &r->act, a->text, e);
}

struct work *start_import_claim(struct app *app, const char *path, work_done *done, void *user)
{
	return queue_request(app, LANE_ACT, run_import_claim, new_request(path, NULL, NULL), done,
			     user);
}

static enum status run_open_transaction(struct app *app, struct task *task, void *p,
					struct work_result *r, struct err *e)
{
	struct request *a = p;

	(void)task;
	return open_transaction(app, &r->act, &a->hash, e);
}

struct work *start_open_transaction(struct app *app, const struct hash *hash, work_done *done,
				    void *user)
{
	struct request *a = new_request(NULL, NULL, NULL);

	if (a != NULL)
		a->hash = *hash;
	return queue_request(app, LANE_ACT, run_open_transaction, a, done, user);
}

static enum status run_cancel_claim(struct app *app, struct task *task, void *p,
				    struct work_result *r, struct err *e)
{
	struct request *a = p;

	return prepare_cancel(app, task, &r->act, a->number, e);
}

struct work *start_cancel_claim(struct app *app, uint64_t claim, work_done *done, void *user)
{
	struct request *a = new_request(NULL, NULL, NULL);

	if (a != NULL)
		a->number = claim;
	return queue_request(app, LANE_ACT, run_cancel_claim, a, done, user);
}

/* byline deletes no file of the user's, so that the result names it. */
static enum status run_forget_claim(struct app *app, struct task *task, void *p,
				    struct work_result *r, struct err *e)
{
	struct request *a = p;
	struct forgotten gone;
	enum status s = forget_claim(app, &gone, a->number, e);

	(void)task;
	if (s == STATUS_OK)
		tell_result(r, "forgotten; it cost nothing%s%.150s",
			    gone.file[0] != '\0' ? ". Nobody should sign its file: " : "",
			    gone.file);
	return s;
}

/* On the lane of acts, so that it waits for one that prepares the same claim. */
struct work *start_forget_claim(struct app *app, uint64_t claim, work_done *done, void *user)
{
	struct request *a = new_request(NULL, NULL, NULL);

	if (a != NULL)
		a->number = claim;
	return queue_request(app, LANE_ACT, run_forget_claim, a, done, user);
}

/* A claim that came in a file is signed into a file beside it; any other act stays in the cache. */
static enum status run_sign(struct app *app, struct task *task, void *p, struct work_result *r,
			    struct err *e)
{
	struct request *a = p;
	bool opened = a->act->file[0] != '\0';
	enum status s = unlock_if_locked(app, e);

	(void)task;
	if (s == STATUS_OK)
		s = opened ? sign_opened_claim(app, &a->act, e) : sign_acts(app, a->act, e);
	if (s == STATUS_OK && a->act->file[0] != '\0')
		tell_result(r, "signed: take %.100s.signed back to the online machine",
			    a->act->file);
	else
		tell_result(r, "signed; nothing is sent yet");
	hand_back(r, a);
	return s;
}

struct work *start_sign(struct app *app, struct act *take_act, work_done *done, void *user)
{
	/* The act knows its network, which the home of several networks does not. */
	app = take_act->scope;
	return queue_request(app, LANE_CPU, run_sign, new_act_request(take_act, NULL), done, user);
}

static enum status run_send(struct app *app, struct task *task, void *p, struct work_result *r,
			    struct err *e)
{
	struct request *a = p;
	enum status s = send_acts(app, task, a->act, e);

	hand_back(r, a);
	/* The background sync follows the transaction, so that this lane is free at once. */
	if (s == STATUS_OK)
		sync_soon(app);
	tell_result(r, "sent; it is followed until it is final");
	return s;
}

struct work *start_send(struct app *app, struct act *take_act, work_done *done, void *user)
{
	app = take_act->scope;
	return queue_request(app, LANE_ACT, run_send, new_act_request(take_act, NULL), done, user);
}
