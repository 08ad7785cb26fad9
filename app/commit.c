#include "app/commit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/act_private.h"
#include "app/dataset_rows.h"
#include "app/pinned.h"
#include "app/state.h"
#include "app/unlock.h"
#include "base/clock.h"
#include "base/random.h"
#include "base/text.h"
#include "chain/eas.h"
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
	pthread_mutex_lock(&app->signer_lock);
	s = door_dataset_keys(app->door, &out->salt_key, &out->blind, &out->dedupe, nonce, e);
	pthread_mutex_unlock(&app->signer_lock);
	return s;
}

void free_dataset_keys(struct dataset_keys *k)
{
	secret_free(k->salt_key);
	secret_free(k->blind);
	secret_free(k->dedupe);
	*k = (struct dataset_keys){0};
}

static const char *file_name_of(const char *path)
{
	size_t len = strlen(path);

	while (len > 1 && path[len - 1] == '/')
		len--;
	while (len > 0 && path[len - 1] != '/')
		len--;
	return path + len;
}

static void name_dataset(char out[static 64], const struct commit_plan *plan)
{
	const char *name = plan->name != NULL ? plan->name : file_name_of(plan->path);
	char *dot;

	/* A file from elsewhere may be called anything. */
	text_clean(out, 64, name, strlen(name));
	dot = plan->name == NULL && out[0] != '\0' ? strchr(out + 1, '.') : NULL;
	if (dot != NULL)
		*dot = '\0';
	while (out[0] != '\0' && out[strlen(out) - 1] == '/')
		out[strlen(out) - 1] = '\0';
}

static enum status put_dataset(struct cache *cache, void *arg, struct err *e)
{
	return cache_datasets_put(cache, arg, e);
}

struct root_list {
	struct hash *roots;
	size_t n;
	bool failed;
};

static void add_root(void *user, const struct hash *root)
{
	struct root_list *l = user;
	struct hash *grown = realloc(l->roots, (l->n + 1) * sizeof(*grown));

	if (grown == NULL) {
		l->failed = true;
		return;
	}
	l->roots = grown;
	l->roots[l->n++] = *root;
}

static int by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, STORE_FINGERPRINT);
}

/* How many records of `own` are in another dataset of this vault, or twice in itself. */
static enum status count_duplicates(struct app *app, const struct store *own, uint64_t *out,
				    struct err *e)
{
	struct root_list l = {0};
	uint8_t(*mine)[STORE_FINGERPRINT] = NULL;
	size_t n = own->manifest.records;
	enum status s = store_load_fingerprints(own, &mine, e);

	*out = 0;
	if (s == STATUS_OK)
		s = store_list(app->paths.datasets, add_root, &l, e);
	if (s == STATUS_OK) {
		qsort(mine, n, sizeof(*mine), by_bytes);
		for (size_t i = 1; i < n; i++)
			*out += by_bytes(mine[i - 1], mine[i]) == 0;
	}
	for (size_t i = 0; i < l.n && s == STATUS_OK; i++) {
		uint8_t(*theirs)[STORE_FINGERPRINT] = NULL;
		struct store *other = NULL;

		if (hash_equal(&l.roots[i], &own->manifest.root))
			continue;
		/* A damaged neighbour must not keep a new dataset from being committed to. */
		if (store_open(&other, app->paths.datasets, &l.roots[i], NULL) == STATUS_OK &&
		    store_load_fingerprints(other, &theirs, NULL) == STATUS_OK)
			for (size_t k = 0; k < other->manifest.records; k++)
				*out += bsearch(theirs[k], mine, n, sizeof(*mine), by_bytes) !=
					NULL;
		free(theirs);
		store_close(other);
	}
	free(l.roots);
	free(mine);
	return s;
}

static struct cache_dataset row_of(const struct store *st, const struct commit_plan *plan)
{
	struct cache_dataset row = {.root = st->manifest.root,
				    .nonce = st->manifest.nonce,
				    .manifest = st->manifest_hash,
				    .account = st->attester,
				    .local = true,
				    .records = st->manifest.records,
				    .bytes = st->manifest.bytes,
				    .state = CACHE_DATASET_LOCAL,
				    .created_at = clock_now()};

	if (plan->replaces != NULL)
		row.replaces = *plan->replaces;
	name_dataset(row.name, plan);
	snprintf(row.kind, sizeof(row.kind), "%s", reader_kind_name(st->manifest.kind));
	snprintf(row.license, sizeof(row.license), "%s", st->manifest.license);
	text_clean(row.source, sizeof(row.source), st->source, strlen(st->source));
	return row;
}

