/*
 * Versions of a datanet's model. Read sync_models() first, the last function: the known versions,
 * the list above those that are settled (list_new()), attestations (read_attestations()), training
 * manifests (read_manifests()), and last the rows that changed with their events (store_changed()).
 *
 * Invariant: an attested version is never asked for again, since its attestation is for good. Only
 * the datasets of the model in use are looked at again, because they can be withdrawn.
 */
#include "sync/step_models.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/event.h"
#include "app/pinned.h"
#include "app/state.h"
#include "base/clock.h"
#include "models/download.h"
#include "sync/judged_version.h"
#include "sync/manifest_data.h"

/* Versions asked for at once, and the most pages in one sync: as many versions as are kept. */
#define PAGE	      100
#define PAGES_A_ROUND 3

/* The most attestations and manifests that one sync reads; the next one goes on. */
#define ATTESTATIONS_A_ROUND 64
#define MANIFESTS_A_ROUND    4

/* The seconds after which the datasets of the model in use, or a text not given, are read again. */
#define RECHECK_S 3600

/* A version with what the cache has of it. */
struct followed_version {
	struct cache_model now, before;
	bool is_known; /* `before` is the cache's row */
};

/* All versions of one datanet, ascending. */
struct followed_model {
	struct sync_context *c;
	const struct address *datanet;
	struct followed_version *v;
	size_t n;
};

