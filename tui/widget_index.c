/*
 * The thread that orders large tables.
 *
 * Requests stand in a fixed array under one mutex. The thread works on one request at a time
 * without the mutex; it only reads the table's immutable data. drop() cancels the request that is
 * being worked on and releases the others; the thread releases a cancelled request itself. A done
 * request waits in its slot until its owner takes or drops it, and the eventfd tells the UI thread
 * that there is one.
 *
 * Invariant: a slot with an owner holds a reference to its data.
 */
#include "tui/widget_index.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* The most lists with a request at once. All views together have 12 lists. */
#define REQUESTS 16

struct index_request {
	const void *owner; /* NULL in a free slot */
	const struct widget_table *table;
	const void *data; /* with a reference */
	struct widget_query query;
	bool working, done;
	atomic_bool cancel;
	enum status status;
	struct widget_order order;
};

struct widget_index {
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	pthread_t thread;
	bool started, stop;
	int fd;
	struct index_request requests[REQUESTS];
};

enum status widget_index_new(struct widget_index **out)
{
	struct widget_index *x = calloc(1, sizeof(*x));

	if (x == NULL)
		return ERR_MEMORY;
	x->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (x->fd < 0) {
		free(x);
		return ERR_IO;
	}
	pthread_mutex_init(&x->mutex, NULL);
	pthread_cond_init(&x->changed, NULL);
	*out = x;
	return STATUS_OK;
}

static void release(struct index_request *r)
{
	if (r->data != NULL)
		r->table->unref(r->data);
	free(r->order.rows);
	memset(r, 0, sizeof(*r));
}

/* The next request to work on, or NULL. The caller holds the mutex. */
static struct index_request *waiting(struct widget_index *x)
{
	for (size_t i = 0; i < REQUESTS; i++)
		if (x->requests[i].owner != NULL && !x->requests[i].working && !x->requests[i].done)
			return &x->requests[i];
	return NULL;
}

static void ring(int fd)
{
	static const uint64_t one = 1;

	/*
	 * Writing fails only when the counter is full, and then the descriptor is readable already.
	 */
	(void)!write(fd, &one, sizeof(one));
}

/* The thread. */
static void *run(void *user)
{
	struct widget_index *x = user;

	pthread_mutex_lock(&x->mutex);
	while (!x->stop) {
		struct index_request *r = waiting(x);
		struct widget_order order = {0};
		enum status status;

		if (r == NULL) {
			pthread_cond_wait(&x->changed, &x->mutex);
			continue;
		}
		r->working = true;
		pthread_mutex_unlock(&x->mutex);
		status = widget_order_build(&order, r->table, r->data, &r->query, &r->cancel);
		pthread_mutex_lock(&x->mutex);
		r->working = false;
		r->done = true;
		r->status = status;
		r->order = order;
		if (r->cancel)
			release(r);
		else
			ring(x->fd);
		pthread_cond_broadcast(&x->changed);
	}
	pthread_mutex_unlock(&x->mutex);
	return NULL;
}

void widget_index_free(struct widget_index *x)
{
	if (x == NULL)
		return;
	pthread_mutex_lock(&x->mutex);
	x->stop = true;
	for (size_t i = 0; i < REQUESTS; i++)
		x->requests[i].cancel = true;
	pthread_cond_broadcast(&x->changed);
	pthread_mutex_unlock(&x->mutex);
	if (x->started)
		pthread_join(x->thread, NULL);
	for (size_t i = 0; i < REQUESTS; i++)
		if (x->requests[i].owner != NULL)
			release(&x->requests[i]);
	pthread_cond_destroy(&x->changed);
	pthread_mutex_destroy(&x->mutex);
	close(x->fd);
	free(x);
}

int widget_index_fd(const struct widget_index *x)
{
	return x->fd;
}

void widget_index_drain(struct widget_index *x)
{
	uint64_t count;

	(void)!read(x->fd, &count, sizeof(count));
}

/* Cancels or releases the owner's requests. The caller holds the mutex. */
static void drop(struct widget_index *x, const void *owner)
{
	for (size_t i = 0; i < REQUESTS; i++) {
		struct index_request *r = &x->requests[i];

		if (r->owner != owner)
			continue;
		if (r->working)
			r->cancel = true;
		else
			release(r);
	}
}

enum status widget_index_ask(struct widget_index *x, const void *owner,
			     const struct widget_table *t, const void *data,
			     const struct widget_query *q)
{
	enum status status = ERR_MEMORY;

	pthread_mutex_lock(&x->mutex);
	drop(x, owner);
	for (size_t i = 0; i < REQUESTS && status != STATUS_OK; i++) {
		struct index_request *r = &x->requests[i];

		if (r->owner != NULL)
			continue;
		r->owner = owner;
		r->table = t;
		r->data = t->ref(data);
		r->query = *q;
		status = STATUS_OK;
	}
	if (status == STATUS_OK && !x->started)
		x->started = pthread_create(&x->thread, NULL, run, x) == 0;
	if (!x->started) {
		drop(x, owner);
		status = ERR_MEMORY;
	}
	pthread_cond_broadcast(&x->changed);
	pthread_mutex_unlock(&x->mutex);
	return status;
}

bool widget_index_pending(struct widget_index *x, const void *owner)
{
	bool found = false;

	pthread_mutex_lock(&x->mutex);
	for (size_t i = 0; i < REQUESTS; i++)
		found |= x->requests[i].owner != NULL && !x->requests[i].cancel &&
			 (owner == NULL || x->requests[i].owner == owner);
	pthread_mutex_unlock(&x->mutex);
	return found;
}

/* Whether the thread works for the owner. The caller holds the mutex. */
static bool working(const struct widget_index *x, const void *owner)
{
	for (size_t i = 0; i < REQUESTS; i++)
		if (x->requests[i].owner == owner && x->requests[i].working)
			return true;
	return false;
}

void widget_index_drop(struct widget_index *x, const void *owner)
{
	pthread_mutex_lock(&x->mutex);
	drop(x, owner);
	while (working(x, owner))
		pthread_cond_wait(&x->changed, &x->mutex);
	pthread_mutex_unlock(&x->mutex);
}

/* The reference to the data goes to the caller with the order. */
bool widget_index_take(struct widget_index *x, const void *owner, enum status *status,
		       struct widget_order *order, const void **data)
{
	bool found = false;

	pthread_mutex_lock(&x->mutex);
	for (size_t i = 0; i < REQUESTS && !found; i++) {
		struct index_request *r = &x->requests[i];

		if (r->owner != owner || !r->done)
			continue;
		found = true;
		*status = r->status;
		*order = r->order;
		*data = r->data;
		memset(r, 0, sizeof(*r));
	}
	pthread_mutex_unlock(&x->mutex);
	return found;
}
