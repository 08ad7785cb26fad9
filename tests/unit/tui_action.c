/* The table of actions, and keys.ini over it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tui/action_keymap.h"
#include "tui/key.h"

static struct action_keymap map;
static struct err e;

static enum status read_keys(const char *text)
{
	action_keymap_defaults(&map);
	memset(&e, 0, sizeof(e));
	return action_keymap_read(&map, "keys.ini", text, strlen(text), &e);
}

static void no_default_key_has_two_meanings_in_a_view(void **state)
{
	(void)state;
	action_keymap_defaults(&map);
	for (int a = 0; a < ACTION_COUNT; a++)
		for (int v = 0; v < VIEW_COUNT; v++) {
			if ((action_info((enum action)a)->views & 1u << v) == 0)
				continue;
			for (int i = 0; i < ACTION_KEYMAP_KEYS && map.keys[a][i] != 0; i++)
				assert_int_equal(
					action_keymap_find(&map, (enum view_id)v, map.keys[a][i]),
					a);
		}
}

static void every_default_key_is_a_key(void **state)
{
	(void)state;
	action_keymap_defaults(&map);
	for (int a = 0; a < ACTION_COUNT; a++)
		if (action_info((enum action)a)->keys[0] != '\0')
			assert_int_not_equal(map.keys[a][0], 0);
}

static void names_are_unique_and_help_is_there(void **state)
{
	(void)state;
	for (int a = 0; a < ACTION_COUNT; a++) {
		const struct action_info *i = action_info((enum action)a);

		assert_int_equal(action_named(i->name, strlen(i->name)), a);
		assert_true(strlen(i->help) > 5);
	}
	assert_int_equal(action_named("clai", 4), ACTION_NONE);
}

static void keys_ini_rebinds_and_unbinds(void **state)
{
	(void)state;
	assert_int_equal(read_keys("# mine\nquit = Z F10\n\ndown = n Down\nnext-match = \n"),
			 STATUS_OK);
	assert_int_equal(action_keymap_find(&map, VIEW_LOG, 'Z'), ACTION_QUIT);
	assert_int_equal(action_keymap_find(&map, VIEW_LOG, KEY_CODE_F1 + 9), ACTION_QUIT);
	assert_int_equal(action_keymap_find(&map, VIEW_LOG, 'q'), ACTION_NONE);
	assert_int_equal(action_keymap_find(&map, VIEW_LOG, 'n'), ACTION_DOWN);
}

static void a_key_with_two_meanings_is_refused_with_its_line(void **state)
{
	(void)state;
	assert_int_equal(read_keys("refresh = r\n\nquit = j\n"), ERR_EXISTS);
	assert_non_null(strstr(e.text, "keys.ini:1"));
	assert_int_equal(read_keys("\n\nquit = j\n"), ERR_EXISTS);
	assert_non_null(strstr(e.text, "keys.ini:3"));
	assert_non_null(strstr(e.text, "down"));
	/* Nothing of a refused file is in force. */
	assert_int_equal(action_keymap_find(&map, VIEW_LOG, 'q'), ACTION_QUIT);
}

static void unknown_names_and_keys_are_refused_with_their_line(void **state)
{
	(void)state;
	assert_int_equal(read_keys("\nfly = j\n"), ERR_PARSE);
	assert_non_null(strstr(e.text, "keys.ini:2"));
	assert_non_null(strstr(e.text, "fly"));
	assert_int_equal(read_keys("quit = Ctrl-\n"), ERR_PARSE);
	assert_int_equal(read_keys("quit = a b c d e\n"), ERR_PARSE);
	assert_int_equal(read_keys("quit"), ERR_PARSE);
}

static void key_names_read_back(void **state)
{
	static const int keys[] = {'j',
				   ' ',
				   'G',
				   4,
				   12,
				   KEY_CODE_TAB,
				   KEY_CODE_ENTER,
				   KEY_CODE_ESC,
				   KEY_CODE_PAGE_DOWN,
				   KEY_CODE_F1,
				   KEY_CODE_F12,
				   KEY_CODE_SHIFT_TAB,
				   0xe9,
				   0x65e5,
				   0x1f600,
				   KEY_CODE_BACKSPACE};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		char name[KEY_NAME_SIZE];
		int key;

		key_print(name, keys[i]);
		assert_int_equal(key_parse(&key, name, strlen(name)), STATUS_OK);
		assert_int_equal(key, keys[i]);
	}
}

static void the_palette_prefers_whole_names_then_beginnings(void **state)
{
	(void)state;
	assert_true(action_match("audit", "audit") > action_match("audit", "audit-full"));
	assert_true(action_match("au", "audit") > action_match("au", "vault"));
	assert_true(action_match("cv", "create-vault") > 0);
	assert_int_equal(action_match("xyz", "audit"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_default_key_has_two_meanings_in_a_view),
		cmocka_unit_test(every_default_key_is_a_key),
		cmocka_unit_test(names_are_unique_and_help_is_there),
		cmocka_unit_test(keys_ini_rebinds_and_unbinds),
		cmocka_unit_test(a_key_with_two_meanings_is_refused_with_its_line),
		cmocka_unit_test(unknown_names_and_keys_are_refused_with_their_line),
		cmocka_unit_test(key_names_read_back),
		cmocka_unit_test(the_palette_prefers_whole_names_then_beginnings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
