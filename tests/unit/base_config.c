#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/config.h"
#include "base/file.h"

static char path[] = "/tmp/byline-config-XXXXXX";

static int make_file(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	return fd < 0 ? -1 : close(fd);
}

static int remove_file(void **state)
{
	(void)state;
	return unlink(path);
}

static enum status read_text(struct config *c, const char *text, struct err *e)
{
	*e = (struct err){0};
	assert_int_equal(file_write(path, text, strlen(text), e), STATUS_OK);
	return config_read(c, path, e);
}

static void expect_text(const char *text)
{
	struct err e = {0};
	struct buf now;

	buf_init(&now, LIMIT_SMALL_FILE);
	assert_int_equal(file_read(&now, path, &e), STATUS_OK);
	assert_string_equal(buf_str(&now), text);
	buf_release(&now);
}

static void change(const char *before, const char *name, const char *value, const char *after)
{
	struct err e = {0};

	assert_int_equal(file_write(path, before, strlen(before), &e), STATUS_OK);
	assert_int_equal(config_change(path, name, value, &e), STATUS_OK);
	expect_text(after);
}

/* Comments, the order, and lines that byline does not understand are the user's. */
static void a_change_leaves_every_other_line_as_it_is(void **state)
{
	(void)state;
	change("; mine\nnetwork = devnet\ntheme=pink\n", "network", "bnb",
	       "; mine\nnetwork = bnb\ntheme=pink\n");
	change("theme = mono", "network", "bnb", "network = bnb\ntheme = mono");
	change("[tui]\nmouse = yes\n", "network", "bnb", "network = bnb\n[tui]\nmouse = yes\n");
	change("  network\t=old\nascii = yes\nnetwork = older\n", "network", "bnb",
	       "network = bnb\nascii = yes\n");
	change("networks = x\n; network = y\nnetwork=z", "network", "bnb",
	       "networks = x\n; network = y\nnetwork = bnb\n");
	change("", "network", "bnb", "network = bnb\n");
}

static void a_change_of_a_missing_file_writes_every_setting(void **state)
{
	static const char *const names[] = {
		"network = bnb\n", "account = \n", "theme = default\n", "idle_lock = 300\n",
		"mouse = no\n",	   "ascii = no\n", "accessible = no\n"};
	struct err e = {0};
	struct config c;
	struct buf now;

	(void)state;
	assert_int_equal(unlink(path), 0);
	assert_int_equal(config_change(path, "network", "bnb", &e), STATUS_OK);
	assert_int_equal(config_read(&c, path, &e), STATUS_OK);
	assert_string_equal(c.networks[0], "bnb");
	assert_string_equal(c.warning, "");
	buf_init(&now, LIMIT_SMALL_FILE);
	assert_int_equal(file_read(&now, path, &e), STATUS_OK);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		assert_non_null(strstr(buf_str(&now), names[i]));
	buf_release(&now);
}

static void a_missing_file_means_the_defaults(void **state)
{
	struct config c;
	struct err e = {0};

	(void)state;
	assert_int_equal(config_read(&c, "/tmp/byline-config-that-is-not-there", &e), STATUS_OK);
	assert_int_equal(c.n_networks, 0);
	assert_string_equal(c.theme, "default");
	assert_int_equal(c.idle_lock_s, 300);
	assert_false(c.mouse || c.ascii || c.accessible);
}

static void comments_and_blank_lines_are_allowed(void **state)
{
	struct config c;
	struct err e;

	(void)state;
	assert_int_equal(read_text(&c, "; mine\n\n# too\nidle_lock = 60\nascii=yes", &e),
			 STATUS_OK);
	assert_int_equal(c.idle_lock_s, 60);
	assert_true(c.ascii);
}

static void warns(const char *text, const char *named)
{
	struct config c;
	struct err e;

	assert_int_equal(read_text(&c, text, &e), STATUS_OK);
	if (strstr(c.warning, path) == NULL || strstr(c.warning, named) == NULL)
		fail_msg("\"%s\" does not name %s", c.warning, named);
}

