/*
 * Attributes by which the compiler checks the promises of a prototype. <stdarg.h> comes with them,
 * because the body of a PRINTF function needs it.
 */
#ifndef BASE_ATTR_H
#define BASE_ATTR_H

#include <stdarg.h>

#define MUST_CHECK    __attribute__((warn_unused_result))
#define NONNULL(...)  __attribute__((nonnull(__VA_ARGS__)))
#define PRINTF(f, a)  __attribute__((format(printf, f, a)))
#define COLD	      __attribute__((cold))
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#endif
