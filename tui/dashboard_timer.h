/*
 * Times that the screen waits for. The dashboard has no tick: without such a time it sleeps until
 * something happens.
 */
#ifndef TUI_DASHBOARD_TIMER_H
#define TUI_DASHBOARD_TIMER_H

#include <stdint.h>

struct dashboard;

/*
 * Asks for a drawing at second `at` (since 1970), because a text on the screen changes then. Asked
 * for while drawing; the earliest time wins, and each drawing forgets the times of the one before.
 */
void dashboard_timer_wake(struct dashboard *d, int64_t at);

/* Acts on the times that have come: draws again, or gives the top pop-up its timer event. */
void dashboard_timer_fire(struct dashboard *d);

/* Milliseconds until dashboard_timer_fire() is due; -1 means never. */
int dashboard_timer_left_ms(const struct dashboard *d);

#endif
