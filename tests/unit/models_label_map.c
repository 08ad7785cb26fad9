/* Labels of records that stand for other labels of a model. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "models/label_map.h"

static const char *const names[] = {"ham", "spam", "not-spam"};

static void a_rule_is_two_labels_around_an_equals_sign(void **state)
{
	static const char *const broken[] = {"", "junk", "=spam", "junk=", "="};
	struct label_rule rule;
	struct err e = {0};
	char longest[2 * LIMIT_LABEL + 4];

	(void)state;
	assert_int_equal(label_map_read(&rule, "junk=spam", &e), STATUS_OK);
	assert_string_equal(rule.from, "junk");
	assert_string_equal(rule.to, "spam");
	/* The first "=" separates, so that a model's label may have one. */
	assert_int_equal(label_map_read(&rule, "a=b=c", &e), STATUS_OK);
	assert_string_equal(rule.to, "b=c");
	for (size_t i = 0; i < ARRAY_SIZE(broken); i++)
		assert_int_equal(label_map_read(&rule, broken[i], &e), ERR_USAGE);
	memset(longest, 'x', sizeof(longest));
	longest[LIMIT_LABEL] = '=';
	longest[2 * LIMIT_LABEL + 1] = '\0';
	assert_int_equal(label_map_read(&rule, longest, &e), STATUS_OK);
	longest[2 * LIMIT_LABEL + 1] = 'x';
	longest[2 * LIMIT_LABEL + 2] = '\0';
	assert_int_equal(label_map_read(&rule, longest, &e), ERR_USAGE);
	longest[LIMIT_LABEL] = 'x';
	longest[LIMIT_LABEL + 1] = '=';
	assert_int_equal(label_map_read(&rule, longest, &e), ERR_USAGE);
}

static void of_several_rules_the_first_whose_label_the_model_has_counts(void **state)
{
	static const struct label_rule rules[] = {
		{"junk", "Unwanted"}, {"junk", "spam"}, {"junk", "ham"}, {"mail", "letter"}};

	(void)state;
	assert_string_equal(label_map_find(rules, 4, "junk", names, 3), "spam");
	assert_null(label_map_find(rules, 4, "mail", names, 3));
	assert_null(label_map_find(rules, 4, "Junk", names, 3));
	assert_null(label_map_find(rules, 0, "junk", names, 3));
}

static void the_nearest_label_is_proposed_and_none_that_is_far(void **state)
{
	static const struct {
		const char *label, *proposal;
	} cases[] = {
		{"Spam", "spam"},	  {"HAM", "ham"}, {"spm", "spam"},
		{"not_spam", "not-spam"}, {"1", NULL},	  {"politics", NULL},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const char *found = label_map_propose(cases[i].label, names, ARRAY_SIZE(names));

		if (cases[i].proposal == NULL)
			assert_null(found);
		else
			assert_string_equal(found, cases[i].proposal);
	}
}

static void a_choice_for_a_label_replaces_the_one_for_the_same_model_alone(void **state)
{
	struct label_rule rules[4] = {{"junk", "spam"}, {"junk", "Unwanted"}, {"ok", "ham"}};
	size_t n = 3;

	(void)state;
	label_map_set(rules, &n, "junk", "ham", names, ARRAY_SIZE(names));
	assert_int_equal(n, 3);
	/* "Unwanted" is no label of this model: the rule is for others. */
	assert_string_equal(rules[0].to, "Unwanted");
	assert_string_equal(rules[1].from, "ok");
	assert_string_equal(rules[2].from, "junk");
	assert_string_equal(rules[2].to, "ham");
	assert_string_equal(label_map_find(rules, n, "junk", names, ARRAY_SIZE(names)), "ham");
	label_map_set(rules, &n, "junk", NULL, names, ARRAY_SIZE(names));
	assert_int_equal(n, 2);
	assert_null(label_map_find(rules, n, "junk", names, ARRAY_SIZE(names)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rule_is_two_labels_around_an_equals_sign),
		cmocka_unit_test(of_several_rules_the_first_whose_label_the_model_has_counts),
		cmocka_unit_test(the_nearest_label_is_proposed_and_none_that_is_far),
		cmocka_unit_test(a_choice_for_a_label_replaces_the_one_for_the_same_model_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
