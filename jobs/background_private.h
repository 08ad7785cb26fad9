/* The habits that work_start() gives to the lanes (jobs/lane.h). */
#ifndef JOBS_BACKGROUND_PRIVATE_H
#define JOBS_BACKGROUND_PRIVATE_H

#include "jobs/background.h"
#include "jobs/lane.h"

/* The habit of a watch: the background sync, and following own transactions in between. */
extern const struct lane_habit background_watch;

/* The habit of the CPU lane: locking a vault after `idle_lock_s` seconds. */
extern const struct lane_habit background_vault;

#endif
