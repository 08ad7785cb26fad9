/*
 * The two clocks of the screen: seconds for texts such as "locks in 4 min", milliseconds for the
 * top pop-up, which uses them to hide a recovery phrase.
 */
#include "tui/dashboard_timer.h"

#include "base/clock.h"
#include "tui/dashboard.h"

void dashboard_timer_wake(struct dashboard *d, int64_t at)
{
	if (d->wake_at == 0 || at < d->wake_at)
		d->wake_at = at;
}

void dashboard_timer_fire(struct dashboard *d)
{
	static const struct key_event tick = {.type = KEY_EVENT_TIMER};

	if (d->popup_wake_ms != 0 && clock_monotonic_ms() >= d->popup_wake_ms) {
		d->popup_wake_ms = 0;
		if (d->n_popups > 0)
			d->popups[d->n_popups - 1].popup->event(d, d->popups[d->n_popups - 1].state,
								&tick);
		d->dirty = true;
	}
	if (d->wake_at != 0 && clock_now() >= d->wake_at)
		d->dirty = true;
}

int dashboard_timer_left_ms(const struct dashboard *d)
{
	int64_t wait = -1;

	if (d->wake_at != 0) {
		wait = (d->wake_at - clock_now()) * 1000;
		/*
		 * clock_now() counts whole seconds, so that the time may come up to a second late.
		 * A look each second is enough.
		 */
		wait = wait < 1000 ? 1000 : wait;
	}
	if (d->popup_wake_ms != 0) {
		int64_t left = d->popup_wake_ms - clock_monotonic_ms();

		left = left < 0 ? 0 : left;
		wait = wait < 0 || left < wait ? left : wait;
	}
	return wait > INT32_MAX ? INT32_MAX : (int)wait;
}
