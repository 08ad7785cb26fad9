/*
 * The picker of networks. It reads the profiles once, when it opens; typing narrows the list, as in
 * the palette. Each network has an app of its own: a choice is written down, the dashboard ends,
 * and its caller opens the other app. `then` goes there in the options' `resume`.
 */
#include "tui/widget_network.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/network.h"
#include "base/text.h"
#include "tui/screen_mark.h"

/* Cells of the longest name of a profile that comes with byline, and a gap. */
#define NAME_WIDTH 20

struct picker {
	struct network_entry *entries;
	size_t *matches; /* indexes of the entries that fit what is typed; as long as `entries` */
	size_t n, n_matches, selected;
	char typed[32];
	enum action then;
};

/* Whether the text typed is a part of the name or the title; letters in any case. */
static bool fits(const struct network_entry *entry, const char *typed)
{
	return strcasestr(entry->profile.name, typed) != NULL ||
	       strcasestr(entry->profile.title, typed) != NULL;
}

/* A name that begins so is meant rather than one that has it inside. */
static void match(struct picker *p)
{
	size_t len = strlen(p->typed);

	p->n_matches = 0;
	p->selected = 0;
	for (int inside = 0; inside < 2; inside++)
		for (size_t i = 0; i < p->n; i++) {
			bool begins = strncmp(p->entries[i].profile.name, p->typed, len) == 0;

			if (begins == (inside == 0) && fits(&p->entries[i], p->typed))
				p->matches[p->n_matches++] = i;
		}
}

/* Writes what a network is, for somebody who has to choose one. A broken file has no nodes. */
static void describe(char *out, size_t cap, const struct network_entry *entry)
{
	const struct profile *p = &entry->profile;
	char nodes[64];

	if (p->n_nodes == 0) {
		snprintf(out, cap, "this profile cannot be read");
		return;
	}
	if (profile_can_agree(p))
		snprintf(nodes, sizeof(nodes), "%u of %zu nodes must agree", p->quorum, p->n_nodes);
	else
		snprintf(nodes, sizeof(nodes), "%zu node%s, too few to agree", p->n_nodes,
			 p->n_nodes == 1 ? "" : "s");
	snprintf(out, cap, "chain %llu, %s, %s%s, %s%s", (unsigned long long)p->chain_id, nodes,
		 p->n_datanets > 0 ? "datanet " : "no datanet",
		 p->n_datanets > 0 ? profile_datanet(p)->name : "",
		 entry->builtin ? "comes with byline" : "a profile of yours",
		 entry->in_use ? ", in use" : "");
}

/* Draws one network on a line, and below it what it is where there is room. */
static void draw_entry(struct screen *s, struct screen_area a, int y,
		       const struct network_entry *entry, bool selected, bool roomy)
{
	char text[256];
	int x = 4 + NAME_WIDTH;

	if (selected) {
		screen_text(s, a, y, 2, STYLE_ACCENT, "▸");
		screen_cursor(s, a, y, 4, false);
	}
	screen_fit(s, a, y, 4, NAME_WIDTH - 1, STYLE_BOLD, entry->profile.name);
	screen_fit(s, a, y, x, a.w - x, STYLE_TEXT, entry->profile.title);
	describe(text, sizeof(text), entry);
	if (roomy)
		screen_fit(s, a, y + 1, 4, a.w - 4, STYLE_DIM, text);
	if (selected)
		screen_mark_selected(s, a, y, 2, a.w - 2);
}

/* Draws the intro. Returns: the lines used. */
static int draw_intro(const struct picker *p, struct screen *s, struct screen_area a)
{
	char text[256];

	if (p->then == ACTION_NONE)
		snprintf(text, sizeof(text),
			 "A network that is chosen is followed, beside those that are followed.");
	else
		snprintf(text, sizeof(text),
			 "Figures, claims and attestations are of one network. It is chosen first; "
			 "then \"%s\" goes on.",
			 action_info(p->then)->name);
	return screen_wrap(s, a, 2, 2, 3, a.w - 3, STYLE_TEXT, text);
}

