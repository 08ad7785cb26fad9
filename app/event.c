/* Notes events. All ways lead to note_sentence(), which logs and keeps. */
#include "app/event.h"

#include <stdarg.h>
#include <stdio.h>

#include "app/state.h"
#include "base/clock.h"
#include "cache/events.h"

static enum status put_event(struct cache *cache, void *arg, struct err *e)
{
	return cache_events_put(cache, arg, e);
}

/* An event of the whole machine is kept with the network that is followed first, or not at all. */
static struct app *find_keeper(struct app *app)
{
	if (app->profile != NULL)
		return app;
	return app->shared->n_apps > 0 ? app->shared->apps[0] : NULL;
}

void note_sentence(struct app *app, const struct event_owner *owner, const char *area,
		   enum trust trust, const struct sentence *text)
{
	const struct value_style whole = {.hide = false};
	struct cache_event event = {.time = clock_now(), .trust = trust, .text = *text};
	char words[SENTENCE_TEXT_SIZE];
	struct app *keeper = find_keeper(app);
	struct err ignored = {0};

	if (owner->datanet != NULL)
		event.datanet = *owner->datanet;
	if (owner->account != NULL)
		event.account = *owner->account;
	snprintf(event.area, sizeof(event.area), "%s", area);
	sentence_text(words, sizeof(words), text, &whole);
	log_line(app->shared->log, area, "%s", words);
	/*
	 * The act that an event reports has happened; that it cannot be kept must not undo the act.
	 */
	if (keeper != NULL && store_write(keeper, put_event, &event, &ignored) != STATUS_OK)
		log_line(app->shared->log, "cache", "%s", ignored.text);
}

/* A sentence without values. */
static void note_words(struct app *app, const struct event_owner *owner, const char *area,
		       enum trust trust, const char *format, va_list ap)
{
	struct sentence text = {.n = 0};
	char words[LIMIT_ERR_TEXT];

	vsnprintf(words, sizeof(words), format, ap);
	sentence_add(&text, "%s", words);
	note_sentence(app, owner, area, trust, &text);
}

void note_event(struct app *app, const char *area, enum trust trust, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	note_words(app, &(struct event_owner){NULL, NULL}, area, trust, format, ap);
	va_end(ap);
}

void note_event_of(struct app *app, const struct event_owner *owner, const char *area,
		   enum trust trust, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	note_words(app, owner, area, trust, format, ap);
	va_end(ap);
}
