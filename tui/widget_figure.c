/*
 * Amounts of money as text, and how they are drawn. Whatever hides or marks an amount is decided
 * here.
 */
#include "tui/widget_figure.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "tui/dashboard_timer.h"

/* The text in place of a hidden amount. */
#define HIDDEN "•••"

/* amount_format() writes no zeros at the end; here they are added, three digits a group. */
void widget_figure_amount(const struct dashboard *d, char out[static WIDGET_TEXT_SIZE],
			  const struct u256 *raw, unsigned decimals, unsigned places)
{
	char *point;
	unsigned have = 0;
	size_t len;

	if (d->hide) {
		snprintf(out, WIDGET_TEXT_SIZE, HIDDEN);
		return;
	}
	amount_format(out, raw, decimals, places);
	if (places == 0)
		return;
	point = strchr(out, '.');
	len = strlen(out);
	if (point == NULL) {
		out[len++] = '.';
	} else {
		for (const char *c = point + 1; *c != '\0'; c++)
			have += *c != ' ';
	}
	for (; have < places && len + 2 < AMOUNT_TEXT_SIZE; have++) {
		if (have > 0 && have % 3 == 0)
			out[len++] = ' ';
		out[len++] = '0';
	}
	out[len] = '\0';
}

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
		   const struct figure *f, unsigned decimals, unsigned places)
{
	if (f->known)
		widget_figure_amount(d, out, &f->value, decimals, places);
	else
		snprintf(out, WIDGET_TEXT_SIZE, "–");
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

void widget_figure_draw(struct dashboard *d, struct screen *s, struct screen_area a, int y, int x,
			int w, const struct figure *f, unsigned decimals, unsigned places,
			const char *unit, enum screen_style style)
{
	char text[WIDGET_TEXT_SIZE];
	bool stale = f->known && widget_figure_stale(d, f->as_of);

	widget_figure(d, text, f, decimals, places);
	screen_right(s, a, y, x, w, stale ? STYLE_DIM : f->known ? style : STYLE_DIM, text);
	if (!f->known)
		return;
	x += w + 1;
	if (unit[0] != '\0')
		x += screen_text(s, a, y, x, STYLE_DIM, unit) + 1;
	screen_text(s, a, y, x, f->trust == TRUST_DISPUTED ? STYLE_BAD : STYLE_ACCENT,
		    s->accessible ? trust_word(f->trust) : trust_mark(f->trust, s->ascii));
}
