/*
 * The state of a review, shared by its transitions (widget_review.c) and its looks
 * (widget_review_draw.c).
 */
#ifndef TUI_WIDGET_REVIEW_PRIVATE_H
#define TUI_WIDGET_REVIEW_PRIVATE_H

#include "tui/dashboard.h"

enum widget_review_state {
	WIDGET_REVIEW_READING, /* the act is here, unsigned */
	WIDGET_REVIEW_SIGNING, /* the app has the act */
	WIDGET_REVIEW_SIGNED,  /* the act is here, signed */
	WIDGET_REVIEW_SENDING, /* the app has the act */
};

struct widget_review {
	/* The act, which no longer follows the snapshot. NULL while the app has it. */
	struct act *act;
	enum widget_review_state state;
	bool on_cancel; /* Cancel has the focus; else Continue (reading) or Send (signed) */
	bool can_sign;	/* the vault has the account's key */
	bool seen;	/* every line has been on the screen */
	int top, lines; /* lines scrolled away; all lines */
	int page;	/* lines that fit */
	char error[256];
	char title[64];
};

#endif
