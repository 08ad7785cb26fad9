/*
 * Keys on a list. Motion makes the selection the user's choice; a new order or filter begins at its
 * first row again.
 */
#include "tui/widget_list_act.h"

#include <stdio.h>
#include <string.h>

#include "tui/widget_list_private.h"

/* Orders anew and selects the first row: a user who sorts wants to see the first rows. */
static void from_the_top(struct widget_list *l)
{
	l->selected = l->top = 0;
	l->chosen = false;
	widget_list_reorder(l);
}

/* Sorts by the next sortable column; the table's own order follows the last one. */
static void sort_next(struct widget_list *l)
{
	int n = (int)l->n_shown;

	do
		l->sorted++;
	while (l->sorted < n && l->shown[l->sorted].sort == NULL);
	if (l->sorted >= n)
		l->sorted = -1;
	l->query.sort = l->sorted < 0 ? NULL : l->shown[l->sorted].sort;
	if (l->sorted < 0)
		dashboard_message(l->d, STYLE_DIM, "sorted as the rows came");
	else
		dashboard_message(l->d, STYLE_DIM, "sorted by %s", l->shown[l->sorted].look.title);
	from_the_top(l);
}

/* Goes to the next or previous row that has the text of the last filter. */
static void find(struct widget_list *l, int direction)
{
	if (l->last[0] == '\0') {
		dashboard_message(l->d, STYLE_WARN, "nothing to look for yet: / filters");
		return;
	}
	snprintf(l->query.pattern, sizeof(l->query.pattern), "%s", l->last);
	l->query.find = direction;
	l->chosen = l->order.n > 0;
	widget_list_reorder(l);
}

bool widget_list_act(struct widget_list *l, enum action a)
{
	size_t page = l->page > 1 ? (size_t)l->page - 1 : 1;
	size_t at = l->selected;

	if (a == ACTION_DOWN)
		widget_list_select(l, at + 1);
	else if (a == ACTION_UP)
		widget_list_select(l, at > 0 ? at - 1 : 0);
	else if (a == ACTION_PAGE_DOWN)
		widget_list_select(l, at + page);
	else if (a == ACTION_PAGE_UP)
		widget_list_select(l, at > page ? at - page : 0);
	else if (a == ACTION_FIRST)
		widget_list_move(l, 0), l->chosen = false;
	else if (a == ACTION_LAST)
		widget_list_select(l, SIZE_MAX);
	else if (a == ACTION_OPEN && l->info->page != NULL && !l->info->opens_more &&
		 l->order.n > 0)
		widget_detail_open(l->d, widget_list_page(l));
	else if (a == ACTION_MARK)
		widget_list_toggle_mark(l);
	else if (a == ACTION_SORT)
		sort_next(l);
	else if (a == ACTION_REVERSE)
		l->query.reverse = !l->query.reverse, from_the_top(l);
	else if (a == ACTION_NEXT_MATCH || a == ACTION_PREVIOUS_MATCH)
		find(l, a == ACTION_NEXT_MATCH ? 1 : -1);
	else if (a == ACTION_FILTER)
		l->typing = true;
	else if (a == ACTION_BACK && l->query.filter[0] != '\0')
		l->query.filter[0] = '\0', widget_list_reorder(l);
	else
		return false;
	return true;
}

bool widget_list_act_key(struct widget_list *l, const struct key_event *ev)
{
	char *filter = l->query.filter;
	size_t len = strlen(filter);
	char c[5];

	if (!l->typing)
		return false;
	if (ev->type != KEY_EVENT_KEY)
		return true;
	if (ev->key == KEY_CODE_ENTER || ev->key == KEY_CODE_DOWN) {
		l->typing = false;
		return true;
	}
	if (ev->key == KEY_CODE_ESC) {
		/* The pattern stays in `last`, for the next and previous match. */
		l->typing = false;
		filter[0] = '\0';
	} else if (ev->key == KEY_CODE_BACKSPACE) {
		while (len > 0 && ((unsigned char)filter[--len] & 0xC0) == 0x80)
			;
		filter[len] = '\0';
	} else if (ev->key == 'U' - '@') {
		filter[0] = '\0';
	} else if (key_character(c, ev->key) && len + strlen(c) < WIDGET_FILTER_SIZE) {
		memcpy(filter + len, c, strlen(c) + 1);
	} else {
		return true;
	}
	if (filter[0] != '\0')
		snprintf(l->last, sizeof(l->last), "%s", filter);
	widget_list_reorder(l);
	return true;
}
