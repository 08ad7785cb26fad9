/*
 * Lanes: one thread and one queue each, and the pieces of work that wait in them.
 *
 * States of a piece of work: queued → running → ended (`done` is called by work_poll()). A cancelled
 * one ends early: at once while it is queued, else when it next looks at its task.
 */
#ifndef JOBS_LANE_H
#define JOBS_LANE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

#include "app/task.h"
#include "jobs/work.h"

/*
 * NET syncs in the background and follows own transactions between two syncs. ACT runs what the
 * user asked of the network. UPLOAD sends datasets. SCORE fetches a model and scores. CPU derives
 * keys, signs, and locks the vault when no key was pressed for long. CHECK looks once through the
 * cache file. So an unlock never waits for a silent node, nor a claim for an upload.
 */
enum lane_name { LANE_NET, LANE_ACT, LANE_UPLOAD, LANE_SCORE, LANE_CPU, LANE_CHECK, LANES };

struct crew;

/*
 * The body of a piece of work, on its lane's thread. It fills what it gives into `result`.
 * Returns: what the use case returned; the reason in `e`.
 */
typedef enum status work_run(struct app *app, struct task *task, void *args,
			     struct work_result *result, struct err *e);

/* Work that a lane does by itself when its time has come, for example the background sync. */
struct lane_habit {
	/* When, in clock_monotonic_ms(); INT64_MAX: never. Called with the crew's lock held. */
	int64_t (*due)(struct crew *c);
	/* Does it, on the lane's thread, without the lock. */
	void (*run)(struct crew *c);
};

struct lane {
	struct crew *crew;
	pthread_t thread;
	pthread_cond_t wake;
	struct work *first, **last;
	struct work *running;
	struct lane_habit habit; /* its functions are NULL for a lane without one */
};

/*
 * All lanes of one application. `lock` guards the queues, the ended list, progress, cancellation
 * and the times below.
 */
struct crew {
	struct app *app;
	pthread_mutex_t lock;
	struct lane lanes[LANES];
	size_t started; /* threads */
	struct work *ended, **ended_last;
	atomic_bool stopping;
	int fd; /* eventfd that wakes the UI */
	int64_t next_sync_ms;
	int64_t next_follow_ms; /* INT64_MAX: nothing is under way */
	int64_t syncs_asked;	/* by sync_soon(), so far */
	bool watching;		/* live attributions are on screen: sync more often */
	/* Shared by all that runs on NET, so that what is known of each node outlives a round. */
	struct task sync_task;
};

/* A crew without threads. NULL when out of memory. */
struct crew *new_crew(struct app *app);

/* Starts a thread for each lane. ERR_IO; those that did start end with end_lanes(). */
MUST_CHECK enum status start_lanes(struct crew *c, struct err *e);

/* Cancels everything, waits for the threads and frees what waits or has ended. */
void end_lanes(struct crew *c);

/* Frees a crew whose lanes have ended. */
void free_crew(struct crew *c);

/*
 * Queues a piece of work on a lane. `take_args` is freed by `free_args` after `done` was called.
 * NULL when out of memory; the arguments are freed then too.
 */
struct work *queue_work(struct app *app, enum lane_name lane, work_run *run, void *take_args,
			void (*free_args)(void *args), work_done *done, void *user);

/* Calls `done` of ended works. UI thread. */
void end_works(struct crew *c);

/* Asks a piece of work to stop; its `done` comes with ERR_CANCELLED. */
void cancel_work(struct crew *c, struct work *w);

/* Copies the progress of `w`. False when it has ended or has none to tell. */
bool read_progress(struct crew *c, const struct work *w, struct work_progress *out);

/* Wakes the UI: a new snapshot, progress, or an ended work. Any thread. */
void wake_ui(struct crew *c);

/* Wakes a lane, so that it looks at its queue and its habit again. Any thread. */
void wake_lane(struct crew *c, enum lane_name name);

#endif
