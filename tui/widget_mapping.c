/*
 * The form of labels: one line for each label that a model lacks, and a choice behind it. It is no
 * struct widget_form, since there may be 256 lines with 256 choices each: the lines scroll, and a
 * letter goes to the next choice that begins with it.
 *
 * event() moves and chooses, submit() makes the rules and scores again, draw() draws the lines that
 * fit. Choice 0 leaves the records with that label out; choice i is the model's label i - 1.
 */
#include "tui/widget_mapping.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/screen_mark.h"
#include "tui/widget_compare.h"
#include "tui/widget_preview.h"
#include "tui/widget_text.h"

/* Lines of title, intro, column titles and button. */
#define INTRO 3
#define ABOVE (INTRO + 4)
#define BELOW 2

struct mapping {
	/* One of the two, with a reference: it owns the texts and the lists. */
	const struct comparison *c;
	const struct preview *preview;
	const char *model;
	const struct compared_label *labels; /* `n` of them, which the model lacks */
	const struct label_rule *rules;	     /* that hold now */
	size_t n_rules;
	const char *names[LIMIT_CLASSES];
	size_t n_names;
	unsigned choices[LIMIT_CLASSES]; /* for each label */
	size_t n, selected, top;
	int page;
};

static const struct compared_label *label_at(const struct mapping *p, size_t i)
{
	return &p->labels[i];
}

/* The word for a choice. */
static const char *choice_word(const struct mapping *p, unsigned choice)
{
	return choice == 0 ? "leave out" : p->names[choice - 1];
}

/* The choice that a label begins with: a rule's, else the proposal, else to leave it out. */
static unsigned first_choice(const struct mapping *p, const struct compared_label *l)
{
	for (size_t i = 0; i < p->n_names; i++)
		if (strcmp(p->names[i], l->to) == 0)
			return (unsigned)i + 1;
	return 0;
}

/* Whether the choice is the proposal, which nobody has confirmed. */
static bool is_proposal(const struct mapping *p, size_t i)
{
	return label_at(p, i)->mapping == COMPARISON_PROPOSED &&
	       p->choices[i] == first_choice(p, label_at(p, i));
}

/* Rules for other models stay as they are. */
static void submit(struct dashboard *d, struct mapping *p)
{
	struct label_rule *rules = calloc(p->n_rules + p->n + 1, sizeof(*rules));
	size_t n = p->n_rules;

	if (rules == NULL) {
		dashboard_message(d, STYLE_BAD, "out of memory");
		return;
	}
	if (n > 0)
		memcpy(rules, p->rules, n * sizeof(*rules));
	for (size_t i = 0; i < p->n; i++)
		label_map_set(rules, &n, label_at(p, i)->label,
			      p->choices[i] > 0 ? p->names[p->choices[i] - 1] : NULL, p->names,
			      p->n_names);
	if (p->c != NULL)
		widget_compare_again(d, p->c, rules, n, p);
	else
		widget_preview_again(d, p->preview, rules, n, p);
}

/* Goes to the next choice that begins with the letter; stays where none does. */
static void choose_letter(struct mapping *p, const char *letter)
{
	unsigned *choice = &p->choices[p->selected];
	unsigned all = (unsigned)p->n_names + 1;

	for (unsigned step = 1; step <= all; step++) {
		unsigned next = (*choice + step) % all;

		if (strncasecmp(choice_word(p, next), letter, strlen(letter)) == 0) {
			*choice = next;
			return;
		}
	}
}

static void move(struct mapping *p, int key)
{
	size_t page = p->page > 1 ? (size_t)p->page - 1 : 1, last = p->n - 1;

	if (key == KEY_CODE_DOWN || key == KEY_CODE_TAB)
		p->selected += p->selected < last;
	else if (key == KEY_CODE_UP || key == KEY_CODE_SHIFT_TAB)
		p->selected -= p->selected > 0;
	else if (key == KEY_CODE_PAGE_DOWN)
		p->selected = p->selected + page < last ? p->selected + page : last;
	else if (key == KEY_CODE_PAGE_UP)
		p->selected -= p->selected > page ? page : p->selected;
	else if (key == KEY_CODE_HOME)
		p->selected = 0;
	else if (key == KEY_CODE_END)
		p->selected = last;
}

static void event(struct dashboard *d, void *state, const struct key_event *ev)
{
	struct mapping *p = state;
	unsigned *choice = &p->choices[p->selected], all = (unsigned)p->n_names + 1;
	char letter[5];

	if (ev->type != KEY_EVENT_KEY)
		return;
	if (ev->key == KEY_CODE_ESC)
		dashboard_popup_pop(d);
	else if (dashboard_task_running(d, p))
		return;
	else if (ev->key == KEY_CODE_ENTER)
		submit(d, p);
	else if (ev->key == KEY_CODE_RIGHT || ev->key == KEY_CODE_SPACE)
		*choice = (*choice + 1) % all;
	else if (ev->key == KEY_CODE_LEFT)
		*choice = (*choice + all - 1) % all;
	else if (key_character(letter, ev->key))
		choose_letter(p, letter);
	else
		move(p, ev->key);
}

