/*
 * The state of a review, shared by what it does (widget_review.c) and how it looks
 * (widget_review_draw.c).
 */
#ifndef TUI_WIDGET_REVIEW_H
#define TUI_WIDGET_REVIEW_H

#include "tui/view.h"

enum widget_review_state {
	WIDGET_REVIEW_READING, /* the act is here, unsigned */
	WIDGET_REVIEW_SIGNING, /* the act is the app's meanwhile */
	WIDGET_REVIEW_SIGNED,  /* the act is here, signed */
	WIDGET_REVIEW_SENDING, /* the act is the app's meanwhile */
};

struct widget_review {
	struct act *
		/*
		 * the target, frozen: nothing here follows the snapshot. NULL while the app has
		 * it
		 */
		act;
	enum widget_review_state state;
	bool on_cancel; /* the focus: Cancel, else the field (reading) or Send (signed) */
	bool can_sign;	/* the vault has the account's key */
	bool seen;	/* every line has been on the screen */
	int top, lines; /* scrolled lines; all lines */
	int page;	/* lines that fit */
	char typed[24];
	char error[256];
	char title[64];
};

/* Draws the page and its question; notes in `seen` that every line has been on the screen. */
void widget_review_draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a);
/* What the keys do in this state. */
void widget_review_hints(struct dashboard *d, void *state, char *out, size_t cap);

/* All raw fields of the transaction, as a page. */
void widget_review_fields(struct dashboard *d, const struct act *act);

#endif
