/*
 * How the user wants the dashboard: the options that `byline` reads from its command line and its
 * configuration.
 */
#ifndef TUI_DASHBOARD_OPTIONS_H
#define TUI_DASHBOARD_OPTIONS_H

#include <stdbool.h>

/* NO_COLOR counts as DASHBOARD_COLOR_NEVER unless the user asked for colours always. */
enum dashboard_color { DASHBOARD_COLOR_AUTO, DASHBOARD_COLOR_ALWAYS, DASHBOARD_COLOR_NEVER };

/*
 * An action that goes on once the dashboard is opened on another network: the user asked for it
 * before one was chosen.
 */
struct dashboard_resume {
	bool wanted;
	int action, view; /* enum action, enum view_id */
};

struct dashboard_options {
	bool ascii;	 /* the screen shows ASCII characters only */
	bool accessible; /* for screen readers: ASCII, no rules, no pictures, sentences */
	bool mouse;	 /* clicks select; without it the terminal keeps its own selection */
	/* BYLINE_TEST=1: every turn ends in the title "frame:N idle" or "frame:N busy" */
	bool test;
	enum dashboard_color color;
	const char *theme;     /* "default", "mono" or "blue"; NULL means default */
	const char *keys_path; /* keys.ini, which need not exist; NULL means none */
	const char *warning;   /* a wrong line of config.ini, for the message line; NULL: none */
	/* A line for the welcome and vault views, such as the demo's passphrase; may be NULL. */
	const char *notice;
	/*
	 * Read when the dashboard opens, and written when it ends to be opened on another network;
	 * NULL: the action is forgotten.
	 */
	struct dashboard_resume *resume;
};

#endif
