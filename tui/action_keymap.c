/*
 * Keys for actions: the defaults of the table, then the lines of keys.ini over them.
 *
 * A line of keys.ini replaces all keys of its action. The file is applied to a copy of the map, and
 * only a file without any error replaces the map.
 */
#include "tui/action_keymap.h"

#include <string.h>

#include "tui/view.h"

enum action action_keymap_find(const struct action_keymap *m, enum view_id view, int key)
{
	for (int a = 0; a < ACTION_COUNT; a++) {
		if ((action_info((enum action)a)->views & 1u << view) == 0)
			continue;
		for (int i = 0; i < ACTION_KEYMAP_KEYS && m->keys[a][i] != 0; i++)
			if (m->keys[a][i] == key)
				return (enum action)a;
	}
	return ACTION_NONE;
}

/*
 * Reads the names of keys, with blanks between them, into `keys`. Returns: how many there are, or
 * -1 when one of them is no key.
 */
static int parse_keys(int keys[static ACTION_KEYMAP_KEYS], const char *at, const char *end)
{
	int n = 0;

	memset(keys, 0, ACTION_KEYMAP_KEYS * sizeof(keys[0]));
	while (at < end) {
		const char *word = at;

		while (at < end && *at != ' ' && *at != '\t')
			at++;
		if (at > word && (n == ACTION_KEYMAP_KEYS ||
				  key_parse(&keys[n++], word, (size_t)(at - word)) != STATUS_OK))
			return -1;
		while (at < end && (*at == ' ' || *at == '\t'))
			at++;
	}
	return n;
}

void action_keymap_defaults(struct action_keymap *m)
{
	for (int a = 0; a < ACTION_COUNT; a++) {
		const char *keys = action_info((enum action)a)->keys;

		if (parse_keys(m->keys[a], keys, keys + strlen(keys)) < 0)
			memset(m->keys[a], 0, sizeof(m->keys[a]));
	}
}

static bool share_a_view(enum action a, enum action b)
{
	return (action_info(a)->views & action_info(b)->views) != 0;
}

/*
 * Finds an action other than `a` that has one of its keys in one of its views. Returns: ACTION_NONE
 * when there is none.
 */
static enum action conflicting(const struct action_keymap *m, int a, int *key)
{
	for (int i = 0; i < ACTION_KEYMAP_KEYS && m->keys[a][i] != 0; i++)
		for (int b = 0; b < ACTION_COUNT; b++) {
			if (b == a || !share_a_view((enum action)a, (enum action)b))
				continue;
			for (int j = 0; j < ACTION_KEYMAP_KEYS && m->keys[b][j] != 0; j++)
				if (m->keys[a][i] == m->keys[b][j]) {
					*key = m->keys[a][i];
					return (enum action)b;
				}
		}
	return ACTION_NONE;
}

/* Takes blanks, and the CR of a DOS line end, from both ends of a text. */
static void trim(const char **at, const char **end)
{
	while (*at < *end && (**at == ' ' || **at == '\t'))
		(*at)++;
	while (*end > *at && ((*end)[-1] == ' ' || (*end)[-1] == '\t' || (*end)[-1] == '\r'))
		(*end)--;
}

/*
 * Applies one line of keys.ini. `lines[a]` keeps the line where action `a` was set, for messages.
 */
static enum status read_line(struct action_keymap *m, int lines[static ACTION_COUNT],
			     const char *path, int line, const char *at, const char *end,
			     struct err *e)
{
	const char *equals, *name_end, *value;
	enum action a;

	trim(&at, &end);
	if (at == end || *at == '#' || *at == ';')
		return STATUS_OK;
	equals = memchr(at, '=', (size_t)(end - at));
	if (equals == NULL)
		return err_set(e, ERR_PARSE, "%s:%d: expected \"action = key key\"", path, line);
	name_end = equals;
	value = equals + 1;
	trim(&at, &name_end);
	trim(&value, &end);
	a = action_named(at, (size_t)(name_end - at));
	if (a == ACTION_NONE)
		return err_set(e, ERR_PARSE, "%s:%d: no action is called \"%.*s\"; ? lists them",
			       path, line, (int)(name_end - at), at);
	if (parse_keys(m->keys[a], value, end) < 0)
		return err_set(e, ERR_PARSE,
			       "%s:%d: \"%.*s\": write up to %d keys like j, Ctrl-D, PgDn, F1",
			       path, line, (int)(end - value), value, ACTION_KEYMAP_KEYS);
	lines[a] = line;
	return STATUS_OK;
}

enum status action_keymap_read(struct action_keymap *m, const char *path, const void *data,
			       size_t len, struct err *e)
{
	struct action_keymap new = *m;
	int lines[ACTION_COUNT] = {0};
	const char *at = data;
	const char *stop = at + len;
	enum status status = STATUS_OK;

	for (int line = 1; at < stop && status == STATUS_OK; line++) {
		const char *end = memchr(at, '\n', (size_t)(stop - at));

		if (end == NULL)
			end = stop;
		status = read_line(&new, lines, path, line, at, end, e);
		at = end + (end < stop);
	}
	for (int a = 0; a < ACTION_COUNT && status == STATUS_OK; a++) {
		enum action other;
		int key = 0;
		char name[KEY_NAME_SIZE];

		if (lines[a] == 0 || (other = conflicting(&new, a, &key)) == ACTION_NONE)
			continue;
		key_print(name, key);
		status = err_set(e, ERR_EXISTS, "%s:%d: %s for %s already means %s", path, lines[a],
				 name, action_info((enum action)a)->name, action_info(other)->name);
	}
	if (status == STATUS_OK)
		*m = new;
	return status;
}
