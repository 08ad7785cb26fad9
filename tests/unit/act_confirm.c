/* The text that a script gives with --confirm: the refusal names every obstacle at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "act/confirm.h"

enum { DANGER = 1, STRANGER = 2, EARLIER = 4, FIRST = 8 };

/* As act/act.c joins them: what is given away, the account, the hindrance. */
static void fill(struct act *act, unsigned obstacles)
{
	memset(act, 0, sizeof(*act));
	if (obstacles & DANGER) {
		act->descriptor.meaning.dangers = 1;
		snprintf(act->descriptor.meaning.words, sizeof(act->descriptor.meaning.words),
			 "without limit");
	}
	if (obstacles & EARLIER) {
		act->earlier = 7;
		snprintf(act->hindrance, sizeof(act->hindrance), "beef");
		snprintf(act->warning, sizeof(act->warning), "nonce 5 was signed before");
	}
	if (obstacles & FIRST)
		act->first_of = 8;
	if ((obstacles & FIRST) && !(obstacles & EARLIER)) {
		snprintf(act->hindrance, sizeof(act->hindrance), "FIRST");
		snprintf(act->warning, sizeof(act->warning), "that file is void");
	}
	snprintf(act->confirm, sizeof(act->confirm), "%s%s%s%s%s%s", act->descriptor.meaning.words,
		 (obstacles & DANGER) && (obstacles & ~(unsigned)DANGER) ? " " : "",
		 obstacles & STRANGER ? "29fc" : "",
		 (obstacles & STRANGER) && act->hindrance[0] != '\0' ? " " : "", act->hindrance,
		 (obstacles & FIRST) && (obstacles & EARLIER) ? " FIRST" : "");
}

static const struct {
	unsigned obstacles;
	const char *confirm, *typed, *why;
} cases[] = {
	{DANGER, "without limit", "\"without limit\"", "a hash does not say what is given away"},
	{EARLIER | FIRST, "beef FIRST",
	 "the last four digits of the earlier one's hash, then FIRST",
	 "nonce 5 was signed before; that file becomes void"},
	{STRANGER, "29fc", "the last four digits of the account that is paid",
	 "the claim pays an account that has no key here"},
	{EARLIER, "beef", "the last four digits of the earlier one's hash",
	 "nonce 5 was signed before"},
	{FIRST, "FIRST", "FIRST", "that file is void"},
	{STRANGER | FIRST, "29fc FIRST",
	 "the last four digits of the account that is paid, then FIRST",
	 "the claim pays an account that has no key here; that file is void"},
	{DANGER | STRANGER | EARLIER, "without limit 29fc beef",
	 "\"without limit\", then the last four digits of the account that is paid, then the last "
	 "four digits of the earlier one's hash",
	 "a hash does not say what is given away; the claim pays an account that has no key here; "
	 "nonce 5 was signed before"},
	{DANGER | FIRST, "without limit FIRST", "\"without limit\", then FIRST",
	 "a hash does not say what is given away; that file is void"},
};

static void an_absent_confirmation_names_every_obstacle(void **state)
{
	char wanted[LIMIT_ERR_TEXT];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct act *act = calloc(1, sizeof(*act));
		struct err e = {0};

		assert_non_null(act);
		fill(act, cases[i].obstacles);
		assert_string_equal(act->confirm, cases[i].confirm);
		snprintf(wanted, sizeof(wanted), "to go ahead, give %s with --confirm: %s",
			 cases[i].typed, cases[i].why);
		assert_int_equal(require_confirmation(act, NULL, &e), ERR_REFUSED);
		assert_string_equal(e.text, wanted);
		free(act);
	}
}

static void a_wrong_one_names_them_too(void **state)
{
	char wanted[LIMIT_ERR_TEXT];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct act *act = calloc(1, sizeof(*act));
		struct err e = {0};

		assert_non_null(act);
		fill(act, cases[i].obstacles);
		snprintf(wanted, sizeof(wanted),
			 "--confirm is not what is asked for, which is %s; nothing was done: %s",
			 cases[i].typed, cases[i].why);
		assert_int_equal(require_confirmation(act, "SEND", &e), ERR_REFUSED);
		assert_string_equal(e.text, wanted);
		assert_int_equal(require_confirmation(act, cases[i].confirm, &e), STATUS_OK);
		free(act);
	}
}

/* The warning may be long; what is to be typed is told whole. */
static void a_long_warning_cuts_none_of_the_texts(void **state)
{
	struct act *act = calloc(1, sizeof(*act));
	struct err e = {0};

	(void)state;
	assert_non_null(act);
	fill(act, DANGER | STRANGER | FIRST);
	memset(act->descriptor.meaning.words, 'w', sizeof(act->descriptor.meaning.words) - 1);
	memset(act->warning, 'x', sizeof(act->warning) - 1);
	snprintf(act->confirm, sizeof(act->confirm), "%s 29fc FIRST",
		 act->descriptor.meaning.words);
	assert_int_equal(require_confirmation(act, NULL, &e), ERR_REFUSED);
	assert_non_null(strstr(e.text, "the account that is paid, then FIRST with --confirm"));
	free(act);
}

static void nothing_in_the_way_needs_no_confirmation(void **state)
{
	struct act *act = calloc(1, sizeof(*act));
	struct err e = {0};

	(void)state;
	assert_non_null(act);
	fill(act, 0);
	assert_int_equal(require_confirmation(act, NULL, &e), STATUS_OK);
	free(act);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_absent_confirmation_names_every_obstacle),
		cmocka_unit_test(a_wrong_one_names_them_too),
		cmocka_unit_test(a_long_warning_cuts_none_of_the_texts),
		cmocka_unit_test(nothing_in_the_way_needs_no_confirmation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
