/*
 * The inside of the dashboard: its state, what a view is, what a pop-up is, and what they may ask
 * of the dashboard. Nothing here knows a terminal: dashboard_event() in, dashboard_draw() out.
 */
#ifndef TUI_VIEW_H
#define TUI_VIEW_H

#include "jobs/jobs.h"
#include "tui/action.h"
#include "tui/dashboard.h"
#include "tui/key.h"
#include "tui/screen.h"
#include "tui/widget_index.h"

struct dashboard;
struct view;
struct widget_list;
struct widget_list_info;

/* Tables that a view has at most. */
#define VIEW_TABLES 3

/* A view: one file, one constant of this type. Slots may be NULL unless said. */
struct view {
	const char *name; /* of the tab, and of the action that opens it */

	/*
	 * Its tables over the snapshot; ACTION_TOGGLE goes from one to the next. The dashboard
	 * opens them, gives them each new snapshot and closes them: the state is their struct
	 * widget_tables then, and state_size, open, close and list are not used.
	 */
	const struct widget_list_info *tables[VIEW_TABLES];

	size_t state_size;

	/* Prepares the zeroed state. */
	void (*open)(struct dashboard *d, void *state);
	void (*close)(struct dashboard *d, void *state);

	/* The view's own list in focus, which answers motion, filter, sort and marks; or NULL. */
	struct widget_list *(*list)(const struct dashboard *d, void *state);

	/*
	 * Whether an action of this view can be done now; if not, `*why` says the reason (static).
	 * Default: yes.
	 */
	bool (*can)(struct dashboard *d, void *state, enum action a, const char **why);

	/* Does an action. False: not one of this view's. */
	bool (*act)(struct dashboard *d, void *state, enum action a);

	/* Draws the content between header and footer. Never NULL. */
	void (*draw)(struct dashboard *d, void *state, struct screen *s, struct screen_area a);

	/* One line that says it all: for tiny terminals and for speech. Never NULL. */
	void (*brief)(struct dashboard *d, void *state, char *out, size_t cap);

	/* Whether live attributions are on the screen: they are then asked for more often. */
	bool (*live)(struct dashboard *d, void *state);

	/*
	 * What now? Fills a sentence and returns the action that does it (ACTION_NONE: nothing to
	 * do).
	 */
	enum action (*next)(struct dashboard *d, void *state, char *out, size_t cap);
};

extern const struct view view_overview, view_datasets, view_scores, view_preview, view_claims,
	view_nodes, view_vault, view_log, view_welcome;

/* Something above the view that gets all keys: help, palette, forms, details, reviews. */
struct popup {
	const char *title;
	bool full; /* takes the whole content and the footer's hints */

	/* Draws itself into the content area; puts the cursor. Never NULL. */
	void (*draw)(struct dashboard *d, void *state, struct screen *s, struct screen_area a);

	/*
	 * A key (or a paste, when `wants_paste`). Closes itself with dashboard_pop(). Never NULL.
	 */
	void (*event)(struct dashboard *d, void *state, const struct key_event *ev);

	/* Whether a paste is welcome now: a text field has the focus. */
	bool (*wants_paste)(void *state);

	/* The footer: "Enter sign  Esc back". Never NULL. */
	void (*hints)(struct dashboard *d, void *state, char *out, size_t cap);

	/* Frees the state. Never NULL. */
	void (*close)(struct dashboard *d, void *state);
};

/*
 * How many pop-ups lie over each other: view → detail → review → unlock → help is the deepest way.
 */
#define DASHBOARD_POPUPS 8

/* Pieces of work under way at once; more are refused with a message. */
#define DASHBOARD_TASKS 8

struct dashboard_task;

/*
 * A piece of work ended. `owner` is NULL when it was closed meanwhile. What is taken from the
 * result is set to NULL there; the rest is freed behind. Errors and texts are in the message line
 * already.
 */
typedef void dashboard_task_ended(struct dashboard *d, void *owner, struct work_result *result);

struct dashboard_task {
	struct dashboard *d;
	struct work *work; /* NULL = free slot */
	void *owner;
	dashboard_task_ended *ended;
	const char *what; /* "unlocking" */
};

