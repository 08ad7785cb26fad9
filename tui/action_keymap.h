/*
 * Which keys mean which action: the defaults of the table of actions, with the user's changes.
 */
#ifndef TUI_ACTION_KEYMAP_H
#define TUI_ACTION_KEYMAP_H

#include "base/err.h"
#include "base/status.h"
#include "tui/action.h"

/* The most keys that an action has. */
#define ACTION_KEYMAP_KEYS 4

struct action_keymap {
	int keys[ACTION_COUNT][ACTION_KEYMAP_KEYS]; /* up to the first 0 */
};

/* Takes the keys of the table. */
void action_keymap_defaults(struct action_keymap *m);

/*
 * Applies keys.ini: lines "action = key key …" (an empty list unbinds), and comments with '#'.
 * `path` is named in messages.
 * Returns: STATUS_OK, ERR_PARSE, or ERR_EXISTS when a key would mean two actions in one view. The
 * message names file and line, and `m` is unchanged.
 */
MUST_CHECK enum status action_keymap_read(struct action_keymap *m, const char *path,
					  const void *data, size_t len, struct err *e);

/* The action that `key` means in a view, or ACTION_NONE. */
enum action action_keymap_find(const struct action_keymap *m, enum view_id view, int key);

#endif
