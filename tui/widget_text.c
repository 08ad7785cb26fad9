/* Plain figures as text. */
#include "tui/widget_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "chain/value.h"

void widget_text_time(char out[static WIDGET_TEXT_SIZE], int64_t at)
{
	if (at == 0)
		snprintf(out, WIDGET_TEXT_SIZE, "never");
	else
		clock_format_local(out, at);
}

/* clock_format_local() writes 8 characters for a time of today. */
void widget_text_time_short(char out[static WIDGET_TEXT_SIZE], int64_t at)
{
	widget_text_time(out, at);
	if (strlen(out) == 8)
		out[5] = '\0';
	else if (strlen(out) > 10)
		out[10] = '\0';
}

void widget_text_duration(char out[static WIDGET_TEXT_SIZE], int64_t seconds)
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

static void write_number(char out[static WIDGET_TEXT_SIZE], enum value_type type, uint64_t n)
{
	const struct value_style style = {.ascii = false};
	struct value v = {.type = type};

	value_set_number(&v, n, true);
	value_text(out, WIDGET_TEXT_SIZE, &v, &style);
}

void widget_text_count(char out[static WIDGET_TEXT_SIZE], uint64_t n)
{
	write_number(out, VALUE_COUNT, n);
}

void widget_text_bytes(char out[static WIDGET_TEXT_SIZE], uint64_t n)
{
	write_number(out, VALUE_BYTES, n);
}

void widget_text_signed(char out[static WIDGET_TEXT_SIZE], double v, int places, int width)
{
	int whole = 1;

	for (double limit = 10; limit <= fabs(v) && whole < width; limit *= 10)
		whole++;
	/* Sign, whole part and point come first; the places get the rest. No digit is cut off. */
	if (places > width - whole - 2)
		places = width - whole - 2;
	places = places < 0 ? 0 : places > 17 ? 17 : places; /* a double has no more digits */
	if (whole > width - 1) {
		snprintf(out, WIDGET_TEXT_SIZE, "%+.2e", v);
		return;
	}
	/* A number that rounds to zero has no sign. */
	if (fabs(v) * 2 * pow(10, places) < 1)
		snprintf(out, WIDGET_TEXT_SIZE, "%.*f", places, 0.0);
	else
		snprintf(out, WIDGET_TEXT_SIZE, "%+.*f", places, v);
}

void widget_text_share(char out[static WIDGET_TEXT_SIZE], double share)
{
	if (share < 0)
		snprintf(out, WIDGET_TEXT_SIZE, "–");
	else
		snprintf(out, WIDGET_TEXT_SIZE, "%.1f %%", share * 100);
}
