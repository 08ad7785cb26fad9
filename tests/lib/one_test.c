/* Linked to every cmocka program: TEST=name in the environment runs the one test of that name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
// clang-format off
#include <cmocka.h>
// clang-format on

__attribute__((constructor)) static void run_one_test(void)
{
	const char *name = getenv("TEST");

	if (name != NULL && name[0] != '\0')
		cmocka_set_test_filter(name);
}