struct dashboard {
	struct app *app;
	struct dashboard_options options;
	struct action_keymap keymap;
	const struct snapshot *snap; /* the newest; never NULL */
	enum view_id view;
	void *states[VIEW_COUNT];
	struct {
		const struct popup *popup;
		void *state;
	} popups[DASHBOARD_POPUPS];
	size_t n_popups;
	struct dashboard_task tasks[DASHBOARD_TASKS];
	struct widget_index *index; /* the thread that sorts and filters large tables */
	char message[256];
	enum screen_style message_style;
	bool live;    /* the app knows that live attributions are on the screen */
	bool hide;    /* amounts are hidden */
	bool dirty;   /* the next turn draws */
	bool redraw;  /* … from scratch */
	bool quit;    /* leave */
	bool suspend; /* go to the background */
	bool copied;  /* `clip` goes to the terminal's clipboard with the next frame */
	char clip[256];
	struct hash upload;   /* root of the dataset whose upload is being arranged */
	char typed_path[256]; /* the last path typed, offered again */
	/* earliest second at which what is drawn changes by time alone; 0 = never */
	int64_t wake_at;
	/* clock_monotonic_ms() at which the top pop-up wants an event; 0 = never */
	int64_t popup_wake_ms;
};

/*
 * Opens all views on the app's snapshot. The app's work must have started. ERR_MEMORY, ERR_PARSE
 * (keys.ini).
 */
MUST_CHECK enum status dashboard_open(struct dashboard **out, struct app *app,
				      const struct dashboard_options *o, struct err *e);
void dashboard_close(struct dashboard *d);

/* A key, a paste or a click. */
void dashboard_event(struct dashboard *d, const struct key_event *ev);

/* Ended work, a new snapshot, a finished index. */
void dashboard_poll(struct dashboard *d);

/* A time that the screen waited for has come (see dashboard_timeout_ms()). */
void dashboard_timer(struct dashboard *d);

/* Draws everything. */
void dashboard_draw(struct dashboard *d, struct screen *s);

/* Milliseconds until dashboard_timer() is due; -1 = never. */
int dashboard_timeout_ms(const struct dashboard *d);

/* Whether work or sorting is under way. */
bool dashboard_busy(struct dashboard *d);

/* --- for views and pop-ups --- */

/* Does an action as if its key had been pressed: refusals are told in the message line. */
void dashboard_act(struct dashboard *d, enum action a);

/* Whether it could be done now. */
bool dashboard_can(struct dashboard *d, enum action a, const char **why);

/* The line above the footer, until the next key. */
void dashboard_say(struct dashboard *d, enum screen_style style, const char *format, ...)
	PRINTF(3, 4);

/* Shows another view. */
void dashboard_show(struct dashboard *d, enum view_id view);

/* The list in focus in a view, or NULL. */
struct widget_list *dashboard_list(const struct dashboard *d, enum view_id v);

/*
 * The view itself, and the one that stands on the screen: Welcome in place of an overview of
 * nothing.
 */
const struct view *dashboard_view(enum view_id v);
enum view_id dashboard_shown(const struct dashboard *d);

/* Takes `state` over, also when it fails (too deep). */
void dashboard_push(struct dashboard *d, const struct popup *popup, void *take_state);

/* Closes the top pop-up, or the one with this state wherever it lies. */
void dashboard_pop(struct dashboard *d);
void dashboard_remove(struct dashboard *d, const void *state);

/* Puts text into the terminal's clipboard (OSC 52). Never secrets. */
void dashboard_copy(struct dashboard *d, const char *what, const char *text);

/* What is drawn changes at second `at` (since 1970) by time alone. */
void dashboard_wake(struct dashboard *d, int64_t at);

/*
 * A free slot for work, or NULL with a message. Then: t->work = start_…(…, dashboard_task_done, t);
 * dashboard_task_started().
 */
struct dashboard_task *dashboard_task_new(struct dashboard *d, const char *what, void *owner,
					  dashboard_task_ended *ended);
void dashboard_task_done(void *user, struct work_result *result);
void dashboard_task_started(struct dashboard_task *t, struct work *work);

/* Whether `owner` has work under way. */
bool dashboard_task_running(const struct dashboard *d, const void *owner);

/* The owner goes away: its work goes on, and its end is told with owner NULL. */
void dashboard_task_disown(struct dashboard *d, const void *owner);

/* Cancels everything under way; false when there was nothing. */
bool dashboard_task_cancel_all(struct dashboard *d);

/* The shown account, or NULL. */
const struct snapshot_account *dashboard_account(const struct dashboard *d);

/* "0xf39F…2266 laptop" of an account of the snapshot. */
void dashboard_account_text(const struct dashboard *d, const struct address *a, char *out,
			    size_t cap);

#endif
