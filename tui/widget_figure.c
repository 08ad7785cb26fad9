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

void widget_signed(char out[static WIDGET_TEXT_SIZE], double v, int places)
{
	/* Large numbers need fewer places, so that none is ever cut in its column. */
	for (double limit = 10; limit <= fabs(v) && places > 0; limit *= 10)
		places--;
	if (fabs(v) >= 1e7) {
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
