/*
 * Pop-ups: help, palette, forms, pages of details and reviews. They lie above the view, one over
 * the other, and the top one gets all keys.
 */
#ifndef TUI_DASHBOARD_POPUP_H
#define TUI_DASHBOARD_POPUP_H

#include "tui/key.h"
#include "tui/screen.h"

struct dashboard;

/*
 * The most pop-ups that lie over each other. The deepest way is view, detail, review, unlock, help.
 */
#define DASHBOARD_POPUPS 8

/* A kind of pop-up. Slots may be NULL unless their comment forbids it. */
struct dashboard_popup {
	const char *title; /* names the pop-up on a terminal that is too small to draw it */
	bool full;	   /* covers the whole view */

	/* Draws the pop-up into the content area and puts the cursor. Never NULL. */
	void (*draw)(struct dashboard *d, void *state, struct screen *s, struct screen_area a);

	/*
	 * Handles a key, a timer event that the pop-up asked for, or a paste while
	 * wants_paste() allows it. The pop-up closes itself with dashboard_popup_pop(). Never NULL.
	 */
	void (*event)(struct dashboard *d, void *state, const struct key_event *ev);

	/* Whether a text field has the focus, so that a paste is welcome. NULL means never. */
	bool (*wants_paste)(void *state);

	/* Writes the footer, such as "Enter sign  Esc back". Never NULL. */
	void (*hints)(struct dashboard *d, void *state, char *out, size_t cap);

	/* Frees the state. Never NULL. */
	void (*close)(struct dashboard *d, void *state);
};

/* A pop-up that is open. */
struct dashboard_popup_entry {
	const struct dashboard_popup *popup;
	void *state;
};

/*
 * Opens a pop-up above the others. Takes `state` over; when DASHBOARD_POPUPS are open already, the
 * state is freed and nothing opens.
 */
void dashboard_popup_push(struct dashboard *d, const struct dashboard_popup *popup,
			  void *take_state);

/* Closes the top pop-up; there must be one. Its work goes on without it. */
void dashboard_popup_pop(struct dashboard *d);

/* Closes the pop-up that has this state, wherever it lies; does nothing when none has it. */
void dashboard_popup_remove(struct dashboard *d, const void *state);

#endif
