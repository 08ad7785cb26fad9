/* The view of the vault: what protects the signer, and when the written phrase was last tried. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/secret.h"
#include "base/text.h"
#include "tests/screens/script.h"

/* As `byline info` calls them, in the order of wallet/confine.h. */
static const char *const names[SNAPSHOT_PROTECTIONS] = {
	"no core dumps",     "closed to other processes", "not traced",
	"no new privileges", "memory never swapped",	  "ends with byline",
	"few system calls",
};

static const int sizes[][2] = {{24, 80}, {40, 120}, {60, 200}};

static struct script t;

static bool shows(const char *text)
{
	return strstr(script_text(&t), text) != NULL;
}

/* The state that stands behind the name of a protection. */
static bool is_said(const char *name, const char *state)
{
	const char *at = strstr(script_text(&t), name);

	if (at == NULL)
		return false;
	at += strlen(name);
	return strncmp(at + strspn(at, " "), state, strlen(state)) == 0;
}

/* Opens the view of the vault on a fixture, with a change to its snapshot. */
static void open_view(enum fixture_kind kind, size_t size, void (*change)(struct snapshot *))
{
	struct snapshot *s = fixture_snapshot(kind);

	if (change != NULL)
		change(s);
	script_open(&t, kind, sizes[size][0], sizes[size][1], NULL);
	fake_app_publish(t.app, s);
	script_play(&t, "7");
}

static void before_the_first_unlock_nothing_is_claimed(void **state)
{
	(void)state;
	for (size_t k = 0; k < ARRAY_SIZE(sizes); k++) {
		open_view(FIXTURE_FULL, k, NULL);
		for (size_t i = 0; i < ARRAY_SIZE(names); i++)
			assert_true(is_said(names[i], "not known"));
		assert_false(shows("in force"));
		assert_true(shows("last drill  not known before the first unlock"));
		script_close(&t);
	}
}

static void each_protection_in_force_is_said(void **state)
{
	(void)state;
	for (size_t k = 0; k < ARRAY_SIZE(sizes); k++) {
		open_view(FIXTURE_UNLOCKED, k, NULL);
		for (size_t i = 0; i < ARRAY_SIZE(names); i++)
			assert_true(is_said(names[i], "in force"));
		assert_true(shows("with all 7 protections in force"));
		assert_false(shows("missing"));
		assert_true(shows("last drill  2026-10-11 14:02"));
		script_close(&t);
	}
}

static size_t missing; /* the one that lose() takes away */

/* The signer is ended at its start, so that the vault stays locked. */
static void lose(struct snapshot *s)
{
	s->unlocked = false;
	s->vault.protections[missing].in_force = false;
}

static void lose_and_use(struct snapshot *s)
{
	lose(s);
	s->vault.used_without = true;
}

static void lock(struct snapshot *s)
{
	s->unlocked = false;
}

/* No signer runs beside a locked vault, so that nothing is in force now. */
static void of_a_signer_that_has_ended_the_past_is_told(void **state)
{
	(void)state;
	for (size_t k = 0; k < ARRAY_SIZE(sizes); k++) {
		open_view(FIXTURE_UNLOCKED, k, lock);
		for (size_t i = 0; i < ARRAY_SIZE(names); i++)
			assert_true(is_said(names[i], "was active"));
		/* Two in a line stay apart. */
		assert_false(shows("activeclosed") || shows("forceclosed"));
		assert_true(
			shows("not running; when it last ran, all 7 protections were in force"));
		script_close(&t);
	}
	open_view(FIXTURE_UNLOCKED, 0, lose_and_use);
	assert_true(shows("without 1 of 7 protections when it last ran, as config.ini says"));
	script_close(&t);
}

static void each_one_that_is_missing_is_said(void **state)
{
	(void)state;
	for (missing = 0; missing < SNAPSHOT_PROTECTIONS; missing++) {
		open_view(FIXTURE_UNLOCKED, missing % ARRAY_SIZE(sizes), lose);
		for (size_t i = 0; i < ARRAY_SIZE(names); i++)
			assert_true(is_said(names[i], i == missing ? "was missing" : "was active"));
		assert_true(shows("1 of 7 protections missing when it last ran: "
				  "the vault stays locked"));
		script_close(&t);
	}
}

static void a_signer_that_is_used_without_one_is_said_to_be(void **state)
{
	(void)state;
	open_view(FIXTURE_UNPROTECTED, 0, NULL);
	assert_true(is_said("memory never swapped", "missing"));
	assert_true(shows("it is used without, as config.ini says"));
	script_close(&t);
}

static void widen(struct snapshot *s)
{
	s->vault.widened = true;
}

/* The sanitizers of a test build need calls that the signer does not. */
static void a_wider_filter_is_not_passed_off_as_the_right_one(void **state)
{
	(void)state;
	open_view(FIXTURE_UNLOCKED, 0, widen);
	assert_true(is_said("few system calls", "test build"));
	assert_true(is_said("ends with byline", "in force"));
	script_close(&t);
}

static void a_phrase_that_was_never_tried_is_said_to_be(void **state)
{
	(void)state;
	open_view(FIXTURE_UNPROTECTED, 0, NULL);
	assert_true(shows("last drill  never: d tries the phrase that you wrote down"));
	assert_true(shows("d drill"));
	script_play(&t, "d");
	assert_int_equal(fake_app_started(t.app, "drill"), 1);
	script_close(&t);
}

static void without_a_vault_there_is_nothing_to_try(void **state)
{
	(void)state;
	open_view(FIXTURE_QUIET, 0, NULL);
	assert_false(shows("last drill"));
	assert_false(shows("SIGNER"));
	script_play(&t, "d");
	assert_int_equal(fake_app_started(t.app, "drill"), 0);
	assert_true(shows("there is no vault yet"));
	script_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(before_the_first_unlock_nothing_is_claimed),
		cmocka_unit_test(each_protection_in_force_is_said),
		cmocka_unit_test(of_a_signer_that_has_ended_the_past_is_told),
		cmocka_unit_test(each_one_that_is_missing_is_said),
		cmocka_unit_test(a_signer_that_is_used_without_one_is_said_to_be),
		cmocka_unit_test(a_wider_filter_is_not_passed_off_as_the_right_one),
		cmocka_unit_test(a_phrase_that_was_never_tried_is_said_to_be),
		cmocka_unit_test(without_a_vault_there_is_nothing_to_try),
	};
	struct err e;

	if (secret_start(&e) != STATUS_OK)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
