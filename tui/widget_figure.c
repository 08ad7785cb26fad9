#include "tui/widget_figure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"

/* What stands for an amount that is hidden. */
#define HIDDEN "•••"

void widget_amount(const struct dashboard *d, char out[static WIDGET_TEXT_SIZE],
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

/* Whether `text` goes on with " SYMBOL" of something that the account has. */
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

/* Bytes of the number at `text`, its groups of three included; `*point`: it has one. */
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

void widget_text(const struct dashboard *d, char *out, size_t cap, const char *text)
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
		widget_amount(d, out, &f->value, decimals, places);
	else
		snprintf(out, WIDGET_TEXT_SIZE, "–");
}

bool widget_stale(struct dashboard *d, int64_t as_of)
{
	int64_t end = as_of + d->snap->max_age_s;

	if (as_of == 0 || d->snap->max_age_s == 0)
		return false;
	if (clock_now() > end)
		return true;
	dashboard_wake(d, end + 1);
	return false;
}

void widget_figure_draw(struct dashboard *d, struct screen *s, struct screen_area a, int y, int x,
			int w, const struct figure *f, unsigned decimals, unsigned places,
			const char *unit, enum screen_style style)
{
	char text[WIDGET_TEXT_SIZE];
	bool stale = f->known && widget_stale(d, f->as_of);

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

void widget_time(char out[static WIDGET_TEXT_SIZE], int64_t at)
{
	if (at == 0)
		snprintf(out, WIDGET_TEXT_SIZE, "never");
	else
		clock_format_local(out, at);
}

void widget_time_short(char out[static WIDGET_TEXT_SIZE], int64_t at)
{
	widget_time(out, at);
	if (strlen(out) == 8)
		out[5] = '\0';
	else if (strlen(out) > 10)
		out[10] = '\0';
}

void widget_duration(char out[static WIDGET_TEXT_SIZE], int64_t seconds)
{
	if (seconds < 0)
		seconds = 0;
	if (seconds < 60)
		snprintf(out, WIDGET_TEXT_SIZE, "%d s", (int)seconds);
	else if (seconds < 3600)
		snprintf(out, WIDGET_TEXT_SIZE, "%d min", (int)(seconds / 60));
	else if (seconds < 2 * 86400)
		snprintf(out, WIDGET_TEXT_SIZE, "%d h", (int)(seconds / 3600));
	else
		snprintf(out, WIDGET_TEXT_SIZE, "%lld days", (long long)(seconds / 86400));
}

void widget_count(char out[static WIDGET_TEXT_SIZE], uint64_t n)
{
	struct u256 v = u256_from_u64(n);

	amount_format(out, &v, 0, 0);
}

void widget_bytes(char out[static WIDGET_TEXT_SIZE], uint64_t n)
{
	static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
	double v = (double)n;
	size_t u = 0;

	while (v >= 1000 && u + 1 < ARRAY_SIZE(units)) {
		v /= 1000;
		u++;
	}
	snprintf(out, WIDGET_TEXT_SIZE, u > 0 && v < 100 ? "%.1f %s" : "%.0f %s", v, units[u]);
}

void widget_signed(char out[static WIDGET_TEXT_SIZE], double v, int places, int width)
{
	int whole = 1;

	for (double limit = 10; limit <= fabs(v) && whole < width; limit *= 10)
		whole++;
	/* Sign, whole part, point: what is left is for places. Never is a digit cut. */
	if (places > width - whole - 2)
		places = width - whole - 2;
	places = places < 0 ? 0 : places > 17 ? 17 : places; /* a double has no more */
	if (whole > width - 1) {
		snprintf(out, WIDGET_TEXT_SIZE, "%+.2e", v);
		return;
	}
	/* A zero has no sign, also after rounding. */
	if (fabs(v) * 2 * pow(10, places) < 1)
		snprintf(out, WIDGET_TEXT_SIZE, "%.*f", places, 0.0);
	else
		snprintf(out, WIDGET_TEXT_SIZE, "%+.*f", places, v);
}

void widget_share(char out[static WIDGET_TEXT_SIZE], double share)
{
	if (share < 0)
		snprintf(out, WIDGET_TEXT_SIZE, "–");
	else
		snprintf(out, WIDGET_TEXT_SIZE, "%.1f %%", share * 100);
}
