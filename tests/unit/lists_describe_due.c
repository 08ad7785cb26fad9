/* The sentences on what the figures of a due rest on. */
#include "lists/describe_due.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"

static const struct {
	enum distributor_kind kind;
	enum payer_obstacle obstacle;
	bool has_root;
	const char *says;
} cases[] = {
	{DISTRIBUTOR_MERKL, PAYER_FREE, true, "fold to the root in force"},
	{DISTRIBUTOR_MERKL, PAYER_PAUSED, true, "fold to the root in force"},
	{DISTRIBUTOR_MERKL, PAYER_WAITS, true, "fold to a root that is not in force"},
	{DISTRIBUTOR_MERKL, PAYER_DISPUTED, true, "fold to a root that is not in force"},
	{DISTRIBUTOR_MERKL, PAYER_NOT_FOLDED, true, "nothing on the chain"},
	{DISTRIBUTOR_MERKL, PAYER_UNTOLD, false, "nothing on the chain"},
	{DISTRIBUTOR_EIGENLAYER, PAYER_WITHDRAWN, true, "fold to a root that is not in force"},
	{DISTRIBUTOR_EIGENLAYER, PAYER_REPLACED, false, "nothing on the chain"},
	{DISTRIBUTOR_MERKLE, PAYER_WAITS, true, "fold to the contract's root"},
	{DISTRIBUTOR_MERKLE, PAYER_UNTOLD, true, "fold to the contract's root"},
	{DISTRIBUTOR_MERKLE, PAYER_FORFEITS, true, "fold to the contract's root"},
	{DISTRIBUTOR_MERKLE, PAYER_FORFEITS, false, "nothing on the chain"},
	{DISTRIBUTOR_REPPO, PAYER_UNTOLD, false, "the contract says it"},
	{DISTRIBUTOR_STORY, PAYER_DISPUTED, false, "the vault's storage"},
	{DISTRIBUTOR_URD, PAYER_UNTOLD, false, "fold to the root in the contract's storage"},
};

static void a_leaf_is_said_to_fold_to_the_root_in_force_only_where_it_does(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct snapshot_due due = {.kind = cases[i].kind, .obstacle = cases[i].obstacle};

		due.root.bytes[0] = cases[i].has_root;
		if (strstr(describe_due_proof(&due), cases[i].says) == NULL)
			fail_msg("row %zu: %s", i, describe_due_proof(&due));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_leaf_is_said_to_fold_to_the_root_in_force_only_where_it_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
