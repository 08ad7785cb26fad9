/* Between work.c, which runs, and starts.c, which says what is run. */
#ifndef APP_WORK_PRIVATE_H
#define APP_WORK_PRIVATE_H

#include "app/task.h"
#include "app/work.h"

enum lane_name { LANE_NET, LANE_ACT, LANE_UPLOAD, LANE_SCORE, LANE_CPU, LANE_CHECK, LANES };

struct crew;

/* The body of a piece of work, on its lane's thread. Fills what it gives into `result`. */
typedef enum status work_run(struct app *app, struct task *task, void *args,
			     struct work_result *result, struct err *e);

/*
 * Queues a piece of work on a lane. `take_args` is freed by `free_args` after `done` was called.
 * NULL when out of memory; the arguments are freed then too.
 */
struct work *work_new(struct app *app, enum lane_name lane, work_run *run, void *take_args,
		      void (*free_args)(void *args), work_done *done, void *user);

/* Frees whatever a result that nobody took holds. */
void release_result(struct app *app, struct work_result *result);

/* Queues drop_act() where acts are prepared; does it at once when the lanes end. */
void work_drop_act(struct app *app, struct act *take_act);

/* Wakes the UI: a new snapshot, progress, or an ended work. Any thread. */
void crew_signal(struct crew *c);

/* Queues a look through the whole cache file; what it finds damaged is an event. */
void work_look_for_damage(struct app *app);

/* Whether the lanes end, or have ended: what is queued now would not run. Any thread. */
bool crew_stopping(struct crew *c);

/* Makes the background sync run at once. */
void work_sync_soon(struct app *app);

#endif
