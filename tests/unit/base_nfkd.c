#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/nfkd.h"

static int start(void **state)
{
	(void)state;
	return secret_start(NULL) == STATUS_OK ? 0 : -1;
}

static void becomes(const char *text, const char *expected)
{
	struct secret *from = NULL, *found = NULL;

	assert_int_equal(secret_copy(&from, text, strlen(text), NULL), STATUS_OK);
	assert_int_equal(nfkd_secret(&found, from, NULL), STATUS_OK);
	assert_int_equal(secret_len(found), strlen(expected));
	assert_memory_equal(secret_view(found), expected, strlen(expected));
	secret_free(from);
	secret_free(found);
}

static void ascii_stays_as_it_is(void **state)
{
	(void)state;
	becomes("correct horse ~", "correct horse ~");
	becomes(" ", " ");
}

/* The examples of UAX #15 (figures 3 to 6), and the space of Japanese phrases. */
static void letters_and_their_parts_become_the_same(void **state)
{
	(void)state;
	becomes("\u212B", "A\u030A");
	becomes("\u00C5", "A\u030A");
	becomes("A\u030A", "A\u030A");
	becomes("\u2126", "\u03A9");
	becomes("\u1E69", "s\u0323\u0307");
	becomes("\u1E0B\u0323", "d\u0323\u0307");
	becomes("q\u0307\u0323", "q\u0323\u0307");
	becomes("\uFB01", "fi");
	becomes("2\u2075", "25");
	becomes("\u1E9B\u0323", "s\u0323\u0307");
	becomes("a\u3000b", "a b");
	becomes("\uAC01", "\u1100\u1161\u11A8");
}

static void composes(const char *text, const char *expected)
{
	struct secret *from = NULL, *found = NULL;

	assert_int_equal(secret_copy(&from, text, strlen(text), NULL), STATUS_OK);
	assert_int_equal(nfkd_secret_composed(&found, from, NULL), STATUS_OK);
	assert_int_equal(secret_len(found), strlen(expected));
	assert_memory_equal(secret_view(found), expected, strlen(expected));
	secret_free(from);
	secret_free(found);
}

/* The column NFKC of the same figures. */
static void parts_are_put_together_again(void **state)
{
	(void)state;
	composes("plain", "plain");
	composes("\u212B", "\u00C5");
	composes("A\u030A", "\u00C5");
	composes("\u2126", "\u03A9");
	composes("s\u0323\u0307", "\u1E69");
	composes("\u1E0B\u0323", "\u1E0D\u0307");
	composes("\uFB01", "fi");
	composes("2\u2075", "25");
	composes("\u1E9B\u0323", "\u1E69");
	composes("\xC3\xA9\xFF", "\xC3\xA9\xFF");
}

static void bytes_that_are_not_utf8_stay_as_they_are(void **state)
{
	(void)state;
	becomes("\xC3\xA9\xFF", "\xC3\xA9\xFF");
	becomes("\xE9", "\xE9");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ascii_stays_as_it_is),
		cmocka_unit_test(letters_and_their_parts_become_the_same),
		cmocka_unit_test(parts_are_put_together_again),
		cmocka_unit_test(bytes_that_are_not_utf8_stay_as_they_are),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
