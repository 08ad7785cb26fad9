/*
 * Secrets under valgrind, for the programs that look whether time tells one: bytes that are
 * undefined, and whether valgrind has reported a jump or an address that depends on some.
 */
#ifndef TESTS_LONG_FOLLOWED_H
#define TESTS_LONG_FOLLOWED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <valgrind/memcheck.h>

#include "base/secret.h"

/* From here on valgrind follows what these bytes lead to. */
static inline void follow(const void *secret, size_t len)
{
	VALGRIND_MAKE_MEM_UNDEFINED(secret, len);
}

/* The end of that, to look at a result. */
static inline void unfollow(const void *secret, size_t len)
{
	VALGRIND_MAKE_MEM_DEFINED(secret, len);
}

static inline unsigned long reports(void)
{
	return VALGRIND_COUNT_ERRORS;
}

static inline void assert_nothing_reported(unsigned long before)
{
	assert_int_equal(reports(), before);
}

/* All of these bytes come from what is followed, so that nothing was lost on the way to them. */
static inline void assert_followed(const void *data, size_t len)
{
	const uint8_t *at = data;
	uint8_t undefined;

	for (size_t i = 0; i < len; i++) {
		assert_int_equal(VALGRIND_GET_VBITS(at + i, &undefined, 1), 1);
		assert_int_not_equal(undefined, 0);
	}
}

/* For cmocka's group setup. */
static inline int runs_under_valgrind(void **state)
{
	struct err e = {0};

	(void)state;
	if (RUNNING_ON_VALGRIND == 0) {
		print_error("this program says nothing without valgrind\n");
		return -1;
	}
	return secret_start(&e) == STATUS_OK ? 0 : -1;
}

#endif
