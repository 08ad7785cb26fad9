/* The versions that a datanet lists. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "client/datanet_models.h"

#define A_11 "0x1111111111111111111111111111111111111111"
#define H_44 "0x4444444444444444444444444444444444444444444444444444444444444444"
#define H_55 "0x5555555555555555555555555555555555555555555555555555555555555555"

static void a_page_of_versions_ascends_and_leads_on(void **state)
{
#define VERSION(n, created)                                                              \
	"{\"artifact\":\"" H_44 "\",\"attestation\":\"" H_55 "\",\"created\":\"" created \
	"\",\"name\":\"mail\\u202e-filter\",\"version\":\"" n "\"}"
#define VERSIONS(items, next, more) \
	"{\"models\":[" items "],\"next\":\"" next "\",\"more\":" more "}"
#define DAY "2026-01-02T03:04:05Z"
	static const char good[] = VERSIONS(VERSION("3", DAY) "," VERSION("4", DAY), "4", "true");
	static const char *const refused[] = {
		VERSIONS(VERSION("3", DAY) "," VERSION("3", DAY), "3", "true"),
		VERSIONS(VERSION("4", DAY) "," VERSION("3", DAY), "3", "true"),
		VERSIONS(VERSION("2", DAY), "2", "false"),
		VERSIONS(VERSION("3", DAY), "4", "false"),
		VERSIONS("", "2", "true"),
		VERSIONS(VERSION("3", "yesterday"), "3", "false"),
		VERSIONS(VERSION("03", DAY), "3", "false"),
		VERSIONS("{\"version\":\"3\"}", "3", "false"),
		"{\"account\":\"" A_11 "\",\"models\":[],\"next\":\"2\",\"more\":false}",
		"[]",
	};
	struct datanet_models page;
	struct err e = {0};

	(void)state;
	if (datanet_models_read(&page, good, strlen(good), 2, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_int_equal(page.n, 2);
	assert_int_equal(page.items[1].version, 4);
	assert_int_equal(page.items[0].created, 1767323045);
	assert_int_equal(page.items[0].artifact.bytes[0], 0x44);
	assert_int_equal(page.items[0].attestation.bytes[31], 0x55);
	assert_null(strstr(page.items[0].name, "\xe2\x80\xae"));
	assert_int_equal(page.next, 4);
	assert_true(page.more);
	datanet_models_release(&page);
	for (size_t i = 0; i < ARRAY_SIZE(refused); i++) {
		if (datanet_models_read(&page, refused[i], strlen(refused[i]), 2, &e) == STATUS_OK)
			fail_msg("accepted %s", refused[i]);
		assert_null(page.items);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_of_versions_ascends_and_leads_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