static void what_is_wrong_is_named_with_its_file_and_line(void **state)
{
	(void)state;
	warns("mouse = yes\nidle_lok = 5\n", "line 2: unknown name \"idle_lok\"");
	warns("\n\nmouse = maybe\n", "line 3: \"maybe\" is a wrong value for \"mouse\"");
	warns("idle_lock = 86401\n", "line 1: \"86401\" is a wrong value for \"idle_lock\"");
	warns("idle_lock = -1\n", "line 1");
	warns("theme = pink\n", "line 1");
	warns("mouse = yes\nascii\n", "line 2");
	warns("[tui]\nmouse = yes\n", "line 2: unknown name \"mouse\"");
	warns("network = "
	      "0123456789012345678901234567890123456789012345678901234567890123\n",
	      "is a wrong value for \"network\"");
	warns("theme = pink\nmouse = maybe\nx\n", "line 1: \"pink\"");
	warns("theme = pink\nmouse = maybe\nx = 1\n", "(and 2 more lines)");
}

/* One line that is wrong must stop neither the others nor the command that would mend it. */
static void a_wrong_line_leaves_its_default_and_the_other_lines(void **state)
{
	struct config c;
	struct err e;

	(void)state;
	assert_int_equal(read_text(&c,
				   "network = bnb\ntheme = pink\nidle_lock = never\nmouse = yes\n"
				   "what is this\nascii = yes\nidle_lok = 9\naccessible = yes\n",
				   &e),
			 STATUS_OK);
	assert_string_equal(c.networks[0], "bnb");
	assert_string_equal(c.theme, "default");
	assert_int_equal(c.idle_lock_s, 300);
	assert_true(c.mouse && c.ascii && c.accessible);
}

static void a_proxy_is_taken_whole_or_nobody_may_be_asked(void **state)
{
	static const char *const good[] = {"socks5h://127.0.0.1:9050", "socks5://proxy.lan:1080",
					   "http://proxy.lan:3128", "https://proxy.lan", ""};
	static const char *const bad[] = {
		"127.0.0.1:9050", "socks4://h:1",	   "tor",	  "socks5h://",
		"socks5h://a b",  "http://u:pw@proxy.lan", "socks5h://:1"};
	struct config c;
	struct err e;
	char text[128];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(good); i++) {
		snprintf(text, sizeof(text), "proxy = %s\n", good[i]);
		assert_int_equal(read_text(&c, text, &e), STATUS_OK);
		assert_string_equal(c.proxy, good[i]);
		assert_false(c.proxy_wrong);
		assert_string_equal(c.warning, "");
	}
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		snprintf(text, sizeof(text), "proxy = %s\n", bad[i]);
		assert_int_equal(read_text(&c, text, &e), STATUS_OK);
		assert_true(c.proxy_wrong);
		assert_non_null(strstr(c.warning, "no server is asked"));
		/* A password must not come onto the screen. */
		assert_null(strstr(c.warning, "pw"));
	}
}

/* A comment must not become an entry, wherever the parser's buffer ends in it. */
static void a_very_long_line_is_left_out_whatever_its_tail_says(void **state)
{
	static const char tail[] = "network = evil\nascii = yes\n";
	char text[600];

	(void)state;
	for (size_t n = 200; n < 500; n++) {
		struct config c;
		struct err e;

		memset(text, 'x', n);
		memcpy(text, "; ", 2);
		memcpy(text + n, tail, sizeof(tail));
		warns(text, "line 1: longer");
		assert_int_equal(read_text(&c, text, &e), STATUS_OK);
		assert_int_equal(c.n_networks, 0);
		assert_true(c.ascii);
	}
}

static void follow(const char *before, const char *network, const char *after)
{
	struct err e = {0};

	assert_int_equal(file_write(path, before, strlen(before), &e), STATUS_OK);
	assert_int_equal(config_follow(path, network, &e), STATUS_OK);
	expect_text(after);
}

static void unfollow(const char *before, const char *network, const char *after)
{
	struct err e = {0};

	assert_int_equal(file_write(path, before, strlen(before), &e), STATUS_OK);
	assert_int_equal(config_unfollow(path, network, &e), STATUS_OK);
	expect_text(after);
}

