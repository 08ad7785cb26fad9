/* Figures that stand in no row, and how old a figure may be. */
#include "tui/widget_figure.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "lists/columns_context.h"
#include "tui/dashboard_timer.h"

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

bool widget_figure_stale(struct dashboard *d, const struct snapshot_network *n, int64_t as_of)
{
	int64_t end = as_of + n->max_age_s;

	if (as_of == 0 || n->max_age_s == 0)
		return false;
	if (clock_now() > end)
		return true;
	dashboard_timer_wake(d, end + 1);
	return false;
}
