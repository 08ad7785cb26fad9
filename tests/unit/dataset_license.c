/* Licences: which are SPDX identifiers, and what somebody meant who wrote another text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

#include "dataset/license.h"
#include "dataset/license_private.h"
#include "dataset/manifest.h"

static void identifiers_and_own_terms_are_licences(void **state)
{
	static const char *const good[] = {
		"CC0-1.0",
		"CC-BY-4.0",
		"CC-BY-SA-4.0",
		"CC-BY-NC-4.0",
		"ODbL-1.0",
		"PDDL-1.0",
		"ODC-By-1.0",
		"CDLA-Permissive-2.0",
		"MIT",
		"LicenseRef-Mine",
		"LicenseRef-acme.corp-2",
		"Apache-2.0 OR MIT",
		"GPL-2.0-only+",
		"MIT AND LicenseRef-x OR 0BSD",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(good); i++)
		if (license_check(good[i], NULL) != STATUS_OK)
			fail_msg("%s is refused", good[i]);
}

static void another_text_is_refused_with_what_was_meant(void **state)
{
	static const struct {
		const char *text, *meant;
	} bad[] = {
		{"CC0", "CC0-1.0"},
		{"cc0-1.0", "CC0-1.0"},
		{"CC-BY", "CC-BY-4.0"},
		{"CC BY 4.0", "CC-BY-4.0"},
		{"cc_by_sa_4.0", "CC-BY-SA-4.0"},
		{"CC-BY-4", "CC-BY-4.0"},
		{"ODbL", "ODbL-1.0"},
		{"Apache2.0", "Apache-2.0"},
		{"mit", "MIT"},
		{"MIT OR CC0", "CC0-1.0"},
		{"public domain", NULL},
		{"all rights reserved", NULL},
		{"LicenseRef-", NULL},
		{"LicenseRef-my terms", NULL},
		{" MIT", "MIT"},
		{"MIT OR ", NULL},
		{"", NULL},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		struct err e = {0};
		char meant[96];

		assert_int_equal(license_check(bad[i].text, &e), ERR_USAGE);
		snprintf(meant, sizeof(meant), "did you mean %s?",
			 bad[i].meant != NULL ? bad[i].meant : "");
		if (bad[i].meant != NULL && strstr(e.text, meant) == NULL)
			fail_msg("%s: %s", bad[i].text, e.text);
		if (bad[i].meant == NULL && strstr(e.text, "did you mean") != NULL)
			fail_msg("%s: %s", bad[i].text, e.text);
		assert_non_null(strstr(e.text, "LicenseRef-"));
	}
}

static void a_licence_that_no_manifest_has_room_for_is_refused(void **state)
{
	char text[MANIFEST_LICENSE + 1];

	(void)state;
	memset(text, 'x', sizeof(text));
	memcpy(text, "LicenseRef-", 11);
	text[MANIFEST_LICENSE] = '\0';
	assert_int_equal(license_check(text, NULL), ERR_USAGE);
	text[MANIFEST_LICENSE - 1] = '\0';
	assert_int_equal(license_check(text, NULL), STATUS_OK);
}

static void the_list_is_sorted_and_fits_a_manifest(void **state)
{
	(void)state;
	for (size_t i = 0; license_ids[i] != NULL; i++) {
		assert_true(strlen(license_ids[i]) < MANIFEST_LICENSE);
		if (i > 0 && strcasecmp(license_ids[i - 1], license_ids[i]) >= 0)
			fail_msg("%s is out of order", license_ids[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(identifiers_and_own_terms_are_licences),
		cmocka_unit_test(another_text_is_refused_with_what_was_meant),
		cmocka_unit_test(a_licence_that_no_manifest_has_room_for_is_refused),
		cmocka_unit_test(the_list_is_sorted_and_fits_a_manifest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
