/*
 * The services that everything above may ask of the dashboard. They change its state only; the loop
 * does the rest with the next frame.
 */
#include "tui/dashboard.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "tui/view.h"
#include "tui/widget_index.h"

/* Formats first and cleans afterwards, since arguments may hold text from servers. */
void dashboard_message(struct dashboard *d, enum screen_style style, const char *format, ...)
{
	/* A text that does not fit the line does not fit it here either: its cut is marked. */
	char text[2 * sizeof(d->message)];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	text_clean(d->message, sizeof(d->message), text, strlen(text));
	d->message_style = style;
	d->dirty = true;
}

void dashboard_show(struct dashboard *d, enum view_id view)
{
	d->view = view;
	d->dirty = true;
}

void dashboard_request(struct dashboard *d, enum action a)
{
	d->request = a;
}

void dashboard_copy(struct dashboard *d, const char *what, const char *text)
{
	text_clean(d->clip, sizeof(d->clip), text, strlen(text));
	d->copied = true;
	dashboard_message(d, STYLE_GOOD, "copied %s: %s", what, d->clip);
}

/* Tests wait until nothing is busy, so that no frame is compared before its work has ended. */
bool dashboard_busy(const struct dashboard *d)
{
	for (size_t i = 0; i < DASHBOARD_TASKS; i++)
		if (d->tasks[i].work != NULL)
			return true;
	return widget_index_pending(d->index, NULL);
}

const struct snapshot_account *dashboard_account(const struct dashboard *d)
{
	if (!d->snap->has_account || d->snap->account >= d->snap->n_accounts)
		return NULL;
	return &d->snap->accounts[d->snap->account];
}

void dashboard_account_text(const struct dashboard *d, const struct address *a, char *out,
			    size_t cap)
{
	char text[ADDRESS_TEXT_SIZE];
	const char *label = "";

	for (size_t i = 0; i < d->snap->n_accounts; i++)
		if (address_equal(&d->snap->accounts[i].address, a))
			label = d->snap->accounts[i].label;
	address_format_short(text, a, d->options.ascii);
	snprintf(out, cap, "%s%s%s", text, label[0] != '\0' ? " " : "", label);
}
