/*
 * The dashboard's state, and what views, pop-ups and widgets may ask of it. Nothing here knows a
 * particular view, a terminal or a key.
 */
#ifndef TUI_DASHBOARD_H
#define TUI_DASHBOARD_H

#include "jobs/jobs.h"
#include "tui/action_keymap.h"
#include "tui/dashboard_options.h"
#include "tui/dashboard_popup.h"
#include "tui/dashboard_task.h"
#include "tui/screen.h"

struct widget_index;

struct dashboard {
	struct app *app;
	struct dashboard_options options;
	struct action_keymap keymap;
	const struct snapshot *snap;   /* the newest one, with a reference; never NULL */
	const struct preview *preview; /* the last one made, with a reference; NULL means none */
	char *kept;	     /* the last file that records of `preview` were written to; or NULL */
	uint64_t kept_marks; /* a hash of the marks that its list had then */
	const struct comparison *comparison; /* likewise */
	enum view_id view;	  /* the tab that is open; view_shown() is what it shows */
	void *states[VIEW_COUNT]; /* each view's own state */
	struct dashboard_popup_entry popups[DASHBOARD_POPUPS]; /* the top one last */
	size_t n_popups;
	struct dashboard_task tasks[DASHBOARD_TASKS];
	struct widget_index *index; /* the thread that sorts and filters large tables */
	char message[256];	    /* the line above the footer; "" means none */
	enum screen_style message_style;
	enum action request; /* done after the present event; ACTION_NONE means none */
	bool live;	     /* the app knows that live attributions are on the screen */
	bool hide;	     /* amounts are hidden */
	bool dirty;	     /* the next turn draws */
	bool redraw;	     /* the next turn draws every cell anew */
	bool quit;	     /* the loop ends */
	bool suspend;	     /* the loop locks the vault and goes to the background */
	bool copied;	     /* `clip` goes to the terminal's clipboard with the next frame */
	char clip[3 * KIB];  /* text for the clipboard: a sentence, or the hashes of a review */
	struct hash upload;  /* root of the dataset whose upload is being arranged */
	struct app *upload_scope; /* the app of its datanet */
	char typed_path[256];	  /* the last path typed, offered again by the next form */
	int64_t wake_at;	  /* second of the next drawing by time alone; 0 means never */
	int64_t popup_wake_ms; /* clock_monotonic_ms() of the top pop-up's timer event; 0: never */
};

/* Shows a text in the line above the footer until the next key. The text is cleaned. */
void dashboard_message(struct dashboard *d, enum screen_style style, const char *format, ...)
	PRINTF(3, 4);

/* Opens the tab of a view. */
void dashboard_show(struct dashboard *d, enum view_id view);

/*
 * Asks for an action, which is done after the present event has been handled. The palette and the
 * welcome view use it: they name an action and need not know the views that do it.
 */
void dashboard_request(struct dashboard *d, enum action a);

/* Puts text into the terminal's clipboard (OSC 52); `what` names it in a message. Never secrets. */
void dashboard_copy(struct dashboard *d, const char *what, const char *text);

/* Whether work or sorting is under way. */
bool dashboard_busy(const struct dashboard *d);

/* The shown account, or NULL. It belongs to the snapshot. */
const struct snapshot_account *dashboard_account(const struct dashboard *d);

/* Writes an address as "0xf39F…2266 laptop", with the label that the snapshot has for it. */
void dashboard_account_text(const struct dashboard *d, const struct address *a, char *out,
			    size_t cap);

#endif