static void a_network_that_is_followed_gets_one_line_behind_the_others(void **state)
{
	(void)state;
	follow("", "base", "follow = base\n");
	follow("; mine\nmouse = yes\n", "base", "follow = base\n; mine\nmouse = yes\n");
	follow("network = devnet\nmouse = yes\n", "base",
	       "network = devnet\nfollow = base\nmouse = yes\n");
	follow("network = devnet", "base", "network = devnet\nfollow = base\n");
	follow("follow=a\n; b\nfollow = b\nmouse = yes\n", "c",
	       "follow=a\n; b\nfollow = b\nfollow = c\nmouse = yes\n");
	/* A line that is there stays where it is. */
	follow("follow = a\n  follow =  base \nfollow = c\n", "base",
	       "follow = a\n  follow =  base \nfollow = c\n");
	/* A name that begins alike is another one. */
	follow("follow = base-2\n", "base", "follow = base-2\nfollow = base\n");
}

static void a_network_that_is_left_loses_each_line_that_names_it_and_nothing_else(void **state)
{
	(void)state;
	unfollow("network = a\nfollow = b\nfollow = a\nmouse = yes\n", "a",
		 "follow = b\nmouse = yes\n");
	unfollow("; follow = a\nfollow = ab\nnetwork = b\n", "a",
		 "; follow = a\nfollow = ab\nnetwork = b\n");
	unfollow("follow = a\nfollow=a", "a", "");
}

static void what_is_followed_is_read_in_order_the_chosen_one_first_and_each_once(void **state)
{
	struct config c;
	struct err e;

	(void)state;
	assert_int_equal(read_text(&c, "follow = b\nnetwork = a\nfollow = c\nfollow = a\n", &e),
			 STATUS_OK);
	assert_int_equal(c.n_networks, 3);
	assert_string_equal(c.networks[0], "a");
	assert_string_equal(c.networks[1], "b");
	assert_string_equal(c.networks[2], "c");
	/* As 0.1 wrote it. */
	assert_int_equal(read_text(&c, "network = devnet\n", &e), STATUS_OK);
	assert_int_equal(c.n_networks, 1);
	assert_string_equal(c.networks[0], "devnet");
}

static void the_network_shown_first_is_followed_by_that_line_alone(void **state)
{
	(void)state;
	change("network = a\nfollow = b\nfollow = c\n", "network", "b",
	       "network = b\nfollow = c\n");
}

static void more_networks_than_can_be_followed_are_refused_with_the_way_out(void **state)
{
	struct err e = {0};
	char name[16];

	(void)state;
	assert_int_equal(file_write(path, "", 0, &e), STATUS_OK);
	for (int i = 0; i < LIMIT_NETWORKS; i++) {
		snprintf(name, sizeof(name), "n-%d", i);
		assert_int_equal(config_follow(path, name, &e), STATUS_OK);
	}
	assert_int_equal(config_follow(path, "one-more", &e), ERR_LIMIT);
	assert_non_null(strstr(e.text, "network unfollow"));
	assert_int_equal(config_follow(path, "n-0", &e), STATUS_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_change_leaves_every_other_line_as_it_is),
		cmocka_unit_test(a_change_of_a_missing_file_writes_every_setting),
		cmocka_unit_test(a_missing_file_means_the_defaults),
		cmocka_unit_test(comments_and_blank_lines_are_allowed),
		cmocka_unit_test(what_is_wrong_is_named_with_its_file_and_line),
		cmocka_unit_test(a_proxy_is_taken_whole_or_nobody_may_be_asked),
		cmocka_unit_test(a_wrong_line_leaves_its_default_and_the_other_lines),
		cmocka_unit_test(a_very_long_line_is_left_out_whatever_its_tail_says),
		cmocka_unit_test(a_network_that_is_followed_gets_one_line_behind_the_others),
		cmocka_unit_test(
			a_network_that_is_left_loses_each_line_that_names_it_and_nothing_else),
		cmocka_unit_test(
			what_is_followed_is_read_in_order_the_chosen_one_first_and_each_once),
		cmocka_unit_test(the_network_shown_first_is_followed_by_that_line_alone),
		cmocka_unit_test(more_networks_than_can_be_followed_are_refused_with_the_way_out),
	};

	return cmocka_run_group_tests(tests, make_file, remove_file);
}
