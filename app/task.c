#include "app/task.h"

#include <stdio.h>

enum status task_check(const struct task *t, struct err *e)
{
	return task_cancelled(t) ? err_set(e, ERR_CANCELLED, "cancelled") : STATUS_OK;
}

void task_progress(struct task *t, const char *what, uint64_t done, uint64_t total,
		   const char *unit)
{
	struct task_progress p = {.done = done, .total = total, .unit = unit};

	if (t->on_progress == NULL)
		return;
	snprintf(p.what, sizeof(p.what), "%s", what);
	t->on_progress(t->user, &p);
}