static enum status record_dataset(struct app *app, const struct store *st,
				  const struct commit_plan *plan, struct err *e)
{
	struct cache_dataset row = row_of(st, plan);

	return store_write(app, put_dataset, &row, e);
}

struct adoption {
	struct cache_dataset row;
	bool known;
};

static enum status is_known(struct cache *cache, void *arg, struct err *e)
{
	struct adoption *a = arg;

	return cache_datasets_anywhere(cache, &a->known, &a->row.root, e);
}

static enum status put_if_unknown(struct cache *cache, void *arg, struct err *e)
{
	struct adoption *a = arg;
	enum status s = is_known(cache, a, e);

	return s == STATUS_OK && !a->known ? cache_datasets_put(cache, &a->row, e) : s;
}

static void adopt(struct app *app, const struct hash *root)
{
	struct adoption a = {.row.root = *root};
	struct commit_plan plan = {0};
	struct store *st = NULL;

	/* Most are known, which is told without a write. */
	if (store_read(app, is_known, &a, NULL) != STATUS_OK || a.known)
		return;
	/* Asked before it is opened: what was let go is complete, or gone. */
	if (store_is_held(app->paths.datasets, root) ||
	    store_open(&st, app->paths.datasets, root, NULL) != STATUS_OK)
		return;
	plan.path = st->source;
	a.row = row_of(st, &plan);
	if (store_write(app, put_if_unknown, &a, NULL) == STATUS_OK && !a.known)
		note_event(app, "datasets", TRUST_NONE, "found the dataset made of %s again",
			   st->source);
	store_close(st);
}

void adopt_datasets(struct app *app)
{
	struct root_list l = {0};

	if (store_list(app->paths.datasets, add_root, &l, NULL) == STATUS_OK)
		for (size_t i = 0; i < l.n; i++)
			adopt(app, &l.roots[i]);
	free(l.roots);
}

enum status require_license(const char *license, struct err *e)
{
	if (license != NULL && license[0] != '\0')
		return STATUS_OK;
	return err_set(e, ERR_USAGE,
		       "choose a licence (--license ID), which says to everybody and for good what "
		       "may be done with the records: CC0-1.0 anything at all, CC-BY-4.0 anything "
		       "that names you, CC-BY-SA-4.0 the same under the same licence, "
		       "CC-BY-NC-4.0 nothing for money, LicenseRef-NAME your own terms");
}

static enum status build(struct app *app, struct task *task, struct store **out,
			 const struct commit_plan *plan, struct err *e)
{
	struct store_plan p = {.source = plan->path,
			       .license = plan->license,
			       .text_name = plan->text_name,
			       .label_name = plan->label_name,
			       .keep = plan->keep};
	struct dataset_keys keys;
	uint32_t index;
	enum status s = shown_account(app, &p.attester, NULL, e);

	if (s == STATUS_OK)
		s = account_index(app, &index, &p.attester, e);
	if (s == STATUS_OK)
		s = plan->kind != NULL ? reader_kind_parse(&p.kind, plan->kind)
				       : reader_kind_guess(&p.kind, plan->path, e);
	if (s == ERR_PARSE && plan->kind != NULL)
		s = err_set(e, ERR_USAGE, "--kind takes lines, csv or files");
	if (s != STATUS_OK)
		return s;
	random_fill(p.nonce.bytes, sizeof(p.nonce.bytes));
	s = release_dataset_keys(app, &keys, &p.nonce, e);
	if (s == STATUS_OK) {
		memcpy(p.blind.bytes, secret_view(keys.blind), sizeof(p.blind.bytes));
		p.salt_key = secret_view(keys.salt_key);
		p.dedupe_key = secret_view(keys.dedupe);
		s = store_build(out, app->paths.datasets, &p, watch_reader, task, e);
	}
	free_dataset_keys(&keys);
	return s;
}

