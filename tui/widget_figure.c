/* Figures that stand in no row, and how old a figure may be. */
#include "tui/widget_figure.h"

#include <stdio.h>
#include <string.h>

#include "app/columns_context.h"
#include "base/clock.h"
#include "tui/dashboard_timer.h"

/* The text in place of a hidden amount. */
#define HIDDEN "•••"

/* Whether `text` goes on with a blank and the symbol of something that the account has. */
static bool symbol_follows(const struct snapshot *s, const char *text)
{
	size_t n = strlen(s->native_symbol);

	if (text[0] != ' ')
		return false;
	if (n > 0 && strncmp(text + 1, s->native_symbol, n) == 0)
		return true;
	for (size_t i = 0; i < s->n_royalties; i++) {
		n = strlen(s->royalties[i].symbol);
		if (n > 0 && strncmp(text + 1, s->royalties[i].symbol, n) == 0)
			return true;
	}
	return false;
}

/*
 * The bytes of the number at `text`, with its groups of three. `*point` tells whether it has a
 * point.
 */
static size_t number_at(const char *text, bool *point)
{
	size_t n = strspn(text, "0123456789");

	*point = false;
	for (;;) {
		size_t more = strspn(text + n + 1, "0123456789");

		if (text[n] == '.' && more > 0 && !*point)
			*point = true;
		else if (text[n] != ' ' || more != 3)
			return n;
		n += 1 + more;
	}
}

void widget_figure_hide(const struct dashboard *d, char *out, size_t cap, const char *text)
{
	size_t used = 0;

	if (!d->hide) {
		snprintf(out, cap, "%s", text);
		return;
	}
	while (*text != '\0' && used + sizeof(HIDDEN) < cap) {
		bool point;
		size_t n = *text >= '0' && *text <= '9' ? number_at(text, &point) : 0;

		if (n > 0 && (point || symbol_follows(d->snap, text + n))) {
			memcpy(out + used, HIDDEN, sizeof(HIDDEN) - 1);
			used += sizeof(HIDDEN) - 1;
			text += n;
			continue;
		}
		for (n = n > 0 ? n : 1; n > 0 && used + 1 < cap; n--)
			out[used++] = *text++;
	}
	out[used] = '\0';
}

void widget_figure(const struct dashboard *d, char out[static WIDGET_TEXT_SIZE],
		   const struct figure *f, const char *symbol, unsigned decimals)
{
	const struct value_style style = {.ascii = d->options.ascii, .hide = d->hide};
	struct value v = {.type = VALUE_AMOUNT};
	size_t len;

	columns_context_figure(&v, f, symbol, decimals);
	value_text(out, WIDGET_TEXT_SIZE, &v, &style);
	len = strlen(out);
	if (v.known)
		snprintf(out + len, WIDGET_TEXT_SIZE - len, " %s", symbol);
}

bool widget_figure_stale(struct dashboard *d, int64_t as_of)
{
	int64_t end = as_of + d->snap->max_age_s;

	if (as_of == 0 || d->snap->max_age_s == 0)
		return false;
	if (clock_now() > end)
		return true;
	dashboard_timer_wake(d, end + 1);
	return false;
}
