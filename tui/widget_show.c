/*
 * The picker of what is shown. It lists networks or accounts, with "all" before them; typing
 * narrows the list. A choice changes the snapshots to come (jobs/show.h), and thereby every table
 * and sum. First come the entries and how they are drawn, then the keys, then what other widgets
 * ask: the words of a choice that is in force, and which of its keys can be pressed.
 */
#include "tui/widget_show.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "tui/screen_mark.h"

/* Entries on the screen at once; the list scrolls. */
#define SHOWN 12

/* Cells of an account with its label, or of a network's name. */
#define NAME_WIDTH 34

struct show_picker {
	const struct snapshot *snap; /* with a reference; entries are its rows */
	bool accounts;
	char typed[32];
	size_t selected; /* among the entries that fit what is typed */
};

static const struct {
	const char *title, *all;
} words[] = {{"SHOW ONE NETWORK", "all networks"}, {"SHOW ONE ACCOUNT", "all accounts"}};

static size_t count_networks(const struct snapshot *s)
{
	return s->n_networks + s->n_hidden;
}

/* Entry 0 is "all"; entry i + 1 is row i. */
static size_t count_entries(const struct show_picker *p)
{
	return 1 + (p->accounts ? p->snap->n_accounts : count_networks(p->snap));
}

static void entry_name(const struct dashboard *d, const struct show_picker *p, size_t i, char *out,
		       size_t cap)
{
	if (i == 0)
		snprintf(out, cap, "%s", words[p->accounts].all);
	else if (p->accounts)
		dashboard_account_text(d, &p->snap->accounts[i - 1].address, out, cap);
	else
		snprintf(out, cap, "%s", p->snap->networks[i - 1].name);
}

/* Writes how a network is, or whether an account can sign. */
static void entry_note(const struct show_picker *p, size_t i, char *out, size_t cap)
{
	const struct snapshot_network *n;

	out[0] = '\0';
	if (i == 0)
		return;
	if (p->accounts) {
		snprintf(out, cap, "%s",
			 p->snap->accounts[i - 1].watch_only ? "watched" : "of the vault");
		return;
	}
	n = &p->snap->networks[i - 1];
	snprintf(out, cap, "%s",
		 n->sync_text[0] != '\0'	   ? n->sync_text
		 : n->agreement.trouble[0] != '\0' ? n->agreement.trouble
						   : n->agreement.text);
}

/* The entry at a place of the narrowed list; SIZE_MAX past its end. */
static size_t entry_at(const struct dashboard *d, const struct show_picker *p, size_t place)
{
	char name[ADDRESS_TEXT_SIZE + 72];

	for (size_t i = 0; i < count_entries(p); i++) {
		entry_name(d, p, i, name, sizeof(name));
		if (strcasestr(name, p->typed) != NULL && place-- == 0)
			return i;
	}
	return SIZE_MAX;
}

static void draw_entry(const struct dashboard *d, const struct show_picker *p, struct screen *s,
		       struct screen_area in, int y, size_t i, bool selected)
{
	char name[ADDRESS_TEXT_SIZE + 72], note[400];

	entry_name(d, p, i, name, sizeof(name));
	entry_note(p, i, note, sizeof(note));
	screen_fit(s, in, y, 0, NAME_WIDTH - 2, STYLE_TEXT, name);
	screen_fit(s, in, y, NAME_WIDTH, in.w - NAME_WIDTH, STYLE_DIM, note);
	if (selected) {
		screen_mark_selected(s, in, y, 0, in.w);
		screen_cursor(s, in, y, 0, false);
	}
}

static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	struct show_picker *p = state;
	size_t rows = count_entries(p) < SHOWN ? count_entries(p) : SHOWN, top;
	int h = (int)rows + 3 < a.h ? (int)rows + 3 : a.h;
	struct screen_area in = screen_frame(s, screen_part(a, a.h - h, 0, h, a.w < 76 ? a.w : 76),
					     words[p->accounts].title);

	rows = h > 3 ? (size_t)h - 3 : 1;
	top = p->selected >= rows ? p->selected - rows + 1 : 0;
	screen_text(s, in, 0, 0, STYLE_ACCENT, "/");
	screen_text(s, in, 0, 1, STYLE_INPUT, p->typed);
	if (entry_at(d, p, 0) == SIZE_MAX) {
		screen_text(s, in, 1, 0, STYLE_DIM, "none has this name");
		screen_cursor(s, in, 0, 1 + text_width(p->typed), true);
	}
	for (size_t i = 0; i < rows && entry_at(d, p, top + i) != SIZE_MAX; i++)
		draw_entry(d, p, s, in, 1 + (int)i, entry_at(d, p, top + i),
			   top + i == p->selected);
}

