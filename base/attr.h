/*
 * Attributes that let the compiler hold what a prototype promises.
 */
#ifndef BASE_ATTR_H
#define BASE_ATTR_H

#define MUST_CHECK    __attribute__((warn_unused_result))
#define NONNULL(...)  __attribute__((nonnull(__VA_ARGS__)))
#define PRINTF(f, a)  __attribute__((format(printf, f, a)))
#define COLD	      __attribute__((cold))
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#endif
