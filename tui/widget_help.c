/*
 * The page of help, made of the table of actions: keys and names of the view first, then those that
 * work everywhere, then the marks of trust.
 */
#include "tui/widget_help.h"

#include <stdio.h>
#include <string.h>

#include "tui/dashboard_can.h"
#include "tui/view.h"
#include "tui/widget_detail.h"

/* Adds one action with its keys, and the reason when it cannot be done now. */
static void add_action(struct dashboard *d, struct widget_detail *p, enum action a)
{
	char keys[64] = "";
	const char *why;

	for (int i = 0; i < ACTION_KEYMAP_KEYS && d->keymap.keys[a][i] != 0; i++) {
		char name[KEY_NAME_SIZE];

		key_print(name, d->keymap.keys[a][i]);
		snprintf(keys + strlen(keys), sizeof(keys) - strlen(keys), "%s%s", i > 0 ? " " : "",
			 name);
	}
	if (keys[0] == '\0')
		snprintf(keys, sizeof(keys), ": only");
	if (dashboard_can(d, a, &why))
		widget_detail_add(p, keys, "%s (%s)", action_info(a)->help, action_info(a)->name);
	else
		widget_detail_add(p, keys, "%s (%s); not now: %s", action_info(a)->help,
				  action_info(a)->name, why);
}

void widget_help_open(struct dashboard *d)
{
	enum view_id v = view_shown(d);
	char title[64];
	struct widget_detail *p;

	snprintf(title, sizeof(title), "HELP  keys of %s, and everywhere", view_of(v)->name);
	p = widget_detail_new(title);
	for (int everywhere = 0; everywhere < 2; everywhere++) {
		for (int a = 0; a < ACTION_COUNT; a++)
			if ((action_info((enum action)a)->views & 1u << v) != 0 &&
			    (action_info((enum action)a)->views == IN_ALL) == (everywhere == 1))
				add_action(d, p, (enum action)a);
		widget_detail_text(p, STYLE_TEXT, "");
	}
	widget_detail_text(p, STYLE_BOLD, "MARKS  how a figure is known; its age stands apart");
	for (int t = TRUST_PROVEN; t >= TRUST_DISPUTED; t--) {
		static const char *const means[] = {
			[TRUST_DISPUTED] =
				"disputed: the nodes disagree; the log keeps what each said",
			[TRUST_REPORTED] = "reported: one server's word",
			[TRUST_AGREED] =
				"agreed: enough independent nodes gave the same value at one block",
			[TRUST_PROVEN] = "proven: a storage proof folds to the state root of an "
					 "agreed header; "
					 "on a score: the datanet attested it",
		};

		widget_detail_add(p, trust_mark((enum trust)t, d->options.ascii), "%s", means[t]);
	}
	widget_detail_open(d, p);
}
