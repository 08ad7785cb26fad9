/* Events: what happened, for "since you last looked" and for the log. */
#ifndef APP_EVENT_H
#define APP_EVENT_H

#include "app/app.h"
#include "chain/trust.h"

/* Logs an event for "since you last looked" and to the log file. */
void note_event(struct app *app, const char *area, enum trust trust, const char *format, ...)
	PRINTF(4, 5);

#endif