static enum status add_version(struct followed_model *m, const struct cache_model *row,
			       const struct cache_model *before, struct err *e)
{
	struct followed_version *grown = reallocarray(m->v, m->n + 1, sizeof(*grown));

	if (grown == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	m->v = grown;
	grown[m->n++] = (struct followed_version){
		.now = *row, .before = before != NULL ? *before : *row, .is_known = before != NULL};
	return STATUS_OK;
}

/* Lists the rows of the cache, which has the newest first. */
static enum status list_known(struct cache *cache, void *arg, struct err *e)
{
	struct followed_model *m = arg;
	struct cache_model *rows = NULL;
	size_t n = 0;
	enum status s = cache_models_all(cache, &rows, &n, m->datanet, e);

	for (size_t i = n; i > 0 && s == STATUS_OK; i--)
		s = add_version(m, &rows[i - 1], &rows[i - 1], e);
	free(rows);
	return s;
}

static struct followed_version *find_artifact(const struct followed_model *m,
					      const struct hash *artifact)
{
	for (size_t i = 0; i < m->n; i++)
		if (hash_equal(&m->v[i].now.hash, artifact))
			return &m->v[i];
	return NULL;
}

static int compare_numbers(const void *a, const void *b)
{
	const struct followed_version *x = a, *y = b;
	uint64_t p = x->now.version.number, q = y->now.version.number;

	return p < q ? -1 : p > q;
}

static void sort_versions(struct followed_model *m)
{
	if (m->n > 1)
		qsort(m->v, m->n, sizeof(m->v[0]), compare_numbers);
}

/*
 * The version above which the list is asked for: below the first one that is missing or open, as
 * far as versions are kept.
 */
static uint64_t first_open(const struct followed_model *m)
{
	uint64_t newest = m->n > 0 ? m->v[m->n - 1].now.version.number : 0;
	uint64_t after = newest > CACHE_MODELS_KEPT ? newest - CACHE_MODELS_KEPT : 0;

	for (size_t i = 0; i < m->n; i++) {
		uint64_t number = m->v[i].now.version.number;

		if (number <= after)
			continue;
		if (number != after + 1 || !is_version_settled(&m->v[i].now))
			break;
		after = number;
	}
	return after;
}

/* Takes over what the list says of a version, unless its attestation is known already. */
static enum status take_listed(struct followed_model *m, const struct datanet_model *listed,
			       struct err *e)
{
	struct followed_version *known = find_artifact(m, &listed->artifact);
	struct cache_model row = {.seen_at = clock_now()};

	if (known == NULL) {
		list_version(&row, listed, m->datanet);
		return add_version(m, &row, NULL, e);
	}
	if (!is_version_settled(&known->now))
		list_version(&known->now, listed, m->datanet);
	return STATUS_OK;
}

static enum status list_new(struct followed_model *m, struct err *e)
{
	struct datanet_models page = {.next = first_open(m), .more = true};
	enum status s = STATUS_OK;

	for (int i = 0; i < PAGES_A_ROUND && page.more && s == STATUS_OK; i++) {
		uint64_t after = page.next;

		s = task_check(m->c->task, e);
		if (s == STATUS_OK)
			s = datanet_models(&m->c->session->datanet, &page, after, PAGE, e);
		for (size_t k = 0; k < page.n && s == STATUS_OK; k++)
			s = take_listed(m, &page.items[k], e);
		if (s == STATUS_OK) {
			free(page.items);
			page.items = NULL;
			page.n = 0;
		}
	}
	datanet_models_release(&page);
	sort_versions(m);
	/* The list came later than the rest of the interface: without it nothing is stated. */
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

/* The settled version that this attestation is of, or NULL. */
static const struct cache_model *find_settled(const struct followed_model *m,
					      const struct hash *uid)
{
	for (size_t i = 0; i < m->n; i++)
		if (hash_equal(&m->v[i].now.version.uid, uid) && is_version_settled(&m->v[i].now))
			return &m->v[i].now;
	return NULL;
}

/* Judges the version before, which the datanet may not list. */
static enum status follow_parent(const struct followed_model *m, struct cache_model *row,
				 struct err *e)
{
	const struct cache_model *known = find_settled(m, &row->version.parent);
	struct attestation_reading parent;
	enum status s;

	if (known != NULL) {
		judge_known_parent(row, known);
		return STATUS_OK;
	}
	s = read_pinned_attestations(m->c->session, &parent, &row->version.parent, 1, e);
	if (s != STATUS_OK)
		return s;
	judge_parent(row, &parent);
	if (parent.status == STATUS_OK)
		attestation_release(&parent.attestation);
	return STATUS_OK;
}

/* Judges the versions of one reading, the oldest first, since each hangs on the one before. */
static enum status judge_all(struct followed_model *m, const size_t *at,
			     struct attestation_reading *readings, size_t n, struct err *e)
{
	bool can_agree = profile_can_agree(m->c->app->profile);
	uint64_t block = m->c->session->anchor.header.number;
	enum status s = STATUS_OK;

	for (size_t i = 0; i < n; i++) {
		struct cache_model *row = &m->v[at[i]].now;
		struct cache_model waiting = *row;
		bool sure = readings[i].trust >= TRUST_AGREED || !can_agree;

		if (s == STATUS_OK && judge_version(row, &readings[i], sure, block))
			s = follow_parent(m, row, e);
		/* Half judged is not judged. */
		if (s != STATUS_OK)
			*row = waiting;
		if (readings[i].status == STATUS_OK)
			attestation_release(&readings[i].attestation);
	}
	return s;
}

static enum status read_attestations(struct followed_model *m, struct err *e)
{
	struct attestation_reading readings[ATTESTATIONS_A_ROUND];
	struct hash uids[ATTESTATIONS_A_ROUND];
	size_t at[ATTESTATIONS_A_ROUND], n = 0;
	enum status s;

	for (size_t i = 0; i < m->n && n < ATTESTATIONS_A_ROUND; i++) {
		if (m->v[i].now.version.state != MODEL_WAITING)
			continue;
		uids[n] = m->v[i].now.version.uid;
		at[n++] = i;
	}
	if (n == 0 || !m->c->app->profile->has_eas)
		return STATUS_OK;
	s = read_pinned_attestations(m->c->session, readings, uids, n, e);
	return s == STATUS_OK ? judge_all(m, at, readings, n, e) : s;
}

/* Whether a manifest is to be read now. */
static bool is_manifest_due(const struct cache_model *row)
{
	bool old = row->data.checked_at + RECHECK_S <= clock_now();

	if (row->version.state != MODEL_ATTESTED)
		return false;
	switch (row->data.training) {
	case MODEL_TRAINING_UNREAD: return true;
	case MODEL_TRAINING_NOT_GIVEN: return old;
	case MODEL_TRAINING_GIVEN: return old && row->current;
	case MODEL_TRAINING_NOT_STATED:
	case MODEL_TRAINING_WRONG: break;
	}
	return false;
}

/* Reads the newest first, since that is what is asked about. */
static enum status read_manifests(struct followed_model *m, struct err *e)
{
	enum status s = STATUS_OK;
	int n = 0;

	for (size_t i = m->n; i > 0 && n < MANIFESTS_A_ROUND && s == STATUS_OK; i--) {
		struct cache_model *row = &m->v[i - 1].now;

		if (!is_manifest_due(row))
			continue;
		s = task_check(m->c->task, e);
		if (s == STATUS_OK)
			s = read_manifest_data(m->c, row, e);
		n++;
	}
	return s;
}

static bool is_changed(const struct followed_version *v)
{
	return v->now.version.number > 0 &&
	       (!v->is_known || memcmp(&v->now, &v->before, sizeof(v->now)) != 0);
}

static enum status put_changed(struct cache *cache, void *arg, struct err *e)
{
	const struct followed_model *m = arg;
	enum status s = STATUS_OK;

	for (size_t i = 0; i < m->n && s == STATUS_OK; i++)
		if (is_changed(&m->v[i]))
			s = cache_models_put_version(cache, &m->v[i].now, e);
	return s;
}

/* Notes what is wrong with a manifest, if that is another thing than before. */
static void log_data(const struct followed_model *m, const struct followed_version *v)
{
	const struct cache_model_data *now = &v->now.data, *before = &v->before.data;
	const struct event_owner owner = {.datanet = m->datanet};
	bool same = v->is_known && now->withdrawn == before->withdrawn &&
		    now->unknown == before->unknown && now->others == before->others;

	if (now->training == MODEL_TRAINING_WRONG && before->training != MODEL_TRAINING_WRONG)
		note_event_of(m->c->app, &owner, "models", v->now.version.trust,
			      "the training manifest of %s is not one of this datanet",
			      v->now.name);
	if (same || now->training != MODEL_TRAINING_GIVEN)
		return;
	if (now->withdrawn > 0)
		note_event_of(m->c->app, &owner, "models", now->trust,
			      "%s: %llu of its %llu datasets %s withdrawn, and must not be in the "
			      "next version",
			      v->now.name, (unsigned long long)now->withdrawn,
			      (unsigned long long)now->datasets,
			      now->withdrawn == 1 ? "is" : "are");
	if (now->unknown + now->others > 0)
		note_event_of(m->c->app, &owner, "models", now->trust,
			      "%s: its training manifest names %llu datasets that nobody attested "
			      "and %llu that are not committed to this datanet",
			      v->now.name, (unsigned long long)now->unknown,
			      (unsigned long long)now->others);
}

/* Stores the rows that changed, and notes the faults that are new. */
static enum status store_changed(struct followed_model *m, struct err *e)
{
	bool changed = false;
	enum status s = STATUS_OK;

	for (size_t i = 0; i < m->n; i++)
		changed |= is_changed(&m->v[i]);
	if (changed)
		s = store_write(m->c->app, put_changed, m, e);
	for (size_t i = 0; i < m->n && s == STATUS_OK; i++) {
		const struct followed_version *v = &m->v[i];
		const struct cache_model_version *now = &v->now.version;

		if (!is_changed(v))
			continue;
		if (model_state_is_fault(now->state) &&
		    (!v->is_known || now->state != v->before.version.state))
			note_event_of(m->c->app, &(struct event_owner){.datanet = m->datanet},
				      "models", TRUST_DISPUTED, "%s is %s: %s", v->now.name,
				      model_state_word(now->state), now->note);
		/* The file may have been here before the attestation. */
		if (now->state == MODEL_ATTESTED &&
		    (!v->is_known || v->before.version.state != MODEL_ATTESTED))
			note_contradiction(m->c->app, &v->now);
		log_data(m, v);
	}
	return s;
}

enum status sync_models(struct sync_context *c, struct err *e)
{
	struct followed_model m = {.c = c, .datanet = &profile_datanet(c->app->profile)->address};
	struct err unstored = {0};
	enum status stored = STATUS_OK, s = store_read(c->app, list_known, &m, e);

	sort_versions(&m);
	if (s == STATUS_OK)
		s = list_new(&m, e);
	if (s == STATUS_OK)
		s = read_attestations(&m, e);
	if (s == STATUS_OK)
		s = read_manifests(&m, e);
	/* A failure does not undo the steps before it. */
	if (m.n > 0 && s != ERR_CANCELLED)
		stored = store_changed(&m, &unstored);
	free(m.v);
	return s == STATUS_OK && stored != STATUS_OK ? err_set(e, stored, "%s", unstored.text) : s;
}