enum status commit_dataset(struct app *app, struct task *task, struct commit_result *out,
			   const struct commit_plan *plan, struct err *e)
{
	const struct profile *profile;
	struct store *st = NULL;
	enum status s = require_writable(app, "commit to a dataset", e);

	if (s == STATUS_OK)
		s = require_profile(app, &profile, e);
	if (s == STATUS_OK)
		s = require_license(plan->license, e);
	if (s == STATUS_OK) {
		adopt_datasets(app);
		s = build(app, task, &st, plan, e);
	}
	if (s == STATUS_OK)
		s = count_duplicates(app, st, &out->duplicates, e);
	if (s == STATUS_OK)
		s = record_dataset(app, st, plan, e);
	/*
	 * Without its row nobody would find the folder again. Nobody listed it meanwhile: it is
	 * held until it is closed.
	 */
	if (s != STATUS_OK && st != NULL &&
	    store_remove(app->paths.datasets, &st->manifest.root, NULL) != STATUS_OK)
		log_line(app->log, "datasets", "cannot remove %s", st->dir);
	if (s == STATUS_OK) {
		out->root = st->manifest.root;
		out->manifest = st->manifest_hash;
		out->records = st->manifest.records;
		out->bytes = st->manifest.bytes;
		note_event(app, "datasets", TRUST_NONE, "committed to %llu records of %s",
			   (unsigned long long)out->records, plan->path);
	}
	store_close(st);
	return s;
}

static enum status get_dataset(struct cache *cache, void *arg, struct err *e)
{
	struct wanted_dataset *w = arg;

	return w->uid != NULL ? cache_datasets_by_uid(cache, &w->row, w->uid, e)
			      : cache_datasets_by_root(cache, &w->row, w->root, e);
}

enum status load_dataset(struct app *app, struct wanted_dataset *w, struct err *e)
{
	enum status s = store_read(app, get_dataset, w, e);

	return s == ERR_NOT_FOUND ? err_set(e, s, "no such dataset; see: byline dataset list") : s;
}

enum status open_dataset(struct app *app, struct store **out, const struct cache_dataset *row,
			 struct err *e)
{
	enum status s = store_open(out, app->paths.datasets, &row->root, e);

	if (s != STATUS_OK || hash_equal(&(*out)->manifest_hash, &row->manifest))
		return s;
	store_close(*out);
	*out = NULL;
	return err_set(
		e, ERR_DAMAGED,
		"the manifest of %s is not the one that was committed to; put it back from a "
		"copy",
		row->name);
}

/* Whether a commitment by `attester` to the profile's datanet would count as its next version. */
static enum status check_replaced(struct app *app, struct session *session, const struct hash *uid,
				  const struct address *attester, struct err *e)
{
	static const struct address nobody;
	const struct profile *p = app->profile;
	struct attestation_reading old = {0};
	const struct attestation *a = &old.attestation;
	char text[HASH_TEXT_SIZE], account[ADDRESS_TEXT_SIZE];
	struct hash schema;
	enum status s = read_pinned_attestations(session, &old, uid, 1, e);

	hash_format(text, uid);
	if (s != STATUS_OK)
		return s;
	if (old.status != STATUS_OK)
		return err_set(e, old.status, "the version to replace, %s, is not attested", text);
	eas_commitment_schema(&schema);
	address_format(account, &a->attester);
	if (!hash_equal(&a->schema, &schema))
		s = err_set(e, ERR_MISMATCH, "%s is not a commitment to a dataset", text);
	else if (!address_equal(&a->attester, attester))
		s = err_set(
			e, ERR_MISMATCH,
			"%s was attested by %s: only that account can replace it, see --account",
			text, account);
	else if (!address_equal(&a->recipient, p->has_datanet ? &p->datanet.address : &nobody))
		s = err_set(
			e, ERR_MISMATCH,
			"%s is for another datanet: a commitment to this one does not replace it",
			text);
	else if (a->revocation != 0)
		s = err_set(e, ERR_CHANGED, "%s is revoked: there is nothing to replace", text);
	attestation_release(&old.attestation);
	return s;
}

static enum status fill_attest(struct app *app, struct act *act, const struct store *st,
			       const struct hash *replaces, struct err *e)
{
	static const struct hash no_version;
	static const struct address nobody;
	const struct profile *p = app->profile;
	struct commitment c = {.root = st->manifest.root,
			       .records = st->manifest.records,
			       .size = st->manifest.bytes,
			       .manifest = st->manifest_hash,
			       .nonce = st->manifest.nonce};
	struct hash schema;
	struct buf payload;
	enum status s;

	snprintf(c.license, sizeof(c.license), "%s", st->manifest.license);
	eas_commitment_schema(&schema);
	buf_init(&payload, LIMIT_CALLDATA);
	s = commitment_encode(&payload, &c);
	if (s == STATUS_OK)
		s = eas_attest_calldata(
			&act->tx.data, &schema, p->has_datanet ? &p->datanet.address : &nobody,
			true, replaces != NULL ? replaces : &no_version, payload.data, payload.len);
	buf_release(&payload);
	act->tx.to = p->eas.contract.address;
	return s == STATUS_OK
		       ? s
		       : err_set(e, s, "the attestation cannot be encoded: %s", status_phrase(s));
}