/* Draws a label, how many records have it, and its choice. */
static void draw_line(const struct mapping *p, struct screen *s, struct screen_area a, int y,
		      size_t i)
{
	const struct compared_label *l = label_at(p, i);
	bool selected = i == p->selected;
	int w = a.w >= 60 ? 24 : a.w / 3, x = 2 + w + 1 + 8 + 2;
	char count[WIDGET_TEXT_SIZE];

	widget_text_count(count, l->records);
	screen_fit(s, a, y, 2, w, selected ? STYLE_BOLD : STYLE_TEXT, l->label);
	screen_right(s, a, y, 2 + w + 1, 8, STYLE_TEXT, count);
	if (selected) {
		screen_text(s, a, y, 0, STYLE_ACCENT, "▸");
		screen_text(s, a, y, x, STYLE_ACCENT, "<");
		screen_cursor(s, a, y, x + 2, false);
	}
	x += 2 + screen_fit(s, a, y, x + 2, a.w - x - 4,
			    p->choices[i] == 0 ? STYLE_DIM : STYLE_INPUT,
			    choice_word(p, p->choices[i]));
	if (selected)
		screen_text(s, a, y, x + 1, STYLE_ACCENT, ">");
	if (is_proposal(p, i))
		screen_fit(s, a, y, x + 4, a.w - x - 4, STYLE_WARN, "proposed: is it the same?");
}

static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	struct mapping *p = state;
	bool tight = a.h < 14;
	int y = tight ? 1 : 2, w = a.w >= 60 ? 24 : a.w / 3;
	char title[80];

	snprintf(title, sizeof(title), "LABELS FOR %s", p->model);
	screen_fit(s, a, 0, 0, a.w, STYLE_BOLD, title);
	if (!tight)
		y += screen_wrap(s, a, y, 2, INTRO, a.w - 3, STYLE_TEXT,
				 p->c != NULL
					 ? "Records with these labels count as the label that you "
					   "choose, here and in every model that has it and lacks "
					   "theirs. It is a forecast: the file keeps its labels "
					   "until you rename them."
					 : "Records with these labels count as the label that you "
					   "choose. It is a forecast: the file keeps its labels "
					   "until you rename them.") +
		     1;
	screen_text(s, a, y, 2, STYLE_DIM, "LABEL");
	screen_right(s, a, y, 2 + w + 1, 8, STYLE_DIM, "RECORDS");
	screen_text(s, a, y, 2 + w + 13, STYLE_DIM, "COUNTS AS");
	y++;
	p->page = a.h - y - (tight ? 0 : BELOW);
	p->page = p->page < 1 ? 1 : p->page;
	if (p->selected < p->top)
		p->top = p->selected;
	if (p->selected >= p->top + (size_t)p->page)
		p->top = p->selected - (size_t)p->page + 1;
	for (size_t i = p->top; i < p->n && i < p->top + (size_t)p->page; i++)
		draw_line(p, s, a, y++, i);
	if (dashboard_task_running(d, p))
		screen_text(s, a, a.h - 1, 2, STYLE_DIM, "scoring…");
	else if (!tight && p->n > (size_t)p->page)
		screen_printf(s, a, a.h - 1, 2, STYLE_DIM, "%zu of %zu labels", p->selected + 1,
			      p->n);
}

static void hints(struct dashboard *d, void *state, char *out, size_t cap)
{
	if (dashboard_task_running(d, state))
		snprintf(out, cap, "Esc leaves it to run");
	else
		snprintf(out, cap, "Left/Right choose  Enter score again  Esc back");
}

static void close_mapping(struct dashboard *d, void *state)
{
	struct mapping *p = state;

	(void)d;
	comparison_unref(p->c);
	preview_unref(p->preview);
	free(p);
}

static const struct dashboard_popup mapping_popup = {
	.title = "labels",
	.full = true,
	.draw = draw,
	.event = event,
	.hints = hints,
	.close = close_mapping,
};

/* Takes the filled form over, and begins with the rules and proposals. */
static void open_form(struct dashboard *d, struct mapping *take_form)
{
	for (size_t i = 0; i < take_form->n; i++)
		take_form->choices[i] = first_choice(take_form, label_at(take_form, i));
	dashboard_popup_push(d, &mapping_popup, take_form);
}

static struct mapping *new_mapping(struct dashboard *d)
{
	struct mapping *p = calloc(1, sizeof(*p));

	if (p == NULL)
		dashboard_message(d, STYLE_BAD, "out of memory");
	return p;
}

void widget_mapping_open(struct dashboard *d, const struct compared_model *m)
{
	struct mapping *p = new_mapping(d);

	if (p == NULL)
		return;
	p->c = comparison_ref(d->comparison);
	p->model = m->name;
	p->labels = &p->c->labels[m->first_label];
	p->n = m->labels_to_map;
	p->rules = p->c->rules;
	p->n_rules = p->c->n_rules;
	p->n_names = comparison_names_of(p->names, p->c, m);
	open_form(d, p);
}

void widget_mapping_open_preview(struct dashboard *d)
{
	struct mapping *p = new_mapping(d);

	if (p == NULL)
		return;
	p->preview = preview_ref(d->preview);
	p->model = p->preview->model_name;
	p->labels = p->preview->lacking;
	p->n = p->preview->n_lacking;
	p->rules = p->preview->rules;
	p->n_rules = p->preview->n_rules;
	for (size_t i = 0; i < p->preview->n_names; i++)
		p->names[p->n_names++] = p->preview->names[i];
	open_form(d, p);
}
