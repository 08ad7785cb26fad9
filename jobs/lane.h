/*
 * Lanes: one thread and one queue each, and the pieces of work that wait in them.
 *
 * States of a piece of work: queued → running → ended (work_poll() calls its `done`). A cancelled
 * one ends early: at once while it is queued, else when it next looks at its task.
 *
 * Only jobs/ includes this header; the dashboard sees jobs/jobs.h.
 */
#ifndef JOBS_LANE_H
#define JOBS_LANE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

#include "app/task.h"
#include "jobs/narrow.h"
#include "jobs/work.h"

/*
 * NET waits for the syncs that the user asked for. ACT runs what the user asked of the network.
 * UPLOAD sends datasets. SCORE fetches a model and scores. CPU derives keys, signs, and locks the
 * vault when the signer was not answered for long. CHECK looks once through the cache file. So an
 * unlock never waits for a silent node, nor a claim for an upload.
 *
 * Beside these each network has a watch, a lane that syncs it in the background and follows its own
 * transactions, so that no network waits for another.
 */
enum lane_name { LANE_NET, LANE_ACT, LANE_UPLOAD, LANE_SCORE, LANE_CPU, LANE_CHECK, LANES };

struct crew;
struct lane;
struct watch;

/*
 * The body of a piece of work; runs on its lane's thread. Puts what it made into `result`.
 * Returns: the status of the use case, with the reason in `e`.
 */
typedef enum status work_run(struct app *app, struct task *task, void *args,
			     struct work_result *result, struct err *e);

/* Work that a lane does by itself when its time has come, for example the background sync. */
struct lane_habit {
	/*
	 * Returns when the lane should run it, in clock_monotonic_ms(); INT64_MAX: never. Called
	 * with the crew's lock held.
	 */
	int64_t (*due)(struct lane *lane);
	/* Runs it on the lane's thread, without the lock. */
	void (*run)(struct lane *lane);
};

/* One thread and its queue; `running` is the piece of work that it runs, or NULL. */
struct lane {
	struct crew *crew;
	pthread_t thread;
	pthread_cond_t wake;
	struct work *first, **last;
	struct work *running;
	struct lane_habit habit; /* both functions are NULL in a lane without a habit */
	struct watch *watch;	 /* whose lane it is, or NULL */
};

/* The background sync of one network. Times are in clock_monotonic_ms(). */
struct watch {
	struct lane lane;
	struct app *scope; /* the network's first */
	struct task task;  /* shared by all its syncs, so that what is known of each node is kept */
	int64_t next_sync_ms;
	int64_t next_follow_ms; /* INT64_MAX: no own transaction is under way */
	uint64_t asked;		/* how often sync_soon() was called so far */
	uint64_t done;		/* `asked` as it was when the last sync that ended began */
	bool retry;		/* ask every node now, also one that rests */
	bool left_out;		/* its network is not shown, and is synced rarely */
	enum status status;	/* how that sync ended, with the reason */
	struct err error;
};

/*
 * All lanes of one application. `lock` guards the queues, the ended list, progress, cancellation
 * and the times below.
 */
struct crew {
	struct app *app;
	pthread_mutex_t lock;
	struct lane lanes[LANES];
	struct watch *watches; /* one for each network */
	size_t n_watches;
	size_t started;	       /* threads that run: the lanes in their order, then the watches */
	pthread_cond_t synced; /* the sync of some watch has ended */
	struct work *ended, **ended_last;
	atomic_bool stopping;
	int fd;		      /* eventfd that wakes the UI */
	bool watching;	      /* live attributions are on screen: sync more often */
	size_t syncing;	      /* watches whose sync runs */
	int64_t next_look_ms; /* by its lane alone: at the vault, while it is open */
	struct narrowing shown;
	enum { LOAN_HERE, LOAN_WANTED, LOAN_LENT } loan; /* the terminal's; jobs/loan.c */
	pthread_t borrower;				 /* the lane that has it, or waits for it */
	pthread_cond_t returned;			 /* `loan` has changed */
	struct work_lender lender;
};

/*
 * Makes a crew whose threads do not run yet. Free it with free_crew().
 * Returns: NULL when out of memory. `fd` is negative when no event descriptor was to be had.
 */
struct crew *new_crew(struct app *app);

/*
 * Starts a thread for each lane and each watch.
 * Returns: STATUS_OK, ERR_IO; also then end_lanes() ends the threads that did start.
 */
MUST_CHECK enum status start_lanes(struct crew *c, struct err *e);

/* Cancels every piece of work, waits for the threads, and frees what was queued or has ended. */
void end_lanes(struct crew *c);

/* Frees a crew whose lanes have ended. */
void free_crew(struct crew *c);

/*
 * Queues a piece of work on a lane. `free_args` frees `take_args` after `done` was called.
 * Returns: the piece of work, valid until `done` returns; NULL when out of memory, in which case
 *          the arguments are freed at once.
 */
struct work *queue_work(struct app *app, enum lane_name lane, work_run *run, void *take_args,
			void (*free_args)(void *args), work_done *done, void *user);

/* Calls `done` of each piece of work that has ended, and frees it. UI thread. */
void end_works(struct crew *c);

/* Asks a piece of work to stop; its `done` comes with ERR_CANCELLED. */
void cancel_work(struct crew *c, struct work *w);

/* Copies the progress of `w`. Returns: false while it has reported none. */
bool read_progress(struct crew *c, const struct work *w, struct work_progress *out);

/* Wakes the UI: a new snapshot, progress, or an ended work. Any thread. */
void wake_ui(struct crew *c);

/* Wakes a lane, which then looks at its queue and its habit again. Any thread. */
void wake_lane(struct crew *c, enum lane_name name);

#endif