enum status require_eas(struct app *app, struct err *e)
{
	if (!app->profile->has_eas)
		return err_set(e, ERR_UNSUPPORTED, "%s has no attestation service in its profile",
			       app->profile->title);
	return STATUS_OK;
}

static void word_act(struct act *act, const char *title, const char *word)
{
	snprintf(act->title, sizeof(act->title), "%s", title);
	snprintf(act->confirm, sizeof(act->confirm), "%s", word);
	snprintf(act->confirm_prompt, sizeof(act->confirm_prompt), "Type %s to sign: ", word);
}

enum status prepare_attest(struct app *app, struct task *task, struct act **out,
			   const struct hash *root, const struct hash *replaces, struct err *e)
{
	struct wanted_dataset w = {.root = root};
	struct session *session;
	struct store *st = NULL;
	struct act *act = NULL;
	char what[64];
	enum status s = require_writable(app, "prepare an attestation", e);

	*out = NULL;
	if (s == STATUS_OK)
		s = session_anchor(app, task, &session, e);
	if (s == STATUS_OK)
		s = require_eas(app, e);
	if (s == STATUS_OK)
		s = load_dataset(app, &w, e);
	if (s == STATUS_OK && w.row.state != CACHE_DATASET_LOCAL)
		s = err_set(e, ERR_EXISTS, "%s is attested already", w.row.name);
	if (s == STATUS_OK)
		s = open_dataset(app, &st, &w.row, e);
	if (replaces == NULL && !hash_is_zero(&w.row.replaces))
		replaces = &w.row.replaces;
	if (s == STATUS_OK && replaces != NULL)
		s = check_replaced(app, session, replaces, &st->attester, e);
	if (s == STATUS_OK) {
		act = new_act(ACT_ATTEST, &st->attester);
		s = act == NULL ? err_set(e, ERR_MEMORY, "out of memory")
				: fill_attest(app, act, st, replaces, e);
	}
	if (s == STATUS_OK) {
		word_act(act, "ATTEST A COMMITMENT", "ATTEST");
		snprintf(act->summary, sizeof(act->summary),
			 "You commit to %llu records of \"%.40s\"",
			 (unsigned long long)w.row.records, w.row.name);
		snprintf(what, sizeof(what), "attest %.48s", w.row.name);
		s = complete_act(app, session, act, what, false, e);
	}
	store_close(st);
	if (s != STATUS_OK) {
		drop_act(app, act);
		return s;
	}
	*out = act;
	return STATUS_OK;
}

enum status prepare_revoke(struct app *app, struct task *task, struct act **out,
			   const struct hash *uid, struct err *e)
{
	struct wanted_dataset w = {.uid = uid};
	struct session *session;
	struct hash schema;
	struct act *act = NULL;
	char what[64];
	enum status s = require_writable(app, "prepare a revocation", e);

	*out = NULL;
	if (s == STATUS_OK)
		s = session_anchor(app, task, &session, e);
	if (s == STATUS_OK)
		s = require_eas(app, e);
	if (s == STATUS_OK)
		s = load_dataset(app, &w, e);
	if (s == STATUS_OK && w.row.state == CACHE_DATASET_REVOKED)
		s = err_set(e, ERR_EXISTS, "%s is revoked already", w.row.name);
	if (s != STATUS_OK)
		return s;
	act = new_act(ACT_REVOKE, &w.row.account);
	if (act == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	eas_commitment_schema(&schema);
	act->tx.to = app->profile->eas.contract.address;
	word_act(act, "REVOKE A COMMITMENT", "REVOKE");
	snprintf(act->summary, sizeof(act->summary),
		 "No new model may include \"%.40s\"; this cannot be undone", w.row.name);
	snprintf(what, sizeof(what), "revoke %.48s", w.row.name);
	s = eas_revoke_calldata(&act->tx.data, &schema, uid);
	if (s == STATUS_OK)
		s = complete_act(app, session, act, what, false, e);
	if (s != STATUS_OK) {
		drop_act(app, act);
		return s;
	}
	*out = act;
	return STATUS_OK;
}