/* The list scrolls so that the selected network is on the screen. */
static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	struct picker *p = state;
	bool roomy = a.h >= 16;
	int each = roomy ? 2 : 1, y = roomy ? 0 : 1;
	size_t rows, top;

	(void)d;
	screen_fit(s, a, 0, 0, a.w, STYLE_BOLD, "CHOOSE A NETWORK");
	if (roomy)
		y = 3 + draw_intro(p, s, a);
	screen_text(s, a, y, 2, STYLE_ACCENT, ":");
	screen_text(s, a, y, 4, STYLE_INPUT, p->typed);
	if (p->n_matches == 0) {
		screen_cursor(s, a, y, 4 + text_width(p->typed), true);
		screen_wrap(s, a, y + 1 + roomy, 4, 3, a.w - 5, STYLE_DIM,
			    "no network has this name; byline network add FILE adds one");
		return;
	}
	y += 1 + roomy;
	rows = a.h > y ? (size_t)((a.h - y) / each) : 0;
	top = rows > 0 && p->selected >= rows ? p->selected - rows + 1 : 0;
	for (size_t i = 0; i < rows && top + i < p->n_matches; i++)
		draw_entry(s, a, y + (int)i * each, &p->entries[p->matches[top + i]],
			   top + i == p->selected, roomy);
}

/*
 * The app checks the name and remembers it before the dashboard ends. A picker that was closed
 * meanwhile asked for nothing more.
 */
static void on_chosen(struct dashboard *d, void *owner, struct work_result *result)
{
	const struct picker *p = owner;

	if (result->reopen && p != NULL && p->then != ACTION_NONE && d->options.resume != NULL)
		*d->options.resume = (struct dashboard_resume){
			.wanted = true, .action = (int)p->then, .view = (int)d->view};
	d->quit |= result->reopen;
}

static void choose(struct dashboard *d, struct picker *p)
{
	struct dashboard_task *t;

	if (p->n_matches == 0)
		return;
	t = dashboard_task_new(d, "changing the network", p, on_chosen);
	if (t != NULL)
		dashboard_task_started(
			t,
			start_use_network(d->app, p->entries[p->matches[p->selected]].profile.name,
					  dashboard_task_done, t));
}

/* Letters narrow the list, so that only keys without a letter move in it. */
static void event(struct dashboard *d, void *state, const struct key_event *ev)
{
	struct picker *p = state;
	size_t len = strlen(p->typed);
	char c[5];

	if (ev->type != KEY_EVENT_KEY)
		return;
	if (ev->key == KEY_CODE_ESC) {
		dashboard_popup_pop(d);
	} else if (dashboard_task_running(d, p)) {
		return;
	} else if (ev->key == KEY_CODE_ENTER) {
		choose(d, p);
	} else if (ev->key == KEY_CODE_DOWN || ev->key == KEY_CODE_TAB) {
		p->selected += p->selected + 1 < p->n_matches;
	} else if (ev->key == KEY_CODE_UP || ev->key == KEY_CODE_SHIFT_TAB) {
		p->selected -= p->selected > 0;
	} else if (ev->key == KEY_CODE_BACKSPACE && len > 0) {
		p->typed[len - 1] = '\0';
		match(p);
	} else if (key_character(c, ev->key) && c[1] == '\0' && len + 2 < sizeof(p->typed)) {
		p->typed[len] = c[0];
		p->typed[len + 1] = '\0';
		match(p);
	}
}

static void hints(struct dashboard *d, void *state, char *out, size_t cap)
{
	(void)d, (void)state;
	snprintf(out, cap, "Enter use  Up/Down choose  a name narrows the list  Esc back");
}

static void close_picker(struct dashboard *d, void *state)
{
	struct picker *p = state;

	(void)d;
	free(p->entries);
	free(p->matches);
	free(p);
}

static const struct dashboard_popup network_popup = {
	.title = "network",
	.full = true,
	.draw = draw,
	.event = event,
	.hints = hints,
	.close = close_picker,
};

void widget_network_open(struct dashboard *d, enum action then)
{
	struct picker *p = calloc(1, sizeof(*p));
	struct err e = {0};
	enum status s = p == NULL ? err_set(&e, ERR_MEMORY, "out of memory")
				  : list_networks(d->app, &p->entries, &p->n, &e);

	if (s == STATUS_OK) {
		p->then = then;
		p->matches = calloc(p->n + 1, sizeof(*p->matches));
		if (p->matches == NULL)
			s = err_set(&e, ERR_MEMORY, "out of memory");
	}
	if (s != STATUS_OK) {
		dashboard_message(d, STYLE_BAD, "%s", e.text);
		if (p != NULL)
			close_picker(d, p);
		return;
	}
	match(p);
	/* The one in use is where a person looks first. */
	for (size_t i = 0; i < p->n; i++)
		if (p->entries[p->matches[i]].in_use)
			p->selected = i;
	dashboard_popup_push(d, &network_popup, p);
}
