/*
 * Playing scripts of keys. script_play() waits after each key until all work and sorting has ended,
 * so that a script has one outcome.
 */
#include "tests/screens/script.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

void script_open(struct script *t, enum fixture_kind kind, int rows, int cols,
		 const struct dashboard_options *o)
{
	static const struct dashboard_options none;
	struct err e = {0};

	setenv("BYLINE_CLOCK", FIXTURE_NOW_TEXT, 1);
	setenv("TZ", "UTC", 1);
	tzset();
	memset(t, 0, sizeof(*t));
	t->app = fake_app_new(kind);
	if (dashboard_session_open(&t->d, t->app, o != NULL ? o : &none, &e) != STATUS_OK)
		abort();
	t->screen.ascii = o != NULL && (o->ascii || o->accessible);
	t->screen.accessible = o != NULL && o->accessible;
	if (screen_resize(&t->screen, rows, cols) != STATUS_OK)
		abort();
	dashboard_draw(t->d, &t->screen);
}

void script_close(struct script *t)
{
	work_stop(t->app);
	dashboard_session_close(t->d);
	screen_release(&t->screen);
	fake_app_free(t->app);
}

static void settle(struct script *t)
{
	for (int i = 0; i < 8; i++)
		dashboard_session_poll(t->d);
	/* A thread orders large tables; a script is about the result. */
	while (widget_index_pending(t->d->index, NULL)) {
		nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
		dashboard_session_poll(t->d);
	}
}

static void key(struct script *t, int code)
{
	struct key_event ev = {.type = KEY_EVENT_KEY, .key = code};

	dashboard_event(t->d, &ev);
	settle(t);
}

static const char *typed(struct script *t, const char *at)
{
	for (; *at != '\0' && *at != '\''; at++)
		key(t, (unsigned char)*at);
	return at + (*at != '\0');
}

static const char *pasted(struct script *t, const char *at)
{
	size_t len = strcspn(at, ">");
	struct key_event ev = {.type = KEY_EVENT_PASTE, .paste = at, .paste_len = len};

	dashboard_event(t->d, &ev);
	settle(t);
	return at + len + (at[len] != '\0');
}

void script_play(struct script *t, const char *keys)
{
	settle(t);
	while (*keys != '\0') {
		size_t len = strcspn(keys, " ");
		int code;

		if (*keys == ' ') {
			keys++;
			continue;
		}
		if (*keys == '\'') {
			keys = typed(t, keys + 1);
			continue;
		}
		if (*keys == '<') {
			keys = pasted(t, keys + 1);
			continue;
		}
		if (key_parse(&code, keys, len) != STATUS_OK)
			abort();
		key(t, code);
		keys += len;
		/* The next key moves by pages of the size last drawn, as in the loop. */
		dashboard_draw(t->d, &t->screen);
	}
	dashboard_draw(t->d, &t->screen);
}

const char *script_text(struct script *t)
{
	static struct buf text;

	buf_release(&text);
	buf_init(&text, MIB * 8);
	screen_dump(&text, &t->screen, false);
	return buf_str(&text);
}
