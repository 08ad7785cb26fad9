/* Everything that the dashboard needs of jobs/: what it starts, and how it hears of the end. */
#ifndef JOBS_JOBS_H
#define JOBS_JOBS_H

#include "jobs/background.h"
#include "jobs/show.h"
#include "jobs/start_act.h"
#include "jobs/start_brought.h"
#include "jobs/start_dataset.h"
#include "jobs/start_models.h"
#include "jobs/start_sync.h"
#include "jobs/start_vault.h"
#include "jobs/work.h"

#endif
