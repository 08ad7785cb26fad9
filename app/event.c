#include "app/event.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "app/state.h"
#include "base/clock.h"
#include "base/text.h"
#include "cache/events.h"

static enum status put_event(struct cache *cache, void *arg, struct err *e)
{
	return cache_events_put(cache, arg, e);
}

/* Logs and keeps an event of which `event` already says when, how known and whose it is. */
static void note(struct app *app, struct cache_event *event, const char *area, const char *text)
{
	struct err ignored = {0};

	/* Events name files, labels and servers, whose text may hold control characters. */
	text_clean(event->text, sizeof(event->text), text, strlen(text));
	snprintf(event->area, sizeof(event->area), "%s", area);
	log_line(app->log, area, "%s", event->text);
	/*
	 * The act that an event reports has happened; that it cannot be kept must not undo the act.
	 */
	if (app->profile != NULL && store_write(app, put_event, event, &ignored) != STATUS_OK)
		log_line(app->log, "cache", "%s", ignored.text);
}

void note_event(struct app *app, const char *area, enum trust trust, const char *format, ...)
{
	struct cache_event event = {.time = clock_now(), .trust = trust};
	char text[LIMIT_ERR_TEXT];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	note(app, &event, area, text);
}

void note_event_of(struct app *app, const struct event_owner *owner, const char *area,
		   enum trust trust, const char *format, ...)
{
	struct cache_event event = {.time = clock_now(), .trust = trust};
	char text[LIMIT_ERR_TEXT];
	va_list ap;

	if (owner->datanet != NULL)
		event.datanet = *owner->datanet;
	if (owner->account != NULL)
		event.account = *owner->account;
	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	note(app, &event, area, text);
}
