/*
 * The store thread: owns the one read-write handle once it runs. Jobs wait in a bounded queue and
 * each is one transaction. After the last waiting job that changed something a new snapshot is made
 * and published, so that a burst of changes costs one.
 */
#include "app/store_thread.h"

#include <stdlib.h>
#include <string.h>

#include "app/snapshot.h"
#include "app/state.h"

struct store_request {
	struct store_request *next;
	struct app *app; /* whose network the job works on */
	store_job *job;
	void *arg;
	struct err *e;
	enum status status;
	bool writes, done;
};

struct store_thread {
	struct app *app;
	const struct store_hooks *hooks;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake, finished;
	struct store_request *first, **last;
	const struct snapshot *snapshot; /* newest; guarded by lock */
	bool stale, stopping, running;
};

static enum status run_in_place(struct cache *cache, store_job *job, void *arg, bool writes,
				struct err *e)
{
	enum status s = writes ? cache_begin(cache, e) : cache_begin_reading(cache, e);

	if (s != STATUS_OK)
		return s;
	s = job(cache, arg, e);
	if (s != STATUS_OK) {
		cache_rollback(cache);
		return s;
	}
	return cache_commit(cache, e);
}

/* Runs a job on the network of its app, which the job may move, as a restarted chain does. */
static enum status run_job(struct app *app, store_job *job, void *arg, bool writes, struct err *e)
{
	struct cache *cache = app->shared->cache;
	enum status s;

	cache_networks_return(cache, &app->network->place);
	s = run_in_place(cache, job, arg, writes, e);
	app->network->place = cache_networks_place(cache);
	return s;
}

static void publish(struct store_thread *t)
{
	const struct snapshot *fresh = NULL, *old;

	/* When no snapshot can be made the old one stays; the next change tries again. */
	if (t->hooks->load(t->app, &fresh, NULL) != STATUS_OK)
		return;
	pthread_mutex_lock(&t->lock);
	old = t->snapshot;
	t->snapshot = fresh;
	pthread_mutex_unlock(&t->lock);
	snapshot_unref(old);
	t->hooks->on_snapshot(t->app);
}

/* Waits for a job or staleness. False when the thread should end: stopping and drained. */
static bool next_request(struct store_thread *t, struct store_request **out)
{
	pthread_mutex_lock(&t->lock);
	while (t->first == NULL && !t->stale && !t->stopping)
		pthread_cond_wait(&t->wake, &t->lock);
	*out = t->first;
	if (t->first != NULL) {
		t->first = t->first->next;
		if (t->first == NULL)
			t->last = &t->first;
	} else if (!t->stopping) {
		t->stale = false;
		pthread_mutex_unlock(&t->lock);
		publish(t);
		return true;
	}
	pthread_mutex_unlock(&t->lock);
	return *out != NULL;
}

static void *store_main(void *arg)
{
	struct store_thread *t = arg;
	struct store_request *r;

	/* store_start() holds the lock until t->thread is set, which ask() compares with. */
	pthread_mutex_lock(&t->lock);
	pthread_mutex_unlock(&t->lock);
	while (next_request(t, &r)) {
		if (r == NULL)
			continue;
		r->status = run_job(r->app, r->job, r->arg, r->writes, r->e);
		pthread_mutex_lock(&t->lock);
		t->stale |= r->writes;
		r->done = true;
		pthread_cond_broadcast(&t->finished);
		pthread_mutex_unlock(&t->lock);
	}
	return NULL;
}

static enum status ask(struct app *app, store_job *job, void *arg, bool writes, struct err *e)
{
	struct store_thread *t = app->shared->store;
	struct store_request r = {.app = app, .job = job, .arg = arg, .e = e, .writes = writes};
	enum status s;

	/* The thread itself loads snapshots. */
	if (t != NULL && t->running && pthread_equal(pthread_self(), t->thread))
		return run_job(app, job, arg, writes, e);
	if (t == NULL || !t->running) {
		pthread_mutex_lock(&app->shared->store_lock);
		s = run_job(app, job, arg, writes, e);
		pthread_mutex_unlock(&app->shared->store_lock);
		return s;
	}
	pthread_mutex_lock(&t->lock);
	*t->last = &r;
	t->last = &r.next;
	pthread_cond_signal(&t->wake);
	while (!r.done)
		pthread_cond_wait(&t->finished, &t->lock);
	pthread_mutex_unlock(&t->lock);
	return r.status;
}

enum status store_write(struct app *app, store_job *job, void *arg, struct err *e)
{
	/* The reason is told, and not that a handle is read-only. */
	if (app->shared->unwritable[0] != '\0')
		return require_writable(app, "keep anything", e);
	return ask(app, job, arg, true, e);
}

enum status store_read(struct app *app, store_job *job, void *arg, struct err *e)
{
	return ask(app, job, arg, false, e);
}

void store_refresh(struct app *app)
{
	struct store_thread *t = app->shared->store;

	if (t == NULL)
		return;
	pthread_mutex_lock(&t->lock);
	t->stale = true;
	pthread_cond_signal(&t->wake);
	pthread_mutex_unlock(&t->lock);
}

const struct snapshot *store_snapshot(struct app *app)
{
	struct store_thread *t = app->shared->store;
	const struct snapshot *s;

	pthread_mutex_lock(&t->lock);
	s = snapshot_ref(t->snapshot);
	pthread_mutex_unlock(&t->lock);
	return s;
}

enum status store_start(struct app *app, const struct store_hooks *hooks, struct err *e)
{
	struct store_thread *t = calloc(1, sizeof(*t));
	enum status s;
	int error;

	if (t == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	t->app = app;
	t->hooks = hooks;
	t->last = &t->first;
	pthread_mutex_init(&t->lock, NULL);
	pthread_cond_init(&t->wake, NULL);
	pthread_cond_init(&t->finished, NULL);
	app->shared->store = t;
	s = hooks->load(app, &t->snapshot, e);
	if (s != STATUS_OK)
		return s;
	/* The new thread waits for the lock, so that t->thread is set when it begins. */
	pthread_mutex_lock(&t->lock);
	error = pthread_create(&t->thread, NULL, store_main, t);
	t->running = error == 0;
	pthread_mutex_unlock(&t->lock);
	return error == 0 ? STATUS_OK
			  : err_set(e, ERR_IO, "cannot start a thread: %s", strerror(error));
}

void store_stop(struct app *app)
{
	struct store_thread *t = app->shared->store;

	if (t == NULL)
		return;
	pthread_mutex_lock(&t->lock);
	t->stopping = true;
	pthread_cond_signal(&t->wake);
	pthread_mutex_unlock(&t->lock);
	if (t->running)
		pthread_join(t->thread, NULL);
	snapshot_unref(t->snapshot);
	pthread_mutex_destroy(&t->lock);
	pthread_cond_destroy(&t->wake);
	pthread_cond_destroy(&t->finished);
	free(t);
	app->shared->store = NULL;
}
