/* The end of a task's connections to the network. */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include "app/task.h"

/*
 * Closes the task's connections, if it has any, and keeps how many requests went through them.
 * Whoever runs a task calls this at its end, while its app is open.
 */
void end_session(struct task *task);

#endif