/* The chosen account acts, too: nobody should sign for one that is not on the screen. */
static void take_account(struct dashboard *d, const struct show_picker *p, size_t entry)
{
	struct dashboard_task *t;

	if (entry == 0) {
		show_account_alone(d->app, NULL);
		return;
	}
	t = dashboard_task_new(d, "changing the account", NULL, NULL);
	if (t != NULL)
		dashboard_task_started(t, start_show_account(d->app,
							     &p->snap->accounts[entry - 1].address,
							     dashboard_task_done, t));
}

static void take(struct dashboard *d, struct show_picker *p)
{
	size_t entry = entry_at(d, p, p->selected);

	if (entry == SIZE_MAX)
		return;
	if (p->accounts)
		take_account(d, p, entry);
	else
		show_network_alone(d->app, entry == 0 ? "" : p->snap->networks[entry - 1].name);
	dashboard_popup_pop(d);
}

/* Letters narrow the list, so that only keys without a letter move in it. */
static void event(struct dashboard *d, void *state, const struct key_event *ev)
{
	struct show_picker *p = state;
	size_t len = strlen(p->typed);
	char c[5];

	if (ev->type != KEY_EVENT_KEY)
		return;
	if (ev->key == KEY_CODE_ESC) {
		dashboard_popup_pop(d);
	} else if (ev->key == KEY_CODE_ENTER) {
		take(d, p);
	} else if (ev->key == KEY_CODE_DOWN || ev->key == KEY_CODE_TAB) {
		p->selected += entry_at(d, p, p->selected + 1) != SIZE_MAX;
	} else if (ev->key == KEY_CODE_UP || ev->key == KEY_CODE_SHIFT_TAB) {
		p->selected -= p->selected > 0;
	} else if (ev->key == KEY_CODE_BACKSPACE && len > 0) {
		p->typed[len - 1] = '\0';
		p->selected = 0;
	} else if (key_character(c, ev->key) && c[1] == '\0' && len + 2 < sizeof(p->typed)) {
		p->typed[len] = c[0];
		p->typed[len + 1] = '\0';
		p->selected = 0;
	}
}

static void hints(struct dashboard *d, void *state, char *out, size_t cap)
{
	(void)d, (void)state;
	snprintf(out, cap, "Enter show  Up/Down choose  a name narrows the list  Esc back");
}

static void close_picker(struct dashboard *d, void *state)
{
	struct show_picker *p = state;

	(void)d;
	snapshot_unref(p->snap);
	free(p);
}

static const struct dashboard_popup show_popup = {
	.title = "show",
	.draw = draw,
	.event = event,
	.hints = hints,
	.close = close_picker,
};

static void open_picker(struct dashboard *d, bool accounts)
{
	struct show_picker *p = calloc(1, sizeof(*p));

	if (p == NULL) {
		dashboard_message(d, STYLE_BAD, "out of memory");
		return;
	}
	p->snap = snapshot_ref(d->snap);
	p->accounts = accounts;
	dashboard_popup_push(d, &show_popup, p);
}

void widget_show_networks(struct dashboard *d)
{
	open_picker(d, false);
}

void widget_show_accounts(struct dashboard *d)
{
	open_picker(d, true);
}

void widget_show_all(struct dashboard *d)
{
	show_network_alone(d->app, "");
	show_account_alone(d->app, NULL);
}

/* The account comes first: "of laptop on grove alone". */
void widget_show_words(const struct dashboard *d, char *out, size_t cap)
{
	const struct snapshot *s = d->snap;
	const struct snapshot_account *account = dashboard_account(d);
	const char *network = s->one_network ? s->networks[0].name : "";
	char who[ADDRESS_TEXT_SIZE + 72] = "";

	if (s->one_account && account != NULL && account->label[0] != '\0')
		snprintf(who, sizeof(who), "%s", account->label);
	else if (s->one_account && account != NULL)
		address_format_short(who, &account->address, d->options.ascii);
	snprintf(out, cap, "%s%s%s%s%s", s->one_network || s->one_account ? "of " : "", who,
		 who[0] != '\0' && network[0] != '\0' ? " on " : "", network,
		 s->one_network || s->one_account ? " alone" : "");
}

bool widget_show_can(const struct snapshot *s, enum action a, const char **why)
{
	if (a == ACTION_SHOW_NETWORK && count_networks(s) < 2)
		*why = "no second network is followed";
	else if (a == ACTION_SHOW_ACCOUNT && s->n_accounts < 2)
		*why = "there is no second account";
	else if (a == ACTION_SHOW_ALL && !s->one_network && !s->one_account)
		*why = "all networks and accounts are shown";
	else
		return true;
	return false;
}
