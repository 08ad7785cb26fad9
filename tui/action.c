/*
 * The table of actions as an array, and looking actions up by name. action.h has the table itself
 * and says what each column means.
 */
#include "tui/action.h"

#include <stdbool.h>
#include <string.h>

static const struct action_info infos[ACTION_COUNT] = {
#define X(id, name, keys, views, flags, hint, help) {name, keys, views, flags, hint, help},
	ACTION_LIST(X)
#undef X
};

const struct action_info *action_info(enum action a)
{
	return &infos[a];
}

enum action action_named(const char *name, size_t len)
{
	for (int a = 0; a < ACTION_COUNT; a++)
		if (strlen(infos[a].name) == len && memcmp(infos[a].name, name, len) == 0)
			return (enum action)a;
	return ACTION_NONE;
}

/*
 * The four kinds of fit have ranges of their own: 1000 for the whole name, up to 500 for its
 * beginning, up to 300 for a part, up to 200 for letters in order. Within a range shorter names,
 * and letters in fewer groups, fit better.
 */
int action_match(const char *typed, const char *name)
{
	size_t len = strlen(typed);
	size_t at = 0;
	int runs = 0;
	bool together = false;

	if (len == 0)
		return 1;
	if (strncmp(typed, name, len) == 0)
		return name[len] == '\0' ? 1000 : 500 - (int)strlen(name);
	if (strstr(name, typed) != NULL)
		return 300 - (int)strlen(name);
	for (const char *c = name; *c != '\0' && at < len; c++) {
		bool hit = *c == typed[at];

		runs += hit && !together;
		together = hit;
		at += hit;
	}
	return at < len ? 0 : 200 - 10 * runs - (int)strlen(name) / 4;
}
