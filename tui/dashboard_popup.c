/*
 * The stack of pop-ups. A pop-up's state is freed here and nowhere else, and its work forgets it
 * first, so that no ended work finds a freed owner.
 */
#include "tui/dashboard_popup.h"

#include <string.h>

#include "tui/dashboard.h"

void dashboard_popup_push(struct dashboard *d, const struct dashboard_popup *popup,
			  void *take_state)
{
	if (d->n_popups == DASHBOARD_POPUPS) {
		popup->close(d, take_state);
		return;
	}
	d->popups[d->n_popups].popup = popup;
	d->popups[d->n_popups++].state = take_state;
	d->popup_wake_ms = 0;
	d->dirty = true;
}

void dashboard_popup_pop(struct dashboard *d)
{
	void *state = d->popups[--d->n_popups].state;

	dashboard_task_disown(d, state);
	d->popups[d->n_popups].popup->close(d, state);
	d->popup_wake_ms = 0;
	d->dirty = true;
}

void dashboard_popup_remove(struct dashboard *d, const void *state)
{
	for (size_t i = 0; i < d->n_popups; i++) {
		if (d->popups[i].state != state)
			continue;
		dashboard_task_disown(d, state);
		d->popups[i].popup->close(d, d->popups[i].state);
		memmove(&d->popups[i], &d->popups[i + 1],
			(--d->n_popups - i) * sizeof(d->popups[0]));
		d->dirty = true;
		return;
	}
}
