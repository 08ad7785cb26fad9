/* The form that changes the network. */
#include "tui/widget_network.h"

#include "tui/widget_form.h"
#include "tui/widget_unlock.h"

/* Each network has an app of its own, so the dashboard ends and its caller opens the other one. */
static void on_network(struct dashboard *d, void *owner, struct work_result *result)
{
	widget_unlock_ended(d, owner, result);
	d->quit |= result->reopen;
}

/* The app checks the name and remembers it before the dashboard ends. */
static void submit_network(struct dashboard *d, struct widget_form *f)
{
	struct dashboard_task *t = dashboard_task_new(d, "changing the network", f, on_network);

	if (t != NULL)
		dashboard_task_started(
			t, start_use_network(d->app, f->fields[0].text, dashboard_task_done, t));
}

void widget_network_open(struct dashboard *d)
{
	struct widget_form *f = widget_form_new(d, "USE A NETWORK",
						"The name of a profile; `byline network list` "
						"prints them, `byline network add` takes a "
						"new one with its nodes, contracts and datanet.",
						"use", submit_network);

	if (f == NULL)
		return;
	widget_form_field(f, WIDGET_FIELD_TEXT, "Network", "", d->snap->network);
	widget_form_open(d, f);
}
