/*
 * The recovery phrase. It is on the screen only while Space is held; every other key, and the end
 * of the hold, hides it and draws the whole screen anew.
 */
#include "tui/widget_phrase.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"

/*
 * A terminal reports no key that is let go, but repeats one that is held. The phrase is hidden this
 * long after the last Space: keyboards wait up to 660 ms before the first repeat.
 */
#define HOLD_MS 800

struct phrase {
	struct secret *words;
	bool shown;
};

/* Copies word `i` of the phrase. Returns: false behind the last word. */
static bool word_at(const struct phrase *p, size_t i, char *out, size_t cap)
{
	const char *at = (const char *)secret_view(p->words);
	const char *end = at + secret_len(p->words);

	for (;;) {
		const char *word;

		while (at < end && *at == ' ')
			at++;
		word = at;
		while (at < end && *at != ' ' && *at != '\0')
			at++;
		if (at == word)
			return false;
		if (i-- == 0) {
			snprintf(out, cap, "%.*s", (int)(at - word), word);
			return true;
		}
	}
}

/* Hidden words have the same length, which must not give them away. */
static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	struct phrase *p = state;
	int columns = a.w >= 60 ? 3 : a.w >= 40 ? 2 : 1;
	char word[32];
	size_t n = 0;

	(void)d;
	screen_text(s, a, 0, 0, STYLE_BOLD, "RECOVERY PHRASE");
	if (a.h > 8)
		screen_wrap(s, a, 2, 2, 3, a.w - 3, STYLE_TEXT,
			    "Write the words down on paper, in this order. They are the only way "
			    "to get "
			    "the accounts and the datasets' secrets back.");
	while (word_at(p, n, word, sizeof(word))) {
		int y = (a.h > 8 ? 6 : 1) + (int)n / columns;
		int x = 2 + (int)n % columns * 18;

		screen_printf(s, a, y, x, STYLE_DIM, "%2zu", n + 1);
		screen_text(s, a, y, x + 3, STYLE_BOLD, p->shown ? word : "········");
		n++;
	}
	secret_wipe(word, sizeof(word));
	screen_cursor(s, a, 0, 0, false);
}

static void event(struct dashboard *d, void *state, const struct key_event *ev)
{
	struct phrase *p = state;

	if (ev->type == KEY_EVENT_TIMER) {
		p->shown = false;
		d->redraw = true;
	} else if (ev->type == KEY_EVENT_KEY && ev->key == KEY_CODE_SPACE) {
		p->shown = true;
		d->popup_wake_ms = clock_monotonic_ms() + HOLD_MS;
	} else if (ev->type == KEY_EVENT_KEY) {
		p->shown = false;
		d->redraw = true;
		if (ev->key == KEY_CODE_ESC || ev->key == KEY_CODE_ENTER || ev->key == 'q')
			dashboard_popup_pop(d);
	}
}

static void hints(struct dashboard *d, void *state, char *out, size_t cap)
{
	(void)d, (void)state;
	snprintf(out, cap, "hold Space to show  Enter written down  Esc back");
}

/* The words were the pop-up's own copy, and go with it. */
static void close_phrase(struct dashboard *d, void *state)
{
	struct phrase *p = state;

	(void)d;
	secret_free(p->words);
	free(p);
}

static const struct dashboard_popup phrase_popup = {
	.title = "recovery phrase",
	.full = true,
	.draw = draw,
	.event = event,
	.hints = hints,
	.close = close_phrase,
};

void widget_phrase_open(struct dashboard *d, struct secret *take_phrase)
{
	struct phrase *p = calloc(1, sizeof(*p));

	if (p == NULL) {
		secret_free(take_phrase);
		dashboard_message(d, STYLE_BAD, "out of memory");
		return;
	}
	p->words = take_phrase;
	dashboard_popup_push(d, &phrase_popup, p);
}
